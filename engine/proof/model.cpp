#include "proof/model.h"

#include <algorithm>
#include <unordered_map>

namespace juece {
namespace {

bool Among(const std::vector<std::string>& list, std::string_view item) {
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

// The nodes of one region by id: a long region is not searched for every edge. Most edges lead to the next node.
class NodeNumbers {
 public:
  explicit NodeNumbers(const Region& region) : region_(region) {
    numbers_.reserve(region.nodes.size());
    for (std::size_t n = 0; n < region.nodes.size(); ++n) numbers_.emplace(IdOf(region.nodes[n]), static_cast<int>(n));
  }
  [[nodiscard]] int Of(std::string_view id, std::size_t from = 0) const {
    if (from + 1 < region_.nodes.size() && IdOf(region_.nodes[from + 1]) == id) return static_cast<int>(from) + 1;
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? 0 : found->second;
  }

 private:
  const Region& region_;
  std::unordered_map<std::string_view, int> numbers_;
};

class Builder {
 public:
  Builder(const Definition& definition, const StepCatalog& catalog, Model& model) : catalog_(catalog), model_(model) {
    model_.steps.reserve(definition.steps().size());
    model_.edges.reserve(definition.steps().size() * 2);
  }

  // Returns the region's index. Calls itself for branches: readers bound how deep a definition nests.
  int AddRegion(const Region& source) {
    ModelRegion region;
    const NodeNumbers numbers(source);
    region.start = numbers.Of(source.start);
    region.nodes.reserve(source.nodes.size());
    for (const Node& node : source.nodes) region.nodes.push_back(AddNode(numbers, node, region));
    const int index = static_cast<int>(model_.regions.size());
    for (const ModelNode& node : region.nodes) {
      if (node.kind == ModelNode::Kind::kStep) model_.steps[static_cast<std::size_t>(node.item)].region = index;
    }
    region.first_node = model_.node_count;
    region.first_outcome = model_.outcome_count;
    model_.node_count += static_cast<int>(region.nodes.size());
    model_.outcome_count += static_cast<int>(region.ordinary.size() + region.cancelling.size());
    model_.regions.push_back(std::move(region));
    return index;
  }

 private:
  ModelNode AddNode(const NodeNumbers& numbers, const Node& node, ModelRegion& region) {
    ModelNode out;
    out.source = &node;
    if (const auto* step = std::get_if<StepNode>(&node)) {
      AddStep(numbers, *step, region.nodes.size(), out);
    } else if (const auto* composite = std::get_if<CompositeNode>(&node)) {
      AddComposite(numbers, *composite, out);
    } else {
      const auto& end = std::get<EndNode>(node);
      out.kind = ModelNode::Kind::kEnd;
      out.cancelling = end.cancels_siblings;
      out.item = AddOnce(out.cancelling ? region.cancelling : region.ordinary, end.outcome);
    }
    return out;
  }

  static void AppendUses(const std::vector<MaterialUse>& uses, char mark, std::string& key) {
    for (const MaterialUse& use : uses) {
      (key += mark) += use.material;
      for (const std::string& outcome : use.outcomes) (key += ' ') += outcome;
    }
  }

  ModelStepKind& KindOf(const StepNode& step) {
    key_ = step.type;
    if (step.applicability) key_ += '?';
    AppendUses(step.changes, '!', key_);
    AppendUses(step.reviews, '=', key_);
    const auto known = model_.kinds.find(key_);
    if (known != model_.kinds.end()) return known->second;
    ModelStepKind& kind = model_.kinds[key_];
    kind.type = catalog_.Find(step.type);
    kind.conditional = step.applicability.has_value();
    kind.changes = step.changes;
    kind.reviews = step.reviews;
    kind.outcomes = OutcomesOf(step, *kind.type);
    kind.first_outcome = model_.kind_outcome_count;
    model_.kind_outcome_count += static_cast<int>(kind.outcomes.size());
    return kind;
  }

  void AddStep(const NodeNumbers& numbers, const StepNode& step, std::size_t index, ModelNode& out) {
    ModelStepKind& kind = KindOf(step);
    out.first_edge = static_cast<int>(model_.edges.size());
    for (std::size_t o = 0; o < kind.outcomes.size(); ++o) AddEdges(numbers, step, index, kind, o);
    out.edge_count = static_cast<int>(model_.edges.size()) - out.first_edge;
    out.item = static_cast<int>(model_.steps.size());
    kind.steps.push_back(out.item);
    if (step.milestone) {
      out.milestone = true;
      model_.milestones.insert(step.milestone->milestone);
    }
    model_.steps.push_back({&step, &kind, -1, static_cast<int>(index)});
  }

  // The rows that may be taken for an outcome: guarded ones up to the first without a guard, else also otherwise.
  void AddEdges(const NodeNumbers& numbers, const StepNode& step, std::size_t index, const ModelStepKind& kind, std::size_t o) {
    const int number = kind.first_outcome + static_cast<int>(o);
    const std::size_t before = model_.edges.size();
    for (const Transition& row : step.transitions) {
      if (!row.otherwise && !Among(row.outcomes, kind.outcomes[o])) continue;
      model_.edges.push_back({static_cast<int>(o), number, numbers.Of(row.to, index), &row});
      if (row.otherwise || row.when.IsAlways()) return;
    }
    if (model_.edges.size() == before) model_.edges.push_back({static_cast<int>(o), number, -1, nullptr});
  }

  void AddComposite(const NodeNumbers& numbers, const CompositeNode& composite, ModelNode& out) {
    out.kind = ModelNode::Kind::kComposite;
    ModelComposite model;
    for (const Branch& branch : composite.branches) model.branches.push_back(AddRegion(*branch.region));
    for (const ExitRow& row : composite.rows) model.rows.push_back(AddRow(numbers, composite, model, row));
    model.first_row = model_.row_count;
    model_.row_count += static_cast<int>(model.rows.size());
    out.item = static_cast<int>(model_.composites.size());
    model_.composites.push_back(std::move(model));
  }

  ModelRow AddRow(const NodeNumbers& numbers, const CompositeNode& composite, const ModelComposite& model, const ExitRow& row) {
    ModelRow out;
    out.otherwise = row.otherwise;
    out.target = numbers.Of(row.to);
    out.source = &row;
    if (row.otherwise) return out;
    for (std::size_t b = 0; b < composite.branches.size(); ++b) {
      const ModelRegion& region = model_.Region(model.branches[b]);
      const auto named = row.when.find(composite.branches[b].id);
      const std::vector<std::string>& outcomes = row.cancelling ? region.cancelling : region.ordinary;
      std::vector<char> set;
      for (const std::string& outcome : outcomes) set.push_back(named == row.when.end() || Among(named->second, outcome));
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
  std::string key_;
};

}  // namespace

std::vector<const ModelStepKind*> Model::KindsOfType(std::string_view type) const {
  std::vector<const ModelStepKind*> found;
  for (const auto& [key, kind] : kinds) {
    if (kind.type->id == type) found.push_back(&kind);
  }
  return found;
}

std::vector<const ModelStepKind*> Model::KindsOfTypes(const std::vector<std::string>& types) const {
  std::vector<const ModelStepKind*> found;
  for (const std::string& type : types) {
    const auto of_type = KindsOfType(type);
    found.insert(found.end(), of_type.begin(), of_type.end());
  }
  return found;
}

bool Uses(const std::vector<MaterialUse>& uses, std::string_view material, std::string_view outcome) {
  return std::any_of(uses.begin(), uses.end(), [&](const MaterialUse& use) {
    return use.material == material && (use.outcomes.empty() || Among(use.outcomes, outcome));
  });
}

std::vector<std::string> OutcomesOf(const StepNode& step, const StepType& type) {
  std::vector<std::string> outcomes;
  for (const OutcomeType& outcome : type.outcomes) outcomes.push_back(outcome.id);
  if (step.applicability) outcomes.emplace_back(kNotApplicableOutcome);
  return outcomes;
}

Model BuildModel(const Definition& definition, const StepCatalog& catalog) {
  Model model;
  Builder(definition, catalog, model).AddRegion(definition.root);
  return model;
}

}  // namespace juece
