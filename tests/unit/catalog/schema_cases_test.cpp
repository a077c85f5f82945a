// The validator against the committed table that npm ajv is held to as well (tests/oracle/schema_ajv.mjs).
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "base/json.h"
#include "catalog/schema.h"
#include "support/places.h"

using namespace juece;

namespace {

Data Table() {
  std::ifstream file(SourceDir() + "/tests/oracle/schema_cases.json");
  std::stringstream text;
  text << file.rdbuf();
  auto table = ParseJson(text.str());
  REQUIRE(table.has_value());
  return *table;
}

std::set<std::string> PointersOf(const std::vector<SchemaProblem>& problems) {
  std::set<std::string> pointers;
  for (const SchemaProblem& problem : problems) {
    CHECK_FALSE(problem.message.zh.empty());
    CHECK_FALSE(problem.message.en.empty());
    CHECK_FALSE(problem.expected.zh.empty());
    CHECK_FALSE(problem.expected.en.empty());
    pointers.insert(problem.pointer);
  }
  return pointers;
}

std::set<std::string> TextsOf(const Data& list) {
  std::set<std::string> texts;
  for (const Data& item : list.AsList()) texts.insert(item.AsText());
  return texts;
}

}  // namespace

TEST_CASE("values fit schemas as the table says", "[catalog]") {
  const Data table = Table();
  std::set<std::string> keywords;
  std::size_t cases = 0;
  for (const Data& group : table["groups"].AsList()) {
    const Data& schema = group["schema"];
    INFO(ToJson(schema));
    CHECK(CheckSchema(schema).empty());
    keywords.insert(group["keyword"].AsText());
    for (const Data& value : group["valid"].AsList()) {
      INFO(ToJson(value));
      ++cases;
      CHECK(PointersOf(ValidateSchema(schema, value)).empty());
    }
    for (const Data& invalid : group["invalid"].AsList()) {
      const Data& value = invalid.AsList().at(0);
      INFO(ToJson(value));
      ++cases;
      const auto problems = ValidateSchema(schema, value);
      CHECK(PointersOf(problems) == TextsOf(invalid.AsList().at(1)));
    }
  }
  CHECK(cases >= 400);
  CHECK(keywords == std::set<std::string>{"type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems",
                                          "enum", "const", "minimum", "maximum", "minLength", "maxLength", "format", "default", "title", "together"});
  for (const Data& deviation : table["deviations"].AsList()) {
    const auto value = ParseJson(deviation["value_json"].AsText());
    REQUIRE(value.has_value());
    INFO(ToJson(*value));
    CHECK(ValidateSchema(deviation["schema"], *value).empty() == deviation["valid"].AsBool());
  }
}

TEST_CASE("what no schema of the subset may say is refused at its place", "[catalog]") {
  const Data table = Table();
  for (const char* list : {"bad", "narrower"}) {
    for (const Data& entry : table[list].AsList()) {
      INFO(ToJson(entry));
      CHECK(PointersOf(CheckSchema(entry.AsList().at(0))).count(entry.AsList().at(1).AsText()) == 1);
    }
  }
}
