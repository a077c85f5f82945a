#include "plan/unknowns.h"

#include <algorithm>
#include <functional>
#include <set>
#include <span>

namespace juece {
namespace {

const Data kTrue(true);
const Data kFalse(false);

const Data* Stated(const PlanRequest& request, std::string_view fact) {
  const auto stated = request.facts.find(std::string(fact));
  return stated == request.facts.end() || stated->second.is_null() ? nullptr : &stated->second;
}

// Where the outcomes of a step lead, by rows as they stand.
std::set<int> TargetsOf(const Model& model, const ModelStep& step, bool not_applicable) {
  std::set<int> targets;
  for (const ModelEdge& edge : model.EdgesOf(model.NodeOf(step))) {
    if ((step.outcomes()[static_cast<std::size_t>(edge.outcome)] == kNotApplicableOutcome) == not_applicable) targets.insert(edge.target);
  }
  return targets;
}

// Whether it makes a difference to the way if this step applies.
bool ApplyingMatters(const Model& model, const ModelStep& step, bool timed) {
  if (timed || step.node->milestone) return true;
  const std::set<int> skipped = TargetsOf(model, step, true);
  return skipped.size() != 1 || skipped != TargetsOf(model, step, false);
}

// Conditions of rows of one outcome that lead to different places.
void ForEachChoosingGuard(std::span<const ModelEdge> edges, const std::function<void(const Guard&)>& take) {
  for (const ModelEdge& edge : edges) {
    const bool chooses = std::any_of(edges.begin(), edges.end(), [&](const ModelEdge& other) {
      return other.outcome == edge.outcome && other.target != edge.target;
    });
    if (chooses && edge.row != nullptr && !edge.row->when.IsAlways()) take(edge.row->when);
  }
}

}  // namespace

Truth KnownFacts::Of(const Guard& guard) const {
  const auto assigned = [&](auto matches) -> std::optional<bool> {
    for (std::size_t u = 0; u < unknowns_.size(); ++u) {
      if (matches(unknowns_[u])) return assigned_[u];
    }
    return std::nullopt;
  };
  const Truth truth = guard.Evaluate([&](std::string_view fact) -> const Data* {
    if (const Data* stated = Stated(request_, fact)) return stated;
    const auto value = assigned([&](const Unknown& unknown) { return unknown.fact == fact && !unknown.fact.empty(); });
    return value ? (*value ? &kTrue : &kFalse) : nullptr;
  });
  if (truth != Truth::kUnknown) return truth;
  const auto value = assigned([&](const Unknown& unknown) { return unknown.fact.empty() && unknown.condition == guard.text(); });
  return value ? (*value ? Truth::kTrue : Truth::kFalse) : Truth::kUnknown;
}

std::vector<Unknown> UnknownsOf(const Model& model, const PlanRequest& request, const std::vector<bool>& timed) {
  const std::vector<Unknown> none;
  const std::vector<bool> nothing;
  const KnownFacts stated(request, none, nothing);
  std::vector<Unknown> unknowns;
  const auto add = [&](Unknown unknown) {
    const bool known = std::any_of(unknowns.begin(), unknowns.end(), [&](const Unknown& other) {
      return other.fact == unknown.fact && other.condition == unknown.condition;
    });
    if (!known) unknowns.push_back(std::move(unknown));
  };
  const auto take = [&](const Guard& guard) {
    if (stated.Of(guard) != Truth::kUnknown) return;
    bool opaque = false;
    for (const std::string& fact : guard.facts()) {
      if (Stated(request, fact) != nullptr) continue;
      const FactDeclaration* declared = request.definition->FindFact(fact);
      if (declared != nullptr && declared->type == FactType::kBoolean) {
        add({fact, ""});
      } else {
        opaque = true;
      }
    }
    if (opaque) add({"", guard.text()});
  };
  for (std::size_t s = 0; s < model.steps.size(); ++s) {
    const ModelStep& step = model.steps[s];
    const auto& applies = step.node->applicability;
    if (applies && !applies->discretionary && ApplyingMatters(model, step, timed[s])) take(applies->when);
    ForEachChoosingGuard(model.EdgesOf(model.NodeOf(step)), take);
  }
  return unknowns;
}

std::vector<const ModelEdge*> EdgesOf(const Model& model, const ModelNode& node, const PlanRequest& request, const KnownFacts& facts) {
  const ModelStep& step = model.StepOf(node);
  const auto& applies = step.node->applicability;
  const Truth applicable = !applies ? Truth::kTrue : applies->discretionary ? Truth::kUnknown : facts.Of(applies->when);
  const bool may_skip = applies && (applies->discretionary || applicable == Truth::kFalse);
  const auto asked = request.outcomes.find(step.node->id);
  std::vector<const ModelEdge*> edges;
  std::set<int> settled;  // outcomes of which a row is certain
  for (const ModelEdge& edge : model.EdgesOf(node)) {
    if (edge.row == nullptr) continue;
    const std::string& outcome = step.outcomes()[static_cast<std::size_t>(edge.outcome)];
    const bool skips = outcome == kNotApplicableOutcome;
    if (skips ? !may_skip : applicable == Truth::kFalse) continue;
    if (asked != request.outcomes.end() && outcome != asked->second && applicable != Truth::kFalse) continue;
    if (settled.contains(edge.outcome)) continue;
    const Truth taken = facts.Of(edge.row->when);
    if (taken == Truth::kFalse) continue;
    if (taken == Truth::kTrue) settled.insert(edge.outcome);
    edges.push_back(&edge);
  }
  return edges;
}

}  // namespace juece
