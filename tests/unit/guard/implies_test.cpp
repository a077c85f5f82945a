#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <string>

#include "guard/guard.h"

namespace juece {
namespace {

std::optional<FactType> ImpliedType(std::string_view fact) {
  if (fact[0] == 'n') return FactType::kNumber;
  if (fact[0] == 't') return FactType::kText;
  if (fact[0] == 'd') return FactType::kDate;
  return FactType::kBoolean;
}

Guard ReadGuard(const std::string& text) {
  if (text.empty()) {
    return Guard::Always();
  }
  GuardProblem problem;
  auto guard = Guard::Parse(text, ImpliedType, problem);
  INFO(text << ": " << problem.message.en);
  REQUIRE(guard);
  return *guard;
}

TEST_CASE("implication between guards, with the assignment that breaks it") {
  struct Implication {
    std::string a;
    std::string b;
    std::string broken_by;  // "" where it holds
  };
  const Implication cases[] = {
      {"a", "a or b", ""},
      {"a and b", "a", ""},
      {"a", "a and b", "a=true b=false"},
      {"a", "", ""},
      {"", "a", "a=false"},
      {"", "a or not(a)", ""},
      {"", "", ""},
      {"not(a or b)", "not(a) and not(b)", ""},
      {"a = true", "a", ""},
      {"a != b", "a or b", ""},
      {"a = b", "a or b", "a=false b=false"},
      {"a in (true, b)", "a or not(b)", ""},
      {"n > 5", "n > 5", ""},
      {"n > 5", "5 < n", ""},
      {"n >= 5", "not(n < 5)", ""},
      {"n = 5 and a", "5 = n", ""},
      {"n in [1..5]", "n >= 1 and n <= 5", ""},
      {"n between 1 and 5", "n in [1..5]", ""},
      {"n in (1, 2)", "n = 2 or n = 1", ""},
      {"n in (1..5]", "n > 1", ""},
      {"n > 5", "n > 4", ""},
      {"n > 4", "n > 5", "(4 < n)=true (5 < n)=false"},
      {"n >= 5", "n > 4.5", ""},
      {"n = 3", "n in [1..5] and n != 4", ""},
      {"n < 3 and n > 5", "a", ""},
      {"", "n < 3 or n = 3 or n > 3", ""},
      {"", "n <= 3 or n >= 2", ""},
      {"n > 2 + 3", "n > 5.0", ""},
      {"n + 1 > 5", "n + 1 > 4", ""},
      {"n + 1 > 5", "n > 4", "(5 < (n + 1))=true (4 < n)=false"},  // arithmetic is opaque
      {"n < n2 and n2 < n", "a", "(n < n2)=true (n2 < n)=true a=false"},  // and so are two facts
      {"d > @\"2024-01-01\" and d < @\"2024-01-02\"", "a", ""},
      {"d > @\"2024-01-01\" and d < @\"2024-01-03\"", "d = @\"2024-01-02\"", ""},
      {"d > @\"2024-01-01\" and d < @\"2024-01-04\"", "d = @\"2024-01-02\"",
       "(@\"2024-01-01\" < d)=true (d < @\"2024-01-04\")=true (@\"2024-01-02\" = d)=false"},
      {"d >= @\"2024-01-02\"", "d > @\"2024-01-01\"", ""},
      {"t = \"x\"", "t != \"y\"", ""},
      {"1 < 2", "a or not(a)", ""},
      {"a", "2 < 1", "a=true"},
      {"d > @\"2024-01-01\"", "@\"2024-01-01\" < d", ""},
      {"t = \"x\"", "t = \"y\"", "(\"x\" = t)=true (\"y\" = t)=false"},
  };
  for (const Implication& c : cases) {
    std::string found;
    INFO(c.a << " => " << c.b);
    CHECK(Implies(ReadGuard(c.a), ReadGuard(c.b), &found) == c.broken_by.empty());
    CHECK(found == c.broken_by);
  }
}

TEST_CASE("more than twenty facts are not decided and not granted") {
  std::string many = "a0";
  for (int i = 1; i < 21; ++i) {
    many += " or a" + std::to_string(i);
  }
  std::string found;
  CHECK_FALSE(Implies(ReadGuard(many), ReadGuard(many), &found));
  CHECK(found == "? (21 > 20)");
  const std::string fewer = many.substr(0, many.rfind(" or"));
  CHECK(Implies(ReadGuard(fewer), ReadGuard(fewer), nullptr));
  CHECK(Implies(ReadGuard("a0"), ReadGuard(fewer), nullptr));
  CHECK_FALSE(Implies(ReadGuard(fewer), ReadGuard("a0"), nullptr));
}

// Constants 1, 2, 3; the facts try every region: below, at, between and above them.
TEST_CASE("implication over numbers agrees with trying a value of every region") {
  static const char* kTests[] = {"n < 1",       "n <= 2",      "n > 2",             "3 > n",  "n = 2", "n != 3",
                                 "n in [1..3)", "n in (1, 3)", "n between 2 and 3", "n >= 3", "a"};
  std::mt19937 random(30);
  const auto make = [&] {
    std::string text = kTests[random() % 11];
    for (unsigned i = random() % 3; i > 0; --i) {
      text = (random() % 3 == 0 ? "not(" : "(") + text + ")" + (random() % 2 == 0 ? " and " : " or ") + kTests[random() % 11];
    }
    return text;
  };
  int held = 0;
  for (int round = 0; round < 2000; ++round) {
    const Guard a = ReadGuard(make());
    const Guard b = ReadGuard(make());
    bool holds = true;
    for (int value = 0; value < 14 && holds; ++value) {
      const Data number(*Decimal::Divide(Decimal::FromInteger(value / 2 + 1), Decimal::FromInteger(2)));  // 0.5, 1, … 3.5
      const Data flag(value % 2 == 0);
      const auto values = [&](std::string_view name) { return name == "a" ? &flag : &number; };
      holds = a.Evaluate(values) != Truth::kTrue || b.Evaluate(values) == Truth::kTrue;
    }
    INFO(a.text() << " => " << b.text());
    REQUIRE(Implies(a, b, nullptr) == holds);
    held += holds ? 1 : 0;
  }
  CHECK(held > 200);
}

std::string RandomGuard(std::mt19937& random, int depth) {
  static const char* kFacts[] = {"a", "b", "c", "e", "f", "g", "h", "true", "false"};
  const auto pick = [&](unsigned n) { return random() % n; };
  if (depth == 0 || pick(6) == 0) {
    return kFacts[pick(9)];
  }
  const std::string left = RandomGuard(random, depth - 1);
  const std::string right = RandomGuard(random, depth - 1);
  switch (pick(5)) {
    case 0: return "not(" + left + ")";
    case 1: return "((" + left + ") = (" + right + "))";
    case 2: return "((" + left + ") in (" + right + ", " + kFacts[pick(7)] + "))";
    case 3: return "(" + left + " or " + right + ")";
    default: return "(" + left + " and " + right + ")";
  }
}

// Evaluate is tested elsewhere against a naive evaluator; here it enumerates what Implies decides with circuits.
TEST_CASE("implication agrees with trying all assignments") {
  std::mt19937 random(44);
  const std::string names = "abcefgh";
  int held = 0;
  for (int round = 0; round < 1500; ++round) {
    const Guard a = ReadGuard(RandomGuard(random, 1 + round % 4));
    const Guard b = ReadGuard(RandomGuard(random, 1 + round % 3));
    bool holds = true;
    for (unsigned bits = 0; bits < 128 && holds; ++bits) {
      const Data yes(true);
      const Data no(false);
      const auto values = [&](std::string_view name) { return (bits >> names.find(name[0]) & 1U) != 0 ? &yes : &no; };
      holds = a.Evaluate(values) != Truth::kTrue || b.Evaluate(values) == Truth::kTrue;
    }
    INFO(a.text() << " => " << b.text());
    REQUIRE(Implies(a, b, nullptr) == holds);
    held += holds ? 1 : 0;
  }
  CHECK(held > 150);
  CHECK(held < 1350);
}

}  // namespace
}  // namespace juece
