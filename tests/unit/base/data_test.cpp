#include "base/data.h"

#include <catch2/catch.hpp>
#include <string>

namespace juece {
namespace {

TEST_CASE("lenient readers fall back and never throw", "[data]") {
  const Data text("x");
  CHECK(text.AsInteger(7) == 7);
  CHECK(text.AsBool(true));
  CHECK(text.AsList().empty());
  CHECK(text["a"]["b"].is_null());
  CHECK(Data(*Decimal::Parse("1.5")).AsInteger(7) == 7);
  CHECK(Data(3).AsText().empty());
  CHECK(Data(3).AsNumber().text() == "3");
  CHECK(Data().AsNumber().IsZero());
}

TEST_CASE("members are set, replaced and removed in their order", "[data]") {
  Data data;
  data.Set("b", 1).Set("a", 2).Set("b", 3);
  REQUIRE(data.AsMap().size() == 2);
  CHECK(data.AsMap()[0].name == "b");
  CHECK(data["b"].AsInteger() == 3);
  CHECK(data.Remove("b"));
  CHECK_FALSE(data.Remove("b"));
  CHECK_FALSE(data.Has("b"));
  CHECK(Data::OfMembers({{"x", 1}, {"y", true}})["y"].AsBool());
}

TEST_CASE("maps compare as sets of members, lists in order", "[data]") {
  CHECK(Data::OfMembers({{"x", 1}, {"y", 2}}) == Data::OfMembers({{"y", 2}, {"x", 1}}));
  CHECK_FALSE(Data::OfMembers({{"x", 1}, {"y", 2}}) == Data::OfMembers({{"x", 1}, {"z", 2}}));
  CHECK_FALSE(Data::OfMembers({{"x", 1}}) == Data::OfMembers({{"x", 1}, {"y", 2}}));
  CHECK_FALSE(Data(Data::List{1, 2}) == Data(Data::List{2, 1}));
  CHECK_FALSE(Data("1") == Data(1));
  Data up = Data::EmptyMap();
  Data down = Data::EmptyMap();
  for (int i = 0; i < 200; ++i) {
    up.Set(std::to_string(i), i);
    down.Set(std::to_string(199 - i), 199 - i);
  }
  CHECK(up == down);
  down.Set("7", "other");
  CHECK_FALSE(up == down);
}

TEST_CASE("JSON pointers lead to values", "[data]") {
  Data data = Data::OfMembers({{"a/b", 1},
                               {"m~n", 2},
                               {"", 3},
                               {"list", Data(Data::List{10, Data::OfMembers({{"k", 11}})})}});
  CHECK(data.At("") == &data);
  CHECK(data.At("/a~1b")->AsInteger() == 1);
  CHECK(data.At("/m~0n")->AsInteger() == 2);
  CHECK(data.At("/")->AsInteger() == 3);
  CHECK(data.At("/list/1/k")->AsInteger() == 11);
  for (const char* nowhere : {"x", "/none", "/list/2", "/list/01", "/list/-", "/list/-1",
                              "/list/99999999999999999999", "/a~2b", "/a~", "/list/0/k", "//"}) {
    INFO(nowhere);
    CHECK(data.At(nowhere) == nullptr);
  }
  *data.At("/list/0") = Data("changed");
  CHECK(data["list"].AsList()[0].AsText() == "changed");
}

}  // namespace
}  // namespace juece
