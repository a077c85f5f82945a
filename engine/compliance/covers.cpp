// Whether everybody, or everything, that is named in one place is named in another one too.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compliance/scene.h"

namespace juece {
namespace {

struct Named {
  std::vector<std::string> names;  // in the order told
  bool unnamed = false;            // an item does not say its name
};

void Add(Named& named, const Data& value) {
  if (value.is_list()) {
    for (const Data& one : value.AsList()) Add(named, one);
  } else if (SaysSomething(value) && value.is_text()) {
    named.names.push_back(value.AsText());
  }
}

// One item of a list may be named by any of several members; one that is named by none is an unnamed one.
void AddItem(Named& named, const std::vector<DataPath>& paths, const DataPath& list, const Data& item) {
  const std::size_t before = named.names.size();
  for (const DataPath& path : paths) {
    if (path.event == list.event && path.member == list.member) Add(named, item.is_map() ? item[path.item] : item);
  }
  named.unnamed = named.unnamed || named.names.size() == before;
}

// What the event says at those of the paths that are its own.
void AddFrom(Named& named, const std::vector<DataPath>& paths, const SubjectEvent& event) {
  std::set<std::string> seen;
  for (const DataPath& path : paths) {
    if (path.event != event.event || !seen.insert(path.member).second) continue;
    const Data& value = event.data[path.member];
    if (!value.is_list()) Add(named, value);
    for (const Data& item : value.AsList()) AddItem(named, paths, path, item);
  }
}

// The next event of the same kind: what comes after it belongs to that one.
const SubjectEvent* NextOf(const Scene& scene, const SubjectEvent& event) {
  const SubjectEvent* next = nullptr;
  for (const SubjectEvent* other : scene.Named({event.event})) {
    if (other == &event || scene.Before(event, *other) != Truth::kTrue) continue;
    if (next == nullptr || scene.Before(*other, *next) == Truth::kTrue) next = other;
  }
  return next;
}

struct Answers {
  Named named;
  Scene::Events events;
  bool open = false;  // while the matter runs, more of them may come
};

Answers AnswersTo(const CoversCheck& check, const Scene& scene, const SubjectEvent& event) {
  Answers answers;
  const SubjectEvent* next = check.follows ? NextOf(scene, event) : nullptr;
  const bool by_others = std::any_of(check.answers.begin(), check.answers.end(), [&](const std::string& name) { return name != event.event; });
  answers.open = scene.running() && by_others && next == nullptr;
  for (const SubjectEvent* other : scene.Named(check.answers)) {
    if (other != &event && other->event == event.event) continue;  // answers for itself, not for the next of its kind
    if (check.follows && scene.Before(event, *other) == Truth::kFalse) continue;
    if (next != nullptr && scene.Before(*next, *other) == Truth::kTrue) continue;
    AddFrom(answers.named, check.right, *other);
    if (other != &event) answers.events.push_back(other);
  }
  return answers;
}

// What can still become of it where some are missing: more answers may name them, or fail to say whom they name.
VerdictSet OutlookOf(Verdict now, bool open, bool sayable, bool violable) {
  VerdictSet outlook(now);
  outlook = violable ? outlook.With(Verdict::kViolated) : outlook;
  outlook = open ? outlook.With(Verdict::kNotShown) : outlook;
  return open && sayable ? outlook.With(Verdict::kSatisfied) : outlook;
}

// `unnamed`: something on the left does not say its name.
CheckResult SayMissing(const CoversCheck& check, const Scene& scene, const Match& match, const Answers& answers,
                       const std::vector<std::string>& missing, bool unnamed, const Scene::Events& evidence) {
  const Text what = scene.Describe(*match.event);
  const Text other = scene.words().TitleOf(check.answers);
  const std::string zh_names = fmt::format("{}", fmt::join(missing, "、"));
  const std::string en_names = fmt::format("{}", fmt::join(missing, ", "));
  const bool violable = !missing.empty() && !answers.named.unnamed && match.truth == Truth::kTrue;
  CheckResult result =
      violable && scene.Closed()
          ? scene.Say(Verdict::kViolated, "not-covered",
                      {fmt::format("{}所列的应都见于{},但没有:{}", what.zh, other.zh, zh_names),
                       fmt::format("Expected all that {} lists to stand in {}, but these do not: {}", what.en, other.en, en_names)},
                      evidence)
          : scene.Say(Verdict::kNotShown, "not-covered",
                      {fmt::format("未显示{}所列的都见于{}:{}", what.zh, other.zh, zh_names),
                       fmt::format("It is not shown that all that {} lists stand in {}: {}", what.en, other.en, en_names)},
                      evidence);
  if (scene.running() && !missing.empty()) {
    result.outlook = OutlookOf(result.verdict, answers.open, !unnamed, violable);
  }
  return result;
}

CheckResult JudgeOne(const CoversCheck& check, const Scene& scene, const Match& match) {
  const SubjectEvent& event = *match.event;
  Named asked;
  AddFrom(asked, check.left, event);
  const Text what = scene.Describe(event);
  if (asked.names.empty() && !asked.unnamed && scene.partial()) {
    return scene.Say(Verdict::kNotShown, "not-covered", {what.zh + "所列的各项未显示", "What " + what.en + " lists is not shown"}, {&event});
  }
  if (asked.names.empty() && !asked.unnamed) {
    return scene.Say(Verdict::kNotApplicable, "nothing-to-judge", {what.zh + "没有列出任何一项", what.en + " lists nobody and nothing"}, {&event});
  }
  const Answers answers = AnswersTo(check, scene, event);
  std::vector<std::string> missing;
  for (const std::string& name : asked.names) {
    const bool found = std::find(answers.named.names.begin(), answers.named.names.end(), name) != answers.named.names.end();
    if (!found && std::find(missing.begin(), missing.end(), name) == missing.end()) missing.push_back(name);
  }
  Scene::Events evidence{&event};
  evidence.insert(evidence.end(), answers.events.begin(), answers.events.end());
  const Text other = scene.words().TitleOf(check.answers);
  if (missing.empty() && !asked.unnamed) {
    return scene.Say(Verdict::kSatisfied, "all-covered", {what.zh + "所列的都见于" + other.zh, "All that " + what.en + " lists stand in " + other.en},
                     evidence);
  }
  return SayMissing(check, scene, match, answers, missing, asked.unnamed, evidence);
}

}  // namespace

CheckResult Judge(const CoversCheck& check, const Scene& scene) {
  int outside = 0;
  CheckResult result;
  const std::vector<Match> events = scene.Governed(check.asked, outside);
  for (const Match& match : events) {
    result = Together(std::move(result), scene.UndecidedIf(scene.MayBeTakenBack(*match.event), JudgeOne(check, scene, match)));
  }
  return events.empty() ? scene.NothingToJudge(check.asked.events, outside) : scene.WithMore(std::move(result));
}

}  // namespace juece
