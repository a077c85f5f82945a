// Whether and in which order things happened.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compliance/scene.h"

namespace juece {
namespace {

Text Gate(const Scene& scene, const SubjectEvent* gate) {
  return gate == nullptr ? Text{"案卷终结", "the end of the dossier"} : scene.Describe(*gate);
}

CheckResult Shown(const Scene& scene, const SubjectEvent& event, const SubjectEvent* gate) {
  if (Scene::RestsOnLate(event)) {
    return scene.LateOnly(event);
  }
  const Text what = scene.Describe(event);
  if (gate == nullptr) {
    return scene.Say(Verdict::kSatisfied, "shown", {what.zh + "已显示", what.en + " is shown"}, {&event});
  }
  const Text other = scene.Describe(*gate);
  return scene.Say(Verdict::kSatisfied, "shown", {what.zh + "与" + other.zh + "的先后符合规定", what.en + " and " + other.en + " stand in the right order"},
                   {&event, gate});
}

CheckResult Unclear(const Scene& scene, const SubjectEvent& event, const SubjectEvent* gate) {
  const Text what = scene.Describe(event);
  const Text other = Gate(scene, gate);
  Scene::Events evidence{&event};
  if (gate != nullptr) {
    evidence.push_back(gate);
  }
  return scene.Say(Verdict::kNotShown, "order-not-shown",
                   {fmt::format("{}的内容或与{}的先后不明,不能据此认定", what.zh, other.zh),
                    fmt::format("What {} says, or its order with {}, is not known well enough", what.en, other.en)},
                   evidence);
}

CheckResult Missing(const Scene& scene, const OccursCheck& check, const SubjectEvent* gate, bool known_absent) {
  const Text title = scene.words().TitleOf(check.event.events);
  const Text other = Gate(scene, gate);
  Scene::Events evidence;
  if (gate != nullptr) {
    evidence.push_back(gate);
  }
  if (known_absent) {
    return scene.Say(Verdict::kViolated, "missing-event",
                     {fmt::format("应有{},但至{}没有", title.zh, other.zh),
                      fmt::format("Expected {}, but there is none by {}", title.en, other.en)},
                     evidence);
  }
  return scene.Say(Verdict::kNotShown, "not-shown",
                   {fmt::format("未显示{}(记录不完整或程序尚未到此)", title.zh),
                    fmt::format("Nothing shows {} (the record is partial, or the procedure is not there yet)", title.en)},
                   evidence);
}

// In a partial record an earlier one may merely not be recorded, so a later one proves nothing yet.
CheckResult WrongOrder(const Scene& scene, const SubjectEvent& event, const SubjectEvent& gate) {
  const Text what = scene.Describe(event);
  const Text other = scene.Describe(gate);
  if (scene.partial()) {
    return scene.Say(Verdict::kNotShown, "wrong-order",
                     {fmt::format("{}在{}之后;是否另有一次在其前,记录未显示", what.zh, other.zh),
                      fmt::format("{} came after {}; whether there was one before is not shown", what.en, other.en)},
                     {&event, &gate});
  }
  return scene.Say(Verdict::kViolated, "wrong-order",
                   {fmt::format("{}应在{}之前,但在其后", what.zh, other.zh),
                    fmt::format("Expected {} before {}, but it came after", what.en, other.en)},
                   {&event, &gate});
}

// Those before the gate of which none is surely followed by another.
Scene::Events LastOnes(const Scene& scene, const Scene::Events& before) {
  Scene::Events last;
  for (const SubjectEvent* event : before) {
    const bool followed = std::any_of(before.begin(), before.end(), [&](const SubjectEvent* other) {
      return other != event && scene.Before(*event, *other) == Truth::kTrue;
    });
    if (!followed) {
      last.push_back(event);
    }
  }
  return last;
}

CheckResult JudgeLast(const OccursCheck& check, const Scene& scene, const SubjectEvent* gate) {
  Scene::Events before;
  bool sure = true;
  const Scene::Events named = scene.Named(check.event.events);
  for (const SubjectEvent* event : named) {
    const Truth earlier = gate == nullptr ? Truth::kTrue : scene.Before(*event, *gate);
    if (earlier != Truth::kFalse) {
      before.push_back(event);
      sure = sure && earlier == Truth::kTrue;
    }
  }
  if (before.empty()) {
    if (!named.empty() && gate != nullptr) {
      return WrongOrder(scene, *named.front(), *gate);
    }
    return Missing(scene, check, gate, !scene.partial());
  }
  Truth all = Truth::kTrue;
  Truth any = Truth::kFalse;
  const Scene::Events last = LastOnes(scene, before);
  for (const SubjectEvent* event : last) {
    const Truth holds = scene.Evaluate(check.event.where, *event);
    all = And(all, holds);
    any = Or(any, holds);
  }
  if (all == Truth::kTrue && sure) {
    return Shown(scene, *last.back(), gate);
  }
  if (any == Truth::kFalse) {
    const Text what = scene.Describe(*last.back());
    const Text other = Gate(scene, gate);
    return scene.Say(Verdict::kViolated, "not-opened",
                     {fmt::format("{}之前最后一次{}的结论不允许继续", other.zh, what.zh),
                      fmt::format("The last {} before {} does not allow to go on", what.en, other.en)},
                     {last.back()});
  }
  return Unclear(scene, *last.back(), gate);
}

// Any one will do; one that is told only after the gate speaks against it.
CheckResult JudgeAny(const OccursCheck& check, const Scene& scene, const SubjectEvent* gate) {
  const SubjectEvent* unclear = nullptr;
  const SubjectEvent* good = nullptr;
  const SubjectEvent* after = nullptr;
  for (const Match& match : scene.Find(check.event)) {
    const Truth earlier = gate == nullptr ? Truth::kTrue : scene.Before(*match.event, *gate);
    const Truth both = And(match.truth, earlier);
    if (both == Truth::kTrue && (good == nullptr || Scene::RestsOnLate(*good))) {
      good = match.event;
    } else if (both == Truth::kUnknown) {
      unclear = match.event;
    } else if (both == Truth::kFalse) {
      after = match.event;
    }
  }
  if (good != nullptr) {
    return Shown(scene, *good, gate);
  }
  if (unclear != nullptr) {
    return Unclear(scene, *unclear, gate);
  }
  if (after != nullptr) {
    return WrongOrder(scene, *after, *gate);
  }
  return Missing(scene, check, gate, !scene.partial());
}

// Does what has happened already come before any gate that may follow?
bool SurelyThere(const OccursCheck& check, const Scene& scene) {
  const std::vector<Match> events = scene.Find(check.event);
  return !check.last && std::any_of(events.begin(), events.end(), [](const Match& match) {
    return match.truth == Truth::kTrue && match.event->date && !Scene::RestsOnLate(*match.event);
  });
}

CheckResult NoGate(const OccursCheck& check, const EventPattern& gate, const Scene& scene, int outside) {
  if (outside > 0) {
    return scene.NotInForce();
  }
  const Text title = scene.words().TitleOf(gate.events);
  if (scene.Closed() && !scene.Named(gate.events).empty()) {
    return scene.Say(Verdict::kNotApplicable, "nothing-to-judge",
                     {title.zh + "不属于此条所指情形", title.en + " is not of the kind that this clause is about"});
  }
  if (scene.Closed()) {
    return scene.Say(Verdict::kNotApplicable, "gate-not-reached",
                     {fmt::format("程序在{}之前终结,此条无可评判", title.zh),
                      fmt::format("The matter ended before {}; there is nothing to judge", title.en)});
  }
  Scene::Events evidence;
  for (const Match& match : scene.Find(check.event)) {
    evidence.push_back(match.event);
  }
  return scene.Say(Verdict::kNotShown, "gate-not-shown",
                   {fmt::format("未显示{},先后无从判断", title.zh), fmt::format("Nothing shows {}, so the order cannot be judged", title.en)},
                   evidence);
}

// A whole course that ran to its end passed a gate that it does not tell; one that tells only of others of that name did not.
bool WasUntold(const EventPattern& gate, const Scene& scene) { return scene.RanToTheEnd() && scene.Named(gate.events).empty(); }

CheckResult JudgeBefore(const OccursCheck& check, const Scene& scene) {
  int outside = 0;
  const std::vector<Match> gates = scene.Governed(check.before, outside);
  const auto judge = [&](const SubjectEvent* gate) {
    return check.last ? JudgeLast(check, scene, gate) : JudgeAny(check, scene, gate);
  };
  if (gates.empty()) {
    CheckResult none = outside == 0 && WasUntold(check.before, scene) ? judge(nullptr) : NoGate(check, check.before, scene, outside);
    if (scene.running()) {
      const VerdictSet kept = VerdictSet(Verdict::kSatisfied).With(Verdict::kNotApplicable);
      none.outlook = SurelyThere(check, scene) ? kept : VerdictSet::All();
    }
    return none;
  }
  CheckResult result;
  for (const Match& gate : gates) {
    CheckResult one = judge(gate.event);
    if (gate.truth != Truth::kTrue && one.verdict != Verdict::kSatisfied) {
      one = Unclear(scene, *gate.event, gate.event);
    }
    const bool lasting = !check.last && one.verdict == Verdict::kSatisfied;
    result = Together(std::move(result), scene.UndecidedIf(!lasting && scene.MayBeTakenBack(*gate.event), std::move(one)));
  }
  const bool lasting = !check.last && result.verdict == Verdict::kSatisfied;
  return scene.WithMore(std::move(result), lasting ? VerdictSet(Verdict::kSatisfied) : VerdictSet::All());
}

CheckResult JudgeAfterOne(const OccursCheck& check, const Scene& scene, const SubjectEvent* start) {
  const SubjectEvent* good = nullptr;
  const SubjectEvent* unclear = nullptr;
  for (const Match& match : scene.Find(check.event)) {
    const Truth later = start == nullptr ? Truth::kTrue : scene.Before(*start, *match.event);
    const Truth both = And(match.truth, later);
    if (both == Truth::kTrue && (good == nullptr || Scene::RestsOnLate(*good))) {
      good = match.event;
    } else if (both == Truth::kUnknown) {
      unclear = match.event;
    }
  }
  if (good != nullptr) {
    return scene.UndecidedIf(Scene::RestsOnLate(*good), Shown(scene, *good, start));
  }
  return scene.Undecided(unclear != nullptr ? Unclear(scene, *unclear, start)
                                            : Missing(scene, check, start, scene.CameDue()));
}

CheckResult JudgeAfter(const OccursCheck& check, const Scene& scene) {
  int outside = 0;
  const std::vector<Match> starts = scene.Governed(check.after, outside);
  if (starts.empty()) {
    return scene.Undecided(outside == 0 && WasUntold(check.after, scene) ? JudgeAfterOne(check, scene, nullptr)
                                                               : NoGate(check, check.after, scene, outside));
  }
  CheckResult result;
  for (const Match& start : starts) {
    CheckResult one = JudgeAfterOne(check, scene, start.event);
    if (start.truth != Truth::kTrue && one.verdict == Verdict::kViolated) {
      one = Unclear(scene, *start.event, start.event);
    }
    result = Together(std::move(result), scene.UndecidedIf(scene.MayBeTakenBack(*start.event), std::move(one)));
  }
  return scene.WithMore(std::move(result));
}

CheckResult JudgeAtAll(const OccursCheck& check, const Scene& scene) {
  int outside = 0;
  const std::vector<Match> due = scene.Governed({check.due, std::nullopt}, outside);
  const auto first = std::min_element(due.begin(), due.end(), [&](const Match& a, const Match& b) {
    return scene.Before(*a.event, *b.event) == Truth::kTrue;
  });
  const SubjectEvent* first_due = first == due.end() ? nullptr : first->event;
  if (scene.Find(check.event).empty()) {
    const bool reached = first_due != nullptr && first->truth == Truth::kTrue;
    if (!reached && scene.subject().knowledge == Knowledge::kWhole && scene.subject().ended_early) {
      return NoGate(check, check.event, scene, outside);
    }
    return scene.UndecidedIf(!reached || scene.MayBeTakenBack(*first_due),
                             Missing(scene, check, first_due, !scene.partial() && (reached || scene.Closed())));
  }
  CheckResult result = JudgeAny(check, scene, first_due);
  const bool open = first_due == nullptr || due.front().truth != Truth::kTrue || scene.MayBeTakenBack(*first_due);
  return scene.UndecidedIf(open && result.verdict != Verdict::kSatisfied, std::move(result));
}

}  // namespace

CheckResult Judge(const OccursCheck& check, const Scene& scene) {
  if (!check.before.empty()) {
    return JudgeBefore(check, scene);
  }
  return check.after.empty() ? JudgeAtAll(check, scene) : JudgeAfter(check, scene);
}

CheckResult Judge(const NeverCheck& check, const Scene& scene) {
  int outside = 0;
  CheckResult result;
  for (const Match& match : scene.Governed(check.event, outside)) {
    if (match.truth == Truth::kUnknown && !scene.partial()) {
      continue;  // a dossier that stands whole says what was out of order; silence is not an admission
    }
    const Text what = scene.Describe(*match.event);
    CheckResult one = match.truth == Truth::kTrue
                          ? scene.Say(Verdict::kViolated, "forbidden-event",
                                      {"不应有" + what.zh + ",但有", "Expected no " + what.en + ", but there is one"}, {match.event})
                          : Unclear(scene, *match.event, nullptr);
    result = Together(std::move(result), scene.UndecidedIf(scene.MayBeTakenBack(*match.event), std::move(one)));
  }
  if (result.verdict != Verdict::kNotApplicable) {
    return scene.WithMore(std::move(result));
  }
  const Text title = scene.words().TitleOf(check.event.events);
  const Scene::Events named = scene.Named(check.event.events);
  if (!named.empty() && std::all_of(named.begin(), named.end(), [&](const SubjectEvent* event) { return scene.IsGoverned(*event) == Truth::kFalse; })) {
    return scene.NotInForce();
  }
  if (scene.Closed() || (!scene.partial() && !scene.Named(check.event.events).empty())) {
    return scene.Undecided(
        scene.Say(Verdict::kSatisfied, "none-found", {"没有" + title.zh + "属于所禁情形", "No " + title.en + " of the forbidden kind"}));
  }
  return scene.NothingToJudge(check.event.events, outside);
}

}  // namespace juece
