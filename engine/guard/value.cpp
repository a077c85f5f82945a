#include "guard/value.h"

namespace juece {
namespace {

constexpr std::size_t kMaxDayDigits = 9;
constexpr std::int64_t kMaxDays = 999'999'999;  // far beyond the span between the first and the last date

}  // namespace

std::optional<GuardDays> ParseGuardDays(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) {
    text.remove_prefix(1);
  }
  if (text.size() < 3 || text.size() > kMaxDayDigits + 2 || text.front() != 'P' || text.back() != 'D') {
    return std::nullopt;
  }
  GuardDays result;
  for (const char c : text.substr(1, text.size() - 2)) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    result.days = result.days * 10 + (c - '0');
  }
  if (negative) {
    result.days = -result.days;
  }
  return result;
}

std::optional<Date> ShiftDate(Date date, std::int64_t days) {
  static const Date first = *Date::FromYmd(1, 1, 1);
  static const Date last = *Date::FromYmd(9999, 12, 31);
  if (days > kMaxDays || days < -kMaxDays || days > last - date || days < first - date) {
    return std::nullopt;
  }
  return date.PlusDays(days);
}

GuardValue ToGuardValue(const Data* data, FactType type) {
  if (data == nullptr) {
    return {};
  }
  switch (type) {
    case FactType::kBoolean:
      return data->is_bool() ? GuardValue(data->AsBool()) : GuardValue();
    case FactType::kNumber:
      return data->is_number() ? GuardValue(data->AsNumber()) : GuardValue();
    case FactType::kText:
      return data->is_text() ? GuardValue(data->AsText()) : GuardValue();
    case FactType::kDate: {
      const auto date = data->is_text() ? Date::Parse(data->AsText()) : std::nullopt;
      return date ? GuardValue(*date) : GuardValue();
    }
    case FactType::kDuration: {
      const auto days = data->is_text() ? ParseGuardDays(data->AsText()) : std::nullopt;
      return days ? GuardValue(*days) : GuardValue();
    }
  }
  return {};
}

}  // namespace juece
