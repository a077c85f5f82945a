#include "report/html.h"

#include <fmt/format.h>

namespace juece {
namespace {

constexpr std::string_view kCommonStyle = R"(
@page { size: A4; margin: 18mm 16mm; }
body { font: 14px/1.6 "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #1a1a1a; max-width: 190mm; margin: 0 auto; padding: 12px; }
h1 { font-size: 20px; text-align: center; margin: 8px 0 4px; letter-spacing: 1px; }
h2 { font-size: 16px; margin: 18px 0 6px; border-bottom: 2px solid #444; }
table { border-collapse: collapse; width: 100%; margin: 6px 0; }
th, td { border: 1px solid #888; padding: 4px 6px; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
th { background: #f0f0ec; font-weight: 600; white-space: nowrap; }
tr { page-break-inside: avoid; }
thead { display: table-header-group; }
.verdict { font-weight: 700; white-space: nowrap; }
.evidence { color: #555; font-size: 12px; }
.total { font-size: 16px; }
p { margin: 2px 0; }
)";

}  // namespace

std::string Escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string HtmlPage(std::string_view title, std::string_view style, std::string_view body, Language language) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{}{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
      language == Language::kChinese ? "zh-CN" : "en", Escape(title), kCommonStyle, style, body);
}

}  // namespace juece
