#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace juece {
namespace {

bool IsContinuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

struct Range {
  char32_t first;
  char32_t last;
};

// The blocks that terminals show in two cells (from East Asian Width W and F, joined where nothing
// narrow lies between).
constexpr std::array<Range, 13> kWide = {{{0x1100, 0x115F},
                                          {0x2E80, 0x303E},
                                          {0x3041, 0x33FF},
                                          {0x3400, 0x4DBF},
                                          {0x4E00, 0x9FFF},
                                          {0xA000, 0xA4CF},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE30, 0xFE6F},
                                          {0xFF00, 0xFF60},
                                          {0xFFE0, 0xFFE6},
                                          {0x1F300, 0x1FAFF},
                                          {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 6> kCombining = {{{0x0300, 0x036F},
                                              {0x0483, 0x0489},
                                              {0x200B, 0x200F},
                                              {0x20D0, 0x20FF},
                                              {0xFE00, 0xFE0F},
                                              {0xFEFF, 0xFEFF}}};

template <typename Ranges>
bool Contains(const Ranges& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [value](const Range& r) { return value >= r.first && value <= r.last; });
}

// The offset behind the line end at `at`, or `at` where no line ends there.
std::size_t BehindLineEnd(std::string_view text, std::size_t at) {
  if (text[at] == '\n') return at + 1;
  if (text[at] != '\r') return at;
  return at + 1 < text.size() && text[at + 1] == '\n' ? at + 2 : at + 1;
}

}  // namespace

Utf8Char DecodeUtf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const Utf8Char bad{0xFFFD, 1, false};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return bad;
  char32_t value = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!IsContinuation(text, at + i)) return bad;
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kSmallest[size] || value > 0x10FFFF || surrogate) return bad;
  return {value, size, true};
}

void AppendUtf8(std::string& out, char32_t value) {
  const auto add = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) return add(value);
  if (value < 0x800) {
    add(0xC0U | (value >> 6U));
  } else if (value < 0x10000) {
    add(0xE0U | (value >> 12U));
    add(0x80U | ((value >> 6U) & 0x3FU));
  } else {
    add(0xF0U | (value >> 18U));
    add(0x80U | ((value >> 12U) & 0x3FU));
    add(0x80U | ((value >> 6U) & 0x3FU));
  }
  add(0x80U | (value & 0x3FU));
}

// How many bytes from here on are ASCII; at least one, eight at a time.
static std::size_t AsciiRun(std::string_view text, std::size_t at) {
  const std::size_t from = at++;
  for (std::uint64_t eight = 0; at + sizeof(eight) <= text.size(); at += sizeof(eight)) {
    std::memcpy(&eight, text.data() + at, sizeof(eight));
    if ((eight & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at - from;
}

// Most Chinese characters: three bytes whose lead allows any two behind it.
static bool IsPlainTriple(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  return byte(0) > 0xE0 && byte(0) < 0xF0 && byte(0) != 0xED && (byte(1) & 0xC0U) == 0x80U && (byte(2) & 0xC0U) == 0x80U;
}

std::size_t FindInvalidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      at += AsciiRun(text, at);
      continue;
    }
    if (IsPlainTriple(text, at)) {
      do at += 3;
      while (IsPlainTriple(text, at));
      continue;
    }
    const Utf8Char c = DecodeUtf8(text, at);
    if (!c.valid) return at;
    at += c.size;
  }
  return std::string_view::npos;
}

std::string ToValidUtf8(std::string_view text) {
  if (FindInvalidUtf8(text) == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    AppendUtf8(out, c.value);
    at += c.size;
  }
  return out;
}

std::size_t CountUtf8(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += DecodeUtf8(text, at).size) ++count;
  return count;
}

int CellWidth(char32_t value) {
  if (value < 0x300) return 1;
  if (Contains(kCombining, value)) return 0;
  return Contains(kWide, value) ? 2 : 1;
}

int CellsOf(std::string_view text) {
  int cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    cells += CellWidth(c.value);
    at += c.size;
  }
  return cells;
}

TextPosition PositionAt(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  TextPosition place;
  std::size_t line_start = 0;
  for (std::size_t at = 0; at < offset;) {
    const std::size_t next = BehindLineEnd(text, at);
    if (next == at) {
      ++at;
      continue;
    }
    if (next > offset) break;  // between the two bytes of a line end
    ++place.line;
    line_start = at = next;
  }
  place.column = static_cast<int>(CountUtf8(text.substr(line_start, offset - line_start))) + 1;
  return place;
}

std::string LineAt(std::string_view text, int line, std::size_t max_bytes) {
  std::size_t at = 0;
  for (int current = 1; current < line; ++current) {
    const std::size_t end = text.find_first_of("\r\n", at);
    if (end == std::string_view::npos) return {};
    at = BehindLineEnd(text, end);
  }
  if (line < 1 || at > text.size()) return {};
  std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
  if (end - at > max_bytes) {
    end = at + max_bytes;
    while (end > at && IsContinuation(text, end)) --end;  // never cut a character
  }
  return ToValidUtf8(text.substr(at, end - at));
}

}  // namespace juece
