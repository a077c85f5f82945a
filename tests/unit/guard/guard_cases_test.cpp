// The table that an independent FEEL interpreter is held to as well (tests/oracle/guard_feelin.mjs).
#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "base/json.h"
#include "guard/guard.h"
#include "support/places.h"

namespace juece {
namespace {

std::string Answer(const std::string& text, const Data& facts) {
  const FactTypes types = [&](std::string_view name) {
    const Data* fact = facts.Find(name);
    return fact == nullptr ? std::nullopt : ParseFactType((*fact)["type"].AsText());
  };
  GuardProblem problem;
  const auto guard = Guard::Parse(text, types, problem);
  if (!guard) {
    return "refused";
  }
  Data number;
  const Truth truth = guard->Evaluate([&](std::string_view name) -> const Data* {
    const Data& fact = facts[name];
    if (fact["type"].AsText() == "number" && fact["value"].is_text()) {
      number = Data(*Decimal::Parse(fact["value"].AsText()));
      return &number;
    }
    return &fact["value"];
  });
  return truth == Truth::kUnknown ? "null" : truth == Truth::kTrue ? "true" : "false";
}

TEST_CASE("every guard of the table answers as committed") {
  std::ifstream file(SourceDir() + "/tests/oracle/guard_cases.json");
  std::stringstream bytes;
  bytes << file.rdbuf();
  const auto table = ParseJson(bytes.str());
  REQUIRE(table);
  const auto& cases = (*table)["cases"].AsList();
  REQUIRE(cases.size() >= 80);
  for (const Data& entry : cases) {
    const Data& expected = entry["expected"];
    INFO(entry["guard"].AsText());
    CHECK(Answer(entry["guard"].AsText(), (*table)["facts"]) == (expected.is_text() ? expected.AsText() : ToJson(expected)));
    CHECK(entry.Has("feelin") == entry.Has("reason"));
  }
}

}  // namespace
}  // namespace juece
