#include "base/decimal.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <charconv>

namespace juece {
namespace {

constexpr int kDigits = 34;         // significant digits that a result keeps
constexpr int kMaxExponent = 6144;  // of the first significant digit

// Wide enough for every intermediate: a product has 68 digits, a shifted operand or dividend at
// most 105.
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    512, 512, boost::multiprecision::signed_magnitude, boost::multiprecision::unchecked, void>>;

// value = coefficient * 10^exponent
struct Parts {
  Wide coefficient;
  int exponent = 0;
};

Wide PowerOfTen(int n) { return boost::multiprecision::pow(Wide(10), static_cast<unsigned>(n)); }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Digits without leading and trailing zeros, and the power of ten of the last one. Empty digits:
// zero.
struct Digits {
  std::string digits;
  std::int64_t exponent = 0;
};

void Trim(Digits& d) {
  const std::size_t last = d.digits.find_last_not_of('0');
  if (last == std::string::npos) {
    d = {};
    return;
  }
  d.exponent += static_cast<std::int64_t>(d.digits.size() - last - 1);
  d.digits.erase(last + 1);
  d.digits.erase(0, d.digits.find_first_not_of('0'));
}

std::string ToCanonical(bool negative, const Digits& d) {
  if (d.digits.empty()) return "0";
  std::string out = negative ? "-" : "";
  if (d.exponent >= 0)
    return out + d.digits + std::string(static_cast<std::size_t>(d.exponent), '0');
  const auto fraction = static_cast<std::size_t>(-d.exponent);
  if (fraction >= d.digits.size())
    return out + "0." + std::string(fraction - d.digits.size(), '0') + d.digits;
  const std::size_t whole = d.digits.size() - fraction;
  return out + d.digits.substr(0, whole) + "." + d.digits.substr(whole);
}

std::int64_t LeadingExponent(const Digits& d) {
  return d.exponent + static_cast<std::int64_t>(d.digits.size()) - 1;
}

Parts ToParts(std::string_view canonical) {
  const bool negative = canonical.front() == '-';
  if (negative) canonical.remove_prefix(1);
  Digits d{std::string(canonical), 0};
  if (const std::size_t point = d.digits.find('.'); point != std::string::npos) {
    d.exponent = -static_cast<std::int64_t>(d.digits.size() - point - 1);
    d.digits.erase(point, 1);
  }
  Trim(d);
  Parts parts;
  if (!d.digits.empty()) parts = {Wide(d.digits), static_cast<int>(d.exponent)};
  if (negative) parts.coefficient = -parts.coefficient;
  return parts;
}

// Divides by 10^drop, half to even. `sticky`: something smaller than the last digit was already
// lost.
Wide RoundAway(const Wide& magnitude, int drop, bool sticky) {
  const Wide unit = PowerOfTen(drop);
  Wide quotient;
  Wide rest;
  boost::multiprecision::divide_qr(magnitude, unit, quotient, rest);
  const Wide twice = rest * 2;
  const bool odd = (quotient & 1) != 0;
  if (twice > unit || (twice == unit && (sticky || odd))) ++quotient;
  return quotient;
}

// The canonical text of coefficient * 10^exponent at 34 digits. Beyond the range: the largest
// number, or zero.
std::string Finish(const Wide& coefficient, int exponent, bool sticky = false) {
  const bool negative = coefficient < 0;
  Wide magnitude = negative ? Wide(-coefficient) : coefficient;
  Digits d{magnitude.str(), exponent};
  if (const int excess = static_cast<int>(d.digits.size()) - kDigits; excess > 0) {
    d = {RoundAway(magnitude, excess, sticky).str(), exponent + excess};
  }
  Trim(d);
  if (d.digits.empty() || LeadingExponent(d) < -kMaxExponent) return "0";
  if (LeadingExponent(d) > kMaxExponent)
    d = {std::string(kDigits, '9'), kMaxExponent - kDigits + 1};
  return ToCanonical(negative, d);
}

// A whole number of at most 18 digits, so that sums of two fit as well.
std::optional<std::int64_t> Small(const std::string& text) {
  if (text.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Parts Negated(Parts parts) {
  parts.coefficient = -parts.coefficient;
  return parts;
}

std::string Sum(Parts a, Parts b) {
  if (a.coefficient == 0) return Finish(b.coefficient, b.exponent);
  if (b.coefficient == 0) return Finish(a.coefficient, a.exponent);
  if (a.exponent < b.exponent) std::swap(a, b);
  constexpr int kReach = 2 * kDigits + 2;
  if (a.exponent - b.exponent > kReach) {
    // b lies wholly below the last digit that a result can keep: only its sign can matter, to the
    // rounding.
    b = {b.coefficient < 0 ? Wide(-1) : Wide(1), a.exponent - kReach};
  }
  return Finish(a.coefficient * PowerOfTen(a.exponent - b.exponent) + b.coefficient, b.exponent);
}

}  // namespace

Decimal Decimal::FromInteger(std::int64_t value) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return Decimal(std::string(buffer, end));
}

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  const bool counted = !text.empty() && text.size() <= kDigits && (text.front() != '0' || text.size() == 1);
  if (counted && std::all_of(text.begin(), text.end(), IsDigit)) return Decimal(std::string(text));  // as it is written already
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  std::size_t at = 0;
  const auto read_digits = [&](std::string& into) {
    const std::size_t start = at;
    while (at < text.size() && IsDigit(text[at])) ++at;
    into.append(text.substr(start, at - start));
    return at > start;
  };
  Digits d;
  if (!read_digits(d.digits)) return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    const std::size_t whole = d.digits.size();
    if (++at; !read_digits(d.digits)) return std::nullopt;
    d.exponent = -static_cast<std::int64_t>(d.digits.size() - whole);
  }
  std::int64_t written = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const bool below = ++at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    std::string exponent;
    if (!read_digits(exponent)) return std::nullopt;
    exponent.erase(0, std::min(exponent.find_first_not_of('0'), exponent.size()));
    // 12 digits are beyond every range, yet far from overflow; a zero stays a zero all the same.
    for (const char c : exponent.substr(0, 12)) written = written * 10 + (c - '0');
    if (below) written = -written;
  }
  if (at != text.size()) return std::nullopt;
  Trim(d);
  if (d.digits.empty()) return Decimal();
  d.exponent += written;
  const std::int64_t leading = LeadingExponent(d);
  if (d.digits.size() > kDigits || leading > kMaxExponent || leading < -kMaxExponent)
    return std::nullopt;
  return Decimal(ToCanonical(negative, d));
}

