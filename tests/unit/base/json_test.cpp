#include "base/json.h"

#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <string>

#include "base/utf8.h"

namespace juece {
namespace {

std::string Read(std::string_view text, JsonLimits limits = {}) {
  const auto data = ParseJson(text, limits);
  return data ? ToJson(*data) : data.error().message().en;
}

TEST_CASE("JSON is read exactly and written back", "[json]") {
  CHECK(Read(R"( {"b":1,"a":[true,false,null,"x"],"c":{}} )") ==
        R"({"b":1,"a":[true,false,null,"x"],"c":{}})");
  CHECK(Read("[1.50, 2e3, -0, 0.1, 18446744073709551615, 123456789012345678901234567890.5]") ==
        "[1.5,2000,0,0.1,18446744073709551615,123456789012345678901234567890.5]");
  CHECK(Read(R"("中\u6587\ud83d\ude00\n\"\\\/\u0001")") == "\"中文😀\\n\\\"\\\\/\\u0001\"");
  CHECK(Read("{\"\":{\"\":[]}}") == "{\"\":{\"\":[]}}");
  CHECK(Read("7") == "7");
}

TEST_CASE("a refusal names line and column", "[json]") {
  CHECK(Read("{\"a\":1,\n \"中\":2,\n \"a\":3}") ==
        "JSON line 3 column 4: expected each member name once, but \"a\" stands twice");
  CHECK(Read("[1] 2") ==
        "JSON line 1 column 5: expected the end after one JSON value, but more text follows");
  CHECK(Read("") == "JSON line 1 column 1: expected a complete JSON value, but the text ends here");
  CHECK(Read("[\"中\",\xff]") ==
        "JSON line 1 column 6: expected UTF-8, but the bytes here are not");
  CHECK(Read("[[[[]]]]", {3}) ==
        "JSON line 1 column 4: expected at most 3 levels of nesting, but here it goes deeper");
  CHECK(Read("[1e7000]").find("at most 34 significant digits") != std::string::npos);
  CHECK(Read("{\"a\" 1}").find("line 1 column 6") != std::string::npos);
}

TEST_CASE("what is not JSON is refused", "[json]") {
  for (const char* text : {"{",
                           "}",
                           "[1,]",
                           "{\"a\":}",
                           "{a:1}",
                           "'a'",
                           "01",
                           "1.",
                           ".1",
                           "+1",
                           "1e",
                           "tru",
                           "nul",
                           "\"a",
                           "\"\n\"",
                           "// x\n1",
                           "\"\\ud800\"",
                           "\"\\x\"",
                           "[1 2]",
                           "NaN",
                           "\xef\xbb\xbf"
                           "1",
                           "\"\xed\xa0\x80\"",
                           "\"\xc0\x80\""}) {
    INFO(text);
    const auto data = ParseJson(text);
    REQUIRE_FALSE(data.has_value());
    CHECK(data.error().code() == StatusCode::kInvalidArgument);
    CHECK_FALSE(data.error().message().zh.empty());
  }
}

TEST_CASE("duplicate names are found in large objects too", "[json]") {
  std::string text = "{";
  for (int i = 0; i < 1000; ++i)
    text += "\"m" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  CHECK(ParseJson(text + "\"z\":0}").has_value());
  CHECK_FALSE(ParseJson(text + "\"m999\":0}").has_value());
  CHECK_FALSE(ParseJson(text + "\"m3\":0}").has_value());
}

TEST_CASE("deep nesting costs no stack", "[json]") {
  CHECK_FALSE(ParseJson(std::string(100'000, '[')).has_value());
  CHECK_FALSE(ParseJson(std::string(100'000, '[') + std::string(100'000, ']')).has_value());
}

TEST_CASE("canonical bytes sort names by UTF-16 code units", "[json]") {
  // U+FFFD is above the surrogates with which U+1F600 begins, though its code point is lower.
  const auto data = ParseJson(
      "{\"\\ufffd\":1,\"\\ud83d\\ude00\":2,\"b\":3,\"a\":[{\"y\":1,\"x\":2}],\"\\u00e9\":4,\"aa\":"
      "5}");
  REQUIRE(data.has_value());
  CHECK(ToCanonicalJson(*data) ==
        "{\"a\":[{\"x\":2,\"y\":1}],\"aa\":5,\"b\":3,\"é\":4,\"😀\":2,\"\uFFFD\":1}");
  CHECK(ToPrettyJson(*ParseJson("{\"a\":[1,{}],\"b\":[]}")) ==
        "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
}

TEST_CASE("text that is not UTF-8 never reaches a report", "[json]") {
  CHECK(ToJson(Data("a\xff"
                    "b")) == "\"a\uFFFDb\"");
}

// Arbitrary data, with names and texts from the corners of Unicode.
rc::Gen<std::string> AnyText() {
  const auto any = rc::gen::element<char32_t>('a', 'b', '"', '\\', '/', '\n', 0x1, 0x7F, 0xE9,
                                              0x4E2D, 0xD7FF, 0xE000, 0xFFFD, 0x1F600);
  return rc::gen::map(rc::gen::container<std::vector<char32_t>>(any),
                      [](const std::vector<char32_t>& characters) {
                        std::string text;
                        for (const char32_t c : characters) AppendUtf8(text, c);
                        return text;
                      });
}

Data AnyData(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
    case 0: return {};
    case 1: return *rc::gen::arbitrary<bool>();
    case 2:
      return *Decimal::Parse(std::to_string(*rc::gen::arbitrary<int>()) + "." +
                             std::to_string(*rc::gen::inRange(0, 999)));
    case 3: return *AnyText();
    case 4: {
      Data list = Data::EmptyList();
      for (int n = *rc::gen::inRange(0, 4); n > 0; --n) list.Append(AnyData(depth - 1));
      return list;
    }
    default: {
      Data map = Data::EmptyMap();
      for (int n = *rc::gen::inRange(0, 4); n > 0; --n) map.Set(*AnyText(), AnyData(depth - 1));
      return map;
    }
  }
}

Data Reversed(const Data& data) {
  if (data.is_list()) {
    Data list = Data::EmptyList();
    for (const Data& item : data.AsList()) list.Append(Reversed(item));
    return list;
  }
  if (!data.is_map()) return data;
  Data map = Data::EmptyMap();
  for (auto it = data.AsMap().rbegin(); it != data.AsMap().rend(); ++it)
    map.Set(it->name, Reversed(it->value));
  return map;
}

TEST_CASE("JSON round trip", "[json]") {
  rc::prop("what is written is read back equal, and equal data have equal canonical bytes", [] {
    const Data data = AnyData(4);
    for (const std::string& text : {ToJson(data), ToPrettyJson(data), ToCanonicalJson(data)}) {
      const auto back = ParseJson(text);
      RC_ASSERT(back.has_value());
      RC_ASSERT(*back == data);
    }
    const Data other = Reversed(data);
    RC_ASSERT(other == data);
    RC_ASSERT(ToCanonicalJson(other) == ToCanonicalJson(data));
    RC_ASSERT(ToCanonicalJson(*ParseJson(ToCanonicalJson(data))) == ToCanonicalJson(data));
  });
  rc::prop("any bytes are read or refused", [](const std::string& bytes) {
    const auto data = ParseJson(bytes);
    if (data) RC_ASSERT(ParseJson(ToJson(*data)).has_value());
  });
}

}  // namespace
}  // namespace juece
