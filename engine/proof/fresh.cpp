#include "proof/fresh.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace juece {
namespace {

bool Uses(const std::vector<MaterialUse>& uses, const std::string& material, const std::string& outcome) {
  return std::any_of(uses.begin(), uses.end(), [&](const MaterialUse& use) {
    return use.material == material &&
           (use.outcomes.empty() || std::find(use.outcomes.begin(), use.outcomes.end(), outcome) != use.outcomes.end());
  });
}

bool Reviews(const StepNode& step, const std::string& material) {
  return std::any_of(step.reviews.begin(), step.reviews.end(), [&](const MaterialUse& use) { return use.material == material; });
}

Finding& Report(CheckContext& context, const Requirement& requirement, const StepNode& server, Text message) {
  Finding& finding = context.Error("review-not-fresh", server.place, std::move(message));
  finding.step = server.id;
  finding.article = requirement.article.ToString();
  return finding;
}

}  // namespace

Property FreshProperty(const Model& model, const std::string& material, const std::vector<int>& servers, const Property& opening) {
  Property property = NeutralProperty(model);
  property.closed_at_start = false;
  const auto mark = [&](const ModelStep& step, int e, bool server) {
    const std::string& outcome = step.outcomes()[static_cast<std::size_t>(model.edges[static_cast<std::size_t>(e)].outcome)];
    // Where the step does not apply there is nothing to review, so nothing is stale.
    const bool reviewed = server && (outcome == kNotApplicableOutcome || Uses(step.node->reviews, material, outcome));
    if (reviewed && opening.marks[static_cast<std::size_t>(e)] == VisitMark::kOpens) return VisitMark::kOpens;
    return Uses(step.node->changes, material, outcome) ? VisitMark::kCloses : VisitMark::kNeutral;
  };
  std::set_union(servers.begin(), servers.end(), model.changers.begin(), model.changers.end(), std::back_inserter(property.steps));
  for (const int s : property.steps) {
    const ModelStep& step = model.Step(s);
    const bool server = step.node->type == model.Step(servers.front()).node->type;
    const ModelNode& node = model.NodeOf(step);
    for (int e = node.first_edge; e < node.first_edge + node.edge_count; ++e) property.marks[static_cast<std::size_t>(e)] = mark(step, e, server);
  }
  return property;
}

void CheckFresh(CheckContext& context, const Model& model, const Requirement& requirement, const Goal& goal,
                const std::vector<int>& servers, const std::optional<Property>& fresh) {
  const std::string& material = requirement.fresh_material;
  const StepNode& server = *model.Step(servers.front()).node;
  const Text name = Quote(server.title, server.id);
  const std::string article = requirement.article.ToString();
  const bool declared = std::any_of(servers.begin(), servers.end(), [&](int s) {
    return Reviews(*model.Step(s).node, material);
  });
  if (!declared) {
    Report(context, requirement, server,
           {fmt::format("{}应以 <reviews material=\"{}\"/> 写明所审查的材料(依据 {}),但没有写", name.zh, material, article),
            fmt::format("Expected {} to say <reviews material=\"{}\"/> ({}), but it does not", name.en, material, article)});
    return;
  }
  if (!fresh) return;
  const Run run = Explorer(model, *fresh, goal).FindRun().value_or(Run{});  // offended without a run is a finding all the same
  const Text milestone = GoalTitle(context.catalog(), requirement);
  const Text path = RunText(model, run);
  Report(context, requirement, server,
         {fmt::format("{}之前,材料“{}”最后一次改动之后应再经{}(依据 {}),但以下路径改动后没有再审查:{}", milestone.zh, material, name.zh,
                      article, path.zh),
          fmt::format("Expected {} to pass the last text of \"{}\" before {} ({}), but on this run it changes after the review: {}", name.en,
                      material, milestone.en, article, path.en)})
      .witness = RunIds(model, run);
}

void CheckChangesBeforeCancelling(CheckContext& context, const Model& model) {
  std::set<std::string_view> reviewed;
  for (const ModelStep& step : model.steps) {
    for (const MaterialUse& use : step.node->reviews) reviewed.insert(use.material);
  }
  for (const int s : model.changers) {
    const ModelStep& step = model.Step(s);
    const auto edges = model.EdgesOf(model.NodeOf(step));
    for (const MaterialUse& use : step.node->changes) {
      const bool cancels = std::any_of(edges.begin(), edges.end(), [&](const ModelEdge& edge) {
        return edge.target >= 0 && model.Region(step.region).nodes[static_cast<std::size_t>(edge.target)].cancelling &&
               Uses(step.node->changes, use.material, step.outcomes()[static_cast<std::size_t>(edge.outcome)]);
      });
      if (reviewed.count(use.material) == 0 || !cancels) continue;
      const Text name = Quote(step.node->title, step.node->id);
      context
          .Error("review-not-fresh", use.place,
                 {fmt::format("改动“{}”的环节{}不应直接通向终止其他分支的终点(应审查它的分支会随之终止),但存在这样的流转", use.material, name.zh),
                  fmt::format("Expected {}, which changes \"{}\", not to lead directly to an end that cancels the siblings (the branch that "
                              "would review it is abandoned), but it does",
                              name.en, use.material)})
          .step = step.node->id;
    }
  }
}

}  // namespace juece
