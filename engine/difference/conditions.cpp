#include "difference/conditions.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <set>

namespace juece {
namespace {

// One thing that is true or false all along: a boolean fact, or a whole condition over other facts, taken as it stands.
struct Variable {
  std::string fact;
  const Guard* guard = nullptr;
};

bool ReadsBooleansOnly(const Definition& definition, const Guard& guard) {
  return std::all_of(guard.facts().begin(), guard.facts().end(), [&](const std::string& fact) {
    const FactDeclaration* declared = definition.FindFact(fact);
    return declared != nullptr && declared->type == FactType::kBoolean;
  });
}

class Variables {
 public:
  explicit Variables(const Definition& definition) : definition_(definition) {
    for (const StepNode* step : definition.steps()) {
      if (step->applicability && !step->applicability->discretionary) Read(step->applicability->when);
      for (const Transition& row : step->transitions) Read(row.when);
    }
  }

  [[nodiscard]] std::size_t size() const { return variables_.size(); }
  [[nodiscard]] const Variable& At(std::size_t i) const { return variables_[i]; }

  [[nodiscard]] bool IsTrue(const Guard& guard, std::uint32_t assignment) const {
    if (guard.IsAlways()) return true;
    if (!ReadsBooleansOnly(definition_, guard)) return Bit(guard.text(), assignment);
    static const Data kTrue(true);
    static const Data kFalse(false);
    return guard.Evaluate([&](std::string_view fact) { return Bit(std::string(fact), assignment) ? &kTrue : &kFalse; }) == Truth::kTrue;
  }

  // May this row be taken while the facts are so? The first row that names the outcome and whose guard is true is the one.
  [[nodiscard]] bool Allows(const StepNode& step, std::string_view outcome, const Transition& row, std::uint32_t assignment) const {
    if (step.applicability && !step.applicability->discretionary) {
      const bool applies = IsTrue(step.applicability->when, assignment);
      if (applies == (outcome == kNotApplicableOutcome)) return false;
    }
    for (const Transition& candidate : step.transitions) {
      const bool names = candidate.otherwise || std::find(candidate.outcomes.begin(), candidate.outcomes.end(), outcome) != candidate.outcomes.end();
      if (names && IsTrue(candidate.when, assignment)) return &candidate == &row;
    }
    return false;
  }

 private:
  void Read(const Guard& guard) {
    if (guard.IsAlways()) return;
    if (!ReadsBooleansOnly(definition_, guard)) return Declare(guard.text(), {"", &guard});
    for (const std::string& fact : guard.facts()) Declare(fact, {fact, nullptr});
  }

  void Declare(const std::string& name, Variable variable) {
    if (numbers_.emplace(name, variables_.size()).second) variables_.push_back(std::move(variable));
  }

  [[nodiscard]] bool Bit(const std::string& name, std::uint32_t assignment) const {
    const auto found = numbers_.find(name);
    return found != numbers_.end() && (assignment >> found->second & 1U) != 0;
  }

