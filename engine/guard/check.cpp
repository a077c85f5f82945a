#include <fmt/format.h>

#include "guard/node.h"

namespace juece {
namespace {

using Node = Guard::Node;
using Kind = Node::Kind;

bool IsOrdering(Node::Comparison comparison) {
  return comparison != Node::Comparison::kEqual && comparison != Node::Comparison::kNotEqual;
}

class Checker {
 public:
  Checker(const FactTypes& types, GuardProblem& problem) : types_(types), problem_(problem) {}

  bool Check(Node& node) {
    for (Node& child : node.children) {
      if (!Check(child)) {
        return false;
      }
    }
    switch (node.kind) {
      case Kind::kLiteral:
        return true;
      case Kind::kFact:
        return CheckFact(node);
      case Kind::kNegate:
        return CheckNegate(node);
      case Kind::kSum:
        return CheckSum(node);
      case Kind::kProduct:
        return CheckProduct(node);
      case Kind::kCompare:
        return CheckCompare(node);
      case Kind::kInterval:
        return CheckInterval(node);
      case Kind::kIn:
        return CheckIn(node);
      case Kind::kNot:
      case Kind::kAnd:
      case Kind::kOr:
        return CheckLogic(node);
    }
    return false;
  }

  bool Boolean(const Node& node, const Text& where) {
    if (node.type == FactType::kBoolean) {
      return true;
    }
    const Text found = DescribeFactType(node.type);
    return Fail(node, {fmt::format("{}应为布尔值,但此处为{}", where.zh, found.zh),
                       fmt::format("Expected a boolean {}, but found a {}", where.en, found.en)});
  }

 private:
  bool CheckFact(Node& node) {
    const auto type = types_ ? types_(node.name) : std::nullopt;
    if (type) {
      node.type = *type;
      return true;
    }
    Text message{fmt::format("应为已声明的事实,但“{}”没有声明", node.name),
                 fmt::format("Expected a declared fact, but '{}' is not declared", node.name)};
    if (const std::string near = NearestFact(node.name, types_); !near.empty()) {
      message.zh += fmt::format(";是否想写“{}”?", near);
      message.en += fmt::format("; did you mean '{}'?", near);
    }
    return Fail(node, std::move(message));
  }

  bool CheckNegate(Node& node) {
    node.type = node.children[0].type;
    if (node.type == FactType::kNumber || node.type == FactType::kDuration) {
      return true;
    }
    const Text found = DescribeFactType(node.type);
    return Fail(node, {fmt::format("负号之后应为数值或时长,但此处为{}", found.zh),
                       fmt::format("Expected a number or a duration after '-', but found a {}", found.en)});
  }

  // number ± number, date ± duration, duration + date, date - date, duration ± duration; from left to right.
  bool CheckSum(Node& node) {
    FactType so_far = node.children[0].type;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const FactType next = node.children[i].type;
      const bool minus = node.ops[i - 1] == '-';
      if (so_far == FactType::kDate && next == FactType::kDate && minus) {
        so_far = FactType::kDuration;
      } else if (so_far == FactType::kDuration && next == FactType::kDate && !minus) {
        so_far = FactType::kDate;
      } else if (!(so_far == FactType::kDate && next == FactType::kDuration) &&
                 !(so_far == next && (next == FactType::kNumber || next == FactType::kDuration))) {
        return FailPair(node.children[i], so_far, next, std::string(1, node.ops[i - 1]));
      }
    }
    node.type = so_far;
    return true;
  }

  bool CheckProduct(Node& node) {
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (node.children[i].type != FactType::kNumber) {
        const std::string op(1, node.ops[i == 0 ? 0 : i - 1]);
        const Text found = DescribeFactType(node.children[i].type);
        return Fail(node.children[i], {fmt::format("“{}”的两边应为数值,但此处为{}", op, found.zh),
                                       fmt::format("Expected numbers around '{}', but found a {}", op, found.en)});
      }
    }
    node.type = FactType::kNumber;
    return true;
  }

  bool CheckCompare(Node& node) {
    const FactType left = node.children[0].type;
    const FactType right = node.children[1].type;
    node.type = FactType::kBoolean;
    if (left != right) {
      return FailPair(node.children[1], left, right, "");
    }
    return !IsOrdering(node.comparison) || Ordered(node.children[0]);
  }

  bool CheckInterval(Node& node) {
    node.type = node.children[0].type;
    if (node.children[1].type != node.type) {
      return FailPair(node.children[1], node.type, node.children[1].type, "");
    }
    return Ordered(node.children[0]);
  }

  bool CheckIn(Node& node) {
    node.type = FactType::kBoolean;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      if (node.children[i].type != node.children[0].type) {
        return FailPair(node.children[i], node.children[0].type, node.children[i].type, "");
      }
    }
    return true;
  }

  bool CheckLogic(Node& node) {
    node.type = FactType::kBoolean;
    const char* word = node.kind == Kind::kNot ? "not" : node.kind == Kind::kAnd ? "and" : "or";
    for (const Node& child : node.children) {
      if (!Boolean(child, {fmt::format("{} 的对象", word), fmt::format("operand of '{}'", word)})) {
        return false;
      }
    }
    return true;
  }

  bool Ordered(const Node& node) {
    return node.type != FactType::kBoolean ||
           Fail(node, {"比较大小的应为数值、文字、日期或时长,但此处为布尔值", "Expected values that have an order, but found a boolean"});
  }

  bool FailPair(const Node& at, FactType left, FactType right, const std::string& op) {
    const Text a = DescribeFactType(left);
    const Text b = DescribeFactType(right);
    if (op.empty()) {
      return Fail(at, {fmt::format("比较的应为同类的值:左边为{},但此处为{}", a.zh, b.zh),
                       fmt::format("Expected a {} to compare with a {}, but found a {}", a.en, a.en, b.en)});
    }
    return Fail(at, {fmt::format("“{}”两边的类型应相配,但左边为{},右边为{}", op, a.zh, b.zh),
                     fmt::format("Expected operands that '{}' can join, but found a {} and a {}", op, a.en, b.en)});
  }

  bool Fail(const Node& node, Text message) {
    problem_ = {node.offset, std::move(message)};
    return false;
  }

  const FactTypes& types_;
  GuardProblem& problem_;
};

}  // namespace

bool CheckGuard(Guard::Node& root, const FactTypes& types, GuardProblem& problem) {
  Checker checker(types, problem);
  return checker.Check(root) && checker.Boolean(root, {"整个条件", "guard"});
}

Text DescribeFactType(FactType type) {
  switch (type) {
    case FactType::kBoolean:
      return {"布尔值", "boolean"};
    case FactType::kNumber:
      return {"数值", "number"};
    case FactType::kText:
      return {"文字", "text"};
    case FactType::kDate:
      return {"日期", "date"};
    case FactType::kDuration:
      return {"时长", "duration"};
  }
  return {};
}

}  // namespace juece
