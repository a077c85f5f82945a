// Random guards against a naive evaluator written for this test alone: its own tree, fractions instead of decimals, day
// numbers instead of dates, and no code of the layer but Parse and Evaluate.
#include <catch2/catch.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/time.h"
#include "guard/guard.h"

namespace juece {
namespace {

struct Fraction {
  std::int64_t top = 0;
  std::int64_t bottom = 1;  // always positive
};
Fraction Reduced(std::int64_t top, std::int64_t bottom) {
  if (bottom < 0) {
    top = -top;
    bottom = -bottom;
  }
  const std::int64_t divisor = std::gcd(top, bottom);
  return {top / divisor, bottom / divisor};
}
int Sign(std::int64_t value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }
int Order(const Fraction& a, const Fraction& b) { return Sign(a.top * b.bottom - b.top * a.bottom); }

// What a naive reader makes of a random tree: nothing is shared with the engine, not even its enums.
struct World {
  std::optional<bool> flags[4];
  std::optional<int> numbers[3];
  std::optional<int> dates[2];  // days after 2024-01-01
};
using Maybe = std::optional<bool>;

struct Sample {  // a random guard: its text, and a function that says its value
  std::string text;
  std::function<Maybe(const World&)> value;
};
struct Number {
  std::string text;
  std::function<std::optional<Fraction>(const World&)> value;
};
struct Day {
  std::string text;
  std::function<std::optional<int>(const World&)> value;
};

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}
  int Pick(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }

  Sample Boolean(int depth) {
    switch (depth <= 0 ? Pick(3) : Pick(9)) {
      case 0: {
        const int i = Pick(4);
        return {"flag_" + std::to_string(i), [i](const World& w) { return w.flags[i]; }};
      }
      case 1:
        return Pick(2) == 0 ? Sample{"true", [](const World&) { return Maybe(true); }}
                            : Sample{"false", [](const World&) { return Maybe(false); }};
      case 2:
        return CompareNumbers(0);
      case 3:
        return CompareNumbers(depth - 1);
      case 4:
        return CompareDays(depth - 1);
      case 5:
        return Negated(Boolean(depth - 1));
      case 6:
        return Inside(depth - 1);
      default:
        return Joined(depth);
    }
  }

  World RandomWorld() {
    World world;
    for (auto& flag : world.flags) {
      flag = Pick(3) == 0 ? Maybe() : Maybe(Pick(2) == 0);
    }
    for (auto& number : world.numbers) {
      number = Pick(4) == 0 ? std::optional<int>() : Pick(9) - 4;
    }
    for (auto& date : world.dates) {
      date = Pick(4) == 0 ? std::optional<int>() : Pick(120);
    }
    return world;
  }

 private:
  static Sample Negated(const Sample& inner) {
    return {"not(" + inner.text + ")", [inner](const World& w) {
              const Maybe v = inner.value(w);
              return v ? Maybe(!*v) : Maybe();
            }};
  }

  Sample Joined(int depth) {
    const bool all = Pick(2) == 0;
    std::vector<Sample> parts;
    std::string text;
    for (int i = 2 + Pick(2); i > 0; --i) {
      parts.push_back(Boolean(depth - 1));
      text += (text.empty() ? "(" : all ? ") and\t(" : ")  or (") + parts.back().text;
    }
    return {text + ")", [parts, all](const World& w) {
              bool unknown = false;
              for (const Sample& part : parts) {
                const Maybe v = part.value(w);
                if (v && *v != all) {
                  return Maybe(!all);
                }
                unknown = unknown || !v;
              }
              return unknown ? Maybe() : Maybe(all);
            }};
  }

  Number Value(int depth) {
    const int which = depth <= 0 ? Pick(2) : Pick(5);
    if (which == 0) {
      const int i = Pick(3);
      return {"n" + std::to_string(i), [i](const World& w) {
                return w.numbers[i] ? std::optional(Fraction{*w.numbers[i], 1}) : std::nullopt;
              }};
    }
    if (which == 1) {
      const int quarters = Pick(40);
      static const char* kParts[] = {"", ".25", ".50", ".75"};
      return {std::to_string(quarters / 4) + kParts[quarters % 4],
              [quarters](const World&) { return std::optional(Reduced(quarters, 4)); }};
    }
    return Combined(Value(depth - 1), Value(depth - 1), "+-*/"[Pick(4)]);
  }

  static Number Combined(const Number& a, Number b, char op) {
    if (op == '/') {  // only by what keeps every decimal exact
      b = {"(-4)", [](const World&) { return std::optional(Fraction{-4, 1}); }};
    }
    return {"(" + a.text + ")" + op + "(" + b.text + ")", [a, b, op](const World& w) -> std::optional<Fraction> {
              const auto x = a.value(w);
              const auto y = b.value(w);
              if (!x || !y) {
                return std::nullopt;
              }
              switch (op) {
                case '+': return Reduced(x->top * y->bottom + y->top * x->bottom, x->bottom * y->bottom);
                case '-': return Reduced(x->top * y->bottom - y->top * x->bottom, x->bottom * y->bottom);
                case '*': return Reduced(x->top * y->top, x->bottom * y->bottom);
                default: return Reduced(x->top * y->bottom, x->bottom * y->top);
              }
            }};
  }

  static bool Holds(int order, int op) {
    const bool table[6][3] = {{false, true, false}, {true, false, true}, {true, false, false},
                              {true, true, false},  {false, false, true}, {false, true, true}};
    return table[op][order + 1];
  }

