#include "proof/model.h"

#include <algorithm>
#include <unordered_map>

namespace juece {
namespace {

bool Contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

int IndexIn(const std::vector<std::string>& list, std::string_view item) {
  const auto found = std::find(list.begin(), list.end(), item);
  return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

int AddOnce(std::vector<std::string>& list, const std::string& item) {
  const int known = IndexIn(list, item);
  if (known >= 0) return known;
  list.push_back(item);
  return static_cast<int>(list.size()) - 1;
}

// The nodes of one region by id: a long region is not searched for every edge.
class NodeNumbers {
 public:
  explicit NodeNumbers(const Region& region) {
    for (std::size_t n = 0; n < region.nodes.size(); ++n) numbers_.emplace(IdOf(region.nodes[n]), static_cast<int>(n));
  }
  [[nodiscard]] int Of(std::string_view id) const {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? 0 : found->second;
  }

 private:
  std::unordered_map<std::string_view, int> numbers_;
};

class Builder {
 public:
  Builder(const StepCatalog& catalog, Model& model) : catalog_(catalog), model_(model) {}

  // Returns the region's index. Steps are numbered before their inner regions are, so a first pass numbers them.
  int AddRegion(const Region& source) {
    ModelRegion region;
    const NodeNumbers numbers(source);
    region.start = numbers.Of(source.start);
    for (const Node& node : source.nodes) region.nodes.push_back(AddNode(numbers, node, region));
    const int index = static_cast<int>(model_.regions.size());
    for (std::size_t n = 0; n < region.nodes.size(); ++n) {
      for (const int branch : region.nodes[n].branches) {
        model_.regions[static_cast<std::size_t>(branch)].parent = index;
        model_.regions[static_cast<std::size_t>(branch)].parent_node = static_cast<int>(n);
      }
      if (region.nodes[n].step < 0) continue;
      ModelStep& step = model_.steps[static_cast<std::size_t>(region.nodes[n].step)];
      step.region = index;
      step.index = static_cast<int>(n);
    }
    model_.regions.push_back(std::move(region));
    return index;
  }

 private:
  ModelNode AddNode(const NodeNumbers& numbers, const Node& node, ModelRegion& region) {
    ModelNode out;
    out.source = &node;
    if (const auto* step = std::get_if<StepNode>(&node)) {
      AddStep(numbers, *step, out);
    } else if (const auto* composite = std::get_if<CompositeNode>(&node)) {
      out.kind = ModelNode::Kind::kComposite;
      for (const Branch& branch : composite->branches) out.branches.push_back(AddRegion(*branch.region));
      for (const ExitRow& row : composite->rows) out.rows.push_back(AddRow(numbers, *composite, out, row));
    } else {
      const auto& end = std::get<EndNode>(node);
      out.kind = ModelNode::Kind::kEnd;
      out.cancelling = end.cancels_siblings;
      out.outcome = AddOnce(out.cancelling ? region.cancelling : region.ordinary, end.outcome);
    }
    return out;
  }

  void AddStep(const NodeNumbers& numbers, const StepNode& step, ModelNode& out) {
    ModelStep model;
    model.node = &step;
    model.type = catalog_.Find(step.type);
    model.outcomes = OutcomesOf(step, *model.type);
    for (std::size_t o = 0; o < model.outcomes.size(); ++o) AddEdges(numbers, step, model.outcomes[o], static_cast<int>(o), out);
    out.step = static_cast<int>(model_.steps.size());
    model_.steps.push_back(std::move(model));
  }

  // The rows that may be taken for an outcome: guarded ones up to the first without a guard, else also otherwise.
  static void AddEdges(const NodeNumbers& numbers, const StepNode& step, const std::string& outcome, int index, ModelNode& out) {
    for (const Transition& row : step.transitions) {
      if (!row.otherwise && !Contains(row.outcomes, outcome)) continue;
      out.edges.push_back({index, numbers.Of(row.to), &row});
      if (row.otherwise || row.when.IsAlways()) return;
    }
  }

  ModelRow AddRow(const NodeNumbers& numbers, const CompositeNode& composite, const ModelNode& node, const ExitRow& row) {
    ModelRow out;
    out.otherwise = row.otherwise;
    out.target = numbers.Of(row.to);
    out.source = &row;
    if (row.otherwise) return out;
    for (std::size_t b = 0; b < composite.branches.size(); ++b) {
      const ModelRegion& region = model_.regions[static_cast<std::size_t>(node.branches[b])];
      const auto named = row.when.find(composite.branches[b].id);
      const std::vector<std::string>& outcomes = row.cancelling ? region.cancelling : region.ordinary;
      std::vector<char> set;
      for (const std::string& outcome : outcomes) set.push_back(named == row.when.end() || Contains(named->second, outcome));
      if (!row.cancelling) {
        out.sets.push_back(std::move(set));
      } else if (named != row.when.end()) {
        out.cancelling_branch = static_cast<int>(b);
        out.cancelling_set = std::move(set);
      }
    }
    return out;
  }

  const StepCatalog& catalog_;
  Model& model_;
};

}  // namespace

int ModelStep::OutcomeIndex(std::string_view outcome) const { return IndexIn(outcomes, outcome); }

std::vector<std::string> OutcomesOf(const StepNode& step, const StepType& type) {
  std::vector<std::string> outcomes;
  for (const OutcomeType& outcome : type.outcomes) outcomes.push_back(outcome.id);
  if (step.applicability) outcomes.emplace_back(kNotApplicableOutcome);
  return outcomes;
}

Model BuildModel(const Definition& definition, const StepCatalog& catalog) {
  Model model;
  Builder(catalog, model).AddRegion(definition.root);
  return model;
}

}  // namespace juece
