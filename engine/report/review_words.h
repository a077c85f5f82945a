// Words and order that the text and the page share. Internal to the layer.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "compliance/review.h"

namespace juece {

// What a reader must act on comes first.
inline constexpr std::array<Verdict, 4> kVerdictOrder{Verdict::kViolated, Verdict::kNotShown, Verdict::kSatisfied,
                                                      Verdict::kNotApplicable};

inline constexpr std::array<RunningState, 6> kStateOrder{RunningState::kViolatedForEver, RunningState::kStillPossible,
                                                         RunningState::kUnclear,         RunningState::kSatisfiedSoFar,
                                                         RunningState::kSatisfied,       RunningState::kNotApplicable};

// Rules of which something is shown come before those of which nothing is.
inline bool RestsOnEvidence(const RuleReport& rule) {
  return std::any_of(rule.findings.begin(), rule.findings.end(), [](const Finding& finding) { return !finding.evidence.empty(); });
}

inline std::vector<const RuleReport*> RulesWith(const ReviewReport& report, Verdict verdict) {
  std::vector<const RuleReport*> rules;
  for (const RuleReport& rule : report.rules) {
    if (rule.verdict == verdict) {
      rules.push_back(&rule);
    }
  }
  std::stable_partition(rules.begin(), rules.end(), [](const RuleReport* rule) { return RestsOnEvidence(*rule); });
  return rules;
}

// Of one verdict, the gravest first.
inline std::vector<const RuleReport*> RulesBySeverity(const ReviewReport& report, Verdict verdict) {
  std::vector<const RuleReport*> rules = RulesWith(report, verdict);
  std::stable_sort(rules.begin(), rules.end(), [](const RuleReport* a, const RuleReport* b) { return a->severity < b->severity; });
  return rules;
}

struct TermOfRule {
  const RuleReport* rule = nullptr;
  const RunningTerm* term = nullptr;
};

// The periods that run, the one that ends first first.
inline std::vector<TermOfRule> TermsInOrder(const ReviewReport& report) {
  std::vector<TermOfRule> terms;
  for (const RuleReport& rule : report.rules) {
    if (rule.verdict == Verdict::kNotApplicable) continue;
    for (const RunningTerm& term : rule.terms) terms.push_back({&rule, &term});
  }
  const auto day = [](const TermOfRule& one) { return one.term->until ? *one.term->until : *one.term->not_before; };
  std::stable_sort(terms.begin(), terms.end(), [&](const TermOfRule& a, const TermOfRule& b) { return day(a) < day(b); });
  return terms;
}

inline std::string StatutesLine(const ReviewReport& report, Language language) {
  std::string line;
  for (const auto& [id, title] : report.statutes) {
    line += fmt::format("{}{} {}", line.empty() ? "" : "; ", id, title.In(language));
  }
  return line;
}

inline std::string CountsLine(const ReviewReport& report, Language language) {
  std::string line;
  for (const Verdict verdict : kVerdictOrder) {
    line += fmt::format("{}{} {}", line.empty() ? "" : " · ", TitleOf(verdict).In(language), report.Count(verdict));
  }
  return line;
}

// How far what is told reaches, in brackets; nothing where the matter stands whole.
inline Text StandOf(const ReviewReport& report) {
  const bool running = !report.rules.empty() && report.rules.front().State().has_value();
  return report.whole ? Text{} : running ? Text{"(正在办理)", " (still running)"} : Text{"(材料不完整)", " (partial record)"};
}

// "(尚可做到)" after a rule of a matter that runs, where its verdict alone does not say so.
inline Text StateOf(const RuleReport& rule) {
  const auto state = rule.State();
  if (!state || *state == RunningState::kNotApplicable) return {};
  return {"(" + TitleOf(*state).zh + ")", " (" + TitleOf(*state).In(Language::kEnglish) + ")"};
}

// Until when, or from when on, something can still be done.
inline Text TermLine(const RunningTerm& term) {
  const Text unit = term.unit == DayUnit::kWorkingDays ? Text{"个工作日", "working days"} : Text{"日", "days"};
  if (term.not_before) {
    const std::string day = term.not_before->ToString();
    return {fmt::format("{}不早于 {}", term.what.zh, day), fmt::format("{} not before {}", term.what.In(Language::kEnglish), day)};
  }
  const std::string day = term.until->ToString();
  const std::string sure = term.surely_until && *term.surely_until != *term.until ? term.surely_until->ToString() : "";
  Text line = term.days_left >= 0
                  ? Text{fmt::format("{}最迟 {}(还有 {} {})", term.what.zh, day, term.days_left, unit.zh),
                         fmt::format("{} by {} ({} {} left)", term.what.In(Language::kEnglish), day, term.days_left, unit.en)}
                  : Text{fmt::format("{}应不迟于 {},已过 {} {}", term.what.zh, day, -term.days_left, unit.zh),
                         fmt::format("{} was due by {}, {} {} ago", term.what.In(Language::kEnglish), day, -term.days_left, unit.en)};
  if (!sure.empty() && term.days_left >= 0) {
    line.zh += ";首日计入的,为 " + sure;
    line.en += "; " + sure + " where the first day counts";
  }
  return line;
}

inline Text SeverityTitle(Severity severity) {
  return severity == Severity::kError     ? Text{"阻断", "error"}
         : severity == Severity::kWarning ? Text{"预警", "warning"}
                                          : Text{"提示", "note"};
}

// An article as people cite it: R713:30-2 is 第30条第2款.
inline std::string Cite(const std::string& article, Language language) {
  const auto ref = ArticleRef::Parse(article);
  if (!ref || language == Language::kEnglish) {
    return article;
  }
  return fmt::format("{} 第{}条{}{}", ref->statute, ref->article, ref->paragraph > 0 ? fmt::format("第{}款", ref->paragraph) : "",
                     ref->item > 0 ? fmt::format("第{}项", ref->item) : "");
}

// The evidence of a finding as a reader finds it: ids with the dates of what they name.
inline std::string EvidenceLine(const ReviewReport& report, const Finding& finding, Language language) {
  std::string line;
  for (const std::string& id : finding.evidence) {
    line += line.empty() ? "" : "; ";
    line += id;
    for (const TimelineEntry& entry : report.timeline) {
      if (entry.id == id) {
        line += fmt::format(" {} {}", entry.date, entry.title.In(language));
        break;
      }
    }
  }
  return line;
}

// Which text judged, with the event and the day that picked it; "" where nothing that the rule judges happened.
inline std::string TextLine(const ReviewReport& report, const RuleReport& rule, Language language) {
  if (rule.law.version.empty() || rule.law.events.empty()) return "";
  const bool zh = language == Language::kChinese;
  std::string events;
  for (const AppliedLaw::Picked& one : rule.law.events) {
    const auto entry = std::find_if(report.timeline.begin(), report.timeline.end(), [&](const TimelineEntry& e) { return e.id == one.id; });
    const std::string title = entry == report.timeline.end() ? one.event : entry->title.In(language);
    events += fmt::format("{}{}{}", events.empty() ? "" : "; ", title, one.date.empty() ? "" : " " + one.date);
  }
  return zh ? fmt::format("{} 的文本,由 {} 选定", rule.law.version, events) : fmt::format("text of {}, picked by {}", rule.law.version, events);
}

}  // namespace juece
