// Working days against calendar days. They do not convert; but whether one period may end before another is a question with an
// answer for every day on which both may begin.
#pragma once

#include <optional>

#include "calendar/work_calendar.h"

namespace juece {

struct DaySpan {
  int amount = 0;
  bool working = false;  // days
};

struct EarlierEnd {
  bool possible = false;
  std::optional<Date> start;  // a start after which `one` ends first; unset where only caution says so
  Date end;                   // of `one`
  Date other_end;
};

// May `one` end before `other`, when both begin on the same day and that day is not counted? Same units: exact. Otherwise N working
// days never end before N calendar days; beyond that every start in the years that the calendar knows is tried. Without a calendar:
// possible unless it is excluded by the first rule.
EarlierEnd MayEndEarlier(const DaySpan& one, const DaySpan& other, const WorkCalendar* calendar);

}  // namespace juece
