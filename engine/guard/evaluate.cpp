#include <compare>

#include "guard/node.h"

namespace juece {
namespace {

using Node = Guard::Node;
using Kind = Node::Kind;

// Beyond this many digits a product or a sum is unknown, so that evaluation stays within bounds whatever the facts say.
constexpr std::size_t kMaxDigits = 6000;

bool IsUnknown(const GuardValue& value) { return value.index() == 0; }

Truth ToTruth(const GuardValue& value) {
  const bool* known = std::get_if<bool>(&value);
  return known == nullptr ? Truth::kUnknown : *known ? Truth::kTrue : Truth::kFalse;
}

GuardValue FromTruth(Truth truth) { return truth == Truth::kUnknown ? GuardValue() : GuardValue(truth == Truth::kTrue); }
Truth FromBool(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

GuardValue FromDate(std::optional<Date> date) { return date ? GuardValue(*date) : GuardValue(); }
GuardValue FromDays(std::int64_t days) {
  constexpr std::int64_t kMostDays = 1'000'000'000'000;  // chains of sums stay far from overflow
  return days > kMostDays || days < -kMostDays ? GuardValue() : GuardValue(GuardDays{days});
}

class Evaluator {
 public:
  explicit Evaluator(const FactValues& values) : values_(values) {}

  GuardValue Evaluate(const Node& node) const {
    switch (node.kind) {
      case Kind::kLiteral:
        return node.value;
      case Kind::kFact:
        return ToGuardValue(values_ ? values_(node.name) : nullptr, node.type);
      case Kind::kNegate:
        return Negate(Evaluate(node.children[0]));
      case Kind::kSum:
      case Kind::kProduct:
        return Fold(node);
      case Kind::kCompare:
        return FromTruth(Compare(node.comparison, Evaluate(node.children[0]), Evaluate(node.children[1])));
      case Kind::kIn:
        return FromTruth(In(node));
      case Kind::kInterval:
        return {};  // evaluated by In, with its subject
      case Kind::kNot:
        return FromTruth(Not(ToTruth(Evaluate(node.children[0]))));
      case Kind::kAnd:
      case Kind::kOr:
        return FromTruth(Logic(node));
    }
    return {};
  }

 private:
  static GuardValue Negate(const GuardValue& value) {
    if (const auto* number = std::get_if<Decimal>(&value)) {
      return Decimal() - *number;
    }
    if (const auto* days = std::get_if<GuardDays>(&value)) {
      return GuardDays{-days->days};
    }
    return {};
  }

  GuardValue Fold(const Node& node) const {
    GuardValue result = Evaluate(node.children[0]);
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      result = Join(result, node.ops[i - 1], Evaluate(node.children[i]));
    }
    return result;
  }

  static GuardValue Join(const GuardValue& a, char op, const GuardValue& b) {
    if (IsUnknown(a) || IsUnknown(b)) {
      return {};
    }
    if (const auto* number = std::get_if<Decimal>(&a)) {
      return JoinNumbers(*number, op, std::get<Decimal>(b));
    }
    const std::int64_t sign = op == '-' ? -1 : 1;
    if (const auto* date = std::get_if<Date>(&a)) {
      const auto* days = std::get_if<GuardDays>(&b);
      return days != nullptr ? FromDate(ShiftDate(*date, sign * days->days)) : FromDays(*date - std::get<Date>(b));
    }
    const std::int64_t days = std::get<GuardDays>(a).days;
    if (const auto* date = std::get_if<Date>(&b)) {
      return FromDate(ShiftDate(*date, days));
    }
    return FromDays(days + sign * std::get<GuardDays>(b).days);
  }

  static GuardValue JoinNumbers(const Decimal& a, char op, const Decimal& b) {
    if (a.text().size() + b.text().size() > kMaxDigits) {
      return {};
    }
    switch (op) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      default: {
        const auto quotient = Decimal::Divide(a, b);
        return quotient ? GuardValue(*quotient) : GuardValue();
      }
    }
  }

  static Truth Compare(Node::Comparison comparison, const GuardValue& a, const GuardValue& b) {
    if (IsUnknown(a) || IsUnknown(b)) {
      return Truth::kUnknown;
    }
    const auto order = a <=> b;
    switch (comparison) {
      case Node::Comparison::kEqual:
        return FromBool(order == 0);
      case Node::Comparison::kNotEqual:
        return FromBool(order != 0);
      case Node::Comparison::kLess:
        return FromBool(order < 0);
      case Node::Comparison::kLessOrEqual:
        return FromBool(order <= 0);
      case Node::Comparison::kGreater:
        return FromBool(order > 0);
      case Node::Comparison::kGreaterOrEqual:
        return FromBool(order >= 0);
    }
    return Truth::kUnknown;
  }

  Truth In(const Node& node) const {
    const GuardValue subject = Evaluate(node.children[0]);
    Truth result = Truth::kFalse;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const Node& test = node.children[i];
      const Truth one = test.kind == Kind::kInterval
                            ? Inside(subject, test)
                            : Compare(Node::Comparison::kEqual, subject, Evaluate(test));
      result = Or(result, one);
    }
    return result;
  }

  Truth Inside(const GuardValue& subject, const Node& interval) const {
    const auto above = interval.open_low ? Node::Comparison::kGreater : Node::Comparison::kGreaterOrEqual;
    const auto below = interval.open_high ? Node::Comparison::kLess : Node::Comparison::kLessOrEqual;
    return And(Compare(above, subject, Evaluate(interval.children[0])),
               Compare(below, subject, Evaluate(interval.children[1])));
  }

  Truth Logic(const Node& node) const {
    const bool all = node.kind == Kind::kAnd;
    Truth result = FromBool(all);
    for (const Node& child : node.children) {
      const Truth one = ToTruth(Evaluate(child));
      result = all ? And(result, one) : Or(result, one);
    }
    return result;
  }

  const FactValues& values_;
};

}  // namespace

GuardValue EvaluateNode(const Guard::Node& node, const FactValues& values) { return Evaluator(values).Evaluate(node); }

}  // namespace juece
