// What only got another name or another place.
#include <fmt/format.h>

#include "difference/context.h"

namespace juece {
namespace {

// Of what a difference in names is about, as JSON alone has ids otherwise.
Text RegionName(const Side& side, const StepNode& step) {
  const NodeRef* found = side.definition->Find(step.id);
  if (found == nullptr || found->branch == nullptr) return {"主流程", "the main flow"};
  const Text branch = Named(found->branch->title.empty() ? Text{found->branch->id, found->branch->id} : found->branch->title);
  return {"分支" + branch.zh, "branch " + branch.en};
}

void CompareStepNames(CompareContext& context, const StepNode& before, const StepNode& after) {
  const Text was = NameOf(before);
  const Text is = NameOf(after);
  if (before.id != after.id || before.title != after.title) {
    context.Add("step-renamed", Bearing::kNeutral, kGravityName,
                {fmt::format("环节{}({})现为{}({})", was.zh, before.id, is.zh, after.id), fmt::format("The step {} ({}) is now {} ({})", was.en, before.id, is.en, after.id)})
        .step = after.id;
  }
  if (!context.match().SameRegion(before.id, after.id)) {
    const Text from = RegionName(context.before(), before);
    const Text to = RegionName(context.after(), after);
    context.Add("step-moved", Bearing::kNeutral, kGravityName,
                {fmt::format("环节{}由{}移到{}", is.zh, from.zh, to.zh), fmt::format("The step {} moved from {} to {}", is.en, from.en, to.en)})
        .step = after.id;
  }
}

}  // namespace

void CompareNames(CompareContext& context) {
  const Definition& before = *context.before().definition;
  const Definition& after = *context.after().definition;
  if (before.id != after.id || before.title != after.title) {
    const Text was = Named(before.title);
    const Text is = Named(after.title);
    context.Add("procedure-renamed", Bearing::kNeutral, kGravityName,
                {fmt::format("程序{}({})现为{}({})", was.zh, before.id, is.zh, after.id), fmt::format("The procedure {} ({}) is now {} ({})", was.en, before.id, is.en, after.id)});
  }
  for (const StepNode* step : before.steps()) {
    const StepNode* other = context.match().After(*step);
    if (other != nullptr) CompareStepNames(context, *step, *other);
  }
}

}  // namespace juece
