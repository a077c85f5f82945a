// Which steps lie on every run that reaches the decision. In one region these are the vertices that every walk to the goal passes.
// Inside a composite that is passed, a step dominates nothing and yet may always run: it is mandatory if, without it, its branch
// ends with none of the outcomes that lead on. So each region is asked once, for the ends that its composite needs, from the root
// inwards: linear.
#include <algorithm>
#include <vector>

#include "proof/checks.h"
#include "proof/table.h"

namespace juece {
namespace {

// A region, and the ends (by the outcomes' numbers) of which every run in question comes to one.
struct Task {
  int region = 0;
  std::vector<int> outcomes;  // of the root none: there it is the decision
};

class Finder {
 public:
  Finder(const Model& model, const Reach& reach)
      : model_(model), reach_(reach), wanted_(static_cast<std::size_t>(model.outcome_count)), mandatory_(model.steps.size()) {}

  // Per step.
  std::vector<char> Find() {
    open_.push_back({model_.root(), {}});
    while (!open_.empty()) {
      const Task task = std::move(open_.back());
      open_.pop_back();
      Solve(task);
    }
    return std::move(mandatory_);
  }

 private:
  void Solve(const Task& task) {
    const ModelRegion& region = model_.Region(task.region);
    RegionGraph graph = GraphOf(model_, reach_, region);
    AddGoal(task, region, graph);
    const Passage passage = AlwaysPassed(graph, graph.size() - 1);
    const bool composites = std::any_of(passage.vertices.begin(), passage.vertices.end(), [&](int v) {
      return v + 1 < graph.size() && region.nodes[static_cast<std::size_t>(v)].kind == ModelNode::Kind::kComposite;
    });
    const RegionGraph backward = composites ? Reversed(graph) : RegionGraph();
    for (std::size_t i = 0; i + 1 < passage.vertices.size(); ++i) {
      const ModelNode& node = region.nodes[static_cast<std::size_t>(passage.vertices[i])];
      if (node.kind == ModelNode::Kind::kStep) mandatory_[static_cast<std::size_t>(node.item)] = 1;
      if (node.kind == ModelNode::Kind::kComposite) AskBranches(model_.CompositeOf(node), LeadingRows(backward, passage, i, node));
    }
  }

  // The last vertex of the graph stands for the goal.
  void AddGoal(const Task& task, const ModelRegion& region, RegionGraph& graph) {
    for (const int outcome : task.outcomes) wanted_[static_cast<std::size_t>(outcome)] = 1;
    for (int n = 0; n + 1 < graph.size(); ++n) {
      const ModelNode& node = region.nodes[static_cast<std::size_t>(n)];
      if (!reach_.Node(region, n) || !IsGoal(task, region, node)) continue;
      graph.AddEdge(n, graph.size() - 1);
    }
  }

  [[nodiscard]] bool IsGoal(const Task& task, const ModelRegion& region, const ModelNode& node) const {
    if (node.kind == ModelNode::Kind::kEnd) return task.region != model_.root() && wanted_[static_cast<std::size_t>(region.NumberOf(node))] != 0;
    if (task.region != model_.root() || node.kind != ModelNode::Kind::kStep) return false;
    return node.milestone && model_.StepOf(node).node->milestone->milestone == "decision";
  }

  // The rows by which the i-th passed vertex can be left for good: from their targets the next passed vertex can be come to without
  // returning. What lies between the two belongs to this stretch alone.
  [[nodiscard]] std::vector<const ModelRow*> LeadingRows(const RegionGraph& backward, const Passage& passage, std::size_t i,
                                                         const ModelNode& node) {
    leads_.resize(std::max(leads_.size(), static_cast<std::size_t>(backward.size())));
    std::vector<int> open = {passage.vertices[i + 1]};
    leads_[static_cast<std::size_t>(open.front())] = 1;
    std::vector<int> seen = open;
    while (!open.empty()) {
      const int at = open.back();
      open.pop_back();
      for (int e = backward.FirstEdge(at); e >= 0; e = backward.NextEdge(e)) {
        const int from = backward.TargetOf(e);
        const bool here = from != passage.vertices[i] && passage.stretch[static_cast<std::size_t>(from)] == static_cast<int>(i);
        if (!here || leads_[static_cast<std::size_t>(from)] != 0) continue;
        leads_[static_cast<std::size_t>(from)] = 1;
        open.push_back(from);
        seen.push_back(from);
      }
    }
    std::vector<const ModelRow*> rows;
    const ModelComposite& composite = model_.CompositeOf(node);
    for (std::size_t r = 0; r < composite.rows.size(); ++r) {
      if (reach_.Row(composite, r) && leads_[static_cast<std::size_t>(composite.rows[r].target)] != 0) rows.push_back(&composite.rows[r]);
    }
    for (const int vertex : seen) leads_[static_cast<std::size_t>(vertex)] = 0;
    return rows;
  }

  // A branch is needed unless a sibling alone, by cancelling it, can lead on.
  void AskBranches(const ModelComposite& composite, const std::vector<const ModelRow*>& rows) {
    for (std::size_t b = 0; b < composite.branches.size(); ++b) {
      std::vector<int> outcomes;
      bool needed = true;
      for (const ModelRow* row : rows) {
        const auto add = [&](int number) {
          if (reach_.Outcome(number)) outcomes.push_back(number);
        };
        if (row->cancelling_branch < 0) {
          ForEachAdmitted(model_, reach_, composite, *row, b, add);
        } else if (row->cancelling_branch == static_cast<int>(b)) {
          ForEachCancelling(model_, composite, *row, add);
        } else {
          needed = false;
        }
      }
      if (needed) open_.push_back({composite.branches[b], std::move(outcomes)});
    }
  }

  const Model& model_;
  const Reach& reach_;
  std::vector<Task> open_;
  std::vector<char> wanted_;  // per outcome of the regions asked
  std::vector<char> leads_;   // all zero between calls
  std::vector<char> mandatory_;
};

}  // namespace

std::vector<std::string> MandatorySteps(const Model& model, const Reach& reach) {
  const std::vector<char> mandatory = Finder(model, reach).Find();
  std::vector<std::string> ids;
  for (std::size_t s = 0; s < mandatory.size(); ++s) {
    if (mandatory[s] != 0) ids.push_back(model.steps[s].node->id);
  }
  return ids;
}

}  // namespace juece
