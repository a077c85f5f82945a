// Canonical JSON read byte by byte. Inside record/ only.
#pragma once

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "base/decimal.h"
#include "base/utf8.h"

namespace juece {

// Up to the first byte that does not stand in a text as it is: a quote, a backslash, a control character. `ascii` becomes false where what was
// passed is not: what is need not be looked at again.
const char* PlainEnd(const char* at, const char* end, bool& ascii);

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
    bool ascii = true;
    const char* const begin = at_;
    at_ = PlainEnd(at_, end_, ascii);
    out.assign(begin, static_cast<std::size_t>(at_ - begin));
    while (at_ != end_ && *at_ == '\\') {
      ++at_;
      if (!Escape(out)) return false;
      const char* const from = at_;
      at_ = PlainEnd(at_, end_, ascii);
      out.append(from, at_);
    }
    if (!ascii && FindInvalidUtf8(std::string_view(begin, static_cast<std::size_t>(at_ - begin))) != std::string_view::npos) return false;
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
    bool ascii = true;
    const char* const from = at_;
    at_ = PlainEnd(at_, end_, ascii);
    text = {from, static_cast<std::size_t>(at_ - from)};
    return ascii && Eat('"');
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
