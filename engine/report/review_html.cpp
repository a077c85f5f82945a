#include <fmt/format.h>

#include "report/html.h"
#include "report/review_report.h"
#include "report/review_words.h"

namespace juece {
namespace {

constexpr std::string_view kStyle = R"(.violated { color: #a31515; }
.not_shown { color: #7a5200; }
.satisfied, .compliant { color: #1d5e2b; }
.not_applicable { color: #555; }
section + section { page-break-before: always; }
)";

std::string Row(std::string_view name, std::string_view value) {
  return fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, Escape(value));
}

std::string Head(const ReviewReport& report, Language language) {
  const bool zh = language == Language::kChinese;
  std::string html = "<table>\n";
  html += Row(zh ? "事项" : "Matter", report.title);
  html += Row(zh ? "编号" : "Id", report.subject);
  html += Row(zh ? "决策机关" : "Organ", report.organ);
  html += Row(zh ? "审查截至" : "As of", report.as_of + (report.whole ? "" : (zh ? "(材料不完整或程序未完)" : " (partial, or still running)")));
  html += Row(zh ? "依据" : "By", fmt::format("{} {} · {} {} {}", report.rulebook_title.In(language), report.rulebook_version,
                                              zh ? "工作日历" : "work calendar", report.calendar, report.calendar_version));
  html += Row(zh ? "法规" : "Statutes", StatutesLine(report, language));
  html += fmt::format("<tr><th>{}</th><td><span class=\"verdict total {}\">{}</span> ({})</td></tr>\n</table>\n", zh ? "结论" : "Verdict",
                      ToString(report.verdict), Escape(TitleOf(report.verdict).In(language)), Escape(CountsLine(report, language)));
  return html;
}

std::string Findings(const ReviewReport& report, const RuleReport& rule, Language language) {
  std::string html;
  for (const Finding& finding : rule.findings) {
    html += fmt::format("<p>{}</p>\n", Escape(finding.message.In(language)));
    if (!finding.evidence.empty()) {
      html += fmt::format("<p class=\"evidence\">{}</p>\n", Escape(EvidenceLine(report, finding, language)));
    }
  }
  return html;
}

std::string Group(const ReviewReport& report, Verdict verdict, Language language) {
  const auto rules = RulesWith(report, verdict);
  if (rules.empty()) {
    return "";
  }
  const bool zh = language == Language::kChinese;
  std::string html = fmt::format("<h2 class=\"{}\">{} ({})</h2>\n<table>\n<thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n",
                                 ToString(verdict), Escape(TitleOf(verdict).In(language)), rules.size(), zh ? "条款" : "Article",
                                 zh ? "要求" : "What is asked", zh ? "认定与依据" : "Finding and evidence");
  for (const RuleReport* rule : rules) {
    const std::string severity = verdict == Verdict::kViolated ? " (" + SeverityTitle(rule->severity).In(language) + ")" : "";
    html += fmt::format("<tr><td>{}</td><td>{}{}</td><td>{}</td></tr>\n", Escape(Cite(rule->article, language)),
                        Escape(rule->title.In(language)), Escape(severity), Findings(report, *rule, language));
  }
  return html + "</tbody>\n</table>\n";
}

std::string Timeline(const ReviewReport& report, Language language) {
  const bool zh = language == Language::kChinese;
  std::string html = fmt::format("<h2>{}</h2>\n<table>\n<thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n",
                                 zh ? "经过" : "What happened", zh ? "编号" : "Id", zh ? "日期" : "Date", zh ? "事项" : "Event",
                                 zh ? "办理人、来源" : "Who, source");
  for (const TimelineEntry& entry : report.timeline) {
    const std::string late = entry.late ? (zh ? "(补录)" : " (registered late)") : "";
    html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}{}</td><td>{}{}{}</td></tr>\n", Escape(entry.id), Escape(entry.date),
                        Escape(entry.title.In(language)), late, Escape(entry.actor), entry.actor.empty() || entry.source.empty() ? "" : "; ",
                        Escape(entry.source));
  }
  return html + "</tbody>\n</table>\n";
}

}  // namespace

std::string ReviewHtml(const std::vector<ReviewReport>& reports, Language language) {
  const bool zh = language == Language::kChinese;
  const std::string_view title = zh ? "重大行政决策程序合规审查" : "Compliance review of a major administrative decision";
  std::string html;
  for (const ReviewReport& report : reports) {
    html += fmt::format("<section>\n<h1>{}</h1>\n{}", title, Head(report, language));
    for (const Verdict verdict : kVerdictOrder) {
      html += Group(report, verdict, language);
    }
    html += Timeline(report, language) + "</section>\n";
  }
  return HtmlPage(title, kStyle, html, language);
}

}  // namespace juece
