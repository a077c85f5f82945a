#include "base/finding.h"

#include <catch2/catch.hpp>

#include "base/json.h"
#include "base/utf8.h"

namespace juece {
namespace {

Finding Example() {
  Finding finding;
  finding.code = "unknown-element";
  finding.message = {"不应有此元素", "unexpected element"};
  finding.place = {"a.xml", 3, 5, "中文\t <stepp/>"};
  return finding;
}

TEST_CASE("a finding shows its line and a caret under the column", "[finding]") {
  CHECK(ToText(Example(), Language::kChinese) ==
        "a.xml:3:5: 阻断: 不应有此元素 [unknown-element]\n中文\t <stepp/>\n    \t ^");
  Finding finding = Example();
  finding.severity = Severity::kWarning;
  finding.place = {};
  CHECK(ToText(finding, Language::kEnglish) == "warning: unexpected element [unknown-element]");
  CHECK(ToText(finding, Language::kChinese) == "预警: 不应有此元素 [unknown-element]");
  finding.place = {"a.xml", 0, 0, ""};
  CHECK(ToText(finding, Language::kEnglish) ==
        "a.xml: warning: unexpected element [unknown-element]");
}

TEST_CASE("a very long line is shown around the column", "[finding]") {
  Finding finding = Example();
  finding.place = {"a.xml", 1, 500, std::string(499, 'x') + "!" + std::string(500, 'y')};
  const std::string text = ToText(finding, Language::kEnglish);
  CHECK(text.size() < 400);
  const std::size_t line = text.find("…x");
  REQUIRE(line != std::string::npos);
  const std::string shown = text.substr(line, text.rfind('\n') - line);
  const std::string under = text.substr(text.rfind('\n') + 1);
  CHECK(CountUtf8(shown.substr(0, shown.find('!'))) == under.size() - 1);
}

TEST_CASE("the JSON of a finding leaves out what is absent", "[finding]") {
  Finding finding = Example();
  CHECK(
      ToJson(ToData(finding, Language::kEnglish)) ==
      R"({"code":"unknown-element","severity":"error","message":"unexpected element","file":"a.xml","line":3,"column":5})");
  finding.place = {};
  finding.severity = Severity::kNote;
  finding.step = "drafting";
  finding.article = "R713:12";
  finding.witness = {"a", "b"};
  finding.evidence = {"7"};
  CHECK(
      ToJson(ToData(finding, Language::kChinese)) ==
      R"({"code":"unknown-element","severity":"note","message":"不应有此元素","step":"drafting","article":"R713:12",)"
      R"("witness":["a","b"],"evidence":["7"]})");
  CHECK_FALSE(HasError({finding}));
  CHECK(HasError({finding, Example()}));
}

TEST_CASE("UTF-8 is decoded strictly", "[utf8]") {
  CHECK(FindInvalidUtf8("aé中😀") == std::string_view::npos);
  for (const char* bad :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe4\xb8", "\xff"}) {
    CHECK(FindInvalidUtf8(std::string("ok") + bad) == 2);
    CHECK(FindInvalidUtf8(ToValidUtf8(bad)) == std::string_view::npos);
  }
  const std::string text = "a\r\n中b\rc\nd";
  CHECK(PositionAt(text, text.find('b')).line == 2);
  CHECK(PositionAt(text, text.find('b')).column == 2);
  CHECK(PositionAt(text, text.find('c')).line == 3);
  CHECK(PositionAt(text, 9999).line == 4);
  CHECK(LineAt(text, 2) == "中b");
  CHECK(LineAt(text, 4) == "d");
  CHECK(LineAt(text, 5).empty());
  CHECK(LineAt("中中", 1, 4) == "中");
}

}  // namespace
}  // namespace juece
