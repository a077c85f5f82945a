#include "proof/fresh.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace juece {
namespace {

bool Reviews(const ModelStepKind& kind, const std::string& material) {
  return std::any_of(kind.reviews.begin(), kind.reviews.end(), [&](const MaterialUse& use) { return use.material == material; });
}

Finding& Report(CheckContext& context, const Requirement& requirement, const StepNode& server, Text message) {
  Finding& finding = context.Error("review-not-fresh", server.place, std::move(message));
  finding.step = server.id;
  finding.article = requirement.article.ToString();
  return finding;
}

}  // namespace

Property FreshProperty(const Model& model, const Requirement& requirement, const Property& opening) {
  const std::string& material = requirement.fresh_material;
  Property property = NeutralProperty(model);
  property.closed_at_start = false;
  std::vector<VisitMark> unreviewed = property.by_outcome;  // what the visit is where it clears nothing
  for (const auto& [key, kind] : model.kinds) {
    const auto& types = requirement.step_types;
    const bool server = std::find(types.begin(), types.end(), kind.type->id) != types.end();
    for (std::size_t o = 0; o < kind.outcomes.size(); ++o) {
      const std::string& outcome = kind.outcomes[o];
      const std::size_t number = static_cast<std::size_t>(kind.first_outcome) + o;
      unreviewed[number] = Uses(kind.changes, material, outcome) ? VisitMark::kCloses : VisitMark::kNeutral;
      // Where the step does not apply there is nothing to review, so nothing is stale.
      const bool reviewed = server && (outcome == kNotApplicableOutcome || Uses(kind.reviews, material, outcome));
      property.by_outcome[number] = reviewed && opening.by_outcome[number] == VisitMark::kOpens ? VisitMark::kOpens : unreviewed[number];
    }
  }
  // Rows that do not open the gate clear nothing either.
  for (const auto& [edge, mark] : opening.by_edge) {
    if (mark != VisitMark::kOpens) property.by_edge[edge] = unreviewed[static_cast<std::size_t>(model.edges[static_cast<std::size_t>(edge)].number)];
  }
  return property;
}

void CheckFresh(CheckContext& context, const Model& model, const Requirement& requirement, const Goal& goal, const StepNode& server,
                const std::optional<Property>& fresh) {
  const std::string& material = requirement.fresh_material;
  const Text name = Quote(server.title, server.id);
  const std::string article = requirement.article.ToString();
  const std::vector<const ModelStepKind*> servers = model.KindsOfTypes(requirement.step_types);
  const bool declared = std::any_of(servers.begin(), servers.end(), [&](const ModelStepKind* kind) { return Reviews(*kind, material); });
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
  for (const auto& [key, kind] : model.kinds) {
    for (const MaterialUse& use : kind.reviews) reviewed.insert(use.material);
  }
  for (const ModelStep& step : model.steps) {
    if (step.kind->changes.empty()) continue;
    std::vector<std::string_view> cancelling;  // outcomes with which it leads to such an end
    for (const ModelEdge& edge : model.EdgesOf(model.NodeOf(step))) {
      const bool cancels = edge.target >= 0 && model.Region(step.region).nodes[static_cast<std::size_t>(edge.target)].cancelling;
      if (cancels) cancelling.push_back(step.outcomes()[static_cast<std::size_t>(edge.outcome)]);
    }
    if (cancelling.empty()) continue;
    for (const MaterialUse& use : step.node->changes) {
      const bool survives = std::any_of(cancelling.begin(), cancelling.end(), [&](std::string_view outcome) {
        return Uses(step.kind->changes, use.material, outcome);
      });
      if (reviewed.count(use.material) == 0 || !survives) continue;
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
