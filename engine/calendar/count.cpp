#include <cstdlib>

#include "calendar/work_calendar.h"

namespace juece {
namespace {

const Text kFirstDayNotCounted{"首日不计入", "the first day is not counted"};

void List(std::vector<CountedDay>& days, Date date, Text why) {
  if (days.size() < kMaxListedDays) days.push_back({date, std::move(why)});
}

// The year of a day that may lie outside the dates that exist: 0 before them, 10000 behind them.
int YearOf(Date from, std::int64_t offset) {
  static const Date first = *Date::FromYmd(1, 1, 1);
  static const Date last = *Date::FromYmd(9999, 12, 31);
  if (offset < first - from) return 0;
  if (offset > last - from) return 10000;
  return from.PlusDays(offset).year();
}

bool Exists(int year) { return year >= 1 && year <= 9999; }

WorkCalendar::Answer Unknown(int year) { return {std::nullopt, UnknownYear{year}}; }

// Moves to the next working day where `due` is none.
WorkCalendar::Answer Rolled(const WorkCalendar& calendar, DueDate due, Roll roll) {
  while (roll == Roll::kNextWorkingDay) {
    const std::optional<bool> works = calendar.IsWorkingDay(due.due);
    if (!works) return Unknown(due.due.year());
    if (*works) break;
    const int next = YearOf(due.due, 1);
    if (!Exists(next)) return Unknown(next);
    List(due.skipped, due.due, calendar.DayName(due.due));
    due.due = due.due.PlusDays(1);
  }
  return {std::move(due), std::nullopt};
}

}  // namespace

WorkCalendar::Answer WorkCalendar::Add(Date from, CalendarDays amount, FirstDay first_day,
                                       Roll roll) const {
  DueDate answer{from, amount.count, DayUnit::kCalendarDays, from, {}, {}};
  const std::int64_t step = amount.count < 0 ? -1 : 1;
  const std::int64_t days = std::abs(static_cast<std::int64_t>(amount.count));
  if (days == 0) return Rolled(*this, std::move(answer), roll);
  const bool counts_first = first_day == FirstDay::kCounted;
  const std::int64_t offset = step * (counts_first ? days - 1 : days);
  if (const int year = YearOf(from, offset); !Exists(year)) return Unknown(year);
  answer.due = from.PlusDays(offset);
  if (!counts_first) List(answer.skipped, from, kFirstDayNotCounted);
  const std::int64_t first_counted = counts_first ? 0 : 1;
  for (std::int64_t i = 0; i < days && answer.counted.size() < kMaxListedDays; ++i) {
    List(answer.counted, from.PlusDays(step * (first_counted + i)), {});
  }
  return Rolled(*this, std::move(answer), roll);
}

WorkCalendar::Answer WorkCalendar::Add(Date from, WorkingDays amount, FirstDay first_day,
                                       Roll roll) const {
  DueDate answer{from, amount.count, DayUnit::kWorkingDays, from, {}, {}};
  const std::int64_t step = amount.count < 0 ? -1 : 1;
  std::int64_t left = std::abs(static_cast<std::int64_t>(amount.count));
  if (left == 0) return Rolled(*this, std::move(answer), roll);
  Date day = from;
  if (first_day == FirstDay::kNotCounted) List(answer.skipped, from, kFirstDayNotCounted);
  // Stops at the latest in the first year that is not known.
  for (bool at_first = first_day == FirstDay::kCounted; left > 0; at_first = false) {
    if (!at_first) {
      if (const int year = YearOf(day, step); !Exists(year)) return Unknown(year);
      day = day.PlusDays(step);
    }
    const std::optional<bool> works = IsWorkingDay(day);
    if (!works) return Unknown(day.year());
    List(*works ? answer.counted : answer.skipped, day, DayName(day));
    if (*works) --left;
  }
  answer.due = day;
  return Rolled(*this, std::move(answer), roll);
}

WorkCalendar::Answer WorkCalendar::Add(Date from, int amount, DayUnit unit, FirstDay first_day,
                                       Roll roll) const {
  return unit == DayUnit::kWorkingDays ? Add(from, WorkingDays{amount}, first_day, roll)
                                       : Add(from, CalendarDays{amount}, first_day, roll);
}

std::optional<int> WorkCalendar::Count(Date from, Date to, DayUnit unit, FirstDay first_day) const {
  const int sign = to < from ? -1 : 1;
  const std::int64_t span = std::abs(to - from);
  const std::int64_t first = first_day == FirstDay::kCounted ? 0 : 1;
  if (unit == DayUnit::kCalendarDays) return sign * static_cast<int>(span + 1 - first);
  int count = 0;
  for (std::int64_t i = first; i <= span; ++i) {
    const std::optional<bool> works = IsWorkingDay(from.PlusDays(sign * i));
    if (!works) return std::nullopt;
    count += *works ? 1 : 0;
  }
  return sign * count;
}

}  // namespace juece
