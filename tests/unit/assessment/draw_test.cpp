// Draws: fixed by list and seed alone, fair over seeds, and nothing of the reviewers' own in them. tests/oracle/redo_draw.py draws again
// without any of this code (tests/cli/review_test.py).
#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include <fmt/format.h>

#include "assessment/draw.h"
#include "base/json.h"
#include "digest/digest.h"
#include "unit/compliance/support.h"

namespace juece::testing {
namespace {

std::vector<Candidate> Many(int count) {
  std::vector<Candidate> candidates;
  for (int i = 0; i < count; ++i) {
    const std::string organ = i % 3 == 0 ? "甲市人民政府" : "乙市人民政府";
    candidates.push_back({fmt::format("2026-{:04}", i + 1), fmt::format("事项{}", i + 1), organ, {organ, fmt::format("局{}", i % 4)},
                          {fmt::format("人{}", i)}, "decision", false});
  }
  return candidates;
}

DrawPlan PlanOf(int size) {
  DrawPlan plan;
  plan.size = size;
  plan.own_units = {"丙市司法局"};
  plan.seed_source = "2026年4月1日公开摇奖号码";
  plan.made_by = "郑评查";
  plan.made_at = *Instant::Parse("2026-03-30T09:00:00+08:00");
  return plan;
}

const Instant kLater = *Instant::Parse("2026-04-01T21:00:00+08:00");

Draw DrawOf(const DrawList& list, const std::string& seed) {
  auto draw = MakeDraw(list, seed, "郑评查", kLater);
  REQUIRE(draw.has_value());
  return *draw;
}

std::string Refusal(std::vector<Candidate> candidates, DrawPlan plan) {
  const auto list = MakeList(std::move(candidates), std::move(plan));
  REQUIRE_FALSE(list.has_value());
  CHECK_FALSE(list.error().message().zh.empty());
  return list.error().message().en;
}

}  // namespace

TEST_CASE("a draw depends on the list and the seed alone") {
  std::vector<Candidate> candidates = Many(30);
  const auto list = MakeList(candidates, PlanOf(5));
  REQUIRE(list.has_value());
  const Draw first = DrawOf(*list, "48213");
  CHECK(first.Drawn().size() == 5);
  std::mt19937 random(1);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(candidates.begin(), candidates.end(), random);
    const auto again = MakeList(candidates, PlanOf(5));
    REQUIRE(again.has_value());
    CHECK(again->digest == list->digest);
    CHECK(DrawOf(*again, "48213").digest == first.digest);
  }
  CHECK(DrawOf(*list, "48214").Drawn() != first.Drawn());
  CHECK(first.ranked.front().key == DigestOf(DigestAlgorithm::kSha256,
                                             list->digest + "\n48213\n" + first.ranked.front().id).substr(7));
  CHECK(VerifyDraw(first).empty());
}

TEST_CASE("over many seeds every dossier, and every pair, is drawn as often as any other") {
  constexpr int kSeeds = 4000;
  constexpr int kAll = 12;
  constexpr int kSize = 3;
  const auto list = MakeList(Many(kAll), PlanOf(kSize));
  REQUIRE(list.has_value());
  std::map<std::string, int> single;
  std::map<std::string, int> pair;
  for (int seed = 0; seed < kSeeds; ++seed) {
    const auto drawn = DrawOf(*list, fmt::format("{}", seed)).Drawn();
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      ++single[drawn[i]];
      for (std::size_t j = i + 1; j < drawn.size(); ++j) ++pair[std::min(drawn[i], drawn[j]) + std::max(drawn[i], drawn[j])];
    }
  }
  const auto even = [](const std::map<std::string, int>& counts, std::size_t cells, double share) {
    CHECK(counts.size() == cells);
    const double wanted = kSeeds * share;
    const double bound = 5 * std::sqrt(wanted * (1 - share));
    for (const auto& [name, count] : counts) {
      INFO(name);
      CHECK(std::abs(count - wanted) < bound);
    }
  };
  even(single, kAll, static_cast<double>(kSize) / kAll);
  even(pair, kAll * (kAll - 1) / 2, static_cast<double>(kSize) * (kSize - 1) / (kAll * (kAll - 1)));
}

