#include <algorithm>

#include <fmt/format.h>

#include "report/review_report.h"
#include "report/review_words.h"

namespace juece {
namespace {

constexpr std::string_view kReviewRule = "────────────────────────────────────────────────────────────────";

std::string Head(const ReviewReport& report, Language language) {
  const bool zh = language == Language::kChinese;
  std::string text = fmt::format("{}\n", zh ? "重大行政决策程序合规审查" : "Compliance review of a major administrative decision");
  text += fmt::format("{}: {} ({})\n", zh ? "事项" : "Matter", report.title, report.subject);
  text += fmt::format("{}: {}\n", zh ? "决策机关" : "Organ", report.organ);
  text += fmt::format("{}: {}{}\n", zh ? "审查截至" : "As of", report.as_of.empty() ? (zh ? "日期不明" : "unknown") : report.as_of,
                      StandOf(report).In(language));
  text += fmt::format("{}: {} {} · {} {} {}\n", zh ? "依据" : "By", report.rulebook_title.In(language), report.rulebook_version,
                      zh ? "工作日历" : "work calendar", report.calendar, report.calendar_version);
  text += fmt::format("{}: {}\n", zh ? "法规" : "Statutes", StatutesLine(report, language));
  text += fmt::format("{}: {}\n{}\n", zh ? "结论" : "Verdict", TitleOf(report.verdict).In(language), CountsLine(report, language));
  return text;
}

std::string RuleText(const ReviewReport& report, const RuleReport& rule, Language language) {
  const bool zh = language == Language::kChinese;
  std::string text = fmt::format("  [{}] {}  {}{}\n", Cite(rule.article, language), rule.title.In(language),
                                 rule.verdict == Verdict::kViolated ? "(" + SeverityTitle(rule.severity).In(language) + ")" : "",
                                 StateOf(rule).In(language));
  while (text.size() > 1 && text[text.size() - 2] == ' ') {
    text.erase(text.size() - 2, 1);
  }
  for (const Finding& finding : rule.findings) {
    text += fmt::format("      {}\n", finding.message.In(language));
    if (!finding.evidence.empty()) {
      text += fmt::format("      {}: {}\n", zh ? "依据" : "evidence", EvidenceLine(report, finding, language));
    }
  }
  if (const std::string law = TextLine(report, rule, language); !law.empty()) {
    text += fmt::format("      {}: {}\n", zh ? "适用" : "law", law);
  }
  return text;
}

// What a running matter can still be done about, and until when.
std::string RunningText(const ReviewReport& report, Language language) {
  const bool zh = language == Language::kChinese;
  if (report.rules.empty() || !report.rules.front().State()) return "";
  std::string line;
  for (const RunningState state : kStateOrder) {
    const auto count = std::count_if(report.rules.begin(), report.rules.end(), [&](const RuleReport& rule) { return rule.State() == state; });
    if (count > 0) line += fmt::format("{}{} {}", line.empty() ? "" : " · ", TitleOf(state).In(language), count);
  }
  std::string text = fmt::format("{}: {}\n", zh ? "办理中" : "While it runs", line);
  for (const TermOfRule& one : TermsInOrder(report)) {
    text += fmt::format("  [{}] {}\n", Cite(one.rule->article, language), TermLine(*one.term).In(language));
  }
  return text;
}

// Rules of which nothing is shown, or that do not apply, stand on two lines.
std::string ShortText(const RuleReport& rule, Language language) {
  std::string text = fmt::format("  [{}] {}{}\n", Cite(rule.article, language), rule.title.In(language), StateOf(rule).In(language));
  return rule.findings.empty() ? text : text + fmt::format("      {}\n", rule.findings.front().message.In(language));
}

std::string SourcesText(const ReviewReport& report, Language language) {
  std::string text;
  std::vector<std::string> told;
  for (const TimelineEntry& entry : report.timeline) {
    if (!entry.source.empty() && std::find(told.begin(), told.end(), entry.source) == told.end()) {
      told.push_back(entry.source);
      text += fmt::format("  {}\n", entry.source);
    }
  }
  return text.empty() ? text : fmt::format("{}\n{}\n{}", kReviewRule, language == Language::kChinese ? "来源" : "Sources", text);
}

}  // namespace

std::string RunningRuleText(const RuleReport& rule, Language language) {
  std::string text = ShortText(rule, language);
  for (const RunningTerm& term : rule.terms) {
    text += fmt::format("      {}\n", TermLine(term).In(language));
  }
  return text;
}

std::string ReviewText(const ReviewReport& report, Language language) {
  std::string text = Head(report, language) + RunningText(report, language);
  for (const Verdict verdict : kVerdictOrder) {
    const auto rules = RulesWith(report, verdict);
    if (rules.empty()) {
      continue;
    }
    text += fmt::format("{}\n{} ({})\n", kReviewRule, TitleOf(verdict).In(language), rules.size());
    for (const RuleReport* rule : rules) {
      const bool brief = verdict != Verdict::kViolated && !RestsOnEvidence(*rule);
      text += brief ? ShortText(*rule, language) : RuleText(report, *rule, language);
    }
  }
  return text + SourcesText(report, language);
}

}  // namespace juece
