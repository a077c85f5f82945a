// When a step applies: implication between the two conditions, with the facts under which they part.
#include <fmt/format.h>

#include "difference/context.h"

namespace juece {
namespace {

struct Applies {
  Guard when = Guard::Always();
  bool discretionary = false;
  std::string decided_by;
  Articles articles;
};

Applies Of(const StepNode& step) {
  if (!step.applicability) return {};
  return {step.applicability->when, step.applicability->discretionary, step.applicability->decided_by, step.applicability->articles};
}

Text Describe(const Side& side, const Applies& applies) {
  if (!applies.discretionary) return GuardText(side, applies.when);
  const Text role = RoleName(side, applies.decided_by);
  return {fmt::format("由{}裁量", role.zh), fmt::format("at the discretion of {}", role.en)};
}

struct Compared {
  bool at_least = true;        // the condition asks at least as much
  std::string counterexample;  // of that
};

// Does `a` apply whenever `b` does? What is left to discretion never applies for sure.
Compared Covers(const Applies& a, const Applies& b) {
  if (a.discretionary || b.discretionary) return {b.discretionary, ""};
  Compared out;
  out.at_least = Implies(b.when, a.when, &out.counterexample);
  return out;
}

void Add(CompareContext& context, std::string_view code, Bearing bearing, const StepNode& before, const StepNode& after, const Text& detail) {
  const Applies was = Of(before);
  const Applies is = Of(after);
  const Text name = NameOf(after);
  const Text old_text = Describe(context.before(), was);
  const Text new_text = Describe(context.after(), is);
  Difference& difference = context.Add(
      code, bearing, kGravityApplies,
      {fmt::format("{}的适用情形:{} → {};{}", name.zh, old_text.zh, new_text.zh, detail.zh),
       fmt::format("When {} applies: {} → {}; {}", name.en, old_text.en, new_text.en, detail.en)});
  difference.step = after.id;
  difference.article = BasisOf(is.articles.empty() ? was.articles : is.articles);
}

void CompareStep(CompareContext& context, const StepNode& before, const StepNode& after) {
  const Applies was = Of(before);
  const Applies is = Of(after);
  const Compared wider = Covers(is, was);
  const Compared narrower = Covers(was, is);
  const Text lost = Readable(context.after(), wider.counterexample);
  const Text gained = Readable(context.after(), narrower.counterexample);
  if (!wider.at_least) {
    Add(context, "applies-narrower", Bearing::kLooser, before, after,
        lost.empty() ? Text{"旧版应当适用的,新版可以不适用", "where it had to apply it need not"}
                     : Text{fmt::format("{}时,旧版适用,新版不适用", lost.zh), fmt::format("when {}, it applied and no longer does", lost.en)});
  }
  if (!narrower.at_least) {
    Add(context, "applies-wider", Bearing::kStricter, before, after,
        gained.empty() ? Text{"旧版可以不适用的,新版应当适用", "where it need not apply it now must"}
                       : Text{fmt::format("{}时,旧版不适用,新版适用", gained.zh), fmt::format("when {}, it did not apply and now does", gained.en)});
  }
  if (before.applicability && after.applicability && was.decided_by != is.decided_by) {
    const Text from = RoleName(context.before(), was.decided_by);
    const Text to = RoleName(context.after(), is.decided_by);
    const Text name = NameOf(after);
    context.Add("applies-decided-by", Bearing::kUnclear, kGravityApplies + 5,
                {fmt::format("{}是否适用,由{}认定改为由{}认定", name.zh, from.zh, to.zh),
                 fmt::format("Whether {} applies was decided by {}, now by {}", name.en, from.en, to.en)})
        .step = after.id;
  }
}

}  // namespace

void CompareApplicability(CompareContext& context) {
  for (const StepNode* before : context.before().definition->steps()) {
    const StepNode* after = context.match().After(*before);
    if (after != nullptr) CompareStep(context, *before, *after);
  }
}

}  // namespace juece