std::optional<std::int64_t> Decimal::ToInteger() const {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  if (error != std::errc() || end != text_.data() + text_.size()) return std::nullopt;
  return value;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  const auto x = Small(a.text_);
  const auto y = x ? Small(b.text_) : std::nullopt;
  if (y) return Decimal::FromInteger(*x + *y);
  return Decimal(Sum(ToParts(a.text_), ToParts(b.text_)));
}

Decimal operator-(const Decimal& a, const Decimal& b) {
  const auto x = Small(a.text_);
  const auto y = x ? Small(b.text_) : std::nullopt;
  if (y) return Decimal::FromInteger(*x - *y);
  return Decimal(Sum(ToParts(a.text_), Negated(ToParts(b.text_))));
}

Decimal operator*(const Decimal& a, const Decimal& b) {
  const Parts x = ToParts(a.text_);
  const Parts y = ToParts(b.text_);
  return Decimal(Finish(x.coefficient * y.coefficient, x.exponent + y.exponent));
}

std::optional<Decimal> Decimal::Divide(const Decimal& a, const Decimal& b) {
  if (b.IsZero()) return std::nullopt;
  const Parts x = ToParts(a.text_);
  const Parts y = ToParts(b.text_);
  const bool negative = (x.coefficient < 0) != (y.coefficient < 0);
  const Wide divisor = boost::multiprecision::abs(y.coefficient);
  // With 70 digits in front of the point the quotient keeps at least 36: two more than are kept,
  // the rest is `sticky`.
  constexpr int kShift = 2 * kDigits + 2;
  Wide quotient;
  Wide rest;
  boost::multiprecision::divide_qr(
      Wide(boost::multiprecision::abs(x.coefficient) * PowerOfTen(kShift)), divisor, quotient,
      rest);
  if (negative) quotient = -quotient;
  return Decimal(Finish(quotient, x.exponent - y.exponent - kShift, rest != 0));
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.text_ == b.text_) return std::strong_ordering::equal;
  const auto x = Small(a.text_);
  const auto y = x ? Small(b.text_) : std::nullopt;
  if (y) return *x <=> *y;
  const bool a_negative = a.text_.front() == '-';
  const bool b_negative = b.text_.front() == '-';
  if (a_negative != b_negative)
    return a_negative ? std::strong_ordering::less : std::strong_ordering::greater;
  // Same sign, canonical: more digits in front of the point is larger, then the digits decide from
  // left to right.
  const auto whole = [](const std::string& t) { return std::min(t.find('.'), t.size()); };
  auto order = whole(a.text_) <=> whole(b.text_);
  if (order == 0) order = a.text_.compare(b.text_) <=> 0;
  return a_negative ? 0 <=> order : order;
}

}  // namespace juece
