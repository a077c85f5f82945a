// Whether the head of a meeting departs from the majority, counted from the views themselves. What the law leaves open (majority of
// whom, what silence and absence mean, whether the head counts) is a setting; where it is not given every answer is tried.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compliance/scene.h"

namespace juece {
namespace {

constexpr std::string_view kAll = "all";
constexpr std::string_view kAgree = "agree";
constexpr std::string_view kDisagree = "disagree";
constexpr std::string_view kYes = "yes";

enum class Stand { kFor, kOpposed, kNeither, kSilent, kUnknown };

struct Voter {
  Stand stand = Stand::kUnknown;
  bool head = false;
};

struct Meeting {
  std::vector<Voter> present;
  int absent = 0;
  bool absent_known = true;
  std::vector<bool> against;  // how the head may have decided: one answer, or both where the outcome is not told
};

// One answer to every open question.
struct Assumption {
  std::string of, silence, absence, head_counts;
  Stand unknown = Stand::kNeither;
  bool against = false;
};

struct Tally {
  int base = 0;
  int agree = 0;
  int disagree = 0;
};

struct Count {
  bool departs = false;
  Tally tally;
  Text assumed;
};

bool IsOne(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

Stand StandOf(const MajorityCheck& check, const Data& view) {
  const std::string& text = view.AsText();
  return text.empty()                  ? Stand::kUnknown
         : IsOne(check.agree, text)    ? Stand::kFor
         : IsOne(check.disagree, text) ? Stand::kOpposed
         : IsOne(check.silent, text)   ? Stand::kSilent
                                       : Stand::kNeither;
}

// Who belongs to the meeting, by the last list told before it; nothing where there is none.
std::vector<std::string> MembersBefore(const MajorityCheck& check, const Scene& scene, const SubjectEvent& meeting) {
  std::vector<std::string> names;
  for (const SubjectEvent* event : scene.Named({check.members.event})) {
    if (scene.Before(*event, meeting) == Truth::kFalse) {
      continue;
    }
    names.clear();
    for (const Data& item : event->data[check.members.member].AsList()) {
      names.push_back(item[check.members.item].AsText());
    }
  }
  return names;
}

Meeting Attend(const MajorityCheck& check, const Scene& scene, const SubjectEvent& event) {
  Meeting meeting;
  std::vector<std::string> spoke;
  for (const Data& view : event.data[check.views].AsList()) {
    spoke.push_back(view[check.name].AsText());
    meeting.present.push_back({StandOf(check, view[check.view]), view[check.role].AsText() == check.head});
  }
  std::vector<std::string> away = MembersBefore(check, scene, event);
  meeting.absent_known = event.data.Has(check.absent) || !away.empty() || !scene.partial();
  for (const Data& item : event.data[check.absent].AsList()) {
    away.push_back(item.is_map() ? item[check.name].AsText() : item.AsText());
  }
  std::sort(away.begin(), away.end());
  away.erase(std::unique(away.begin(), away.end()), away.end());
  std::erase_if(away, [&](const std::string& name) { return IsOne(spoke, name); });
  meeting.absent = static_cast<int>(away.size());
  const std::string& outcome = event.data[check.outcome].AsText();
  meeting.against = outcome.empty() ? std::vector<bool>{false, true} : std::vector<bool>{IsOne(check.against, outcome)};
  return meeting;
}

void CountOne(Stand stand, const Assumption& assumption, Tally& tally) {
  stand = stand == Stand::kUnknown ? assumption.unknown : stand;
  const bool silent = stand == Stand::kSilent;
  tally.agree += stand == Stand::kFor || (silent && assumption.silence == kAgree) ? 1 : 0;
  tally.disagree += stand == Stand::kOpposed || (silent && assumption.silence == kDisagree) ? 1 : 0;
}

Tally CountViews(const Meeting& meeting, const Assumption& assumption) {
  Tally tally;
  for (const Voter& member : meeting.present) {
    if (!member.head || assumption.head_counts == kYes) {
      ++tally.base;
      CountOne(member.stand, assumption, tally);
    }
  }
  if (assumption.of == kAll) {
    tally.base += meeting.absent;
    tally.agree += assumption.absence == kAgree ? meeting.absent : 0;
    tally.disagree += assumption.absence == kDisagree ? meeting.absent : 0;
  }
  return tally;
}

std::vector<std::string> SettingValues(const Scene& scene, const std::string& setting) {
  const auto given = scene.subject().settings.find(setting);
  return given != scene.subject().settings.end() ? std::vector<std::string>{given->second}
                                                 : scene.words().FindSetting(setting)->values;
}

// What a reader must be told about an assumption: only what is not given.
Text Assumed(const MajorityCheck& check, const Scene& scene, const Assumption& assumption) {
  Text text;
  const auto say = [&](const std::string& setting, const std::string& value) {
    if (!scene.subject().settings.contains(setting)) {
      const Text answer = scene.words().FindSetting(setting)->AnswerOf(value);
      text.zh += (text.zh.empty() ? "" : "、") + answer.zh;
      text.en += (text.en.empty() ? "" : ", ") + answer.en;
    }
  };
  say(check.settings.of, assumption.of);
  say(check.settings.silence, assumption.silence);
  say(check.settings.absence, assumption.absence);
  say(check.settings.head_counts, assumption.head_counts);
  return text;
}

std::vector<Assumption> Assumptions(const MajorityCheck& check, const Scene& scene, const Meeting& meeting) {
  const bool open = std::any_of(meeting.present.begin(), meeting.present.end(), [](const Voter& m) { return m.stand == Stand::kUnknown; });
  const std::vector<Stand> stands = open ? std::vector<Stand>{Stand::kNeither, Stand::kFor, Stand::kOpposed} : std::vector<Stand>{Stand::kNeither};
  std::vector<Assumption> all;
  for (const std::string& of : SettingValues(scene, check.settings.of))
    for (const std::string& silence : SettingValues(scene, check.settings.silence))
      for (const std::string& absence : SettingValues(scene, check.settings.absence))
        for (const std::string& head : SettingValues(scene, check.settings.head_counts))
          for (const Stand unknown : stands)
            for (const bool against : meeting.against) all.push_back({of, silence, absence, head, unknown, against});
  return all;
}

struct Outcome {
  std::vector<Count> counts;  // one that departs, one that does not, or a single one
  bool open = false;          // who was absent is not known, and a setting may make it matter
};

Outcome CountAll(const MajorityCheck& check, const Scene& scene, const Meeting& meeting) {
  Outcome outcome;
  for (const Assumption& assumption : Assumptions(check, scene, meeting)) {
    const Tally tally = CountViews(meeting, assumption);
    const bool departs = (assumption.against ? tally.agree : tally.disagree) * 2 > tally.base;
    outcome.open = outcome.open || (assumption.of == kAll && !meeting.absent_known);
    const bool known = std::any_of(outcome.counts.begin(), outcome.counts.end(), [&](const Count& one) { return one.departs == departs; });
    if (!known) {
      outcome.counts.push_back({departs, tally, Assumed(check, scene, assumption)});
    }
  }
  return outcome;
}

Text Say(const Count& count) {
  const Tally& tally = count.tally;
  const Text assumed = count.assumed.zh.empty() ? Text{} : Text{count.assumed.zh + "的:", "with " + count.assumed.en + ": "};
  return {fmt::format("{}{} 人中同意 {}、不同意 {},行政首长的决定与多数人意见{}", assumed.zh, tally.base, tally.agree, tally.disagree,
                      count.departs ? "不一致" : "不相违背"),
          fmt::format("{}of {} members {} agree and {} disagree, and the head {} from the majority", assumed.en, tally.base, tally.agree,
                      tally.disagree, count.departs ? "departs" : "does not depart")};
}

Text SayAll(const Outcome& outcome) {
  Text text = Say(outcome.counts.front());
  if (outcome.counts.size() > 1) {
    const Text other = Say(outcome.counts.back());
    text = {text.zh + ";" + other.zh, text.en + "; " + other.en};
  }
  return text;
}

Truth ReasonStated(const MajorityCheck& check, const Scene& scene, const SubjectEvent& event) {
  const Data* reason = event.data.Find(check.reason);
  if (reason == nullptr) {
    return scene.partial() ? Truth::kUnknown : Truth::kFalse;
  }
  return SaysSomething(*reason) ? Truth::kTrue : Truth::kFalse;
}

// The record says itself that he departs (or not), and nothing can be counted.
CheckResult JudgeByFlag(const MajorityCheck& check, const Scene& scene, const SubjectEvent& event) {
  const Text what = scene.Describe(event);
  const Truth reason = ReasonStated(check, scene, event);
  if (event.data[check.flag].AsBool() && reason == Truth::kTrue) {
    return scene.Say(Verdict::kSatisfied, "departure-explained", {what.zh + "载明了理由", what.en + " states the reason"}, {&event});
  }
  if (event.data[check.flag].AsBool() && reason == Truth::kFalse) {
    return scene.Say(Verdict::kViolated, "departure-unexplained",
                     {what.zh + "自称与多数人意见不一致,应说明理由,但没有",
                      what.en + " says that the head departs from the majority; expected a stated reason, but there is none"},
                     {&event});
  }
  return scene.Say(Verdict::kNotShown, "data-not-shown",
                   {what.zh + "未显示各人意见,是否与多数人意见不一致无从计算",
                    what.en + " does not show the members' views, so the majority cannot be counted"},
                   {&event});
}

CheckResult JudgeCounts(const MajorityCheck& check, const Scene& scene, const SubjectEvent& event, const Outcome& outcome) {
  const Text counted = SayAll(outcome);
  const Truth reason = ReasonStated(check, scene, event);
  const bool sure = outcome.counts.size() == 1 && !outcome.open;
  const bool departs = outcome.counts.front().departs;
  if (sure && !departs && !event.data[check.flag].AsBool()) {
    return scene.Say(Verdict::kNotApplicable, "no-departure", counted, {&event});
  }
  if (reason == Truth::kTrue) {
    return scene.Say(Verdict::kSatisfied, "departure-explained", {counted.zh + ";已说明理由", counted.en + "; the reason is stated"}, {&event});
  }
  if (!sure) {
    return scene.Say(Verdict::kNotShown, "majority-setting-decides",
                     {counted.zh + ";结论取决于未给出的设置或者未显示的意见、缺席,不认定为违反",
                      counted.en + "; the verdict depends on a setting that is not given, or on views or absences that are not shown, so "
                                   "it is not called a violation"},
                     {&event});
  }
  if (departs && reason == Truth::kFalse) {
    return scene.Say(Verdict::kViolated, "departure-unexplained",
                     {counted.zh + ";应在会上说明理由,但没有", counted.en + "; expected a reason stated at the meeting, but there is none"},
                     {&event});
  }
  return scene.Say(Verdict::kNotShown, "reason-not-shown",
                   {counted.zh + ";未显示是否说明了理由", counted.en + "; whether a reason was stated is not shown"}, {&event});
}

CheckResult JudgeMeeting(const MajorityCheck& check, const Scene& scene, const SubjectEvent& event) {
  const Meeting meeting = Attend(check, scene, event);
  if (meeting.present.empty()) {
    return JudgeByFlag(check, scene, event);
  }
  const Outcome outcome = CountAll(check, scene, meeting);
  CheckResult result = JudgeCounts(check, scene, event, outcome);
  const Data& flag = event.data[check.flag];
  const bool sure = outcome.counts.size() == 1 && !outcome.open;
  if (flag.is_bool() && sure && flag.AsBool() != outcome.counts.front().departs) {
    const Text counted = SayAll(outcome);
    CheckResult contradicted = scene.Say(result.verdict, "flag-contradicted",
                                         {fmt::format("{}中 {} 写为 {},与所载各人意见不符:{}", scene.Describe(event).zh, check.flag,
                                                      flag.AsBool() ? "是" : "否", counted.zh),
                                          fmt::format("{} says {}={}, but the views say otherwise: {}", scene.Describe(event).en, check.flag,
                                                      flag.AsBool() ? "true" : "false", counted.en)},
                                         {&event});
    result.findings.push_back(std::move(contradicted.findings.front()));
  }
  return result;
}

}  // namespace

CheckResult Judge(const MajorityCheck& check, const Scene& scene) {
  int outside = 0;
  CheckResult result;
  const std::vector<Match> meetings = scene.Governed(check.event, outside);
  for (const Match& meeting : meetings) {
    CheckResult one = JudgeMeeting(check, scene, *meeting.event);
    if (meeting.truth != Truth::kTrue && one.verdict == Verdict::kViolated) {
      one.verdict = Verdict::kNotShown;
    }
    result = Together(std::move(result), scene.UndecidedIf(scene.MayBeTakenBack(*meeting.event), std::move(one)));
  }
  return meetings.empty() ? scene.NothingToJudge(check.event.events, outside) : scene.WithMore(std::move(result));
}

}  // namespace juece
