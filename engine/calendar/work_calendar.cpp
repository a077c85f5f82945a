#include "calendar/work_calendar.h"

#include <fmt/format.h>

#include <utility>

#include "calendar/facts.h"
#include "xml/document.h"

namespace juece {
namespace {

constexpr int kSaturday = 6;

std::shared_ptr<const WorkCalendar> Refused() { return nullptr; }

}  // namespace

std::string_view ToString(DayUnit unit) {
  return unit == DayUnit::kWorkingDays ? "working-days" : "calendar-days";
}

std::optional<DayUnit> ParseDayUnit(std::string_view text) {
  if (text == "working-days") return DayUnit::kWorkingDays;
  if (text == "calendar-days") return DayUnit::kCalendarDays;
  return std::nullopt;
}

std::string_view ToString(FirstDay first_day) {
  return first_day == FirstDay::kCounted ? "counted" : "not-counted";
}
std::string_view ToString(Roll roll) {
  return roll == Roll::kNextWorkingDay ? "next-working-day" : "none";
}

Text UnknownYear::message() const {
  if (year < 1 || year > 9999) {
    return {"日期应在公元 1 年至 9999 年之间,但按此天数计算会超出;请检查天数",
            "expected a date in the years 1 to 9999, but this count leaves them; check the number "
            "of days"};
  }
  return {fmt::format("应有 {} 年的工作日历,但现有日历不包含该年,无法计算;该年放假安排公布后,请用 "
                      "juece calendar install FILE 安装新的日历,或用 --calendar FILE 临时指定",
                      year),
          fmt::format("expected a work calendar that knows {}, but this one does not, so the date "
                      "cannot be computed; once the year's holidays are announced, install a newer "
                      "calendar with juece calendar install FILE, or name one with --calendar FILE",
                      year)};
}

std::shared_ptr<const WorkCalendar> WorkCalendar::Read(std::string bytes, std::string file,
                                                       std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  auto facts = document != nullptr ? ReadCalendarFacts(*document, findings) : std::nullopt;
  if (!facts) return Refused();
  auto calendar = std::make_shared<WorkCalendar>();
  calendar->id_ = std::move(facts->id);
  calendar->version_ = std::move(facts->version);
  for (auto& [number, year] : facts->years) {
    calendar->years_[number] = {std::move(year.holidays), std::move(year.makeup_workdays),
                                std::move(year.source)};
  }
  return calendar;
}

std::shared_ptr<const WorkCalendar> WorkCalendar::ReadFile(const std::string& path,
                                                           std::vector<Finding>& findings) {
  const auto document = ReadXmlFile(path, findings);
  return document != nullptr ? Read(document->bytes(), path, findings) : Refused();
}

std::optional<bool> WorkCalendar::IsWorkingDay(Date date) const {
  const auto year = years_.find(date.year());
  if (year == years_.end()) return std::nullopt;
  if (year->second.makeup_workdays.contains(date)) return true;
  return date.weekday() < kSaturday && !year->second.holidays.contains(date);
}

Text WorkCalendar::DayName(Date date) const {
  const auto year = years_.find(date.year());
  if (year == years_.end()) return {};
  if (year->second.makeup_workdays.contains(date)) return {"调休上班", "make-up working day"};
  const auto holiday = year->second.holidays.find(date);
  if (holiday != year->second.holidays.end()) return holiday->second;
  if (date.weekday() < kSaturday) return {};
  return date.weekday() == kSaturday ? Text{"周六", "Saturday"} : Text{"周日", "Sunday"};
}

}  // namespace juece
