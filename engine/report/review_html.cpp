#include <algorithm>

#include <fmt/format.h>

#include "report/html.h"
#include "report/review_parts.h"
#include "report/review_report.h"
#include "report/review_words.h"

namespace juece {
namespace {

constexpr std::string_view kReviewStyle = R"(.violated { color: #a31515; }
.not_shown { color: #7a5200; }
.satisfied, .compliant { color: #1d5e2b; }
.not_applicable { color: #555; }
section + section { break-before: page; }
.sheet { break-after: page; }
.sheet table { font-size: 11.5px; line-height: 1.35; table-layout: fixed; }
.sheet td, .sheet th { padding: 2px 4px; }
.sheet .about { table-layout: auto; }
.sheet .verdict { white-space: normal; }
.sign { text-align: right; margin-top: 14px; font-size: 12px; }
.rules td:nth-child(1) { width: 16%; }
.rules td:nth-child(2) { width: 24%; }
.nowrap { white-space: nowrap; }
.timeline td:nth-child(1), .timeline td:nth-child(2) { white-space: nowrap; }
svg { display: block; max-width: 100%; height: auto; margin: 6px auto; }
.picture { break-inside: avoid; }
.picture svg { max-height: 245mm; }
@media print { .sheet table { font-size: 8.2pt; line-height: 1.2; } .sheet td, .sheet th { padding: 1px 3px; } .rules, .timeline { font-size: 9pt; line-height: 1.4; } .evidence { font-size: 8pt; } body { padding: 0; } h2 { break-after: avoid; } }
)";

std::string Row(std::string_view name, std::string_view value) {
  return fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, Escape(value));
}

std::string BasisOfReview(const ReviewReport& report, Language language) {
  const bool zh = language == Language::kChinese;
  std::string html = fmt::format("<h2>{}</h2>\n<table>\n", zh ? "审查依据" : "What it was judged by");
  html += Row(zh ? "规则书" : "Rulebook", fmt::format("{} {}", report.rulebook_title.In(language), report.rulebook_version));
  html += Row(zh ? "工作日历" : "Calendar", fmt::format("{} {}", report.calendar, report.calendar_version));
  html += Row(zh ? "法规" : "Statutes", StatutesLine(report, language));
  return html + "</table>\n";
}

std::string Findings(const ReviewReport& report, const RuleReport& rule, Language language) {
  std::string html;
  for (const Finding& finding : rule.findings) {
    html += fmt::format("<p>{}</p>\n", Escape(finding.message.In(language)));
    if (!finding.evidence.empty()) {
      html += fmt::format("<p class=\"evidence\">{}</p>\n", Escape(EvidenceLine(report, finding, language)));
    }
  }
  for (const RunningTerm& term : rule.terms) {
    html += fmt::format("<p><b>{}</b></p>\n", Escape(TermLine(term).In(language)));
  }
  return html;
}

// Of a rule that does not apply, or of which nothing is shown, one line says why.
std::string Briefly(const RuleReport& rule, Language language) {
  std::string html = rule.findings.empty() ? "" : fmt::format("<p>{}</p>\n", Escape(rule.findings.front().message.In(language)));
  for (const RunningTerm& term : rule.terms) {
    html += fmt::format("<p><b>{}</b></p>\n", Escape(TermLine(term).In(language)));
  }
  return html;
}

std::string RuleRow(const ReviewReport& report, const RuleReport& rule, Language language) {
  const bool brief = rule.verdict != Verdict::kViolated && !RestsOnEvidence(rule);
  const std::string severity = rule.verdict == Verdict::kViolated ? " (" + SeverityTitle(rule.severity).In(language) + ")" : "";
  return fmt::format("<tr><td>{}</td><td>{}</td><td><p class=\"verdict {}\">{}{}{}</p>\n{}</td></tr>\n", Escape(Cite(rule.article, language)),
                     Escape(rule.title.In(language)), ToString(rule.verdict), Escape(TitleOf(rule.verdict).In(language)), Escape(severity),
                     Escape(StateOf(rule).In(language)), brief ? Briefly(rule, language) : Findings(report, rule, language));
}

std::string RuleTable(const ReviewReport& report, const std::vector<const RuleReport*>& rules, Language language) {
  const bool zh = language == Language::kChinese;
  std::string html = fmt::format("<table class=\"rules\">\n<thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n", zh ? "条款" : "Article",
                                 zh ? "要求" : "What is asked", zh ? "认定与依据" : "Finding and evidence");
  for (const RuleReport* rule : rules) html += RuleRow(report, *rule, language);
  return html + "</tbody>\n</table>\n";
}

// What a reader must act on: what is broken, then the periods that run.
std::string WhatWasFound(const ReviewReport& report, Language language) {
  const bool zh = language == Language::kChinese;
  const std::vector<const RuleReport*> broken = RulesBySeverity(report, Verdict::kViolated);
  std::string html = fmt::format("<h2 class=\"{}\">{} ({})</h2>\n", broken.empty() ? "satisfied" : "violated", zh ? "发现的问题" : "Findings", broken.size());
  html += broken.empty() ? fmt::format("<p>{}</p>\n", zh ? "没有发现违反。" : "Nothing was found to be violated.") : RuleTable(report, broken, language);
  const std::vector<TermOfRule> terms = TermsInOrder(report);
  if (terms.empty()) return html;
  html += fmt::format("<h2>{}</h2>\n<table>\n<tbody>\n", zh ? "正在计算的期限" : "Periods that run");
  for (const TermOfRule& one : terms) {
    html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n", Escape(Cite(one.rule->article, language)), Escape(one.rule->title.In(language)),
                        Escape(TermLine(*one.term).In(language)));
  }
  return html + "</tbody>\n</table>\n";
}

std::string RuleByRule(const ReviewReport& report, Language language) {
  std::vector<const RuleReport*> rules;
  for (const RuleReport& rule : report.rules) rules.push_back(&rule);
  return fmt::format("<h2>{} ({})</h2>\n", language == Language::kChinese ? "逐条认定" : "Rule by rule", rules.size()) + RuleTable(report, rules, language);
}

std::string DocumentsOf(const TimelineEntry& entry, const DocumentCatalog& documents, Language language) {
  std::string line;
  for (const MaterialRecord& material : entry.materials) {
    const std::string name = documents.NameOf(material.kind).In(language);
    line += fmt::format("<p class=\"evidence\">{}{}</p>\n", Escape(material.title.empty() || !documents.Knows(material.kind) ? name : name + " "),
                        Escape(material.title));
  }
  return line;
}

std::string Timeline(const ReviewReport& report, const DocumentCatalog& documents, Language language) {
  const bool zh = language == Language::kChinese;
  std::string html = fmt::format(
      "<h2>{}</h2>\n<div class=\"picture\">{}</div>\n<table class=\"timeline\">\n<thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n",
      zh ? "经过" : "What happened", TimelinePicture(report, language), zh ? "编号" : "Id", zh ? "日期" : "Date", zh ? "事项、材料" : "Event, documents",
      zh ? "办理人、来源" : "Who, source");
  for (const TimelineEntry& entry : report.timeline) {
    const std::string late = entry.late ? (zh ? "(补录)" : " (registered late)") : "";
    const std::string note = entry.note.empty() ? "" : fmt::format("<p class=\"evidence\">{}{}</p>\n", zh ? "理由:" : "Reason: ", Escape(entry.note));
    html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}{}{}{}</td><td>{}{}{}</td></tr>\n", Escape(entry.id), Escape(entry.date),
                        Escape(entry.title.In(language)), late, note, DocumentsOf(entry, documents, language), Escape(entry.actor),
                        entry.actor.empty() || entry.source.empty() ? "" : "; ", Escape(entry.source));
  }
  return html + "</tbody>\n</table>\n";
}

