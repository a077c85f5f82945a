// The kit's own small parts: dates and the wording of lists.
#include <catch2/catch.hpp>

#include "juece/sdk/date.h"
#include "juece/sdk/words.h"

using juece::sdk::Date;

TEST_CASE("a date of the kit is an existing day and nothing else") {
  for (const char* wrong : {"", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1",
                            "2024/01/01", "2024-01-01T", "20a4-01-01", "-024-01-01"}) {
    INFO(wrong);
    CHECK_FALSE(Date::Parse(wrong));
  }
  REQUIRE(Date::Parse("2024-02-29"));
  CHECK(Date::Parse("2024-02-29")->PlusDays(1).ToString() == "2024-03-01");
  CHECK(Date::Parse("2024-01-01")->PlusDays(-1).ToString() == "2023-12-31");
  CHECK(*Date::Parse("2024-03-01") - *Date::Parse("2024-02-01") == 29);
  CHECK(*Date::Parse("2024-03-01") > *Date::Parse("2024-02-29"));
}

TEST_CASE("names are quoted and joined in both languages") {
  const auto one = juece::sdk::Quote("甲");
  CHECK(one.zh == "“甲”");
  CHECK(one.en == "'甲'");
  const auto all = juece::sdk::QuoteAll(std::vector<std::string_view>{"甲", "乙"});
  CHECK(all.zh == "“甲”、“乙”");
  CHECK(all.en == "'甲', '乙'");
  CHECK(juece::sdk::QuoteAll(std::vector<std::string_view>{}).zh.empty());
}
