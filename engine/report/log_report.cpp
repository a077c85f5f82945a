#include "report/log_report.h"

#include <fmt/format.h>

#include "base/json.h"

namespace juece {
namespace {

constexpr std::size_t kCasesShown = 5;

// A list of ids, as JSON, in pieces.
void WriteIds(const LogReport& report, std::size_t rule, LogVerdict verdict, const TextSink& out) {
  bool first = true;
  out("[");
  report.Each(rule, verdict, [&](std::string_view id) {
    out(first ? "" : ",");
    out(ToJson(Data(id)));
    first = false;
  });
  out("]");
}

std::string FirstIds(const LogReport& report, std::size_t rule, LogVerdict verdict) {
  std::string ids;
  std::size_t shown = 0;
  report.Each(rule, verdict, [&](std::string_view id) {
    if (shown < kCasesShown) ids += fmt::format("{}{}", shown == 0 ? "" : ", ", id);
    ++shown;
  });
  return shown > kCasesShown ? ids + ", …" : ids;
}

}  // namespace

Text LogRuleTitle(const LogRule& rule, const LogSelection& selection) {
  if (!rule.title.zh.empty() || !rule.title.en.empty()) return rule.title;
  std::string text(ToString(rule.form));
  const auto name = [&](std::int32_t activity) {
    return activity == kOtherActivity ? std::string() : selection.activities[static_cast<std::size_t>(activity)];
  };
  if (rule.form == LogTemplate::kAttribute) {
    text += fmt::format(": {}, {}", selection.trace_keys[rule.left], selection.trace_keys[rule.right]);
  } else {
    text += fmt::format(": {}{}{}", name(rule.a), rule.b == kOtherActivity ? "" : " → ", name(rule.b));
  }
  return {text, text};
}

void WriteLogJson(const LogReport& report, const LogRules& rules, const std::vector<Finding>& findings, Language language, const TextSink& out) {
  Data odd = Data::EmptyList();
  for (const Finding& finding : findings) odd.Append(ToData(finding, language));
  out(fmt::format("{{\"cases\":{},\"events\":{},\"findings\":{},\"rules\":[", report.cases, report.events, ToJson(odd)));
  for (std::size_t r = 0; r < rules.rules().size(); ++r) {
    const LogRule& rule = rules.rules()[r];
    out(fmt::format("{}\n{{\"id\":{},\"template\":\"{}\",\"severity\":\"{}\",\"violated\":{},\"cases\":", r == 0 ? "" : ",",
                    ToJson(Data(rule.id)), ToString(rule.form), ToString(rule.severity), report.Count(r, LogVerdict::kViolated)));
    WriteIds(report, r, LogVerdict::kViolated, out);
    out(fmt::format(",\"not_shown\":{},\"not_shown_cases\":", report.Count(r, LogVerdict::kNotShown)));
    WriteIds(report, r, LogVerdict::kNotShown, out);
    out("}");
  }
  out("\n]}\n");
}

void WriteLogText(const LogReport& report, const LogRules& rules, Language language, const TextSink& out) {
  const bool zh = language == Language::kChinese;
  const std::string& title = rules.title().In(language);
  out(fmt::format(fmt::runtime(zh ? "{}:{} 个案例,{} 个事件,{} 条规则\n" : "{}: {} cases, {} events, {} rules\n"), title.empty() ? rules.id() : title,
                  report.cases, report.events, rules.rules().size()));
  for (std::size_t r = 0; r < rules.rules().size(); ++r) {
    const LogRule& rule = rules.rules()[r];
    const std::uint64_t violated = report.Count(r, LogVerdict::kViolated);
    const std::uint64_t hidden = report.Count(r, LogVerdict::kNotShown);
    const char* mark = violated > 0 ? "✘" : hidden > 0 ? "?" : report.cases == 0 ? "–" : "✓";
    out(fmt::format("{} {} {}", mark, rule.id, LogRuleTitle(rule, rules.selection()).In(language)));
    if (violated > 0) {
      out(fmt::format(fmt::runtime(zh ? ":违反 {}({})" : ": violated in {} ({})"), violated, FirstIds(report, r, LogVerdict::kViolated)));
    }
    if (hidden > 0) {
      out(fmt::format(fmt::runtime(zh ? ";未显示 {}({})" : "; not shown in {} ({})"), hidden, FirstIds(report, r, LogVerdict::kNotShown)));
    }
    out("\n");
  }
}

}  // namespace juece
