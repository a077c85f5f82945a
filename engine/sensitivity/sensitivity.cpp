#include "sensitivity/sensitivity.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace juece {
namespace {

Data ToData(const SensitivityReport& report, const Subject& subject, std::size_t index, Language language) {
  const SubjectEdit& edit = report.edits[index];
  Data data = Data::OfMembers({{"kind", ToString(edit.kind)}, {"evidence", report.places[index]}});
  if (edit.OfEvent()) data.Set("event", subject.events[edit.event].event);
  if (!edit.member.empty()) data.Set("member", edit.member);
  if (!edit.value.is_null()) data.Set("value", edit.value);
  data.Set("edit", report.words[index].In(language));
  return data;
}

// Edits of one kind at one place that lead to one verdict are told together: how many, and the first of them.
struct Told {
  EditKind kind = EditKind::kDropEvent;
  std::size_t event = 0;
  std::string member;
  Verdict now = Verdict::kNotShown;
  std::size_t first = 0;
  int more = 0;
};

void Tell(std::vector<Told>& told, const SubjectEdit& edit, std::size_t index, Verdict now) {
  const std::string member = edit.OfEvent() ? MemberName(edit) : edit.member;
  for (Told& one : told) {
    if (one.kind == edit.kind && one.event == edit.event && one.member == member && one.now == now) {
      ++one.more;
      return;
    }
  }
  told.push_back({edit.kind, edit.event, member, now, index, 0});
}

std::string LineOf(const Told& told, const SensitivityReport& report, Language language) {
  const bool chinese = language == Language::kChinese;
  const std::string more = told.more == 0 ? "" : chinese ? fmt::format(" 等 {} 处", told.more + 1) : fmt::format(" and {} more", told.more);
  return fmt::format("    {}{} → {}\n", report.words[told.first].In(language), more, TitleOf(told.now).In(language));
}

std::string UnnoticedText(const SensitivityReport& report, const Subject& subject, const Vocabulary& words, Language language) {
  // Event by event, which kinds of edits nothing notices.
  std::map<std::size_t, std::map<std::string, int>> places;
  for (const std::size_t index : report.unnoticed) {
    const SubjectEdit& edit = report.edits[index];
    if (edit.OfEvent()) ++places[edit.event][TitleOf(edit.kind).In(language)];
  }
  std::string out;
  for (const auto& [event, kinds] : places) {
    std::string line;
    for (const auto& [kind, count] : kinds) {
      line += fmt::format("{}{} {}", line.empty() ? "" : language == Language::kChinese ? "、" : ", ", kind, count);
    }
    const EventType* type = words.Find(subject.events[event].event);
    out += fmt::format("    {} {}: {}\n", subject.events[event].id, type == nullptr ? subject.events[event].event : type->title.In(language), line);
  }
  return out;
}

}  // namespace

SensitivityReport Probe(const Subject& subject, const Vocabulary& words, const StatuteBook& statutes, const WorkCalendar& calendar,
                        const SubjectJudge& judge, const SensitivityProgress& progress) {
  SensitivityReport report;
  report.subject = subject.id;
  report.edits = EditsOf(subject, words, statutes, calendar);
  const ReviewReport before = judge(subject);
  for (const RuleReport& rule : before.rules) report.rules.push_back({rule.id, rule.article, rule.title, rule.verdict, {}});
  for (std::size_t i = 0; i < report.edits.size(); ++i) {
    const SubjectEdit& edit = report.edits[i];
    report.words.push_back(Describe(edit, subject, words));
    report.places.push_back(edit.OfEvent() ? subject.events[edit.event].id : "");
    const ReviewReport after = judge(Edited(subject, edit));
    bool noticed = false;
    for (std::size_t r = 0; r < report.rules.size(); ++r) {
      if (after.rules[r].verdict == report.rules[r].verdict) continue;
      report.rules[r].changes.push_back({i, after.rules[r].verdict});
      noticed = true;
    }
    if (!noticed) report.unnoticed.push_back(i);
    if (progress) progress(i + 1, report.edits.size());
  }
  return report;
}

Data ToData(const SensitivityReport& report, const Subject& subject, Language language) {
  Data rules = Data::EmptyList();
  for (const RuleSensitivity& rule : report.rules) {
    Data rests_on = Data::EmptyList();
    for (const RuleSensitivity::Change& change : rule.changes) {
      rests_on.Append(ToData(report, subject, change.edit, language).Set("verdict", ToString(change.now)));
    }
    rules.Append(Data::OfMembers({{"id", rule.id}, {"verdict", ToString(rule.verdict)}, {"rests_on", std::move(rests_on)}}));
  }
  Data unnoticed = Data::EmptyList();
  for (const std::size_t index : report.unnoticed) unnoticed.Append(ToData(report, subject, index, language));
  return Data::OfMembers({{"edits", report.edits.size()},
                          {"noticed", report.edits.size() - report.unnoticed.size()},
                          {"rules", std::move(rules)},
                          {"unnoticed", std::move(unnoticed)}});
}

std::string ToText(const SensitivityReport& report, const Subject& subject, const Vocabulary& words, Language language) {
  const bool chinese = language == Language::kChinese;
  const std::size_t noticed = report.edits.size() - report.unnoticed.size();
  std::string out = chinese ? fmt::format("结论的依据:试改 {} 处,{} 处使某条规则的结论改变\n", report.edits.size(), noticed)
                            : fmt::format("What the verdicts rest on: {} single edits, {} of them change the verdict of some rule\n",
                                          report.edits.size(), noticed);
  for (const RuleSensitivity& rule : report.rules) {
    std::vector<Told> told;
    for (const RuleSensitivity::Change& change : rule.changes) Tell(told, report.edits[change.edit], change.edit, change.now);
    if (told.empty()) continue;
    out += fmt::format("  {} {} [{}]\n", rule.article, rule.title.In(language), TitleOf(rule.verdict).In(language));
    for (const Told& one : told) out += LineOf(one, report, language);
  }
  out += chinese ? "  不改变任何结论的试改(按事项):\n" : "  Edits that change no verdict, by event:\n";
  return out + UnnoticedText(report, subject, words, language);
}

}  // namespace juece
