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
