// Orders that a local rule adds: one step before another, proved like a statute's requirement but of these very steps.
#include <fmt/format.h>

#include <algorithm>

#include "proof/checks.h"

namespace juece {
namespace {

int IndexOf(const Model& model, const std::string& id) {
  for (std::size_t s = 0; s < model.steps.size(); ++s) {
    if (model.steps[s].node->id == id) return static_cast<int>(s);
  }
  return -1;
}

void Check(CheckContext& context, const Model& model, const OrderRule& order) {
  const int first = IndexOf(model, order.step);
  Goal goal;
  goal.before_step = IndexOf(model, order.before);
  if (first < 0 || goal.before_step < 0) return;  // the merge has said so
  Property property = NeutralProperty(model);
  const ModelStep& step = model.Step(first);
  const ModelNode& node = model.NodeOf(step);
  property.only_from_start = order.outcomes.empty();
  for (int e = node.first_edge; e < node.first_edge + node.edge_count; ++e) {
    const auto edge = static_cast<std::size_t>(e);
    const std::string& outcome = step.outcomes()[static_cast<std::size_t>(model.edges[edge].outcome)];
    const bool opens = order.outcomes.empty() || std::find(order.outcomes.begin(), order.outcomes.end(), outcome) != order.outcomes.end();
    property.by_edge[e] = opens ? VisitMark::kOpens : VisitMark::kCloses;  // of this step, not of all of its kind
  }
  const auto run = Explorer(model, property, goal).FindRun();
  if (!run) return;
  const StepNode& then = *model.Step(goal.before_step).node;
  const Text name = Quote(step.node->title, step.node->id);
  const Text later = Quote(then.title, then.id);
  const Text path = RunText(model, *run);
  const std::string article = order.articles.empty() ? "" : order.articles.front().ToString();
  const std::string outcomes = JoinWords(order.outcomes, ", ");
  const Text last = order.outcomes.empty() ? Text{} : Text{fmt::format("(最后的结果为 {})", outcomes), fmt::format(" (last with {})", outcomes)};
  const bool visited = std::any_of(run->visits.begin(), run->visits.end(), [&](const RunVisit& visit) { return visit.step == first; });
  Finding& finding = context.Error(
      visited ? "gate-outcome-passes" : "mandatory-step-bypassed", order.place,
      {fmt::format("进入{}之前应先办过{}{}(依据 {}),但可以不这样:{}", later.zh, name.zh, last.zh, article, path.zh),
       fmt::format("Expected {}{} to come before {} ({}), but it need not: {}", name.en, last.en, later.en, article, path.en)});
  finding.step = order.step;
  finding.article = article;
  finding.witness = RunIds(model, *run);
}

}  // namespace

void CheckOrders(CheckContext& context, const Model& model) {
  for (const OrderRule& order : context.definition().orders) Check(context, model, order);
}

}  // namespace juece
