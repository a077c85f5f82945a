#include "number_pattern.h"

#include <algorithm>

namespace juece::sdk {
namespace {

constexpr std::string_view kYear = "{year}";
constexpr std::string_view kNumber = "{number}";
constexpr std::string_view kText = "{text}";
constexpr std::size_t kYearDigits = 4;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t DigitsOf(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) - text.begin());
}

}  // namespace

bool FitsPattern(std::string_view number, std::string_view pattern) {
  if (pattern.empty()) return number.empty();
  const std::size_t digits = DigitsOf(number);
  if (pattern.starts_with(kYear)) {
    return digits >= kYearDigits &&
           FitsPattern(number.substr(kYearDigits), pattern.substr(kYear.size()));
  }
  if (pattern.starts_with(kNumber)) {
    if (digits == 0 || number[0] == '0') return false;
    return FitsPattern(number.substr(digits), pattern.substr(kNumber.size()));
  }
  if (pattern.starts_with(kText)) {
    for (std::size_t taken = 1; taken <= number.size(); ++taken) {
      if (FitsPattern(number.substr(taken), pattern.substr(kText.size()))) return true;
    }
    return false;
  }
  return !number.empty() && number[0] == pattern[0] &&
         FitsPattern(number.substr(1), pattern.substr(1));
}

}  // namespace juece::sdk
