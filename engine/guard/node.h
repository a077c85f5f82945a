// The tree of a guard. Internal to the layer: others see a Guard.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "guard/guard.h"
#include "guard/value.h"

namespace juece {

struct Guard::Node {
  enum class Kind : std::uint8_t {
    kLiteral,
    kFact,
    kNegate,    // - a
    kSum,       // a (+|-) b …, `ops` says which
    kProduct,   // a (*|/) b …
    kCompare,   // a op b
    kIn,        // subject, then tests: intervals or values
    kInterval,  // low, high; stands below kIn only
    kNot,
    kAnd,
    kOr,
  };
  enum class Comparison : std::uint8_t { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

  Kind kind = Kind::kLiteral;
  FactType type = FactType::kBoolean;  // of its value; set by CheckGuard
  Comparison comparison = Comparison::kEqual;
  bool open_low = false;   // of an interval: the end itself is outside
  bool open_high = false;
  int offset = 0;          // where it begins, in characters
  std::string name;        // of a fact
  std::string ops;         // of a sum or product: one character for each child but the first
  GuardValue value;        // of a literal
  std::vector<Node> children;
};

inline constexpr int kMaxGuardDepth = 64;
inline constexpr int kMaxGuardCharacters = 4096;
inline constexpr int kMaxGuardNodes = 1024;

// Text to tree. False with `problem` set where the text is no guard or exceeds a bound. Types are not looked at.
bool ParseGuardText(std::string_view text, Guard::Node& root, GuardProblem& problem);

// Gives every node its type. False with `problem` set at the first node whose operands do not fit, or where the whole is no
// boolean.
bool CheckGuard(Guard::Node& root, const FactTypes& types, GuardProblem& problem);

// A declared fact whose name is one slip away (a letter more, less, other or swapped), or "".
std::string NearestFact(std::string_view name, const FactTypes& types);

GuardValue EvaluateNode(const Guard::Node& node, const FactValues& values);

// "布尔 (boolean)" and so on, for messages.
Text DescribeFactType(FactType type);

}  // namespace juece
