#include "base/time.h"

#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>

namespace juece {
namespace {

std::string Shown(std::string_view text) {
  const auto instant = Instant::Parse(text);
  return instant ? instant->ToString() : "none";
}

TEST_CASE("dates exist or are refused", "[time]") {
  CHECK(Date::Parse("2024-02-29")->ToString() == "2024-02-29");
  CHECK(Date::Parse("2026-11-22")->weekday() == 7);
  CHECK(Date::Parse("0001-01-01").has_value());
  CHECK(Date::Parse("9999-12-31").has_value());
  for (const char* text : {"", "2023-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31",
                           "0000-01-01", "2024-1-01", "24-01-01", "2024-01-01 ", "2024/01/01",
                           "+024-01-01", "2024-01-0x", "1900-02-29"}) {
    INFO(text);
    CHECK_FALSE(Date::Parse(text).has_value());
  }
  CHECK(Date::Parse("2024-03-01")->PlusDays(-1).ToString() == "2024-02-29");
  CHECK(*Date::Parse("2025-03-01") - *Date::Parse("2024-03-01") == 365);
}

TEST_CASE("instants carry their offset", "[time]") {
  CHECK(Shown("2024-03-01T09:00:00+08:00") == "2024-03-01T09:00:00+08:00");
  CHECK(Shown("2024-03-01T09:00+08:00") == "2024-03-01T09:00:00+08:00");
  CHECK(Shown("2024-03-01T09:00:00.5Z") == "2024-03-01T09:00:00.500Z");
  CHECK(Shown("2024-03-01T09:00:00.000-03:30") == "2024-03-01T09:00:00-03:30");
  CHECK(Shown("1969-12-31T23:59:59.999Z") == "1969-12-31T23:59:59.999Z");
  for (const char* text :
       {"2024-03-01", "2024-03-01T09:00:00", "2024-03-01T24:00:00Z", "2024-03-01T09:60:00Z",
        "2024-03-01T09:00:60Z", "2024-03-01T09:00:00+8:00", "2024-03-01T09:00:00+0800",
        "2024-03-01T09:00:00.1234Z", "2024-03-01T09:00:00.Z", "2024-03-01t09:00:00Z",
        "2024-03-01 09:00:00Z", "2024-02-30T09:00:00Z", "2024-02-30T09:00:00+08:00", "2024-13-01T09:00:00+08:00",
        "0000-01-01T09:00:00+08:00", "2024-03-01T24:00:00+08:00", "2024-03-01T09:60:00+08:00", "2024-03-01T09:00:60+08:00",
        "2024-03-01T09:00:00+14:01", "2024-03-01T09:00:00*08:00", "2024-03-01T09:00:00+08.00",
        "2024-03-01 09:00:00+08:00", "2024/03-01T09:00:00+08:00", "2024-03-0:T09:00:00+08:00", "2024-03-01T09:0/:00+08:00", "2024-03-01T09:00:00+15:00",
        "2024-03-01T09:00:00+08:60", "2024-03-01T09:00:00Zx", "x"}) {
    INFO(text);
    CHECK(Shown(text) == "none");
  }
}

TEST_CASE("instants are ordered by the moment, and know the date of their own offset", "[time]") {
  const Instant china = *Instant::Parse("2024-03-01T00:30:00+08:00");
  const Instant utc = *Instant::Parse("2024-02-29T16:30:00Z");
  CHECK(china == utc);
  CHECK(china.LocalDate().ToString() == "2024-03-01");
  CHECK(utc.LocalDate().ToString() == "2024-02-29");
  CHECK(utc.WithOffset(kChinaOffsetMinutes).LocalDate() == china.LocalDate());
  CHECK(*Instant::Parse("2024-03-01T00:30:01+08:00") > utc);
  CHECK(Instant::AtStartOf(*Date::Parse("2024-03-01"), kChinaOffsetMinutes).ToString() ==
        "2024-03-01T00:00:00+08:00");
}

TEST_CASE("a time is written in one way", "[time]") {
  const Instant instant(1709258400500, kChinaOffsetMinutes);
  CHECK(instant.ToString() == "2024-03-01T10:00:00.500+08:00");
  CHECK(Instant(1709258400005, 0).ToString() == "2024-03-01T02:00:00.005Z");
  CHECK(Instant(-62135596800000, -60).ToString() == "0000-12-31T23:00:00-01:00");
  CHECK(Instant(253402300799000, 60).ToString() == "10000-01-01T00:59:59+01:00");
  CHECK(instant.IsWritten(instant.ToString()));
  for (const char* other : {"", "2024-03-01T10:00:00.5+08:00", "2024-03-01T02:00:00.500Z", "2024-03-01T10:00:00.500+08:0", "2024-03-01T10:00:00.500+08:001"}) {
    CHECK_FALSE(instant.IsWritten(other));
  }
}

TEST_CASE("times round trip", "[time]") {
  rc::prop("an instant is read back as it was written", [] {
    const auto ms = *rc::gen::inRange<std::int64_t>(-62'000'000'000'000, 250'000'000'000'000);
    const Instant instant(ms, *rc::gen::inRange(-14 * 60, 14 * 60 + 1));
    const auto back = Instant::Parse(instant.ToString());
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->unix_ms() == ms);
    RC_ASSERT(back->offset_minutes() == instant.offset_minutes());
    RC_ASSERT(Date::Parse(instant.LocalDate().ToString()) == instant.LocalDate());
  });
}

TEST_CASE("a record may know a month or a range", "[time]") {
  const auto shown = [](std::string_view text) {
    const auto range = DateRange::Parse(text);
    return range ? range->first.ToString() + " " + range->last.ToString() + " " + range->ToString()
                 : "none";
  };
  CHECK(shown("2024-02-05") == "2024-02-05 2024-02-05 2024-02-05");
  CHECK(shown("2024-02") == "2024-02-01 2024-02-29 2024-02");
  CHECK(shown("2024-12") == "2024-12-01 2024-12-31 2024-12");
  CHECK(shown("2024-02/2024-03-05") == "2024-02-01 2024-03-05 2024-02-01/2024-03-05");
  CHECK(shown("2024-02-05/2024-02-05") == "2024-02-05 2024-02-05 2024-02-05");
  CHECK(shown("2024-03-01T00:30:00+08:00") == "2024-03-01 2024-03-01 2024-03-01");
  for (const char* text : {"", "2024", "2024-13", "2024-02/", "/2024-02", "2024-03/2024-02",
                           "2024-02/2024-03/2024-04", "2024-2"}) {
    INFO(text);
    CHECK(shown(text) == "none");
  }
}

}  // namespace
}  // namespace juece
