// An outcome that opens a gate only under a condition of the law opens it along those rows that are taken only while it holds.
#include <fmt/format.h>

#include <algorithm>

#include "proof/checks.h"

namespace juece {
namespace {

bool Names(const Transition& row, const std::string& outcome) {
  return std::find(row.outcomes.begin(), row.outcomes.end(), outcome) != row.outcomes.end();
}

// When the row is taken for the outcome: its own guard holds, and none of those before it.
std::optional<Guard> TakenWhen(const Definition& definition, const StepNode& step, const Transition& row, const std::string& outcome) {
  std::string text;
  const auto add = [&](std::string_view form, const std::string& guard) {
    text += fmt::format("{}{}({})", text.empty() ? "" : " and ", form, guard);
  };
  if (!row.when.IsAlways()) add("", row.when.text());
  for (const Transition& before : step.transitions) {
    if (&before == &row) break;
    if (Names(before, outcome) && !before.when.IsAlways()) add("not", before.when.text());
  }
  if (text.empty()) return Guard::Always();
  const FactTypes types = [&](std::string_view fact) -> std::optional<FactType> {
    const FactDeclaration* declared = definition.FindFact(fact);
    return declared == nullptr ? std::nullopt : std::optional(declared->type);
  };
  GuardProblem problem;
  return Guard::Parse(text, types, problem);
}

}  // namespace

void CloseUnsureRows(const CheckContext& context, const Requirement& requirement, const Model& model, const ModelStepKind& kind,
                     Property& property) {
  for (const auto& [outcome, condition] : requirement.outcome_conditions) {
    const auto found = std::find(kind.outcomes.begin(), kind.outcomes.end(), outcome);
    const int number = kind.first_outcome + static_cast<int>(found - kind.outcomes.begin());
    if (found == kind.outcomes.end() || property.by_outcome[static_cast<std::size_t>(number)] != VisitMark::kOpens) continue;
    const std::optional<Guard> needed = ConditionOf(context, requirement.article, condition);
    for (const int s : kind.steps) {
      const ModelNode& node = model.NodeOf(model.Step(s));
      for (int e = node.first_edge; e < node.first_edge + node.edge_count; ++e) {
        const ModelEdge& edge = model.edges[static_cast<std::size_t>(e)];
        if (edge.number != number || edge.row == nullptr) continue;
        const std::optional<Guard> taken = TakenWhen(context.definition(), *model.Step(s).node, *edge.row, outcome);
        if (!needed || !taken || !Implies(*taken, *needed, nullptr)) property.by_edge[e] = VisitMark::kCloses;
      }
    }
  }
}

}  // namespace juece
