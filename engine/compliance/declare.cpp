// DECLARE templates over the events of a matter, by the same evaluation as over the cases of a log. What a log does not know is added:
// how much the subject tells, whether more may come, and dates that do not settle an order.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compliance/log_rules.h"
#include "compliance/scene.h"

namespace juece {
namespace {

constexpr std::int32_t kA = 0;
constexpr std::int32_t kB = 1;
constexpr int kDepth = 3;  // no automaton of a template has a state that needs more events to be left

// The events in time order, each as a, b, or another one.
struct Course {
  std::vector<std::int32_t> activities;
  Scene::Events evidence;  // a and b
  bool has_a = false;
  bool has_b = false;
  bool ordered = true;     // the dates settle the order of what the template names
  bool known = true;       // the guards are decided
  int outside = 0;         // happened while the article was not in force
};

bool Holds(const DeclareCheck& check, const std::vector<std::int32_t>& activities) {
  LogRule rule;
  rule.form = check.form;
  rule.a = kA;
  rule.b = check.b.empty() ? kOtherActivity : kB;
  rule.count = check.count;
  LogTrace trace;
  for (const std::int32_t activity : activities) trace.events.push_back({activity, std::nullopt});
  return Judge(rule, trace, {}) == LogVerdict::kSatisfied;
}

// What the engine says of itself is not part of the course, unless the rule names it.
bool IsOwn(const Scene& scene, const SubjectEvent& event) {
  const EventType* type = scene.words().Find(event.event);
  return type == nullptr || type->step.empty();
}

std::int32_t ActivityOf(const SubjectEvent& event, const std::vector<Match>& a, const std::vector<Match>& b) {
  const auto is = [&](const Match& match) { return match.event == &event; };
  return std::any_of(a.begin(), a.end(), is) ? kA : std::any_of(b.begin(), b.end(), is) ? kB : kOtherActivity;
}

Course CourseOf(const DeclareCheck& check, const Scene& scene) {
  Course course;
  const std::vector<Match> a = scene.Governed(check.a, course.outside);
  const std::vector<Match> b = scene.Governed(check.b, course.outside);
  const auto decided = [](const Match& match) { return match.truth == Truth::kTrue; };
  course.known = std::all_of(a.begin(), a.end(), decided) && std::all_of(b.begin(), b.end(), decided);
  course.has_a = !a.empty();
  course.has_b = !b.empty();
  const SubjectEvent* named = nullptr;
  for (const SubjectEvent* event : scene.InTime()) {
    const std::int32_t activity = ActivityOf(*event, a, b);
    if (activity == kOtherActivity && IsOwn(scene, *event)) continue;
    if (activity != kOtherActivity) {
      course.ordered = course.ordered && (named == nullptr || scene.Before(*named, *event) == Truth::kTrue);
      course.evidence.push_back(named = event);
    }
    course.activities.push_back(activity);
  }
  return course;
}

bool CountsAlone(LogTemplate form) {
  switch (form) {
    case LogTemplate::kExistence:
    case LogTemplate::kAbsence:
    case LogTemplate::kExactly:
    case LogTemplate::kChoice:
    case LogTemplate::kExclusiveChoice:
    case LogTemplate::kRespondedExistence:
    case LogTemplate::kCoExistence:
    case LogTemplate::kNotCoExistence:
    case LogTemplate::kNotRespondedExistence:
      return true;
    default:
      return false;
  }
}

// Templates over one event, and choices, ask something of every matter; the others only where what they speak of happens.
bool AsksAlways(LogTemplate form) { return form <= LogTemplate::kExclusiveChoice; }

// The verdicts of the course with up to kDepth more events, and with so many a that every count is passed.
VerdictSet Continued(const DeclareCheck& check, std::vector<std::int32_t>& activities, int depth) {
  VerdictSet verdicts(Holds(check, activities) ? Verdict::kSatisfied : Verdict::kViolated);
  for (const std::int32_t next : {kA, kB, kOtherActivity}) {
    if (depth == 0 || (next == kB && check.b.empty())) continue;
    activities.push_back(next);
    verdicts = verdicts.Or(Continued(check, activities, depth - 1));
    activities.pop_back();
  }
  return verdicts;
}

VerdictSet Continued(const DeclareCheck& check, std::vector<std::int32_t> activities) {
  VerdictSet verdicts = Continued(check, activities, kDepth);
  for (int more = 0; more <= check.count; ++more) {
    activities.push_back(kA);
    verdicts = verdicts.With(Holds(check, activities) ? Verdict::kSatisfied : Verdict::kViolated);
  }
  return verdicts;
}

// Of a partial record a verdict stands only where events that are not told cannot change it, wherever they belong.
bool StandsWhateverIsMissing(const DeclareCheck& check, const Course& course, bool holds) {
  switch (check.form) {
    case LogTemplate::kExistence:
    case LogTemplate::kChoice:
      return holds;
    case LogTemplate::kAbsence:
      return !holds;
    case LogTemplate::kExactly:
      return !holds && std::count(course.activities.begin(), course.activities.end(), kA) > check.count;
    case LogTemplate::kExclusiveChoice:
      return !holds && course.has_a && course.has_b;
    case LogTemplate::kRespondedExistence:
      return holds && course.has_b;
    case LogTemplate::kCoExistence:
      return holds && course.has_a && course.has_b;
    case LogTemplate::kNotCoExistence:
    case LogTemplate::kNotRespondedExistence:
    case LogTemplate::kNotResponse:
    case LogTemplate::kNotPrecedence:
    case LogTemplate::kNotSuccession:
      return !holds;
    default:
      return false;
  }
}

CheckResult NotKnown(const Scene& scene, const Course& course, const Text& what) {
  return scene.Say(Verdict::kNotShown, course.ordered ? "data-not-shown" : "order-not-shown",
                   {what.zh + ":所载的内容或者先后不足以认定", what.en + ": what is told, or its order, is not known well enough"}, course.evidence);
}

Text TitleOf(const DeclareCheck& check, const Scene& scene) {
  const Text a = scene.words().TitleOf(check.a.events);
  const Text b = scene.words().TitleOf(check.b.events);
  return {a.zh + (b.zh.empty() ? "" : "与" + b.zh), a.en + (b.en.empty() ? "" : " and " + b.en)};
}

CheckResult Decided(const DeclareCheck& check, const Scene& scene, const Course& course, bool holds) {
  const Text what = TitleOf(check, scene);
  const std::string form = CountsTimes(check.form) ? fmt::format("{}({})", ToString(check.form), check.count) : std::string(ToString(check.form));
  if (holds) {
    const auto late = std::find_if(course.evidence.begin(), course.evidence.end(), [](const SubjectEvent* event) { return Scene::RestsOnLate(*event); });
    if (late != course.evidence.end()) return scene.LateOnly(**late);
    return scene.Say(Verdict::kSatisfied, "pattern-kept", {fmt::format("{}符合 {}", what.zh, form), fmt::format("{} keep {}", what.en, form)},
                     course.evidence);
  }
  return scene.Say(Verdict::kViolated, "pattern-broken",
                   {fmt::format("{}应符合 {},但不符合", what.zh, form), fmt::format("Expected {} to keep {}, but they do not", what.en, form)},
                   course.evidence);
}

}  // namespace

CheckResult Judge(const DeclareCheck& check, const Scene& scene) {
  const Course course = CourseOf(check, scene);
  if (!course.has_a && !course.has_b && (course.outside > 0 || !AsksAlways(check.form))) {
    std::vector<std::string> events = check.a.events;
    events.insert(events.end(), check.b.events.begin(), check.b.events.end());
    return scene.NothingToJudge(events, course.outside);
  }
  const Text what = TitleOf(check, scene);
  if (!course.known || (!course.ordered && !CountsAlone(check.form))) {
    return scene.WithMore(NotKnown(scene, course, what));
  }
  const bool holds = Holds(check, course.activities);
  if (scene.partial() && !StandsWhateverIsMissing(check, course, holds)) {
    return NotKnown(scene, course, what);
  }
  if (!scene.running()) {
    return Decided(check, scene, course, holds);
  }
  const VerdictSet outlook = Continued(check, course.activities);
  const bool settled = holds || scene.Closed() || !outlook.Has(Verdict::kSatisfied);
  CheckResult result = settled ? Decided(check, scene, course, holds)
                               : scene.Say(Verdict::kNotShown, "pattern-not-yet",
                                           {what.zh + "尚未符合,程序尚未到此", what.en + " do not keep it yet; the procedure is not there yet"}, course.evidence);
  result.outlook = result.verdict == Verdict::kNotShown && settled ? outlook.With(Verdict::kNotShown) : outlook;
  const bool open = std::any_of(course.evidence.begin(), course.evidence.end(), [&](const SubjectEvent* event) { return scene.MayBeTakenBack(*event); });
  return scene.UndecidedIf(open, std::move(result));
}

}  // namespace juece
