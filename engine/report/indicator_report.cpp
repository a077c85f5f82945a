#include "report/indicator_report.h"

#include <array>

#include <fmt/format.h>

#include "report/html.h"

namespace juece {
namespace {

constexpr std::string_view kIndicatorRule = "────────────────────────────────────────────────────────────────";
constexpr std::string_view kIndicatorStyle = R"(.missed { color: #a31515; }
.not_shown, .unsure { color: #7a5200; }
.reached { color: #1d5e2b; }
.none { color: #555; }
td.number { text-align: right; white-space: nowrap; }
)";
// What a reader must act on comes first.
constexpr std::array<Standing, 3> kTold{Standing::kMissed, Standing::kNotShown, Standing::kUnsure};

// Of those that count: one rate, or the two between which it lies.
std::string RateLine(const IndicatorResult& result, Language language) {
  if (result.Counted() == 0) return language == Language::kChinese ? "没有计入的案卷" : "nothing counts";
  const std::string least = result.LeastRate();
  const std::string most = result.MostRate();
  return least == most ? least + "%" : fmt::format("{}%–{}%", least, most);
}

std::string AgainstLine(const IndicatorResult& result, Language language) {
  const auto against = result.Against();
  return against ? TitleOf(*against).In(language) : "—";
}

std::string AgainstClass(const IndicatorResult& result) {
  const auto against = result.Against();
  return against ? std::string(ToString(*against)) : "none";
}

std::string CountsLine(const IndicatorResult& result, Language language) {
  std::string line;
  for (const Standing standing : {Standing::kReached, Standing::kMissed, Standing::kNotShown, Standing::kUnsure,
                                  Standing::kOutside}) {
    line += fmt::format("{}{} {}", line.empty() ? "" : " · ", TitleOf(standing).In(language), result.Count(standing));
  }
  return line;
}

std::string OrganOf(const IndicatorCase& one, Language language) {
  return !one.organ.empty() ? one.organ : language == Language::kChinese ? "机关未显示" : "organ not shown";
}

std::string CaseText(const IndicatorCase& one, Language language) {
  std::string text = fmt::format("    {} ({}) {}\n", one.title, one.subject, OrganOf(one, language));
  for (const Text& why : one.why) text += fmt::format("        {}\n", why.In(language));
  return text;
}

std::string CasesHtml(const IndicatorResult& result, Standing standing, Language language) {
  std::string html;
  for (const IndicatorCase& one : result.cases) {
    if (one.standing != standing) continue;
    html += fmt::format("<tr><td class=\"{}\">{}</td><td>{}<p class=\"evidence\">{}</p></td><td>{}</td><td>", ToString(standing),
                        Escape(TitleOf(standing).In(language)),
                        Escape(one.title), Escape(one.subject), Escape(OrganOf(one, language)));
    for (const Text& why : one.why) html += fmt::format("<p>{}</p>\n", Escape(why.In(language)));
    html += "</td></tr>\n";
  }
  return html;
}

std::string AnchorOf(const Measured& measured,
                     const IndicatorResult& result) { return Escape(measured.set->id() + "." + result.indicator->id); }

std::string SectionHtml(const Measured& measured, const IndicatorResult& result, Language language) {
  const bool zh = language == Language::kChinese;
  const Indicator& indicator = *result.indicator;
  std::string html = fmt::format("<h2 id=\"{}\" class=\"{}\">{} {}</h2>\n", AnchorOf(measured, result), AgainstClass(result),
                                 Escape(indicator.title.In(language)),
                                 Escape(RateLine(result, language)));
  html += fmt::format("<p>{}: {}</p>\n<p>{}: {}</p>\n<p>{}</p>\n", zh ? "分母" : "Counted", Escape(indicator.counted.In(language)),
                      zh ? "分子" : "Reached by",
                      Escape(indicator.reached.In(language)), Escape(CountsLine(result, language)));
  std::string rows;
  for (const Standing standing : kTold) rows += CasesHtml(result, standing, language);
  if (rows.empty()) return html;
  return html + fmt::format("<table>\n<thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n", zh ? "情况" : "Standing",
                            zh ? "案卷" : "Dossier", zh ? "决策机关" : "Organ", zh ? "原因" : "Why", rows);
}

std::string ResultText(const IndicatorResult& result, Language language) {
  const bool zh = language == Language::kChinese;
  const Indicator& indicator = *result.indicator;
  std::string text = fmt::format("{}\n{}{}{}{}  {} {}%  {}\n", kIndicatorRule, indicator.title.In(language), zh ? ":" : ": ",
                                 RateLine(result, language),
                                 indicator.basis.empty() ? "" : fmt::format("  [{}]", indicator.basis), zh ? "目标" : "target",
                                     indicator.target.text(),
                                 AgainstLine(result, language));
  text += fmt::format("  {}: {}\n  {}: {}\n  {}\n", zh ? "分母" : "counted", indicator.counted.In(language), zh ? "分子"
                      : "reached by",
                      indicator.reached.In(language), CountsLine(result, language));
  for (const Standing standing : kTold) {
    if (result.Count(standing) == 0) continue;
    text += fmt::format("  {} ({})\n", TitleOf(standing).In(language), result.Count(standing));
    for (const IndicatorCase& one : result.cases) {
      if (one.standing == standing) text += CaseText(one, language);
    }
  }
  return text;
}

std::string TableHtml(const Measured& measured, Language language) {
  const bool zh = language == Language::kChinese;
  std::string html = fmt::format("<table>\n<thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n",
                                 zh ? "指标" : "Indicator", zh ? "达到率" : "Rate", zh ? "目标" : "Target", zh ? "结论" : "Against it",
                                 zh ? "计入" : "Counted", zh ? "未达到" : "Missed", zh ? "未显示" : "Not shown");
  for (const IndicatorResult& result : measured.results) {
    html += fmt::format("<tr><td><a href=\"#{}\">{}</a></td><td class=\"number\">{}</td><td class=\"number\">{}%</td><td "
        "class=\"verdict {}\">{}</td>"
                        "<td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>\n",
                        AnchorOf(measured, result), Escape(result.indicator->title.In(language)),
                            Escape(RateLine(result, language)),
                        result.indicator->target.text(), AgainstClass(result), Escape(AgainstLine(result, language)),
                            result.Counted(),
                        result.Count(Standing::kMissed), result.Count(Standing::kNotShown) + result.Count(Standing::kUnsure));
  }
  return html + "</tbody>\n</table>\n";
}

}  // namespace

std::string IndicatorsText(const std::vector<Measured>& measured, Language language) {
  std::string text;
  for (const Measured& one : measured) {
    text += fmt::format("{} ({} {})\n", one.set->title().In(language), one.set->id(), one.set->version());
    for (const IndicatorResult& result : one.results) text += ResultText(result, language);
  }
  return text;
}

std::string IndicatorsHtml(const std::vector<Measured>& measured, Language language) {
  std::string html;
  for (const Measured& one : measured) {
    html += fmt::format("<h1>{}</h1>\n{}", Escape(one.set->title().In(language)), TableHtml(one, language));
    for (const IndicatorResult& result : one.results) html += SectionHtml(one, result, language);
  }
  return HtmlPage(language == Language::kChinese ? "指标" : "Indicators", kIndicatorStyle, html, language);
}

}  // namespace juece
