// Which requirements of the claimed statutes were proved: there is something to prove, and no proof or check found fault.
#include <algorithm>
#include <array>

#include "proof/checks.h"

namespace juece {
namespace {

constexpr std::array<std::string_view, 5> kFaults{"requirement-missing", "mandatory-step-bypassed", "gate-outcome-passes",
                                                  "applicability-narrower", "review-not-fresh"};

bool HasStep(const Definition& definition, const std::string& type) {
  return std::any_of(definition.steps().begin(), definition.steps().end(), [&](const StepNode* step) { return step->type == type; });
}

// Where nothing stands behind the gate, nothing is held back by it.
bool HasGoal(const Definition& definition, const Requirement& requirement) {
  if (!requirement.before_type.empty()) return HasStep(definition, requirement.before_type);
  const std::string milestone = requirement.milestone == "end" ? "decision" : requirement.milestone;
  return std::any_of(definition.steps().begin(), definition.steps().end(),
                     [&](const StepNode* step) { return step->milestone && step->milestone->milestone == milestone; });
}

}  // namespace

std::vector<ProvedRequirement> ProvedRequirements(const CheckContext& context, const std::vector<Finding>& findings) {
  std::vector<ProvedRequirement> proved;
  for (const Clause* clause : ClaimedClauses(context)) {
    // A fault names its article: where a clause has two requirements, neither counts while one of them fails.
    const std::string article = clause->article.ToString();
    const bool faulty = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.severity == Severity::kError && finding.article == article &&
             std::find(kFaults.begin(), kFaults.end(), finding.code) != kFaults.end();
    });
    if (faulty) continue;
    for (const Requirement& requirement : clause->requirements) {
      const auto& types = requirement.step_types;
      const bool served = std::any_of(types.begin(), types.end(), [&](const std::string& type) { return HasStep(context.definition(), type); });
      if (served && HasGoal(context.definition(), requirement)) proved.push_back({requirement.article, requirement.id});
    }
  }
  return proved;
}

}  // namespace juece
