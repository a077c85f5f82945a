// Words and looks of the picture. Internal to the layer.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"
#include "definition/definition.h"

namespace juece {

inline constexpr std::string_view kFont = "Noto Sans CJK SC";

struct StateLook {
  std::string_view state;
  std::string_view fill;
  Text word;
};

// nullptr for a state without a look of its own.
const StateLook* LookOf(std::string_view state);
// A quoted Graphviz string; line breaks become centred lines.
std::string DotQuote(std::string_view text);
// Breaks a long text at blanks or, in Chinese, anywhere; `width` in characters.
std::string WrapText(std::string_view text, std::size_t width);
// "R713:25 · FC:18", at most a few.
std::string ArticleLine(const Articles& articles);
// A vertex that explains colours and line styles.
std::string LegendOf(bool unmarked, Language language);

}  // namespace juece