std::string Graph(const ReviewPage& page, Language language) {
  const bool zh = language == Language::kChinese;
  const std::string heading = fmt::format("<h2>{}</h2>\n", zh ? "状态图" : "State graph");
  if (page.graph.empty()) {
    return page.no_graph.empty() ? "" : heading + fmt::format("<p>{}</p>\n", Escape(page.no_graph.In(language)));
  }
  return fmt::format("<div class=\"picture\">\n{}{}</div>\n", heading, page.graph);
}

}  // namespace

std::string ReviewHtml(const std::vector<ReviewPage>& pages, const DocumentCatalog& documents, Language language) {
  std::string html;
  for (const ReviewPage& page : pages) {
    const ReviewReport& report = *page.report;
    html += "<section>\n" + ReviewSheet(report, documents, language) + WhatWasFound(report, language) + RuleByRule(report, language) +
            Timeline(report, documents, language) + Graph(page, language) + BasisOfReview(report, language) + "</section>\n";
  }
  const std::string_view title = language == Language::kChinese ? "程序履行情况表和合规审查" : "Record of the steps and compliance review";
  return HtmlPage(title, kReviewStyle, html, language);
}

std::string ReviewHtml(const std::vector<ReviewReport>& reports, Language language) {
  std::vector<ReviewPage> pages;
  for (const ReviewReport& report : reports) pages.push_back({&report, "", {}});
  return ReviewHtml(pages, {}, language);
}

}  // namespace juece
