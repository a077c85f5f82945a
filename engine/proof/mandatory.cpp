// Which steps lie on every run that reaches the decision. In the root dominators answer; inside branches a step dominates nothing
// and yet may always run, so there the step is blocked and the search asked whether the decision can still be reached.
#include <algorithm>
#include <optional>
#include <set>

#include "graph/region_graph.h"
#include "proof/checks.h"

namespace juece {
namespace {

// The root with one more vertex that stands for the decision being reached.
RegionGraph DecisionGraph(const Model& model) {
  const ModelRegion& root = model.regions.back();
  const Property neutral = NeutralProperty(model);
  Explorer explorer(model, neutral);
  RegionGraph graph(static_cast<int>(root.nodes.size()) + 1);
  graph.start = root.start;
  const int decision = graph.size() - 1;
  for (int n = 0; n < decision; ++n) {
    const ModelNode& node = root.nodes[static_cast<std::size_t>(n)];
    for (const ModelEdge& edge : node.edges) graph.AddEdge(n, edge.target);
    if (node.kind == ModelNode::Kind::kComposite) {
      const std::vector<RunPath> rows = explorer.FreeRows(node);
      for (std::size_t r = 0; r < rows.size(); ++r) {
        if (rows[r].exists()) graph.AddEdge(n, node.rows[r].target);
      }
    }
    if (node.kind != ModelNode::Kind::kStep) continue;
    const auto& milestone = model.steps[static_cast<std::size_t>(node.step)].node->milestone;
    if (milestone && milestone->milestone == "decision") graph.AddEdge(n, decision);
  }
  return graph;
}

// A run to the decision that never visits `step` (any run where it is negative), as the set of steps that it visits.
std::optional<std::set<int>> RunWithout(const Model& model, int step) {
  Property property = NeutralProperty(model);
  property.only_from_start = true;
  if (step >= 0) {
    auto& marks = property.marks[static_cast<std::size_t>(step)];
    std::fill(marks.begin(), marks.end(), VisitMark::kOpens);
  }
  const auto run = Explorer(model, property, {"decision", false, ""}).FindRun();
  if (!run) return std::nullopt;
  std::set<int> steps;
  for (const RunVisit& visit : run->visits) steps.insert(visit.step);
  return steps;
}

// Steps inside branches that no run avoids. Only steps of a run can be among them, and each run that avoids one of them rules
// out others too, so few searches are needed.
std::set<int> MandatoryInBranches(const Model& model) {
  std::set<int> candidates;
  for (const int step : RunWithout(model, -1).value_or(std::set<int>{})) {
    if (model.steps[static_cast<std::size_t>(step)].region != model.root()) candidates.insert(step);
  }
  std::set<int> mandatory;
  while (!candidates.empty()) {
    const int step = *candidates.begin();
    candidates.erase(candidates.begin());
    const auto run = RunWithout(model, step);
    if (!run) mandatory.insert(step);
    else std::erase_if(candidates, [&](int other) { return run->count(other) == 0; });
  }
  return mandatory;
}

}  // namespace

std::vector<std::string> MandatorySteps(const Model& model) {
  std::vector<std::string> ids;
  const RegionGraph graph = DecisionGraph(model);
  const int decision = graph.size() - 1;
  if (!ReachableFromStart(graph)[static_cast<std::size_t>(decision)]) return ids;  // nothing is proved by an empty claim
  const std::vector<int> immediate = ImmediateDominators(graph);
  const std::set<int> inner = MandatoryInBranches(model);
  for (std::size_t s = 0; s < model.steps.size(); ++s) {
    const ModelStep& step = model.steps[s];
    const bool mandatory = step.region == model.root() ? Dominates(immediate, step.index, decision) : inner.count(static_cast<int>(s)) > 0;
    if (mandatory) ids.push_back(step.node->id);
  }
  return ids;
}

}  // namespace juece
