// The calendar of China against facts and answers that other programs computed. They lie beside the
// repository; where they are absent, this is said and nothing is compared.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/json.h"
#include "calendar/work_calendar.h"
#include "support/places.h"
#include "xml/document.h"

namespace juece {
namespace {

const std::string kRoot = SourceDir();
const std::string kFacts = kRoot + "/../shared/data/calendar/";

std::shared_ptr<const WorkCalendar> China() {
  std::vector<Finding> findings;
  auto calendar = WorkCalendar::ReadFile(kRoot + "/workflows/calendars/cn.xml", findings);
  for (const Finding& finding : findings) UNSCOPED_INFO(ToText(finding, Language::kEnglish));
  REQUIRE(calendar != nullptr);
  return calendar;
}

std::optional<std::string> Facts(const std::string& name) {
  std::ifstream in(kFacts + name, std::ios::binary);
  if (!in) {
    std::cout << "skipped: " << name << " is not beside the repository\n";
    return std::nullopt;
  }
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string Due(const WorkCalendar::Answer& answer) {
  return answer.due ? answer.due->due.ToString() : "unknown";
}

Date Day(const Data& date) { return *Date::Parse(date.AsText()); }

TEST_CASE("the calendar of China is well-formed, valid, and knows its years", "[calendar]") {
  std::vector<Finding> findings;
  const auto document = ReadXmlFile(kRoot + "/workflows/calendars/cn.xml", findings);
  REQUIRE(document != nullptr);
  CHECK(ValidateXml(*document, kRoot + "/workflows/schema/calendar.xsd", findings));
  const auto china = China();
  CHECK(china->id() == "cn");
  CHECK(china->version() == "2026");
  for (int year = 2019; year <= 2026; ++year) CHECK(china->Knows(year));
  CHECK_FALSE(china->Knows(2018));
  CHECK_FALSE(china->Knows(2027));
}

TEST_CASE("every day of the published years", "[calendar]") {
  const auto csv = Facts("cn-workday-by-day.csv");
  if (!csv) return;
  const auto china = China();
  std::istringstream lines(*csv);
  std::string line;
  std::getline(lines, line);
  int compared = 0;
  while (std::getline(lines, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    INFO(line);
    const auto works = china->IsWorkingDay(*Date::Parse(line.substr(0, 10)));
    REQUIRE(works.has_value());
    CHECK(*works == (line.back() == '1'));
    ++compared;
  }
  CHECK(compared == 2922);  // 2019-01-01 to 2026-12-31
}

void CheckPeriod(const WorkCalendar& china, const Data& q) {
  const CalendarDays n{static_cast<int>(q["n"].AsInteger())};
  const Date start = Day(q["start"]);
  const Date raw = Day(q["raw_last_day"]);
  CHECK(Due(china.Add(start, n, FirstDay::kNotCounted, Roll::kNone)) == raw.ToString());
  CHECK(china.IsWorkingDay(raw) == q["raw_last_day_is_workday"].AsBool());
  CHECK(Due(china.Add(start, n, FirstDay::kNotCounted, Roll::kNextWorkingDay)) ==
        q["last_day_if_rolled"].AsText());
  CHECK(Due(china.Add(start, n, FirstDay::kCounted, Roll::kNone)) ==
        q["inclusive_last_day_if_start_counted"].AsText());
  CHECK(china.Count(start, raw, DayUnit::kCalendarDays, FirstDay::kNotCounted) == n.count);
}

TEST_CASE("questions that other programs have answered", "[calendar]") {
  const auto text = Facts("cn-workday-questions.json");
  if (!text) return;
  const auto questions = ParseJson(*text);
  REQUIRE(questions.has_value());
  const auto china = China();
  int answered = 0;
  for (const Data& q : (*questions)["add_workdays"].AsList()) {
    INFO(ToJson(q));
    const WorkingDays n{static_cast<int>(q["n"].AsInteger())};
    CHECK(Due(china->Add(Day(q["date"]), n, FirstDay::kNotCounted, Roll::kNone)) ==
          q["answer"].AsText());
    ++answered;
  }
  for (const Data& q : (*questions)["calendar_period"].AsList()) {
    INFO(ToJson(q));
    CheckPeriod(*china, q);
    ++answered;
  }
  for (const Data& q : (*questions)["count_workdays"].AsList()) {
    INFO(ToJson(q));
    const Date to = Day(q["to_inclusive"]);
    CHECK(china->Count(Day(q["after_exclusive"]), to, DayUnit::kWorkingDays,
                       FirstDay::kNotCounted) == q["answer"].AsInteger());
    ++answered;
  }
  CHECK(answered == 46);
}

TEST_CASE("a period counted from its first day, as governments publish it", "[calendar]") {
  const auto china = China();
  const Date from = *Date::Parse("2022-04-30");
  const Date to = *Date::Parse("2022-05-29");
  CHECK(china->Count(from, to, DayUnit::kCalendarDays, FirstDay::kCounted) == 30);
  CHECK(china->Count(from, to, DayUnit::kCalendarDays, FirstDay::kNotCounted) == 29);
}

}  // namespace
}  // namespace juece
