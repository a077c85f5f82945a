// Counting on a small calendar of this test's own: 2000 and 2001 are known, 2000-05-01 (Monday) to
// 05-03 is a holiday, and Saturday 2000-04-29 is worked for it.
#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <climits>
#include <string>

#include "calendar/work_calendar.h"

namespace juece {
namespace {

constexpr auto kCounted = FirstDay::kCounted;
constexpr auto kNotCounted = FirstDay::kNotCounted;

std::shared_ptr<const WorkCalendar> Small() {
  std::vector<Finding> findings;
  auto calendar = WorkCalendar::Read(R"(<calendar xmlns="urn:juece:calendar:1" id="t" version="1">
  <year value="2000"><holiday from="2000-05-01" to="2000-05-03" zh="节" en="Feast"/><workday date="2000-04-29"/></year>
  <year value="2001"/><year value="2003"/></calendar>)",
                                     "t.xml", findings);
  REQUIRE(findings.empty());
  return calendar;
}

Date DayOf(std::string_view text) { return *Date::Parse(text); }

std::string Working(std::string_view from, int amount, FirstDay first_day = kNotCounted,
                    Roll roll = Roll::kNone) {
  const auto answer = Small()->Add(DayOf(from), WorkingDays{amount}, first_day, roll);
  return answer.due ? answer.due->due.ToString()
                    : "unknown " + std::to_string(answer.unknown->year);
}

std::string Calendar(std::string_view from, int amount, FirstDay first_day = kNotCounted,
                     Roll roll = Roll::kNone) {
  const auto answer = Small()->Add(DayOf(from), CalendarDays{amount}, first_day, roll);
  return answer.due ? answer.due->due.ToString()
                    : "unknown " + std::to_string(answer.unknown->year);
}

std::string Listed(const std::vector<CountedDay>& days) {
  std::string out;
  for (const CountedDay& day : days)
    out += day.date.ToString().substr(5) + (day.why.en.empty() ? "" : "(" + day.why.en + ")") + " ";
  return out;
}

TEST_CASE("working days step over weekends and holidays, and use make-up days", "[calendar]") {
  CHECK(Working("2000-04-28", 1) == "2000-04-29");
  CHECK(Working("2000-04-28", 2) == "2000-05-04");
  CHECK(Working("2000-04-28", 1, kCounted) == "2000-04-28");
  CHECK(Working("2000-04-28", 2, kCounted) == "2000-04-29");
  CHECK(Working("2000-04-30", 1, kCounted) ==
        "2000-05-04");  // the first day is no working day: it counts nothing
  CHECK(Working("2000-05-04", -1) == "2000-04-29");
  CHECK(Working("2000-05-04", -1, kCounted) == "2000-05-04");
  CHECK(Working("2000-05-04", -2, kCounted) == "2000-04-29");
  CHECK(Working("2000-05-01", 0) == "2000-05-01");
  CHECK(Working("2000-05-01", 0, kNotCounted, Roll::kNextWorkingDay) == "2000-05-04");
}

TEST_CASE("calendar days count every day, and roll only where it is asked", "[calendar]") {
  CHECK(Calendar("2000-04-28", 3) == "2000-05-01");
  CHECK(Calendar("2000-04-28", 3, kNotCounted, Roll::kNextWorkingDay) == "2000-05-04");
  CHECK(Calendar("2000-04-28", 3, kCounted) == "2000-04-30");
  CHECK(Calendar("2000-05-04", -3) == "2000-05-01");
  CHECK(Calendar("2000-05-04", -3, kCounted) == "2000-05-02");
  CHECK(Calendar("1999-12-31", 366 + 1) == "2001-01-01");
}

TEST_CASE("a year that is not known is named, never guessed", "[calendar]") {
  CHECK(Working("2001-12-31", 1) == "unknown 2002");
  CHECK(Working("2001-12-28", 1) == "2001-12-31");
  CHECK(Working("2000-01-03", -1) == "unknown 1999");
  CHECK(Working("1999-12-31", 1) ==
        "2000-01-03");  // the first day is not counted, so that its year is not asked
  CHECK(Working("1999-12-31", 1, kCounted) == "unknown 1999");
  CHECK(Working("2001-12-31", 300) == "unknown 2002");  // 2003 is known, the way there is not
  CHECK(Calendar("2001-12-31", 30) == "2002-01-30");
  CHECK(Calendar("2001-12-31", 30, kNotCounted, Roll::kNextWorkingDay) == "unknown 2002");
  const UnknownYear unknown{2002};
  CHECK(unknown.message().zh.find("2002 年") != std::string::npos);
  CHECK(unknown.message().en.find("--calendar FILE") != std::string::npos);
  CHECK_FALSE(Small()->IsWorkingDay(DayOf("2002-01-01")).has_value());
  CHECK_FALSE(Small()
                  ->Count(DayOf("2001-12-01"), DayOf("2003-01-02"), DayUnit::kWorkingDays, kNotCounted)
                  .has_value());
}

TEST_CASE("huge amounts have an answer", "[calendar]") {
  CHECK(Working("2000-01-01", INT_MAX) == "unknown 2002");
  CHECK(Working("2000-01-01", INT_MIN) == "unknown 1999");
  CHECK(Calendar("2000-01-01", INT_MAX) == "unknown 10000");
  CHECK(Calendar("2000-01-01", INT_MIN) == "unknown 0");
  CHECK(Calendar("2000-01-01", INT_MIN, kCounted, Roll::kNextWorkingDay) == "unknown 0");
  CHECK(Calendar("9999-12-30", 1) == "9999-12-31");
  CHECK(Calendar("9999-12-31", 1) == "unknown 10000");
  CHECK(Calendar("0001-01-02", -1) == "0001-01-01");
  const auto answer =
      Small()->Add(DayOf("2000-01-01"), CalendarDays{1'000'000}, kNotCounted, Roll::kNone);
  CHECK(answer.due->counted.size() == kMaxListedDays);
  CHECK(UnknownYear{10000}.message().en.find("1 to 9999") != std::string::npos);
}

TEST_CASE("an answer shows how it was counted", "[calendar]") {
  const auto working = Small()->Add(DayOf("2000-04-28"), WorkingDays{2}, kNotCounted, Roll::kNone);
  CHECK(Listed(working.due->counted) == "04-29(make-up working day) 05-04 ");
  CHECK(
      Listed(working.due->skipped) ==
      "04-28(the first day is not counted) 04-30(Sunday) 05-01(Feast) 05-02(Feast) 05-03(Feast) ");
  const auto rolled =
      Small()->Add(DayOf("2000-04-28"), CalendarDays{3}, kCounted, Roll::kNextWorkingDay);
  CHECK(Listed(rolled.due->counted) == "04-28 04-29 04-30 ");
  CHECK(Listed(rolled.due->skipped) == "04-30(Sunday) 05-01(Feast) 05-02(Feast) 05-03(Feast) ");
  CHECK(Small()->DayName(DayOf("2000-05-06")).zh == "周六");
  CHECK(Small()->DayName(DayOf("2000-05-08")).empty());
  CHECK(Small()->DayName(DayOf("2002-05-04")).empty());
}

TEST_CASE("names of units and settings", "[calendar]") {
  CHECK(ParseDayUnit(ToString(DayUnit::kWorkingDays)) == DayUnit::kWorkingDays);
  CHECK(ParseDayUnit(ToString(DayUnit::kCalendarDays)) == DayUnit::kCalendarDays);
  CHECK_FALSE(ParseDayUnit("days").has_value());
  CHECK(ToString(kCounted) == "counted");
  CHECK(ToString(Roll::kNextWorkingDay) == "next-working-day");
}

// The oracle: from day to day, asking of each whether it counts, written without looking at Add().
std::optional<Date> Stepped(const WorkCalendar& calendar, Date from, int amount,
                            bool counts_first) {
  const int step = amount < 0 ? -1 : 1;
  int seen = 0;
  Date day = counts_first ? from.PlusDays(-step) : from;
  while (seen != amount) {
    day = day.PlusDays(step);
    if (!calendar.Knows(day.year())) return std::nullopt;
    const bool named_free = day >= DayOf("2000-05-01") && day <= DayOf("2000-05-03");
    const bool works = day == DayOf("2000-04-29") || (day.weekday() < 6 && !named_free);
    if (works) seen += step;
  }
  return day;
}

TEST_CASE("Add agrees with naive stepping, and Count undoes it", "[calendar]") {
  const auto calendar = Small();
  rc::prop("working days", [&] {
    const Date from = DayOf("2000-01-01").PlusDays(*rc::gen::inRange(-30, 800));
    const int amount = *rc::gen::inRange(-120, 121);
    RC_PRE(amount != 0);
    const bool counts_first = *rc::gen::arbitrary<bool>();
    const auto answer = calendar->Add(from, WorkingDays{amount},
                                      counts_first ? kCounted : kNotCounted, Roll::kNone);
    const auto expected = Stepped(*calendar, from, amount, counts_first);
    RC_ASSERT(answer.due.has_value() == expected.has_value());
    RC_ASSERT(answer.due.has_value() != answer.unknown.has_value());
    if (!expected) return;
    RC_ASSERT(answer.due->due == *expected);
    RC_ASSERT(answer.due->counted.size() == static_cast<std::size_t>(std::abs(amount)));
    const auto count = calendar->Count(from, *expected, DayUnit::kWorkingDays,
                                       counts_first ? kCounted : kNotCounted);
    const bool turned =
        *expected == from && amount < 0;  // one day, counted: its direction is not to be seen
    RC_ASSERT(turned || count == amount);
  });
  rc::prop("calendar days", [&] {
    const Date from = DayOf("2000-01-01").PlusDays(*rc::gen::inRange(-3000, 3000));
    const int amount = *rc::gen::inRange(1, 3000) * (*rc::gen::arbitrary<bool>() ? 1 : -1);
    const FirstDay first_day = *rc::gen::arbitrary<bool>() ? kCounted : kNotCounted;
    const auto answer = calendar->Add(from, CalendarDays{amount}, first_day, Roll::kNone);
    RC_ASSERT(answer.due->counted.size() == static_cast<std::size_t>(std::abs(amount)));
    RC_ASSERT(answer.due->counted.back().date == answer.due->due);
    const bool turned = answer.due->due == from && amount < 0;
    RC_ASSERT(turned ||
              calendar->Count(from, answer.due->due, DayUnit::kCalendarDays, first_day) == amount);
  });
}

}  // namespace
}  // namespace juece
