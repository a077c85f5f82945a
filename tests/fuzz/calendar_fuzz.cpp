// Any bytes as a calendar file: read, or refused with findings; and a calendar that was read
// answers every question.
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "calendar/work_calendar.h"

namespace {

void Require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<juece::Finding> findings;
  const auto calendar = juece::WorkCalendar::Read(
      std::string(reinterpret_cast<const char*>(data), size), "f.xml", findings);
  Require((calendar == nullptr) == !findings.empty());
  if (calendar == nullptr) return 0;
  for (const char* from : {"0001-01-01", "2000-04-28", "2019-12-31", "9999-12-31"}) {
    for (const int amount : {INT_MIN, -30, -1, 0, 1, 30, INT_MAX}) {
      for (const auto unit : {juece::DayUnit::kCalendarDays, juece::DayUnit::kWorkingDays}) {
        const auto answer = calendar->Add(*juece::Date::Parse(from), amount, unit,
                                          juece::FirstDay::kCounted, juece::Roll::kNextWorkingDay);
        Require(answer.due.has_value() != answer.unknown.has_value());
      }
    }
  }
  return 0;
}
