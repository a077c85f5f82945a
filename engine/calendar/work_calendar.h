// The work calendar: which days count. Calendar days and working days are types that do not convert into each other.
// Civil Code art. 201: the first day is not counted (a named setting); art. 203: whether the last day rolls is another.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/status.h"
#include "base/time.h"

namespace juece {

struct CalendarDays {
  int count = 0;
  friend auto operator<=>(const CalendarDays&, const CalendarDays&) = default;
};
struct WorkingDays {
  int count = 0;
  friend auto operator<=>(const WorkingDays&, const WorkingDays&) = default;
};

enum class DayUnit { kCalendarDays, kWorkingDays };
std::string_view ToString(DayUnit unit);  // "calendar-days", "working-days"
std::optional<DayUnit> ParseDayUnit(std::string_view text);

enum class FirstDay { kNotCounted, kCounted };
enum class Roll { kNone, kNextWorkingDay };
std::string_view ToString(FirstDay first_day);  // "not-counted", "counted"
std::string_view ToString(Roll roll);           // "none", "next-working-day"

struct CountedDay {
  Date date;
  Text why;  // for skipped days: weekend, the holiday's name, "first day is not counted"
};

// One date and how it was counted. `counted` and `skipped` each list the first kMaxListedDays days at most.
inline constexpr std::size_t kMaxListedDays = 3660;
struct DueDate {
  Date from;
  int amount = 0;
  DayUnit unit = DayUnit::kCalendarDays;
  Date due;
  std::vector<CountedDay> counted;
  std::vector<CountedDay> skipped;
};

// A year that the calendar does not know; the answer is then "not computable", never a guess. Outside 1 to 9999: the count leaves
// the range of dates.
struct UnknownYear {
  int year = 0;
  [[nodiscard]] Text message() const;  // says which year, and how to install a newer calendar
};

// Immutable; safe to share between threads.
class WorkCalendar {
 public:
  // Reads workflows/calendars/*.xml (schema workflows/schema/calendar.xsd). Every mistake is a finding with its place.
  static std::shared_ptr<const WorkCalendar> Read(std::string bytes, std::string file, std::vector<Finding>& findings);
  static std::shared_ptr<const WorkCalendar> ReadFile(const std::string& path, std::vector<Finding>& findings);

  [[nodiscard]] const std::string& id() const { return id_; }            // "cn"
  [[nodiscard]] const std::string& version() const { return version_; }  // e.g. "2026"; recorded with each computed date
  [[nodiscard]] bool Knows(int year) const { return years_.contains(year); }
  // nullopt for a year that is not known.
  [[nodiscard]] std::optional<bool> IsWorkingDay(Date date) const;
  // Why a day does not count ("周六", "春节"), or why a weekend day does ("调休上班"); empty where there is nothing to say.
  [[nodiscard]] Text DayName(Date date) const;

  // The date `amount` days after (before, where negative) `from`; where the first day is counted it is itself day 1 if it is a
  // counting day. Calendar days need the calendar only to roll; working days need every year that is stepped through. Rolling
  // goes forward, also where the count went backward. Either `due` or `unknown` is set.
  struct Answer {
    std::optional<DueDate> due;
    std::optional<UnknownYear> unknown;
  };
  [[nodiscard]] Answer Add(Date from, WorkingDays amount, FirstDay first_day, Roll roll) const;
  [[nodiscard]] Answer Add(Date from, CalendarDays amount, FirstDay first_day, Roll roll) const;
  [[nodiscard]] Answer Add(Date from, int amount, DayUnit unit, FirstDay first_day, Roll roll) const;

  // Days from `from` to `to` by the counting rule: to - from for calendar days when the first is not counted, one more when it
  // is. nullopt where a year is not known (working days only). Negative where to < from.
  [[nodiscard]] std::optional<int> Count(Date from, Date to, DayUnit unit, FirstDay first_day) const;

 private:
  std::string id_;
  std::string version_;
  struct Year {
    std::map<Date, Text> holidays;
    std::set<Date> makeup_workdays;
    std::string source;
  };
  std::map<int, Year> years_;
};

}  // namespace juece
