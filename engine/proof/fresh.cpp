#include "proof/fresh.h"

#include <fmt/format.h>

#include <algorithm>

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
  for (std::size_t s = 0; s < model.steps.size(); ++s) {
    const ModelStep& step = model.steps[s];
    const bool server = std::find(servers.begin(), servers.end(), static_cast<int>(s)) != servers.end();
    for (std::size_t o = 0; o < step.outcomes.size(); ++o) {
      const std::string& outcome = step.outcomes[o];
      // Where the step does not apply there is nothing to review, so nothing is stale.
      const bool reviewed = server && (outcome == kNotApplicableOutcome || Uses(step.node->reviews, material, outcome));
      const VisitMark otherwise = Uses(step.node->changes, material, outcome) ? VisitMark::kCloses : VisitMark::kNeutral;
      const auto mark = [&](VisitMark opens) { return reviewed && opens == VisitMark::kOpens ? VisitMark::kOpens : otherwise; };
      property.marks[s][o] = mark(opening.marks[s][o]);
      if (opening.row_marks.empty() || opening.row_marks[s].empty()) continue;
      property.row_marks.resize(model.steps.size());
      auto& rows = property.row_marks[s];
      rows.resize(opening.row_marks[s].size());
      const auto& edges = model.regions[static_cast<std::size_t>(step.region)].nodes[static_cast<std::size_t>(step.index)].edges;
      for (std::size_t e = 0; e < edges.size(); ++e) {
        if (edges[e].outcome == static_cast<int>(o)) rows[e] = mark(opening.row_marks[s][e]);
      }
    }
  }
  return property;
}

void CheckFresh(CheckContext& context, const Model& model, const Requirement& requirement, const Goal& goal,
                const std::vector<int>& servers, const Property& opening) {
  const std::string& material = requirement.fresh_material;
  const StepNode& server = *model.steps[static_cast<std::size_t>(servers.front())].node;
  const Text name = Quote(server.title, server.id);
  const std::string article = requirement.article.ToString();
  const bool declared = std::any_of(servers.begin(), servers.end(), [&](int s) {
    return Reviews(*model.steps[static_cast<std::size_t>(s)].node, material);
  });
  if (!declared) {
    Report(context, requirement, server,
           {fmt::format("{}应以 <reviews material=\"{}\"/> 写明所审查的材料(依据 {}),但没有写", name.zh, material, article),
            fmt::format("Expected {} to say <reviews material=\"{}\"/> ({}), but it does not", name.en, material, article)});
    return;
  }
  const Property property = FreshProperty(model, material, servers, opening);
  const auto run = Explorer(model, property, goal).FindRun();
  if (!run) return;
  const Text milestone = GoalTitle(context.catalog(), requirement);
  const Text path = RunText(model, *run);
  Report(context, requirement, server,
         {fmt::format("{}之前,材料“{}”最后一次改动之后应再经{}(依据 {}),但以下路径改动后没有再审查:{}", milestone.zh, material, name.zh,
                      article, path.zh),
          fmt::format("Expected {} to pass the last text of \"{}\" before {} ({}), but on this run it changes after the review: {}", name.en,
                      material, milestone.en, article, path.en)})
      .witness = RunIds(model, *run);
}

void CheckChangesBeforeCancelling(CheckContext& context, const Model& model) {
  for (const ModelStep& step : model.steps) {
    const ModelRegion& region = model.regions[static_cast<std::size_t>(step.region)];
    for (const MaterialUse& use : step.node->changes) {
      const bool reviewed = std::any_of(model.steps.begin(), model.steps.end(),
                                        [&](const ModelStep& other) { return Reviews(*other.node, use.material); });
      const auto& edges = region.nodes[static_cast<std::size_t>(step.index)].edges;
      const bool cancels = std::any_of(edges.begin(), edges.end(), [&](const ModelEdge& edge) {
        return region.nodes[static_cast<std::size_t>(edge.target)].cancelling &&
               Uses(step.node->changes, use.material, step.outcomes[static_cast<std::size_t>(edge.outcome)]);
      });
      if (!reviewed || !cancels) continue;
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
