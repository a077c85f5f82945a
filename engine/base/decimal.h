// Exact decimal numbers, 34 significant digits (what DMN's FEEL asks for). Money and guards never see a binary float.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace juece {

// A value type. The canonical text has no exponent, no leading '+', no trailing zeros after the point, and "-0" is "0".
class Decimal {
 public:
  Decimal() : text_("0") {}
  static Decimal FromInteger(std::int64_t value);
  // Accepts [+-]digits[.digits][e[+-]digits]; nullopt for anything else or beyond 34 digits / |exponent| > 6144.
  static std::optional<Decimal> Parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
  // nullopt when it is not whole or does not fit.
  [[nodiscard]] std::optional<std::int64_t> ToInteger() const;
  [[nodiscard]] bool IsZero() const { return text_ == "0"; }

  // Rounded half-even to 34 digits. Total: beyond the range of the exponent the result is the largest number of its sign, below it
  // zero.
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  // nullopt on division by zero; otherwise rounded half-even to 34 digits.
  static std::optional<Decimal> Divide(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return a.text_ == b.text_; }
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);

 private:
  explicit Decimal(std::string canonical) : text_(std::move(canonical)) {}
  std::string text_;
};

}  // namespace juece