  const Definition& definition_;
  std::vector<Variable> variables_;
  std::map<std::string, std::size_t> numbers_;
};

// A conjunction: the variables in `care` have the values in `value`.
struct Cube {
  std::uint32_t care = 0;
  std::uint32_t value = 0;
  friend auto operator<=>(const Cube&, const Cube&) = default;
  [[nodiscard]] bool Holds(std::uint32_t assignment) const { return (assignment & care) == value; }
};

// Quine–McCluskey: the largest cubes inside the set, then as few as cover it, the largest first.
std::vector<Cube> Cover(const std::vector<bool>& set, std::size_t variables) {
  const std::uint32_t all = (1U << variables) - 1;
  std::set<Cube> level;
  for (std::uint32_t a = 0; a <= all; ++a) {
    if (set[a]) level.insert({all, a});
  }
  std::vector<Cube> primes;
  while (!level.empty()) {
    std::set<Cube> merged;
    std::set<Cube> used;
    for (const Cube& cube : level) {
      for (std::size_t i = 0; i < variables; ++i) {
        const std::uint32_t bit = 1U << i;
        if ((cube.care & bit) == 0 || level.count({cube.care, cube.value ^ bit}) == 0) continue;
        merged.insert({cube.care & ~bit, cube.value & ~bit});
        used.insert(cube);
      }
    }
    for (const Cube& cube : level) {
      if (used.count(cube) == 0) primes.push_back(cube);
    }
    level = std::move(merged);
  }
  std::stable_sort(primes.begin(), primes.end(), [](const Cube& a, const Cube& b) { return std::popcount(a.care) < std::popcount(b.care); });
  std::vector<Cube> cover;
  std::vector<bool> open = set;
  for (const Cube& cube : primes) {
    bool needed = false;
    for (std::uint32_t a = 0; a <= all; ++a) {
      if (!open[a] || !cube.Holds(a)) continue;
      open[a] = false;
      needed = true;
    }
    if (needed) cover.push_back(cube);
  }
  return cover;
}

Text LiteralText(const Side& side, const Variable& variable, bool holds) {
  Text name = variable.fact.empty() ? Readable(side, variable.guard->text()) : FactName(side, variable.fact);
  if (variable.fact.empty()) name = {"(" + name.zh + ")", "(" + name.en + ")"};
  return holds ? Text{name.zh + "成立", name.en + " holds"} : Text{name.zh + "不成立", name.en + " does not hold"};
}

Text WhenText(const Side& side, const Variables& variables, const std::vector<Cube>& cover) {
  constexpr std::size_t kMostCases = 4;
  std::vector<Text> cases;
  for (const Cube& cube : cover) {
    if (cases.size() == kMostCases) {
      cases.push_back({"在别的一些情形下", "in some other cases"});
      break;
    }
    std::vector<Text> literals;
    for (std::size_t i = 0; i < variables.size(); ++i) {
      if ((cube.care >> i & 1U) != 0) literals.push_back(LiteralText(side, variables.At(i), (cube.value >> i & 1U) != 0));
    }
    if (literals.empty()) return {"无论事实如何", "whatever the facts are"};
    cases.push_back(AndTexts(literals));
  }
  const Text text = OrTexts(cases);
  return {"当" + text.zh + "时", "when " + text.en};
}

// Where there are too many conditions to try them all: those of one run.
Text ConditionsOf(const Side& side, const Witness& witness) {
  std::vector<Text> conditions;
  const auto add = [&](const Guard& guard, bool holds) {
    const Text text = Readable(side, guard.text());
    const Text said = holds ? Text{text.zh + " 成立", text.en + " holds"} : Text{text.zh + " 不成立", text.en + " does not hold"};
    if (!guard.IsAlways() && std::find(conditions.begin(), conditions.end(), said) == conditions.end()) conditions.push_back(said);
  };
  for (const WitnessVisit& visit : witness.visits) {
    const auto& applies = visit.step->applicability;
    if (applies && !applies->discretionary && !visit.outcome.empty()) add(applies->when, visit.outcome != kNotApplicableOutcome);
    if (visit.row != nullptr) add(visit.row->when, true);
  }
  if (conditions.empty()) return {"在有的情形下", "in some cases"};
  const Text text = AndTexts(conditions);
  return {"例如当" + text.zh + "时", "for example when " + text.en};
}

}  // namespace

std::optional<Circumstance> WeakestCircumstance(const Side& side, const RunQuestion& question) {
  auto unconditioned = side.runs->Find(question);
  if (!unconditioned) return std::nullopt;
  const Variables variables(*side.definition);
  if (variables.size() > kMostVariables) {
    Text when = ConditionsOf(side, *unconditioned);
    return Circumstance{std::move(when), *std::move(unconditioned)};
  }
  const std::uint32_t count = 1U << variables.size();
  std::vector<bool> exists(count);
  std::optional<Witness> shortest;
  for (std::uint32_t assignment = 0; assignment < count; ++assignment) {
    RunQuestion under = question;
    under.allows = [&](const StepNode& step, std::string_view outcome, const Transition& row) {
      return variables.Allows(step, outcome, row, assignment);
    };
    auto run = side.runs->Find(under);
    exists[assignment] = run.has_value();
    if (run && (!shortest || run->visits.size() < shortest->visits.size())) shortest = std::move(run);
  }
  if (!shortest) {
    return Circumstance{{"只有在认定的事实中途改变时", "only if the facts change on the way"}, *std::move(unconditioned)};
  }
  return Circumstance{WhenText(side, variables, Cover(exists, variables.size())), *std::move(shortest)};
}

}  // namespace juece
