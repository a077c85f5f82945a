#include "base/finding.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"

namespace juece {
namespace {

std::string_view SeverityWord(Severity severity, Language language) {
  if (language == Language::kEnglish) return ToString(severity);
  switch (severity) {
    case Severity::kError: return "阻断";
    case Severity::kWarning: return "预警";
    case Severity::kNote: return "提示";
  }
  return "";
}

Data TextList(const std::vector<std::string>& texts) {
  Data list = Data::EmptyList();
  for (const std::string& text : texts) list.Append(text);
  return list;
}

// The source line and a caret under the column. Only a window of a very long line is shown.
std::string Excerpt(const SourcePlace& place) {
  constexpr int kBefore = 60;
  constexpr int kWindow = 120;
  const int first = std::max(1, place.column - kBefore);
  std::string shown = first > 1 ? "…" : "";
  std::string under = first > 1 ? " " : "";
  int column = 1;
  bool cut = false;
  for (std::size_t at = 0; at < place.line_text.size() && !cut; ++column) {
    const Utf8Char c = DecodeUtf8(place.line_text, at);
    at += c.size;
    if (column < first) continue;
    cut = column >= first + kWindow;
    if (cut) break;
    const bool control = c.value < 0x20 || (c.value >= 0x7F && c.value < 0xA0);  // what a terminal may obey
    AppendUtf8(shown, control && c.value != '\t' ? U'?' : c.value);
    // A tab stays a tab, so that the caret stands right wherever the terminal puts its stops.
    if (column < place.column)
      under +=
          c.value == '\t' ? "\t" : std::string(static_cast<std::size_t>(CellWidth(c.value)), ' ');
  }
  std::string out = "\n" + shown + (cut ? "…" : "");
  if (place.column > 0 && place.column <= column) out += "\n" + under + "^";
  return out;
}

}  // namespace

std::string_view ToString(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kWarning: return "warning";
    case Severity::kNote: return "note";
  }
  return "";
}

Data ToData(const Finding& finding, Language language) {
  Data data = Data::EmptyMap();
  data.Set("code", finding.code).Set("severity", ToString(finding.severity));
  data.Set("message", finding.message.In(language));
  if (!finding.place.file.empty()) data.Set("file", finding.place.file);
  if (finding.place.line > 0) data.Set("line", finding.place.line);
  if (finding.place.column > 0) data.Set("column", finding.place.column);
  if (!finding.step.empty()) data.Set("step", finding.step);
  if (!finding.article.empty()) data.Set("article", finding.article);
  if (!finding.witness.empty()) data.Set("witness", TextList(finding.witness));
  if (!finding.evidence.empty()) data.Set("evidence", TextList(finding.evidence));
  return data;
}

std::string ToText(const Finding& finding, Language language) {
  std::string out;
  const SourcePlace& place = finding.place;
  if (!place.file.empty()) out += place.file + ":";
  if (place.line > 0) out += fmt::format("{}:", place.line);
  if (place.line > 0 && place.column > 0) out += fmt::format("{}:", place.column);
  if (!out.empty()) out += " ";
  out += fmt::format("{}: {} [{}]", SeverityWord(finding.severity, language),
                     finding.message.In(language), finding.code);
  if (place.line > 0 && !place.line_text.empty()) out += Excerpt(place);
  return out;
}

bool HasError(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.severity == Severity::kError; });
}

}  // namespace juece
