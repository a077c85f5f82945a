#include "proof/day_units.h"

#include <vector>

namespace juece {
namespace {

constexpr int kFirstYear = 1949;
constexpr int kLastYear = 2200;

// Every day of the years that follow one another without a gap, and which of them are working days.
struct KnownDays {
  Date first;
  std::vector<char> works;
};

std::vector<KnownDays> DaysOf(const WorkCalendar& calendar) {
  std::vector<KnownDays> all;
  bool open = false;
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    if (!calendar.Knows(year)) {
      open = false;
      continue;
    }
    const Date first = *Date::FromYmd(year, 1, 1);
    if (!open) all.push_back({first, {}});
    open = true;
    for (Date day = first; day.year() == year; day = day.PlusDays(1)) all.back().works.push_back(calendar.IsWorkingDay(day).value_or(false) ? 1 : 0);
  }
  return all;
}

// For each start, how many days later `amount` working days are over; -1 where that lies beyond what is known.
std::vector<int> WorkingSpans(const std::vector<char>& works, int amount) {
  std::vector<int> days;  // indices of working days
  for (std::size_t i = 0; i < works.size(); ++i) {
    if (works[i] != 0) days.push_back(static_cast<int>(i));
  }
  std::vector<int> spans(works.size(), -1);
  std::size_t next = 0;  // first working day after the start
  for (std::size_t start = 0; start < works.size(); ++start) {
    while (next < days.size() && days[next] <= static_cast<int>(start)) ++next;
    const std::size_t last = next + static_cast<std::size_t>(amount) - 1;
    if (last < days.size()) spans[start] = days[last] - static_cast<int>(start);
  }
  return spans;
}

}  // namespace

EarlierEnd MayEndEarlier(const DaySpan& one, const DaySpan& other, const WorkCalendar* calendar) {
  EarlierEnd answer;
  if (one.working == other.working) {
    answer.possible = one.amount < other.amount;
    return answer;
  }
  if (one.working && one.amount >= other.amount) return answer;
  answer.possible = calendar == nullptr || one.amount < 1 || other.amount < 1;
  if (answer.possible) return answer;
  for (const KnownDays& known : DaysOf(*calendar)) {
    const std::vector<int> spans = WorkingSpans(known.works, one.working ? one.amount : other.amount);
    for (std::size_t start = 0; start < spans.size(); ++start) {
      if (spans[start] < 0) continue;
      const int mine = one.working ? spans[start] : one.amount;
      const int theirs = one.working ? other.amount : spans[start];
      if (mine >= theirs) continue;
      answer.possible = true;
      answer.start = known.first.PlusDays(static_cast<std::int64_t>(start));
      answer.end = answer.start->PlusDays(mine);
      answer.other_end = answer.start->PlusDays(theirs);
      return answer;
    }
  }
  return answer;
}

}  // namespace juece
