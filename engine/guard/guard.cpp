#include "guard/guard.h"

#include <algorithm>
#include <array>
#include <utility>

#include "guard/node.h"

namespace juece {
namespace {

constexpr std::array<std::pair<std::string_view, FactType>, 5> kFactTypes{{
    {"boolean", FactType::kBoolean},
    {"number", FactType::kNumber},
    {"text", FactType::kText},
    {"date", FactType::kDate},
    {"duration", FactType::kDuration},
}};

void CollectFacts(const Guard::Node& node, std::vector<std::string>& facts) {
  if (node.kind == Guard::Node::Kind::kFact) {
    facts.push_back(node.name);
  }
  for (const Guard::Node& child : node.children) {
    CollectFacts(child, facts);
  }
}

}  // namespace

std::optional<FactType> ParseFactType(std::string_view name) {
  for (const auto& [known, type] : kFactTypes) {
    if (known == name) {
      return type;
    }
  }
  return std::nullopt;
}

std::string_view ToString(FactType type) { return kFactTypes[static_cast<std::size_t>(type)].first; }

Truth And(Truth a, Truth b) {
  if (a == Truth::kFalse || b == Truth::kFalse) {
    return Truth::kFalse;
  }
  return a == Truth::kTrue && b == Truth::kTrue ? Truth::kTrue : Truth::kUnknown;
}

Truth Or(Truth a, Truth b) { return Not(And(Not(a), Not(b))); }

Truth Not(Truth a) {
  if (a == Truth::kUnknown) {
    return a;
  }
  return a == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
}

std::optional<Guard> Guard::Parse(std::string_view text, const FactTypes& types, GuardProblem& problem) {
  Node root;
  if (!ParseGuardText(text, root, problem) || !CheckGuard(root, types, problem)) {
    return std::nullopt;
  }
  std::vector<std::string> facts;
  CollectFacts(root, facts);
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  Guard guard;
  guard.root_ = std::make_shared<const Node>(std::move(root));
  guard.facts_ = std::make_shared<const std::vector<std::string>>(std::move(facts));
  guard.text_ = text;
  return guard;
}

Guard Guard::Always() { return {}; }

const std::string& Guard::text() const { return text_; }

const std::vector<std::string>& Guard::facts() const {
  static const std::vector<std::string> none;
  return facts_ ? *facts_ : none;
}

Truth Guard::Evaluate(const FactValues& values) const {
  if (IsAlways()) {
    return Truth::kTrue;
  }
  const GuardValue value = EvaluateNode(*root_, values);
  const bool* known = std::get_if<bool>(&value);
  return known == nullptr ? Truth::kUnknown : *known ? Truth::kTrue : Truth::kFalse;
}

bool Guard::IsAlways() const { return root_ == nullptr; }

}  // namespace juece
