#include "graph/red_run.h"

#include <algorithm>

namespace juece {
namespace {

class Walker {
 public:
  Walker(const Definition& definition, RedRun& run) : definition_(definition), run_(run) {}

  // The run as one region sees it: its own steps, and its composites where anything inside was visited.
  void Walk(const Region& region, const std::vector<std::string>& witness) {
    std::vector<std::string> nodes;
    std::map<std::string, std::vector<std::string>> inside;  // composite -> its part of the run
    for (const std::string& step : witness) {
      const std::string node = NodeOf(region, step);
      if (node.empty()) continue;
      const bool composite = node != step;
      if (!composite || nodes.empty() || nodes.back() != node) nodes.push_back(node);
      if (composite) inside[node].push_back(step);
    }
    for (std::size_t n = 0; n + 1 < nodes.size(); ++n) run_.edges.emplace(nodes[n], nodes[n + 1]);
    for (const auto& [id, part] : inside) {
      run_.composites.insert(id);
      const auto& composite = std::get<CompositeNode>(*definition_.Find(id)->node);
      const auto here = std::find(nodes.begin(), nodes.end(), id);
      const std::string next = here == nodes.end() || here + 1 == nodes.end() ? "" : *(here + 1);
      for (const Branch& branch : composite.branches) WalkBranch(composite, branch, part, next);
    }
  }

 private:
  // Whether a branch that ends so may be left by a row that leads to `next`, as far as this branch alone decides.
  static bool MayLead(const CompositeNode& composite, const Branch& branch, const std::string& outcome, const std::string& next) {
    for (const ExitRow& row : composite.rows) {
      const auto named = row.when.find(branch.id);
      if (row.when.size() != 1 || named == row.when.end()) continue;
      const bool here = std::find(named->second.begin(), named->second.end(), outcome) != named->second.end();
      if (here) return row.to == next;
    }
    return true;
  }

  void WalkBranch(const CompositeNode& composite, const Branch& branch, const std::vector<std::string>& witness, const std::string& next) {
    const Region& region = *branch.region;
    Walk(region, witness);
    // Where the run goes on behind the composite, the last step of a branch led to an end; which one, only a single one tells.
    if (next.empty()) return;
    for (auto step = witness.rbegin(); step != witness.rend(); ++step) {
      const NodeRef* ref = definition_.Find(*step);
      if (ref == nullptr || ref->region != &region) continue;
      std::set<std::string> ends;
      for (const Transition& row : std::get<StepNode>(*ref->node).transitions) {
        const Node* to = region.Find(row.to);
        const auto* end = to == nullptr ? nullptr : std::get_if<EndNode>(to);
        if (end != nullptr && MayLead(composite, branch, end->outcome, next)) ends.insert(row.to);
      }
      if (ends.size() == 1) run_.edges.emplace(*step, *ends.begin());
      return;
    }
  }

  // The node of `region` that the step is, or that it lies in; "" where it lies elsewhere.
  std::string NodeOf(const Region& region, const std::string& step) const {
    std::string id = step;
    for (const NodeRef* ref = definition_.Find(id); ref != nullptr; ref = definition_.Find(id)) {
      if (ref->region == &region) return id;
      if (ref->parent == nullptr) return "";
      id = ref->parent->id;
    }
    return "";
  }

  const Definition& definition_;
  RedRun& run_;
};

}  // namespace

RedRun RedRunOf(const Definition& definition, const std::vector<std::string>& witness) {
  RedRun run;
  for (std::size_t v = 0; v < witness.size(); ++v) run.visits[witness[v]].push_back(static_cast<int>(v) + 1);
  if (!witness.empty()) Walker(definition, run).Walk(definition.root, witness);
  return run;
}

}  // namespace juece
