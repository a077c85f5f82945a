// Dates of the office: "YYYY-MM-DD" and the little arithmetic that a step needs. Which days count
// is the engine's calendar's.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace juece::sdk {

// A calendar date, ordered.
class Date {
 public:
  // nullopt for anything but an existing YYYY-MM-DD.
  static std::optional<Date> Parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int parts[3] = {0, 0, 0};
    for (std::size_t i = 0, part = 0; i < text.size(); ++i) {
      if (i == 4 || i == 7) {
        ++part;
        continue;
      }
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      parts[part] = parts[part] * 10 + (text[i] - '0');
    }
    const std::chrono::year_month_day ymd{std::chrono::year(parts[0]),
                                          std::chrono::month(static_cast<unsigned>(parts[1])),
                                          std::chrono::day(static_cast<unsigned>(parts[2]))};
    if (!ymd.ok()) return std::nullopt;
    return Date(std::chrono::sys_days(ymd));
  }

  // So many calendar days later.
  [[nodiscard]] Date PlusDays(std::int64_t n) const { return Date(days_ + std::chrono::days(n)); }
  // YYYY-MM-DD.
  [[nodiscard]] std::string ToString() const {
    const std::chrono::year_month_day ymd(days_);
    const int year = static_cast<int>(ymd.year());
    const auto month = static_cast<unsigned>(ymd.month());
    const auto day = static_cast<unsigned>(ymd.day());
    std::string text = "0000-00-00";
    for (int i = 3, rest = year; i >= 0; --i, rest /= 10)
      text[static_cast<std::size_t>(i)] = static_cast<char>('0' + rest % 10);
    text[5] = static_cast<char>('0' + month / 10);
    text[6] = static_cast<char>('0' + month % 10);
    text[8] = static_cast<char>('0' + day / 10);
    text[9] = static_cast<char>('0' + day % 10);
    return text;
  }
  // Calendar days from `b` to `a`.
  friend std::int64_t operator-(Date a, Date b) { return (a.days_ - b.days_).count(); }
  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  explicit Date(std::chrono::sys_days days) : days_(days) {}
  std::chrono::sys_days days_{};
};

}  // namespace juece::sdk
