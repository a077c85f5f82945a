// Score sheets: points between what is certain and what is possible, persons' entries, and the chain.
#include <random>

#include "base/json.h"
#include "unit/assessment/support.h"

namespace juece::testing {
namespace {

const ItemScore& ItemIn(const SheetTotal& total, const std::string& id) {
  for (const ItemScore& score : total.items) {
    if (score.item->id == id) return score;
  }
  FAIL("no item " << id);
  return total.items.front();
}

// Ids of the worst and the best grade.
std::string Worst(const Sheet& sheet) { return TotalOf(sheet).worst->id; }
std::string Best(const Sheet& sheet) { return TotalOf(sheet).best->id; }

constexpr Verdict kS = Verdict::kSatisfied;
constexpr Verdict kV = Verdict::kViolated;
constexpr Verdict kN = Verdict::kNotShown;
constexpr Verdict kA = Verdict::kNotApplicable;

}  // namespace

TEST_CASE("an item loses what is violated, keeps open what is not shown, and drops out where nothing applies") {
  const Sheet sheet = SheetOf({ItemOf("met", "5", {GroundWith(kS, "5"), GroundWith(kA, "2")}),
                               ItemOf("lost", "5", {GroundWith(kV, "2"), GroundWith(kS, "3")}),
                               ItemOf("floor", "5", {GroundWith(kV, "4"), GroundWith(kV, "4")}),
                                   ItemOf("open", "5", {GroundWith(kN, "2.5")}),
                               ItemOf("both", "5", {GroundWith(kV, "2"), GroundWith(kN, "4")}),
                                   ItemOf("away", "5", {GroundWith(kA, "5")}), ItemOf("hand", "5", {}, true)});
  const SheetTotal total = TotalOf(sheet);
  const auto check = [&](const char* id, ItemState state, const char* least, const char* most) {
    INFO(id);
    const ItemScore& score = ItemIn(total, id);
    CHECK(score.state == state);
    CHECK(score.least == Pts(least));
    CHECK(score.most == Pts(most));
  };
  check("met", ItemState::kMet, "5", "5");
  check("lost", ItemState::kLost, "3", "3");
  check("floor", ItemState::kLost, "0", "0");
  check("open", ItemState::kOpen, "2.5", "5");
  check("both", ItemState::kLost, "0", "3");
  check("hand", ItemState::kOpen, "0", "5");
  CHECK(ItemIn(total, "away").state == ItemState::kNotApplicable);
  CHECK(total.points == Pts("30"));
  CHECK(total.least == Pts("10.5"));
  CHECK(total.most == Pts("21"));
  CHECK(total.open == std::vector<std::string>{"open", "both", "hand"});
  CHECK(total.worst->id == "bad");
  CHECK(total.best->id == "bad");  // 70 per cent at best
}

TEST_CASE("a grade is reached exactly at its bound and not below it") {
  CHECK(Best(SheetOf({ItemOf("a", "10", {GroundWith(kV, "2")})})) == "good");
  CHECK(Best(SheetOf({ItemOf("a", "10", {GroundWith(kV, "2.01")})})) == "bad");
  CHECK(PerCent(Pts("2"), Pts("3")) == "66.6");
  CHECK(PerCent(Pts("9999"), Pts("10000")) == "99.9");
  CHECK(PerCent(Pts("3"), Pts("3")) == "100.0");
}

TEST_CASE("a sheet to which no item applies has no grade") {
  const Sheet sheet = SheetOf({ItemOf("a", "10", {GroundWith(kA, "2")})});
  const SheetTotal total = TotalOf(sheet);
  CHECK(total.points.IsZero());
  CHECK(total.worst == nullptr);
  CHECK(total.settled());
}

TEST_CASE("a cap limits the grade, for certain or perhaps, until a person lifts it") {
  const std::vector<SheetItem> items{ItemOf("a", "10", {GroundWith(kS, "2")})};
  const auto capped = [&](Verdict verdict) { return SheetOf(items,
                                                            {{"cap", "bad", {"限等", "Cap"}, {GroundWith(kS, "0"),
                                                                                            GroundWith(verdict, "0")}}}); };
  CHECK(Worst(capped(kS)) == "good");
  CHECK(Worst(capped(kA)) == "good");
  CHECK(Best(capped(kV)) == "bad");
  Sheet sheet = capped(kN);
  CHECK(Worst(sheet) == "bad");
  CHECK(Best(sheet) == "good");
  CHECK(TotalOf(sheet).open == std::vector<std::string>{"cap"});
  CHECK(AddEntry(sheet, EntryBy(SheetEntry::Kind::kCapLifted, "cap")).ok());
  CHECK(TotalOf(sheet).worst->id == "good");
  CHECK(AddEntry(sheet, EntryBy(SheetEntry::Kind::kCapHolds, "cap")).ok());  // the later one counts
  CHECK(TotalOf(sheet).best->id == "bad");
}

TEST_CASE("a person's entry needs a reason, another unit, and a target of the sheet") {
  const Sheet sheet = SheetOf({ItemOf("a", "10", {GroundWith(kN, "2")})}, {{"cap", "bad", {"限等", "Cap"}, {GroundWith(kS, "0")}}});
  const auto refused = [&](SheetEntry entry) {
    Sheet copy = sheet;
    const Status status = AddEntry(copy, std::move(entry));
    CHECK_FALSE(status.ok());
    CHECK(copy.entries.empty());
    CHECK_FALSE(status.message().zh.empty());
    return status.message().en;
  };
  using Kind = SheetEntry::Kind;
  CHECK(refused(EntryBy(Kind::kPoints, "a", "5", " \t")) == "Expected a reason for departing from the automatic score, but "
                                                            "there is none. Give it with --reason.");
  CHECK(refused(EntryBy(Kind::kPoints, "a", "10.5")) == "Expected 0 to 10 points for the item \"a\", but found 10.5.");
  CHECK(refused(EntryBy(Kind::kPoints, "b", "5")) == "Expected an item or a cap of this sheet, but there is no \"b\". There "
                                                                                                                   "are: a cap.");
  CHECK(refused(EntryBy(Kind::kPoints, "cap", "5")) == "\"cap\" is a cap: expected that it holds or is lifted, not points.");
  CHECK(refused(EntryBy(Kind::kCapLifted, "a")) == "\"a\" is an item: expected points, or that it does not apply.");
  SheetEntry own = EntryBy(Kind::kPoints, "a", "5");
  own.unit = "甲市 交通局";
  CHECK(refused(own) == "Expected a reviewer of another unit, but \"甲市 交通局\" is the organ or the undertaking unit of this "
                                                                           "dossier. Let somebody else review it.");
  SheetEntry acted = EntryBy(Kind::kPoints, "a", "5");
  acted.actor = "李承办";
  CHECK(refused(acted) == "Expected a reviewer who did not act in the dossier, but \"李承办\" did. Let somebody else review it.");
  CHECK(refused(EntryBy(Kind::kConfirmed, "", nullptr, "")) ==
        "Expected every item that is not shown to be settled before the sheet is confirmed, but open are: a. Settle them with "
        "juece review override.");
}

TEST_CASE("a sheet is confirmed once all is settled, and no longer after another entry") {
  Sheet sheet = SheetOf({ItemOf("a", "10", {GroundWith(kN, "2")})});
  CHECK(AddEntry(sheet, EntryBy(SheetEntry::Kind::kPoints, "a", "9")).ok());
  CHECK(TotalOf(sheet).confirmed == nullptr);
  CHECK(AddEntry(sheet, EntryBy(SheetEntry::Kind::kConfirmed, "", nullptr, "")).ok());
  CHECK(TotalOf(sheet).confirmed == &sheet.entries.back());
  CHECK(AddEntry(sheet, EntryBy(SheetEntry::Kind::kNotApplicable, "a")).ok());
  CHECK(TotalOf(sheet).confirmed == nullptr);
  CHECK(TotalOf(sheet).points.IsZero());
}

TEST_CASE("every change of a sheet's file shows, also one that keeps its form") {
  Sheet sheet = SheetOf({ItemOf("a", "10", {GroundWith(kN, "2")}), ItemOf("b", "5", {GroundWith(kV, "2")})});
  CHECK(AddEntry(sheet, EntryBy(SheetEntry::Kind::kPoints, "a", "9")).ok());
  CHECK(AddEntry(sheet, EntryBy(SheetEntry::Kind::kPoints, "b", "5")).ok());
  CHECK(AddEntry(sheet, EntryBy(SheetEntry::Kind::kConfirmed, "", nullptr, "")).ok());
  const Data whole = ToData(sheet);
  const auto same = SheetFromData(*ParseJson(ToPrettyJson(whole)));
  REQUIRE(same.has_value());
  CHECK(VerifySheet(*same).empty());
  CHECK(ToData(*same) == whole);
  const auto broken = [&](const char* pointer, Data value) {
    Data copy = whole;
    Data* place = copy.At(pointer);
    REQUIRE(place != nullptr);
    *place = std::move(value);
    const auto read = SheetFromData(copy);
    return read ? VerifySheet(*read) : std::vector<std::pair<int, std::string>>{{-1, "refused"}};
  };
  using Broken = std::vector<std::pair<int, std::string>>;
  CHECK(broken("/items/0/points", Pts("9")) == Broken{{0, "changed"}});
  CHECK(broken("/items/1/grounds/0/verdict", "satisfied") == Broken{{0, "changed"}});
  CHECK(broken("/items/1/grounds/0/verdict", "fine") == Broken{{-1, "refused"}});
  CHECK(broken("/organ", "乙市") == Broken{{0, "changed"}});
  CHECK(broken("/entries/0/points", Pts("10")) == Broken{{1, "changed"}});
  CHECK(broken("/entries/0/reason", "改了") == Broken{{1, "changed"}});
  CHECK(broken("/entries/1/at", "2026-03-03T10:00:00+08:00") == Broken{{2, "changed"}});
  CHECK(broken("/entries/1/hash", "sha256:00") == Broken{{2, "changed"}, {3, "not_linked"}});
  CHECK(broken("/entries/1/kind", "liked") == Broken{{-1, "refused"}});
  Sheet shorter = sheet;
  shorter.entries.erase(shorter.entries.begin() + 1);
  CHECK(VerifySheet(shorter) == Broken{{2, "not_linked"}});
  Sheet swapped = sheet;
  std::swap(swapped.entries[0], swapped.entries[1]);
  CHECK_FALSE(VerifySheet(swapped).empty());
  Data more = whole;
  more.Set("note", "x");
  CHECK_FALSE(SheetFromData(more).has_value());
  CHECK_FALSE(SheetFromData(Data::EmptyList()).has_value());
}

TEST_CASE("the shipped criteria: a compliant dossier, one without review, and a record that shows little") {
  const auto criteria = ShippedCriteria();
  const Data base = ReadJson(Source("tests/golden/rules/base.json"));
  const Sheet whole = Score(base, *criteria);
  const SheetTotal total = TotalOf(whole);
  CHECK(total.best->id == "excellent");
  CHECK(total.most == total.points);  // a compliant dossier loses nothing
  CHECK(whole.units == std::vector<std::string>{"某市人民政府", "市交通运输局", "市住建局"});

  const Data unreviewed = *ParseJson(R"({"drop": ["legality_opinion_issued"]})");
  const Sheet lost = Score(Edit(base, unreviewed), *criteria);
  CHECK(Best(lost) == "unqualified");
  CHECK(ItemIn(TotalOf(lost), "review-held").state == ItemState::kLost);
  CHECK(ItemIn(TotalOf(lost), "review-held").most.IsZero());

  const Sheet little = Score(ReadJson(Source("samples/records/huadu_boundary_2025.json")), *criteria);
  const SheetTotal open = TotalOf(little);
  CHECK(open.best->id == "excellent");
  CHECK(open.worst->id == "unqualified");
  for (const ItemScore& item : open.items) CHECK(item.state != ItemState::kLost);  // not shown is not a failure
}

TEST_CASE("any settlement of what is open ends between the least and the most") {
  const auto criteria = ShippedCriteria();
  const Data base = ReadJson(Source("tests/golden/rules/base.json"));
  std::mt19937 random(713);
  for (int round = 0; round < 40; ++round) {
    Data drop = Data::EmptyList();
    for (const Data& event : base["events"].AsList()) {
      if (random() % 4 == 0) drop.Append(event["event"]);
    }
    Data edits = Data::OfMembers({{"drop", std::move(drop)}, {"complete", false}});
    Sheet sheet = Score(Edit(base, edits), *criteria);
    const SheetTotal before = TotalOf(sheet);
    for (const ItemScore& score : before.items) {
      // A machine range, settled by a person within it.
      if (score.least < score.most) {
        CHECK(AddEntry(sheet, EntryBy(SheetEntry::Kind::kPoints, score.item->id.c_str(), (random() % 2 == 0 ? score.least
                                                                                          : score.most).text().c_str())).ok());
      }
    }
    for (const CapState& cap : before.caps) {
      if (cap.verdict == Verdict::kNotShown) {
        CHECK(AddEntry(sheet, EntryBy(random() % 2 == 0 ? SheetEntry::Kind::kCapHolds : SheetEntry::Kind::kCapLifted,
                                      cap.cap->id.c_str())).ok());
      }
    }
    const SheetTotal after = TotalOf(sheet);
    REQUIRE(after.settled());
    CHECK(after.least == after.most);
    CHECK(before.least <= after.least);
    CHECK(after.most <= before.most);
    CHECK(after.worst == after.best);
    CHECK(before.best <= after.best);  // grades stand from the highest down
    CHECK(after.worst <= before.worst);
    CHECK(VerifySheet(sheet).empty());
  }
}

TEST_CASE("the checks of the file: late, undated, unnamed, without a digest") {
  const auto criteria = ShippedCriteria();
  const Data record = *ParseJson(R"({"title": "t", "organ": "o", "complete": true, "events": [
    {"event": "research_recorded", "date": "2025-05", "actor": "a", "late": {"reason": "x", "confirmed_by": "y"}},
    {"event": "draft_completed", "materials": [{"kind": "D204", "digest": "sha256:d1"}]}]})");
  const auto verdicts = [&](const Data& of) {
    std::string all;
    const Sheet sheet = Score(of, *criteria);
    for (const SheetItem& item : sheet.items) {
      for (const Ground& ground : item.grounds) {
        if (ground.rule.rfind("check:", 0) == 0) all += ground.rule.substr(6) + "=" + std::string(ToString(ground.verdict)) + " ";
      }
    }
    return all;
  };
  CHECK(verdicts(record) == "named=violated dated=violated digested=satisfied in-time=violated ");
  Data partial = record;
  partial.Set("complete", false);
  CHECK(verdicts(partial) == "named=not_shown dated=not_shown digested=satisfied in-time=violated ");
  Data empty = record;
  empty.Set("events", Data::EmptyList());
  CHECK(verdicts(empty) == "named=not_shown dated=not_shown digested=not_shown in-time=not_shown ");
}

}  // namespace juece::testing
