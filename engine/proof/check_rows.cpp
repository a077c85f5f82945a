// An outcome that opens a gate only under a condition of the law opens it along those rows that are taken only while it holds.
#include <fmt/format.h>

#include <algorithm>

#include "proof/checks.h"

namespace juece {
namespace {

bool Names(const Transition& row, const std::string& outcome) {
  return std::find(row.outcomes.begin(), row.outcomes.end(), outcome) != row.outcomes.end();
}

std::optional<Guard> ParseOver(const Definition& definition, const std::string& text) {
  const FactTypes types = [&](std::string_view fact) -> std::optional<FactType> {
    const FactDeclaration* declared = definition.FindFact(fact);
    return declared == nullptr ? std::nullopt : std::optional(declared->type);
  };
  GuardProblem problem;
  return Guard::Parse(text, types, problem);
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
  return text.empty() ? Guard::Always() : ParseOver(definition, text);
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

namespace {

// Whenever the condition holds, is one of the rows taken along which the outcome opens?
bool PassesWhile(const Definition& definition, const StepNode& step, const std::string& outcome, const Guard& condition) {
  std::string open;
  for (const Transition& row : step.transitions) {
    const std::optional<Guard> taken = Names(row, outcome) ? TakenWhen(definition, step, row, outcome) : std::nullopt;
    if (!taken || !Implies(*taken, condition, nullptr)) continue;
    if (taken->IsAlways()) return true;
    open += fmt::format("{}({})", open.empty() ? "" : " or ", taken->text());
  }
  const std::optional<Guard> together = open.empty() ? std::nullopt : ParseOver(definition, open);
  return together && Implies(condition, *together, nullptr);
}

}  // namespace

void CheckKeptRows(CheckContext& context, const Requirement& requirement, const ModelStepKind& kind, const Model& model) {
  for (const std::string& outcome : requirement.kept_outcomes) {
    const std::string& text = requirement.outcome_conditions.at(outcome);
    const std::optional<Guard> condition = ConditionOf(context, requirement.article, text);
    if (!condition || std::find(kind.outcomes.begin(), kind.outcomes.end(), outcome) == kind.outcomes.end()) continue;
    for (const int s : kind.steps) {
      const StepNode& step = *model.Step(s).node;
      if (PassesWhile(context.definition(), step, outcome, *condition)) continue;
      const Text name = Quote(step.title, step.id);
      const std::string article = requirement.article.ToString();
      Finding& finding = context.Error(
          "gate-never-opens", step.place,
          {fmt::format("当“{}”成立时,{}以 {} 结束应能办下去(依据 {}):应有 <on outcome=\"{}\" when=\"{}\">,但没有", text, name.zh, outcome, article,
                       outcome, text),
           fmt::format("Expected {} to be able to end with {} and go on whenever \"{}\" holds ({}): <on outcome=\"{}\" when=\"{}\">, but there "
                       "is no such row",
                       name.en, outcome, text, article, outcome, text)});
      finding.step = step.id;
      finding.article = article;
    }
  }
}

}  // namespace juece
