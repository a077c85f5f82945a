// Where the milestones stand. The proofs say what precedes a milestone; a definition that could put it anywhere could empty them.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "proof/checks.h"

namespace juece {
namespace {

bool HasMilestone(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

void Report(CheckContext& context, const StepNode& step, const MilestonePlace& law, const SourcePlace& place, Text found) {
  const std::string article = law.article.ToString();
  const Text milestone = MilestoneTitle(law.milestone);
  const std::string outcomes = JoinWords(law.outcomes, ", ");
  Finding& finding = context.Error(
      "requirement-missing", place,
      {fmt::format("节点“{}”应标在 {} 类型的环节上,结果为 {}(依据 {}),但{}", milestone.zh, law.step_type, outcomes, article, found.zh),
       fmt::format("Expected milestone {} to stand at steps of type {} with the outcomes {} ({}), but {}", milestone.en, law.step_type,
                   outcomes, article, found.en)});
  finding.step = step.id;
  finding.article = article;
}

void CheckStep(CheckContext& context, const StepNode& step, const MilestonePlace& law) {
  const Text name = Quote(step.title, step.id);
  const bool marked = step.milestone && step.milestone->milestone == law.milestone;
  if (step.type != law.step_type) {
    if (!marked) return;
    Report(context, step, law, step.milestone->place,
           {fmt::format("标在了环节{}({})", name.zh, step.type), fmt::format("it stands at {} ({})", name.en, step.type)});
    return;
  }
  if (!marked) {
    Report(context, step, law, step.place, {fmt::format("环节{}没有标", name.zh), fmt::format("{} does not mark it", name.en)});
    return;
  }
  for (const std::string& outcome : law.outcomes) {
    if (HasMilestone(step.milestone->outcomes, outcome)) continue;
    Report(context, step, law, step.milestone->place,
           {fmt::format("环节{}没有标结果 {}", name.zh, outcome), fmt::format("{} does not mark its outcome {}", name.en, outcome)});
  }
  for (const std::string& outcome : step.milestone->outcomes) {
    if (HasMilestone(law.outcomes, outcome)) continue;
    Report(context, step, law, step.milestone->place,
           {fmt::format("环节{}还标了结果 {}", name.zh, outcome), fmt::format("{} marks its outcome {} too", name.en, outcome)});
  }
}

// Milestones that the clauses speak of: they place them, or ask for something before them. What is owed before an end is owed once the
// decision has been reached.
std::set<std::string> SpokenOf(const std::vector<const Clause*>& clauses) {
  std::set<std::string> spoken;
  for (const Clause* clause : clauses) {
    for (const MilestonePlace& law : clause->milestones) spoken.insert(law.milestone);
    for (const Requirement& requirement : clause->requirements) {
      if (requirement.before_type.empty()) spoken.insert(requirement.milestone == "end" ? "decision" : requirement.milestone);
    }
  }
  return spoken;
}

// A milestone before which no clause asks for anything looks like a gate and is none.
void CheckSpokenOf(CheckContext& context, const StepNode& step, const std::set<std::string>& spoken) {
  if (!step.milestone || spoken.count(step.milestone->milestone) > 0) return;
  const Text name = Quote(step.title, step.id);
  const Text milestone = MilestoneTitle(step.milestone->milestone);
  context
      .Error("requirement-missing", step.milestone->place,
             {fmt::format("环节{}标的节点“{}”应为约束本定义的条款提到的,但没有条款提到它,以它为界的要求一条也没有;请删去,或者声明规定它的法规", name.zh,
                          milestone.zh),
              fmt::format("Expected the milestone {} at {} to be one that a binding clause speaks of, but none does, so nothing is asked before it; "
                          "take it out, or claim the statute that speaks of it",
                          milestone.en, name.en)})
      .step = step.id;
}

}  // namespace

void CheckMilestones(CheckContext& context) {
  const std::vector<const Clause*> clauses = ClaimedClauses(context);
  for (const Clause* clause : clauses) {
    for (const MilestonePlace& law : clause->milestones) {
      for (const StepNode* step : context.definition().steps()) CheckStep(context, *step, law);
    }
  }
  if (clauses.empty()) return;  // bound by nothing: a sketch
  const std::set<std::string> spoken = SpokenOf(clauses);
  for (const StepNode* step : context.definition().steps()) CheckSpokenOf(context, *step, spoken);
}

}  // namespace juece
