#include <algorithm>

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

bool CanHold(const std::vector<Guard>& all, const std::vector<Guard>& none, std::string* witness) {
  Circuit circuit;
  int holds = circuit.Constant(true);
  const auto gate = [&](const Guard& guard) { return guard.IsAlways() ? circuit.Constant(true) : circuit.Add(*guard.root_); };
  for (const Guard& guard : all) holds = circuit.And(holds, gate(guard));
  for (const Guard& guard : none) holds = circuit.And(holds, circuit.Not(gate(guard)));
  holds = circuit.And(holds, circuit.Order());
  std::string found;
  if (circuit.atoms().size() > kMaxAtoms) {
    found = fmt::format("? ({} > {})", circuit.atoms().size(), kMaxAtoms);
  } else if (const auto assignment = circuit.Satisfy(holds)) {
    found = Describe(circuit, *assignment);
  } else {
    return false;
  }
  if (witness != nullptr) {
    *witness = std::move(found);
  }
  return true;
}

// Not decided is not granted: then "can hold" is the answer.
bool Implies(const Guard& a, const Guard& b, std::string* counterexample) { return !CanHold({a}, {b}, counterexample); }

bool AreContrary(const Guard& a, const Guard& b) {
  const bool common = std::any_of(a.facts().begin(), a.facts().end(), [&](const std::string& fact) {
    return std::find(b.facts().begin(), b.facts().end(), fact) != b.facts().end();
  });
  return common && !CanHold({a, b}, {}, nullptr) && CanHold({a}, {}, nullptr) && CanHold({b}, {}, nullptr);
}

}  // namespace juece
