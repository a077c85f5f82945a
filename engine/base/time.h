// Dates and instants. An office thinks in dates of its own time zone; the record keeps instants with their offset.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"

namespace juece {

// A calendar date, proleptic Gregorian, years 1 to 9999. Value type, ordered.
class Date {
 public:
  Date() = default;
  explicit Date(std::chrono::sys_days days) : days_(days) {}
  static std::optional<Date> Parse(std::string_view iso);  // YYYY-MM-DD, must exist
  static std::optional<Date> FromYmd(int year, unsigned month, unsigned day);

  [[nodiscard]] std::chrono::sys_days days() const { return days_; }
  [[nodiscard]] int year() const;
  [[nodiscard]] unsigned month() const;
  [[nodiscard]] unsigned day() const;
  [[nodiscard]] int weekday() const;       // ISO: 1 Monday … 7 Sunday
  [[nodiscard]] std::string ToString() const;
  [[nodiscard]] Date PlusDays(std::int64_t n) const { return Date(days_ + std::chrono::days(n)); }
  friend std::int64_t operator-(Date a, Date b) { return (a.days_ - b.days_).count(); }
  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  std::chrono::sys_days days_{};
};

// A moment, to the millisecond, with the offset in which it was written. Ordering and equality look at the moment alone.
class Instant {
 public:
  Instant() = default;
  Instant(std::int64_t unix_ms, int offset_minutes) : unix_ms_(unix_ms), offset_minutes_(offset_minutes) {}
  // ISO 8601 with a mandatory offset ("Z" or ±hh:mm); seconds may be missing, fractions up to ms.
  static std::optional<Instant> Parse(std::string_view iso);
  static Instant AtStartOf(Date date, int offset_minutes);

  [[nodiscard]] std::int64_t unix_ms() const { return unix_ms_; }
  [[nodiscard]] int offset_minutes() const { return offset_minutes_; }
  [[nodiscard]] Date LocalDate() const;      // the date in its own offset
  [[nodiscard]] Instant WithOffset(int offset_minutes) const { return {unix_ms_, offset_minutes}; }
  [[nodiscard]] std::string ToString() const;  // e.g. 2024-03-01T09:00:00+08:00; milliseconds only where not zero
  [[nodiscard]] bool IsWritten(std::string_view text) const;  // whether ToString() is this, without making a text of it
  friend bool operator==(const Instant& a, const Instant& b) { return a.unix_ms_ == b.unix_ms_; }
  friend std::strong_ordering operator<=>(const Instant& a, const Instant& b) { return a.unix_ms_ <=> b.unix_ms_; }

 private:
  std::int64_t unix_ms_ = 0;
  int offset_minutes_ = 0;
};

// China has had one zone without daylight saving since 1991; other offices set their own offset in the configuration.
inline constexpr int kChinaOffsetMinutes = 8 * 60;

// What a published record may know of a date: a day, a month, or a range. [first, last] bounds it, both inclusive.
struct DateRange {
  Date first;
  Date last;
  [[nodiscard]] bool exact() const { return first == last; }
  // "YYYY-MM-DD", "YYYY-MM", or "A/B" with A and B of these two forms; also an instant, taken as its local date.
  static std::optional<DateRange> Parse(std::string_view text);
  [[nodiscard]] std::string ToString() const;
  friend bool operator==(const DateRange&, const DateRange&) = default;
};

// The one source of the present and of salts. Engine code receives it; nothing else asks the system.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant Now() = 0;
};

}  // namespace juece
