// Counting days for the schedule: from a day of start to the day on which a period is over, also where the calendar ends. Internal to
// the layer.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <tuple>
#include <unordered_map>

#include "calendar/work_calendar.h"

namespace juece {

using DayNumber = std::int64_t;  // days since 1970-01-01
DayNumber NumberOf(Date date);
Date DateOfNumber(DayNumber day);

// A day, or the earliest that it could be where the calendar does not know the year.
struct Counted {
  DayNumber day = 0;
  int unknown_year = 0;
};

// One way of counting. Monotone: a later start is never over sooner. Remembers what it counted; not synchronised.
class Counting {
 public:
  Counting(const WorkCalendar& calendar, int amount, DayUnit unit, FirstDay first_day, Roll roll)
      : calendar_(calendar), amount_(amount), unit_(unit), first_day_(first_day), roll_(roll) {}

  [[nodiscard]] Counted Over(DayNumber from) const;
  // The same with every day listed; unset where the year is not known.
  [[nodiscard]] std::optional<DueDate> Explain(Date from) const;
  [[nodiscard]] int amount() const { return amount_; }
  [[nodiscard]] DayUnit unit() const { return unit_; }
  [[nodiscard]] FirstDay first_day() const { return first_day_; }
  [[nodiscard]] Roll roll() const { return roll_; }

 private:
  const WorkCalendar& calendar_;
  int amount_;
  DayUnit unit_;
  FirstDay first_day_;
  Roll roll_;
  mutable std::unordered_map<DayNumber, Counted> known_;
};

// Every way of counting that a plan uses, once. Lives as long as the plan is made.
class DayCounter {
 public:
  explicit DayCounter(const WorkCalendar& calendar) : calendar_(calendar) {}
  const Counting* Of(int amount, DayUnit unit, FirstDay first_day, Roll roll);
  // The day itself where it is a working day, else the next (previous) one.
  [[nodiscard]] Counted WorkingDayFrom(DayNumber day, int direction) const;
  [[nodiscard]] const WorkCalendar& calendar() const { return calendar_; }

 private:
  const WorkCalendar& calendar_;
  std::map<std::tuple<int, DayUnit, FirstDay, Roll>, std::unique_ptr<Counting>> counts_;
};

}  // namespace juece