TEST_CASE("the reviewers' own dossiers, and those they worked on, cannot be drawn") {
  DrawPlan plan = PlanOf(3);
  plan.own_units = {"局1", "甲市 人民政府"};
  plan.reviewers = {"人2"};
  const auto list = MakeList(Many(12), plan);
  REQUIRE(list.has_value());
  for (const Candidate& one : list->candidates) {
    CHECK(one.organ != "甲市人民政府");
    CHECK(one.units[1] != "局1");
    CHECK(one.id != "2026-0003");
    CHECK(one.actors.empty());  // who acted stays out of what is published
  }
  CHECK(list->candidates.size() + list->excluded.size() == 12);
  const auto third = std::find_if(list->excluded.begin(), list->excluded.end(),
                                  [](const Excluded& e) { return e.id == "2026-0003"; });
  REQUIRE(third != list->excluded.end());
  CHECK(third->why.zh == "评查员办理过的案卷:人2");
  CHECK(UnknownNames(Many(12), plan).empty());
  plan.own_units.emplace_back("局9");
  CHECK(UnknownNames(Many(12), plan) == std::vector<std::string>{"局9"});
}

TEST_CASE("so many of each organ, and all of an organ that has fewer") {
  std::vector<Candidate> candidates = Many(12);  // 4 of one organ, 8 of the other
  candidates.push_back({"x", "t", "丁县人民政府", {"丁县人民政府"}, {}, "decision", true});
  DrawPlan plan = PlanOf(2);
  plan.each_organ = true;
  const auto list = MakeList(candidates, plan);
  REQUIRE(list.has_value());
  std::map<std::string, int> drawn;
  for (const Ranked& one : DrawOf(*list, "7").ranked) drawn[one.group] += one.drawn ? 1 : 0;
  CHECK(drawn == std::map<std::string, int>{{"甲市人民政府", 2}, {"乙市人民政府", 2}, {"丁县人民政府", 1}});
}

TEST_CASE("what cannot be drawn is refused, saying why") {
  CHECK(Refusal({}, PlanOf(1)) == "Expected dossiers to draw from, but there are none.");
  CHECK(Refusal(Many(3), PlanOf(4)) == "Expected at most the 3 that can be drawn, but found 4 (0 are left out).");
  CHECK(Refusal(Many(3), PlanOf(0)) == "Expected at least 1 to be drawn, but found 0.");
  DrawPlan own = PlanOf(1);
  own.own_units = {"甲市人民政府", "乙市人民政府"};
  CHECK(Refusal(Many(3), own) == "Expected dossiers of other units, but all 3 are of the reviewers' own unit or were worked on "
                                 "by them. Let another unit review them.");
  std::vector<Candidate> twice = Many(2);
  twice[1].id = twice[0].id;
  CHECK(Refusal(twice, PlanOf(1)) == "Expected the ids to be unique, but \"2026-0001\" stands twice. Rename the record, or give "
                                                                                     "it an id.");
  DrawPlan sourceless = PlanOf(1);
  sourceless.seed_source.clear();
  CHECK(Refusal(Many(2), sourceless) == "Expected the source that the seed will come from, and who makes the list.");
  const auto list = MakeList(Many(3), PlanOf(1));
  REQUIRE(list.has_value());
  CHECK_FALSE(MakeDraw(*list, "", "郑评查", kLater).has_value());
  CHECK_FALSE(MakeDraw(*list, "1", "郑评查", *Instant::Parse("2026-03-30T08:59:00+08:00")).has_value());
}

TEST_CASE("a list or a draw that was changed does not verify") {
  const auto list = MakeList(Many(8), PlanOf(2));
  REQUIRE(list.has_value());
  const Data draw = ToData(DrawOf(*list, "9"));
  const auto read = DrawFromData(*ParseJson(ToPrettyJson(draw)));
  REQUIRE(read.has_value());
  CHECK(VerifyDraw(*read).empty());
  const auto wrong = [&](const char* pointer, Data value) {
    Data copy = draw;
    Data* place = copy.At(pointer);
    REQUIRE(place != nullptr);
    *place = std::move(value);
    const auto changed = DrawFromData(copy);
    return changed ? VerifyDraw(*changed).en : "refused";
  };
  CHECK(wrong("/seed", "10") == "the draw was changed");
  CHECK(wrong("/list/candidates/0/organ", "丙市") == "the list was changed after it was made");
  CHECK(wrong("/list/plan/size", 3) == "the list was changed after it was made");
  CHECK(wrong("/list/plan/seed_source", "别处") == "the list was changed after it was made");
  CHECK(wrong("/ranked/0/drawn", false) == "refused");  // `drawn` says otherwise
  CHECK(wrong("/key", "md5") == "refused");
  // With a digest made to fit, drawing again shows it.
  Draw forged = *read;
  forged.seed = "10";
  forged.digest = DrawOf(*list, "9").digest;
  CHECK_FALSE(VerifyDraw(forged).empty());
  Draw other = DrawOf(*list, "10");
  other.ranked = read->ranked;
  Data data = ToData(other);
  data.Remove("digest");
  other.digest = DigestOf(DigestAlgorithm::kSha256, ToCanonicalJson(data));
  CHECK(VerifyDraw(other).en == "drawing again from the list and the seed gives another sample");
}

}  // namespace juece::testing
