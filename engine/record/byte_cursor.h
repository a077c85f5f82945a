// Canonical JSON read byte by byte. Inside record/ only.
#pragma once

#include <algorithm>
#include <bit>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/decimal.h"
#include "base/utf8.h"

namespace juece {

constexpr std::uint64_t EachByte(std::uint8_t byte) { return byte * 0x0101010101010101U; }

// The high bit of each byte that is zero; above the lowest such byte it may be set wrongly.
constexpr std::uint64_t ZeroBytes(std::uint64_t eight) { return (eight - EachByte(1)) & ~eight & EachByte(0x80); }

// Not zero where one of the bytes does not stand in a text as it is: a quote, a backslash, a control character.
constexpr std::uint64_t NotPlain(std::uint64_t eight) {
  return ((eight - EachByte(0x20)) & ~eight & EachByte(0x80)) | ZeroBytes(eight ^ EachByte('"')) | ZeroBytes(eight ^ EachByte('\\'));
}

// Up to the first such byte. `seen` gathers the high bits of what was passed, so that what is all ASCII need not be looked at again. Most of a
// history is text: sixteen bytes at a time, or eight.
inline const char* PlainEnd(const char* at, const char* end, std::uint64_t& seen) {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1F);
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash));
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes);
    const auto stop = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(ends, low)));
    const auto high = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    if (stop != 0) {
      if ((high & (stop - 1) & ~stop) != 0) seen |= EachByte(0x80);
      return at + std::countr_zero(stop);
    }
    if (high != 0) seen |= EachByte(0x80);
  }
#endif
  for (std::uint64_t eight = 0; end - at >= static_cast<std::ptrdiff_t>(sizeof eight); at += sizeof eight) {
    std::memcpy(&eight, at, sizeof eight);
    if (NotPlain(eight) != 0) break;
    seen |= eight;
  }
  for (; at != end && static_cast<unsigned char>(*at) >= 0x20 && *at != '"' && *at != '\\'; ++at) seen |= static_cast<unsigned char>(*at);
  return at;
}

template <typename Chunk>
inline bool SameAt(const char* a, const char* b, std::size_t at) {
  Chunk x;
  Chunk y;
  std::memcpy(&x, a + at, sizeof x);
  std::memcpy(&y, b + at, sizeof y);
  return x == y;
}

// Whether the word stands at `at`. Names are short and there are many: compared in chunks that may overlap, without a call.
inline bool Same(const char* at, std::string_view word) {
  const char* const wanted = word.data();
  const std::size_t size = word.size();
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) {
      if (!SameAt<std::uint64_t>(at, wanted, i)) return false;
    }
    return SameAt<std::uint64_t>(at, wanted, size - 8);
  }
  if (size >= 4) return SameAt<std::uint32_t>(at, wanted, 0) && SameAt<std::uint32_t>(at, wanted, size - 4);
  return std::equal(wanted, wanted + size, at);
}

// A place in the bytes. Every function moves past what it accepts, and is false where the bytes are not canonical.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool commits = false;  // a commitment stands among the data that was read

  [[nodiscard]] bool AtEnd() const { return at_ == end_; }
  [[nodiscard]] char Peek() const { return at_ == end_ ? '\0' : *at_; }
  bool Eat(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  bool Eat(std::string_view word) {
    if (static_cast<std::size_t>(end_ - at_) < word.size() || !Same(at_, word)) return false;
    at_ += word.size();
    return true;
  }

  bool Text(std::string& out) {
    if (!Eat('"')) return false;
    if (Eat('"')) {
      out.clear();
      return true;
    }
    std::uint64_t seen = 0;
    const char* const begin = at_;
    at_ = PlainEnd(at_, end_, seen);
    out.assign(begin, static_cast<std::size_t>(at_ - begin));
    while (at_ != end_ && *at_ == '\\') {
      ++at_;
      if (!Escape(out)) return false;
      const char* const from = at_;
      at_ = PlainEnd(at_, end_, seen);
      out.append(from, at_);
    }
    if ((seen & EachByte(0x80)) != 0 && FindInvalidUtf8(std::string_view(begin, static_cast<std::size_t>(at_ - begin))) != std::string_view::npos) return false;
    return Eat('"');
  }

  // A text of that many bytes, whatever they are: who reads it judges them.
  bool OfSize(std::size_t size, std::string_view& text) {
    if (static_cast<std::size_t>(end_ - at_) < size + 2 || at_[0] != '"' || at_[size + 1] != '"') return false;
    text = {at_ + 1, size};
    at_ += size + 2;
    return true;
  }

  // Exactly this text, which is plain.
  bool EatText(std::string_view text) {
    if (static_cast<std::size_t>(end_ - at_) < text.size() + 2 || at_[0] != '"' || !Same(at_ + 1, text) || at_[text.size() + 1] != '"') return false;
    at_ += text.size() + 2;
    return true;
  }

  // ASCII without escapes.
  bool Plain(std::string_view& text) {
    if (!Eat('"')) return false;
    std::uint64_t seen = 0;
    const char* const from = at_;
    at_ = PlainEnd(at_, end_, seen);
    text = {from, static_cast<std::size_t>(at_ - from)};
    return (seen & EachByte(0x80)) == 0 && Eat('"');
  }

  template <std::signed_integral T>
  bool Integer(T& value) {
    const char* const from = at_;
    const auto [end, error] = std::from_chars(at_, end_, value);
    if (error != std::errc()) return false;
    at_ = end;
    const char* const digits = *from == '-' ? from + 1 : from;
    return *digits != '0' || end - from == 1;
  }

  bool Number(Decimal& value) {
    const char* const from = at_;
    while (at_ != end_ && (*at_ == '-' || *at_ == '.' || (*at_ >= '0' && *at_ <= '9'))) ++at_;
    const std::string_view token(from, static_cast<std::size_t>(at_ - from));
    auto number = Decimal::Parse(token);
    if (!number || number->text() != token) return false;
    value = *std::move(number);
    return true;
  }

 private:
  // After a backslash: the shortest escape there is of a character.
  bool Escape(std::string& out) {
    static constexpr std::string_view kLetters = "\"\\bfnrt";
    static constexpr std::string_view kMeant = "\"\\\b\f\n\r\t";
    if (at_ == end_) return false;
    const char letter = *at_++;
    if (const std::size_t found = kLetters.find(letter); found != std::string_view::npos) {
      out.push_back(kMeant[found]);
      return true;
    }
    if (letter != 'u' || !Eat("00") || end_ - at_ < 2) return false;
    static constexpr std::string_view kHex = "0123456789abcdef";
    const std::size_t high = kHex.find(at_[0]);
    const std::size_t low = kHex.find(at_[1]);
    if (high > 1 || low == std::string_view::npos) return false;
    const char meant = static_cast<char>(high * 16 + low);
    if (kMeant.find(meant) != std::string_view::npos) return false;
    out.push_back(meant);
    at_ += 2;
    return true;
  }

  const char* at_;
  const char* end_;
};

}  // namespace juece
