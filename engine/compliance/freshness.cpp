// Whether what was reviewed is what passed the gate.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "compliance/scene.h"

namespace juece {
namespace {

// What the engine itself says of a review (SubjectFromEvents).
constexpr std::string_view kReviewBound = "review_bound";
constexpr std::string_view kReviewExtended = "review_extended";
constexpr std::string_view kReturned = "returned";
constexpr std::string_view kStepLeft = "step_left";

std::string DigestIn(const FreshCheck& check, const SubjectEvent& event) {
  if (check.kind.empty()) {
    return "";
  }
  for (const MaterialRecord& material : event.materials) {
    if (material.kind == check.kind && !material.digest.empty()) {
      return material.digest;
    }
  }
  return event.data[check.member].AsText();
}

// What lies between the last review and the gate.
struct Between {
  const SubjectEvent* review = nullptr;
  const SubjectEvent* change = nullptr;       // a change of substance
  const SubjectEvent* open_change = nullptr;  // a change whose weight is not known
  const SubjectEvent* adjustment = nullptr;   // carries out the opinion
  const SubjectEvent* confirmation = nullptr;
  bool blank_confirmation = false;            // it does not say for which text
  bool sure = true;                           // the order of all of them is known
  std::string submitted;                      // the newest digest at the gate
  std::set<std::string> examined;             // digests that the review, or its confirmation, covers
};

// Which side of a guard an event stands on; what is not said counts in its favour.
bool Fits(const Scene& scene, const EventPattern& pattern, const SubjectEvent& event) {
  return std::find(pattern.events.begin(), pattern.events.end(), event.event) != pattern.events.end() &&
         scene.Evaluate(pattern.where, event) != Truth::kFalse;
}

// Is it a change of the kind that the pattern names?
Truth Weighs(const Scene& scene, const EventPattern& pattern, const SubjectEvent& event) {
  const bool named = std::find(pattern.events.begin(), pattern.events.end(), event.event) != pattern.events.end();
  return named ? scene.Evaluate(pattern.where, event) : Truth::kFalse;
}

bool IsOne(const std::vector<std::string>& names, const SubjectEvent& event) {
  return std::find(names.begin(), names.end(), event.event) != names.end();
}

void Note(const FreshCheck& check, const Scene& scene, const SubjectEvent& event, Between& found) {
  const std::string digest = DigestIn(check, event);
  if (IsOne(check.review, event)) {
    found.review = &event;
    found.change = found.open_change = found.adjustment = found.confirmation = nullptr;
    found.blank_confirmation = false;
    found.examined = digest.empty() ? std::set<std::string>{} : std::set<std::string>{digest};
    return;
  }
  if (event.event == kReviewBound || event.event == kReviewExtended) {
    if (!check.kind.empty() && found.review != nullptr && event.step == found.review->step) {
      found.examined.insert(event.data["digest"].AsText());
    }
    return;
  }
  if (Fits(scene, check.confirms, event)) {
    found.confirmation = &event;
    found.adjustment = nullptr;
    const std::string& confirmed = digest.empty() ? found.submitted : digest;
    found.blank_confirmation = confirmed.empty();
    if (!confirmed.empty()) {
      found.examined.insert(confirmed);
    }
    return;
  }
  const bool carries_out = Fits(scene, check.carries_out, event);
  if (carries_out) {
    found.adjustment = &event;
  } else if (IsOne(check.carries_out.events, event) || Weighs(scene, check.changes, event) == Truth::kTrue) {
    found.change = &event;
  } else if (Weighs(scene, check.changes, event) == Truth::kUnknown || Weighs(scene, check.perhaps, event) == Truth::kTrue) {
    found.open_change = &event;
  }
  if (!digest.empty()) {
    found.submitted = digest;
  }
}

Between Walk(const FreshCheck& check, const Scene& scene, const SubjectEvent& gate) {
  Between found;
  for (const SubjectEvent* told : scene.InTime()) {
    const SubjectEvent& event = *told;
    if (&event == &gate) {
      // A gate says which text it lets pass; a text that a meeting leaves behind is its product, not what it discussed.
      const std::string& named = gate.data[check.member].AsText();
      if (!check.kind.empty() && !named.empty()) {
        found.submitted = named;
      }
      continue;
    }
    const Truth earlier = scene.Before(event, gate);
    if (earlier == Truth::kFalse) {
      continue;
    }
    const bool matters = IsOne(check.review, event) || IsOne(check.changes.events, event) ||
                         IsOne(check.carries_out.events, event) || IsOne(check.perhaps.events, event);
    found.sure = found.sure && (earlier == Truth::kTrue || !matters);
    Note(check, scene, event, found);
  }
  return found;
}

// Has the gate let anything pass? The engine's own history says when a step ends: sent back before that, nothing went on. A record
// from elsewhere does not say so; there each gate counts, once the next one is reached. Unset: open, what comes next decides.
std::optional<bool> LetPass(const FreshCheck& check, const Scene& scene, const SubjectEvent& gate) {
  bool says_ends = false;
  bool after = false;
  for (const SubjectEvent& event : scene.subject().events) {
    const bool ends = event.event == kStepLeft;
    says_ends = says_ends || ends;
    if (after && event.step == gate.step && ends) return true;
    if (after && event.step == gate.step && event.event == kReturned) return false;
    if (after && !says_ends && IsOne(check.gate.events, event)) return true;
    after = after || &event == &gate;
  }
  return std::nullopt;
}

// Open to the end: where the engine says how steps end, nothing went on.
bool SaysEnds(const Scene& scene) { return !scene.Named({std::string(kStepLeft)}).empty(); }

CheckResult JudgeGate(const FreshCheck& check, const Scene& scene, const SubjectEvent& gate) {
  const Between found = Walk(check, scene, gate);
  if (found.review == nullptr) {
    return scene.Say(Verdict::kNotShown, "review-not-shown", {"未显示此前的审查意见", "No review before it is shown"}, {&gate});
  }
  Scene::Events evidence{found.review, &gate};
  const bool compared = !found.submitted.empty() && !found.examined.empty();
  if (compared && found.examined.contains(found.submitted)) {
    return scene.Say(Verdict::kSatisfied, "review-fresh", {"所审草案与所提交草案一致", "What was reviewed is what was submitted"}, evidence);
  }
  if (found.adjustment != nullptr && found.change == nullptr) {
    evidence.push_back(found.adjustment);
    return scene.Say(Verdict::kNotShown, "adjustment-not-confirmed",
                     {"审查后仅按审查意见调整了草案,未显示审查部门确认;请补充确认或逐条对应的调整说明",
                      "After the review the draft was only adjusted to carry it out; the reviewer's confirmation is not shown: add "
                      "it, or the adjustment note point by point"},
                     evidence);
  }
  if (!found.sure) {
    return scene.Say(Verdict::kNotShown, "order-not-shown", {"修改与审查的先后不明", "The order of change and review is not known"}, evidence);
  }
  if (found.change != nullptr || compared) {
    if (found.change != nullptr) {
      evidence.push_back(found.change);
    }
    if (found.change == nullptr && found.blank_confirmation) {
      return scene.Say(Verdict::kNotShown, "digest-not-shown",
                       {"已确认调整,但所确认的文本与所提交文本是否一致未显示", "An adjustment was confirmed, but not shown for the text that was submitted"},
                       evidence);
    }
    return scene.Say(Verdict::kViolated, "review-stale",
                     {"应提交经审查的草案,但审查之后草案又有变化", "Expected the reviewed draft, but the draft changed after the review"},
                     evidence);
  }
  if (found.open_change != nullptr) {
    const Text what = scene.Describe(*found.open_change);
    evidence.push_back(found.open_change);
    return scene.Say(Verdict::kNotShown, "weight-not-shown",
                     {fmt::format("审查之后又有{},是否属于重大变化未显示", what.zh),
                      fmt::format("{} came after the review; whether it is a major change is not shown", what.en)},
                     evidence);
  }
  if (scene.partial()) {
    return scene.Say(Verdict::kNotShown, "digest-not-shown",
                     {"未显示所审草案与所提交草案是否一致", "It is not shown whether what was reviewed is what was submitted"}, evidence);
  }
  return scene.Say(Verdict::kSatisfied, "review-fresh", {"审查之后草案没有变化", "The draft did not change after the review"}, evidence);
}

}  // namespace

CheckResult Judge(const FreshCheck& check, const Scene& scene) {
  int outside = 0;
  CheckResult result;
  const std::vector<Match> gates = scene.Governed(check.gate, outside);
  bool judged = false;
  for (const Match& gate : gates) {
    const std::optional<bool> passed = LetPass(check, scene, *gate.event);
    if (!passed.value_or(!SaysEnds(scene))) {
      continue;
    }
    judged = true;
    const bool open = !passed || scene.MayBeTakenBack(*gate.event);
    result = Together(std::move(result), scene.UndecidedIf(open, JudgeGate(check, scene, *gate.event)));
  }
  return !judged ? scene.NothingToJudge(check.gate.events, outside) : scene.WithMore(std::move(result));
}

}  // namespace juece
