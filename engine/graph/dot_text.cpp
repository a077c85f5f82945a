#include "graph/dot_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace juece {
namespace {

const std::array<StateLook, 6>& Looks() {
  static const std::array<StateLook, 6> looks = {{{"done", "#c6f6d5", {"已完成", "done"}},
                                                  {"active", "#bee3f8", {"办理中", "active"}},
                                                  {"blocked", "#feb2b2", {"受阻", "blocked"}},
                                                  {"waiting", "#fefcbf", {"等待", "waiting"}},
                                                  {"not_applicable", "#e2e8f0", {"不适用", "not applicable"}},
                                                  {"cancelled", "#e9d8fd", {"已终止", "cancelled"}}}};
  return looks;
}

// Articles of one statute read better together.
constexpr std::size_t kMostArticles = 4;

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else out += c;
  }
  return out;
}

}  // namespace

const StateLook* LookOf(std::string_view state) {
  const auto found = std::find_if(Looks().begin(), Looks().end(), [&](const StateLook& look) { return look.state == state; });
  return found == Looks().end() ? nullptr : &*found;
}

std::string DotQuote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + "\"";
}

std::string WrapText(std::string_view text, std::size_t width) {
  std::string out;
  std::size_t in_line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    const bool wide = CellWidth(c.value) == 2;
    const bool full = in_line >= width;
    if (full && c.value == U' ') {
      out += '\n';
      in_line = 0;
    } else {
      if (full && wide) {
        out += '\n';
        in_line = 0;
      }
      out.append(text, at, c.size);
      in_line += wide ? 2 : 1;
    }
    at += c.size;
  }
  return out;
}

std::string ArticleLine(const Articles& articles) {
  std::string out;
  for (std::size_t i = 0; i < articles.size() && i < kMostArticles; ++i) out += (i == 0 ? "" : " · ") + articles[i].ToString();
  return articles.size() > kMostArticles ? out + " …" : out;
}

std::string LegendOf(bool unmarked, Language language) {
  const bool zh = language == Language::kChinese;
  std::string rows;
  const auto row = [&](std::string_view fill, std::string_view text) {
    rows += fmt::format("<TR><TD BGCOLOR=\"{}\" WIDTH=\"22\"> </TD><TD ALIGN=\"LEFT\">{}</TD></TR>", fill, EscapeHtml(text));
  };
  const auto line = [&](std::string_view sign, std::string_view text) {
    rows += fmt::format("<TR><TD>{}</TD><TD ALIGN=\"LEFT\">{}</TD></TR>", EscapeHtml(sign), EscapeHtml(text));
  };
  for (const StateLook& look : Looks()) {
    if (!unmarked) row(look.fill, look.word.In(language));
  }
  line("- - -", zh ? "虚线框:视条件适用" : "dashed box: applies under a condition");
  line("◆", zh ? "里程碑" : "milestone");
  line("- →", zh ? "虚线箭头:退回" : "dashed arrow: goes back");
  return fmt::format(
      "__legend [shape=plain, fillcolor=white, style=\"\", fontsize=10, label=<<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"2\" "
      "COLOR=\"#cbd5e0\"><TR><TD COLSPAN=\"2\"><B>{}</B></TD></TR>{}</TABLE>>];",
      zh ? "图例" : "Legend", rows);
}

}  // namespace juece
