#include <fmt/format.h>

#include "guard/circuit.h"

namespace juece {
namespace {

constexpr std::size_t kMaxAtoms = 20;

std::string Describe(const Circuit& circuit, std::uint32_t assignment) {
  std::string text;
  for (std::size_t i = 0; i < circuit.atoms().size(); ++i) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", circuit.atoms()[i].name, (assignment >> i & 1U) != 0);
  }
  return text;
}

}  // namespace

bool Implies(const Guard& a, const Guard& b, std::string* counterexample) {
  Circuit circuit;
  const int left = a.IsAlways() ? circuit.Constant(true) : circuit.Add(*a.root_);
  const int right = b.IsAlways() ? circuit.Constant(true) : circuit.Add(*b.root_);
  const int differs = circuit.And(left, circuit.Not(right));
  const int broken = circuit.And(differs, circuit.Order());
  std::string found;
  if (circuit.atoms().size() > kMaxAtoms) {
    // Not decided, and therefore not granted.
    found = fmt::format("? ({} > {})", circuit.atoms().size(), kMaxAtoms);
  } else if (const auto assignment = circuit.Satisfy(broken)) {
    found = Describe(circuit, *assignment);
  } else {
    return true;
  }
  if (counterexample != nullptr) {
    *counterexample = std::move(found);
  }
  return false;
}

}  // namespace juece
