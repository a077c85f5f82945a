// Stages in their order, and what was announced to last until a day.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compliance/scene.h"

namespace juece {
namespace {

using Stages = std::vector<SequenceCheck::Stage>;

Text TitlesOf(const Stages& stages) {
  Text titles;
  for (const SequenceCheck::Stage& stage : stages) {
    titles.zh += (titles.zh.empty() ? "" : "、") + stage.title.zh;
    titles.en += (titles.en.empty() ? "" : ", ") + stage.title.In(Language::kEnglish);
  }
  return titles;
}

bool StandsIn(const Data::List& told, const std::string& id) {
  return std::any_of(told.begin(), told.end(), [&](const Data& item) { return item.AsText() == id; });
}

// Each stage somewhere after the one before it.
bool InOrder(const Data::List& told, const Stages& stages) {
  auto at = told.begin();
  for (const SequenceCheck::Stage& stage : stages) {
    at = std::find_if(at, told.end(), [&](const Data& item) { return item.AsText() == stage.id; });
    if (at == told.end()) {
      return false;
    }
    ++at;
  }
  return true;
}

CheckResult JudgeStages(const SequenceCheck& check, const Scene& scene, const Match& match) {
  const SubjectEvent& event = *match.event;
  const Text what = scene.Describe(event);
  const Data* list = event.data.Find(check.list);
  const Data::List& told = event.data[check.list].AsList();
  Stages present;
  Stages missing;
  std::partition_copy(check.stages.begin(), check.stages.end(), std::back_inserter(present), std::back_inserter(missing),
                      [&](const SequenceCheck::Stage& stage) { return StandsIn(told, stage.id); });
  if (!InOrder(told, present) && match.truth == Truth::kTrue) {
    const Text order = TitlesOf(check.stages);
    return scene.Say(Verdict::kViolated, "stages-out-of-order",
                     {fmt::format("{}应依次进行{},但次序不同", what.zh, order.zh),
                      fmt::format("Expected {} to go through {} in this order, but the order is another", what.en, order.en)},
                     {&event});
  }
  if (missing.empty() && InOrder(told, present)) {
    return scene.Say(Verdict::kSatisfied, "stages-in-order", {what.zh + "依次进行了各个阶段", what.en + " went through its stages in order"},
                     {&event});
  }
  const Text lacking = TitlesOf(missing.empty() ? check.stages : missing);
  // Words of one's own may stand for a stage; only a list that is told in full, in these words, shows that one is missing.
  const bool own_words = std::any_of(told.begin(), told.end(), [&](const Data& item) {
    return std::none_of(check.stages.begin(), check.stages.end(), [&](const auto& stage) { return stage.id == item.AsText(); });
  });
  const bool known = !scene.partial() || (list != nullptr && !SaysSomething(*list));
  if (known && !own_words && match.truth == Truth::kTrue) {
    return scene.Say(Verdict::kViolated, "stage-missing",
                     {fmt::format("{}缺少:{}", what.zh, lacking.zh), fmt::format("{} lacks: {}", what.en, lacking.en)}, {&event});
  }
  return scene.Say(Verdict::kNotShown, "stage-not-shown",
                   {fmt::format("{}未显示:{}", what.zh, lacking.zh), fmt::format("{} does not show: {}", what.en, lacking.en)}, {&event});
}

// The start that an end or an extension belongs to: the last one before it.
const SubjectEvent* LastBefore(const Scene& scene, const Scene::Events& starts, const SubjectEvent& event) {
  const SubjectEvent* last = nullptr;
  for (const SubjectEvent* start : starts) {
    if (scene.Before(event, *start) == Truth::kTrue || scene.Before(*start, event) == Truth::kFalse) {
      continue;
    }
    last = last == nullptr || scene.Before(*start, *last) != Truth::kTrue ? start : last;
  }
  return last;
}

CheckResult JudgeEnd(const KeptOpenCheck& check, const Scene& scene, const Match& start, const SubjectEvent& end) {
  const auto planned = PlannedDay(scene, *start.event, &end, check.planned, check.extended);
  const Scene::Events evidence{start.event, &end};
  if (!planned || !end.date) {
    return scene.Say(Verdict::kNotShown, "period-not-shown",
                     {"未显示公布的日期或者实际日期", "The announced day, or the day on which it happened, is not shown"}, evidence);
  }
  const std::string day = planned->ToString();
  const Text what = scene.Describe(end);
  if (planned->last <= end.date->first) {
    return scene.Say(Verdict::kSatisfied, "kept-open",
                     {fmt::format("{}不早于公布的日期 {}", what.zh, day), fmt::format("{} is not before the announced day {}", what.en, day)},
                     evidence);
  }
  if (end.date->last < planned->first && start.truth == Truth::kTrue) {
    return scene.Say(Verdict::kViolated, "closed-early",
                     {fmt::format("{}应不早于公布的日期 {},但早于该日", what.zh, day),
                      fmt::format("Expected {} not before the announced day {}, but it was earlier", what.en, day)},
                     evidence);
  }
  return scene.Say(Verdict::kNotShown, "date-imprecise",
                   {fmt::format("公布的日期为 {};{}:日期不精确,不能认定", day, what.zh),
                    fmt::format("The announced day is {}; {}: the dates are imprecise", day, what.en)},
                   evidence);
}

}  // namespace

CheckResult Judge(const SequenceCheck& check, const Scene& scene) {
  int outside = 0;
  CheckResult result;
  const std::vector<Match> events = scene.Governed(check.event, outside);
  for (const Match& match : events) {
    result = Together(std::move(result), scene.UndecidedIf(scene.MayBeTakenBack(*match.event), JudgeStages(check, scene, match)));
  }
  return events.empty() ? scene.NothingToJudge(check.event.events, outside) : scene.WithMore(std::move(result));
}

CheckResult Judge(const KeptOpenCheck& check, const Scene& scene) {
  int outside = 0;
  CheckResult result;
  const std::vector<Match> starts = scene.Governed(check.from, outside);
  const Scene::Events all = scene.Named(check.from.events);
  bool ended = false;
  for (const SubjectEvent* end : scene.Named(check.to)) {
    const SubjectEvent* own = LastBefore(scene, all, *end);
    const auto match = std::find_if(starts.begin(), starts.end(), [&](const Match& start) { return start.event == own; });
    if (match != starts.end()) {
      ended = true;
      result = Together(std::move(result), scene.UndecidedIf(scene.MayBeTakenBack(*own), JudgeEnd(check, scene, *match, *end)));
    }
  }
  return ended ? scene.WithMore(std::move(result)) : scene.NothingToJudge(starts.empty() ? check.from.events : check.to, outside);
}

}  // namespace juece