  Sample CompareNumbers(int depth) {
    static const char* kOps[] = {" = ", "!=", "<", " <= ", ">", ">="};
    const Number a = Value(depth);
    const Number b = Value(depth);
    const int op = Pick(6);
    return {a.text + kOps[op] + b.text, [a, b, op](const World& w) {
              const auto x = a.value(w);
              const auto y = b.value(w);
              return x && y ? Maybe(Holds(Order(*x, *y), op)) : Maybe();
            }};
  }

  Day ADay(int depth) {
    if (depth <= 0 || Pick(3) == 0) {
      if (Pick(2) == 0) {
        return {"@\"2024-01-31\"", [](const World&) { return std::optional(30); }};
      }
      const int i = Pick(2);
      return {"day_" + std::to_string(i), [i](const World& w) { return w.dates[i]; }};
    }
    const Day base = ADay(depth - 1);
    const int days = Pick(90);
    const int sign = Pick(2) == 0 ? 1 : -1;
    return {base.text + (sign > 0 ? " + " : " - ") + "duration(\"P" + std::to_string(days) + "D\")",
            [base, days, sign](const World& w) {
              const auto v = base.value(w);
              return v ? std::optional(*v + sign * days) : std::nullopt;
            }};
  }

  Sample CompareDays(int depth) {
    static const char* kOps[] = {"=", " != ", " < ", "<=", " > ", " >= "};
    const Day a = ADay(depth);
    const Day b = ADay(depth);
    const int op = Pick(6);
    if (Pick(3) == 0) {
      const int days = Pick(60);
      return {a.text + " - (" + b.text + ")" + kOps[op] + "@\"P" + std::to_string(days) + "D\"",
              [a, b, op, days](const World& w) {
                const auto x = a.value(w);
                const auto y = b.value(w);
                return x && y ? Maybe(Holds(Sign(*x - *y - days), op)) : Maybe();
              }};
    }
    return {a.text + kOps[op] + b.text, [a, b, op](const World& w) {
              const auto x = a.value(w);
              const auto y = b.value(w);
              return x && y ? Maybe(Holds(Sign(*x - *y), op)) : Maybe();
            }};
  }

  Sample Inside(int depth) {
    const Number x = Value(depth);
    const Number low = Value(0);
    const Number high = Value(0);
    const bool open_low = Pick(2) == 0;
    const bool open_high = Pick(2) == 0;
    const std::string text = x.text + (open_low ? " in (" : " in [") + low.text + ".." + high.text + (open_high ? ")" : "]");
    return {text, [=](const World& w) -> Maybe {
              const auto v = x.value(w);
              const auto a = low.value(w);
              const auto b = high.value(w);
              const Maybe above = v && a ? Maybe(Order(*v, *a) > (open_low ? 0 : -1)) : Maybe();
              const Maybe below = v && b ? Maybe(Order(*v, *b) < (open_high ? 0 : 1)) : Maybe();
              if ((above && !*above) || (below && !*below)) {
                return false;
              }
              return above && below ? Maybe(true) : Maybe();
            }};
  }

  std::mt19937 random_;
};

std::optional<FactType> RandomType(std::string_view fact) {
  return fact[0] == 'f'   ? std::optional(FactType::kBoolean)
         : fact[0] == 'n' ? std::optional(FactType::kNumber)
                          : std::optional(FactType::kDate);
}

// A World as the engine reads it.
std::vector<Data> FactsOf(const World& world) {
  std::vector<Data> facts(9);
  for (std::size_t i = 0; i < 4; ++i) {
    facts[i] = world.flags[i] ? Data(*world.flags[i]) : Data();
  }
  for (std::size_t i = 0; i < 3; ++i) {
    facts[4 + i] = world.numbers[i] ? Data(*world.numbers[i]) : Data();
  }
  for (std::size_t i = 0; i < 2; ++i) {
    facts[7 + i] = world.dates[i] ? Data(Date::FromYmd(2024, 1, 1)->PlusDays(*world.dates[i]).ToString()) : Data();
  }
  return facts;
}

TEST_CASE("random guards mean what a naive evaluator says") {
  Maker maker(20190901);
  int known = 0;
  for (int round = 0; round < 4000; ++round) {
    const Sample sample = maker.Boolean(1 + maker.Pick(4));
    if (sample.text.size() > 4000) {
      continue;
    }
    GuardProblem problem;
    const auto guard = Guard::Parse(sample.text, RandomType, problem);
    INFO(sample.text << "\n" << problem.offset << ": " << problem.message.en);
    REQUIRE(guard);
    for (int i = 0; i < 8; ++i) {
      const World world = maker.RandomWorld();
      const std::vector<Data> facts = FactsOf(world);
      const Truth truth = guard->Evaluate([&](std::string_view name) {
        const auto digit = static_cast<std::size_t>(name.back() - '0');
        return &facts[digit + (name[0] == 'f' ? 0 : name[0] == 'n' ? 4 : 7)];
      });
      const Maybe naive = sample.value(world);
      known += naive ? 1 : 0;
      REQUIRE(truth == (!naive ? Truth::kUnknown : *naive ? Truth::kTrue : Truth::kFalse));
    }
  }
  CHECK(known > 10000);  // most samples decide something
}

}  // namespace
}  // namespace juece
