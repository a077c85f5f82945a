#include "base/article.h"

#include <catch2/catch.hpp>

namespace juece {
namespace {

TEST_CASE("article references are read and written", "[article]") {
  for (const char* text : {"R713:25", "R713:30-2", "FC:18-1-3", "CC:1260", "SH_2020.1:34"}) {
    INFO(text);
    REQUIRE(ArticleRef::Parse(text).has_value());
    CHECK(ArticleRef::Parse(text)->ToString() == text);
  }
  for (const char* text :
       {"", "R713", "R713:", ":25", "R713:0", "R713:025", "R713:25-", "R713:25-0", "R713:25-1-2-3",
        "R713:x", "R713:25 ", "7:25", "R 713:25", "R713:-1", "R713:12345", "R713:1:2"}) {
    INFO(text);
    CHECK_FALSE(ArticleRef::Parse(text).has_value());
  }
}

TEST_CASE("a list of references is read whole or not at all", "[article]") {
  const auto refs = ArticleRef::ParseList("  R713:25\n\tFC:18-2 ");
  REQUIRE(refs.has_value());
  REQUIRE(refs->size() == 2);
  CHECK((*refs)[1].ToString() == "FC:18-2");
  CHECK(ArticleRef::ParseList("")->empty());
  CHECK_FALSE(ArticleRef::ParseList("R713:25 x").has_value());
}

TEST_CASE("a reference covers what lies inside it", "[article]") {
  const auto covers = [](const char* a, const char* b) {
    return ArticleRef::Parse(a)->Covers(*ArticleRef::Parse(b));
  };
  CHECK(covers("R713:30", "R713:30"));
  CHECK(covers("R713:30", "R713:30-2-1"));
  CHECK(covers("R713:30-2", "R713:30-2-1"));
  CHECK_FALSE(covers("R713:30-2", "R713:30"));
  CHECK_FALSE(covers("R713:30-2", "R713:30-1"));
  CHECK_FALSE(covers("R713:30-2-1", "R713:30-2"));
  CHECK_FALSE(covers("R713:3", "R713:30"));
  CHECK_FALSE(covers("R713:30", "FC:30"));
}

}  // namespace
}  // namespace juece
