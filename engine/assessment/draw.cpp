#include "assessment/draw.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "assessment/draw_codec.h"
#include "assessment/sheet.h"
#include "base/json.h"
#include "digest/digest.h"

namespace juece {
namespace {

bool Among(const std::vector<std::string>& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& one) { return SameName(one, name); });
}

// Why the reviewers may not have it; nothing where they may.
Text WhyNot(const Candidate& candidate, const DrawPlan& plan) {
  for (const std::string& unit : plan.own_units) {
    if (Among(candidate.units, unit)) {
      return {fmt::format("本单位的案卷:{}", unit), fmt::format("a dossier of the reviewers' own unit: {}", unit)};
    }
  }
  for (const std::string& reviewer : plan.reviewers) {
    if (Among(candidate.actors, reviewer)) {
      return {fmt::format("评查员办理过的案卷:{}", reviewer), fmt::format("a reviewer acted in it: {}", reviewer)};
    }
  }
  return {};
}

Status CheckPlan(const std::vector<Candidate>& candidates, const DrawPlan& plan) {
  std::set<std::string> ids;
  for (const Candidate& candidate : candidates) {
    if (!ids.insert(candidate.id).second) {
      return Status::InvalidArgument({fmt::format("案卷编号应唯一,但“{}”出现两次。同名的记录请改文件名或在记录中写明 id。", candidate.id),
                                      fmt::format("Expected the ids to be unique, but \"{}\" stands twice. Rename the record, "
                                                                                           "or give it an id.", candidate.id)});
    }
  }
  if (plan.size < 1) {
    return Status::InvalidArgument({fmt::format("抽取件数应不小于 1,但为 {}。", plan.size),
                                    fmt::format("Expected at least 1 to be drawn, but found {}.", plan.size)});
  }
  if (plan.seed_source.empty() || plan.made_by.empty()) {
    return Status::InvalidArgument({"应写明随机数将从何处取得,以及由谁制作名单。", "Expected the source that the seed will come from, and who makes "
                                                              "the list."});
  }
  return Status::Ok();
}

Status CheckEnough(const DrawList& list) {
  if (list.candidates.empty()) {
    return Status::InvalidArgument(
        list.excluded.empty() ? Text{"应有可抽取的案卷,但一件也没有。", "Expected dossiers to draw from, but there are none."}
                              : Text{fmt::format("应有本单位以外的案卷,但 {} 件都属于本单位或由评查员办理,没有可抽取的。请交由其他单位评查。", list.excluded.size()),
                                     fmt::format("Expected dossiers of other units, but all {} are of the reviewers' own unit "
                                                 "or were worked on by them. Let another unit review them.",
                                                     list.excluded.size())});
  }
  if (!list.plan.each_organ && static_cast<std::size_t>(list.plan.size) > list.candidates.size()) {
    return Status::InvalidArgument({fmt::format("抽取件数应不超过可抽取的 {} 件,但为 {}(另有 {} 件回避)。", list.candidates.size(), list.plan.size,
                                                list.excluded.size()),
                                    fmt::format("Expected at most the {} that can be drawn, but found {} ({} are left out).",
                                                list.candidates.size(), list.plan.size, list.excluded.size())});
  }
  return Status::Ok();
}

std::string KeyOf(const DrawList& list, const std::string& seed, const std::string& id) {
  const std::string digest = DigestOf(DigestAlgorithm::kSha256, list.digest + "\n" + seed + "\n" + id);
  return digest.substr(digest.find(':') + 1);
}

std::vector<Ranked> Rank(const DrawList& list, const std::string& seed) {
  std::vector<Ranked> ranked;
  for (const Candidate& candidate : list.candidates) {
    ranked.push_back({candidate.id, list.plan.each_organ ? candidate.organ : "", KeyOf(list, seed, candidate.id), false});
  }
  std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) { return std::pair(a.key, a.id) < std::pair(b.key,
      b.id); });
  std::map<std::string, int> taken;
  for (Ranked& one : ranked) one.drawn = taken[one.group]++ < list.plan.size;
  return ranked;
}

}  // namespace

std::vector<std::string> Draw::Drawn() const {
  std::vector<std::string> ids;
  for (const Ranked& one : ranked) {
    if (one.drawn) ids.push_back(one.id);
  }
  return ids;
}

Result<DrawList> MakeList(std::vector<Candidate> candidates, DrawPlan plan) {
  if (Status refused = CheckPlan(candidates, plan); !refused.ok()) return refused;
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.id < b.id; });
  DrawList list;
  list.plan = std::move(plan);
  for (Candidate& candidate : candidates) {
    Text why = WhyNot(candidate, list.plan);
    if (why.empty()) {
      candidate.actors.clear();
      list.candidates.push_back(std::move(candidate));
    } else {
      list.excluded.push_back({candidate.id, candidate.title, std::move(why)});
    }
  }
  if (Status refused = CheckEnough(list); !refused.ok()) return refused;
  list.digest = DigestOfList(list);
  return list;
}

std::vector<std::string> UnknownNames(const std::vector<Candidate>& candidates, const DrawPlan& plan) {
  std::vector<std::string> unknown;
  const auto nowhere = [&](const std::string& name, auto member) {
    return std::none_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) { return Among(candidate.*member,
                                                                                                             name); });
  };
  for (const std::string& unit : plan.own_units) {
    if (nowhere(unit, &Candidate::units)) unknown.push_back(unit);
  }
  for (const std::string& reviewer : plan.reviewers) {
    if (nowhere(reviewer, &Candidate::actors)) unknown.push_back(reviewer);
  }
  return unknown;
}

Result<Draw> MakeDraw(DrawList list, std::string seed, std::string drawn_by, Instant drawn_at) {
  if (seed.empty() || drawn_by.empty()) {
    return Status::InvalidArgument({"应给出随机数和抽取人,随机数取自名单写明的来源。", "Expected the seed, from the source that the list names, and "
                                                                "who draws."});
  }
  if (drawn_at < list.plan.made_at) {
    return Status::InvalidArgument({"抽取应在名单制作之后,但给出的时间更早。", "Expected the draw to come after the list was made, but the time "
                                                            "given is earlier."});
  }
  Draw draw;
  draw.list = std::move(list);
  draw.seed = std::move(seed);
  draw.drawn_by = std::move(drawn_by);
  draw.drawn_at = drawn_at;
  draw.ranked = Rank(draw.list, draw.seed);
  draw.digest = DigestOfDraw(draw);
  return draw;
}

Text VerifyList(const DrawList& list) {
  return DigestOfList(list) == list.digest ? Text{} : Text{"名单制作后被改动", "the list was changed after it was made"};
}

Text VerifyDraw(const Draw& draw) {
  if (const Text list = VerifyList(draw.list); !list.empty()) return list;
  if (DigestOfDraw(draw) != draw.digest) return {"抽取结果被改动", "the draw was changed"};
  const std::vector<Ranked> again = Rank(draw.list, draw.seed);
  const bool same = std::equal(again.begin(), again.end(), draw.ranked.begin(), draw.ranked.end(),
                               [](const Ranked& a, const Ranked& b) {
    return a.id == b.id && a.group == b.group && a.key == b.key && a.drawn == b.drawn;
  });
  return same ? Text{} : Text{"按名单和随机数重新抽取,结果不同", "drawing again from the list and the seed gives another sample"};
}

}  // namespace juece
