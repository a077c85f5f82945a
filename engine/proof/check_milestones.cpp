// Where the milestones stand. The proofs say what precedes a milestone; a definition that could put it anywhere could empty them.
#include <fmt/format.h>

#include <algorithm>

#include "proof/checks.h"

namespace juece {
namespace {

bool Has(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

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
    if (Has(step.milestone->outcomes, outcome)) continue;
    Report(context, step, law, step.milestone->place,
           {fmt::format("环节{}没有标结果 {}", name.zh, outcome), fmt::format("{} does not mark its outcome {}", name.en, outcome)});
  }
  for (const std::string& outcome : step.milestone->outcomes) {
    if (Has(law.outcomes, outcome)) continue;
    Report(context, step, law, step.milestone->place,
           {fmt::format("环节{}还标了结果 {}", name.zh, outcome), fmt::format("{} marks its outcome {} too", name.en, outcome)});
  }
}

}  // namespace

void CheckMilestones(CheckContext& context) {
  for (const Clause* clause : ClaimedClauses(context)) {
    for (const MilestonePlace& law : clause->milestones) {
      for (const StepNode* step : context.definition().steps()) CheckStep(context, *step, law);
    }
  }
}

}  // namespace juece
