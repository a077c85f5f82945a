#include "plan/count.h"

#include <algorithm>

namespace juece {
namespace {

// No day of an unknown year lies before it begins.
Counted NotBefore(DayNumber day, int year) {
  const auto begin = Date::FromYmd(std::clamp(year, 1, 9999), 1, 1);
  return {std::max(day, NumberOf(*begin)), year};
}

}  // namespace

DayNumber NumberOf(Date date) { return date - Date(); }
Date DateOfNumber(DayNumber day) { return Date().PlusDays(day); }

Counted Counting::Over(DayNumber from) const {
  const auto known = known_.find(from);
  if (known != known_.end()) return known->second;
  const WorkCalendar::Answer answer = calendar_.Add(DateOfNumber(from), amount_, unit_, first_day_, roll_);
  const Counted counted = answer.due ? Counted{NumberOf(answer.due->due), 0} : NotBefore(from, answer.unknown->year);
  known_.emplace(from, counted);
  return counted;
}

std::optional<DueDate> Counting::Explain(Date from) const { return calendar_.Add(from, amount_, unit_, first_day_, roll_).due; }

const Counting* DayCounter::Of(int amount, DayUnit unit, FirstDay first_day, Roll roll) {
  auto& counting = counts_[{amount, unit, first_day, roll}];
  if (counting == nullptr) counting = std::make_unique<Counting>(calendar_, amount, unit, first_day, roll);
  return counting.get();
}

Counted DayCounter::WorkingDayFrom(DayNumber day, int direction) const {
  for (;; day += direction) {
    const std::optional<bool> works = calendar_.IsWorkingDay(DateOfNumber(day));
    if (!works) return {day, DateOfNumber(day).year()};
    if (*works) return {day, 0};
  }
}

}  // namespace juece
