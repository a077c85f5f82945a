// UTF-8 as the readers and writers need it: decoding with a verdict, counting characters, lines and
// columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace juece {

// One decoded character. `valid` is false for a byte that starts no well-formed sequence; then size
// is 1.
struct Utf8Char {
  char32_t value = 0;
  std::size_t size = 1;
  bool valid = true;
};

// `at` must be < text.size(). Overlong forms, surrogates and values above U+10FFFF are not
// well-formed.
Utf8Char DecodeUtf8(std::string_view text, std::size_t at);
void AppendUtf8(std::string& out, char32_t value);
// The offset of the first byte that is not well-formed, or npos.
std::size_t FindInvalidUtf8(std::string_view text);
// Every byte that is not well-formed becomes U+FFFD, so that the result may stand in any report.
std::string ToValidUtf8(std::string_view text);
std::size_t CountUtf8(std::string_view text);

// Cells that a character takes on a terminal: 0 combining, 2 wide (Chinese), otherwise 1.
int CellWidth(char32_t value);
int CellsOf(std::string_view text);

// Lines and columns count from 1, columns in characters. An offset beyond the text is its end.
// "\r\n" and a lone "\r" end a line as XML counts them.
struct TextPosition {
  int line = 1;
  int column = 1;
};
TextPosition PositionAt(std::string_view text, std::size_t offset);
// The line without its end, at most `max_bytes` of it, well-formed; empty where there is no such
// line.
std::string LineAt(std::string_view text, int line, std::size_t max_bytes = 4096);

}  // namespace juece
