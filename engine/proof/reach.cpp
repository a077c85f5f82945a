#include "proof/reach.h"

#include "proof/table.h"

namespace juece {
namespace {

class ReachFinder {
 public:
  explicit ReachFinder(const Model& model) : model_(model) {
    reach_.nodes.resize(static_cast<std::size_t>(model.node_count));
    reach_.outcomes.resize(static_cast<std::size_t>(model.outcome_count));
    reach_.rows.resize(static_cast<std::size_t>(model.row_count));
    reach_.leads_otherwise.resize(static_cast<std::size_t>(model.outcome_count));
  }

  Reach Find() {
    for (const ModelRegion& region : model_.regions) Explore(region);
    return std::move(reach_);
  }

 private:
  void Explore(const ModelRegion& region) {
    for (const ModelNode& node : region.nodes) {
      if (node.kind == ModelNode::Kind::kComposite) FillRows(model_.CompositeOf(node));
    }
    region_ = &region;
    Come(region.start, kFree | kHasty);
    while (!open_.empty()) {
      const int at = open_.back();
      open_.pop_back();
      Leave(region.nodes[static_cast<std::size_t>(at)], NodeBits(at));
    }
  }

  [[nodiscard]] std::uint8_t& NodeBits(int node) { return reach_.nodes[static_cast<std::size_t>(region_->first_node + node)]; }

  void Come(int node, Questions how) {
    std::uint8_t& known = NodeBits(node);
    if ((how & ~Questions{known}) == 0) return;
    known = static_cast<std::uint8_t>(known | how);
    open_.push_back(node);
  }

  void Leave(const ModelNode& node, Questions how) {
    switch (node.kind) {
      case ModelNode::Kind::kStep: {
        const Questions after = Waits(model_.StepOf(node)) ? how & kFree : how;
        for (const ModelEdge& edge : model_.EdgesOf(node)) {
          if (edge.target >= 0) Come(edge.target, after);
        }
        break;
      }
      case ModelNode::Kind::kComposite: {
        const ModelComposite& composite = model_.CompositeOf(node);
        for (std::size_t r = 0; r < composite.rows.size(); ++r) {
          const Questions after = how & reach_.rows[static_cast<std::size_t>(composite.first_row) + r];
          if (after != 0) Come(composite.rows[r].target, after);
        }
        break;
      }
      case ModelNode::Kind::kEnd: {
        auto& outcome = reach_.outcomes[static_cast<std::size_t>(region_->NumberOf(node))];
        outcome = static_cast<std::uint8_t>(outcome | how);
        break;
      }
    }
  }

  void FillRows(const ModelComposite& composite) {
    const auto ends = [&](int number) { return Questions{reach_.outcomes[static_cast<std::size_t>(number)]}; };
    for (std::size_t r = 0; r < composite.rows.size(); ++r) {
      const ModelRow& row = composite.rows[r];
      reach_.rows[static_cast<std::size_t>(composite.first_row) + r] =
          static_cast<std::uint8_t>(RowTaken(model_, reach_, composite, row, ends) & (kFree | kHasty));
      if (row.otherwise && reach_.Row(composite, r)) FillOtherwise(composite);
    }
  }

  // For each outcome of each branch: does it, with what the other branches can produce, leave a combination to `otherwise`?
  void FillOtherwise(const ModelComposite& composite) {
    std::vector<std::vector<char>> can;
    for (const int b : composite.branches) {
      can.emplace_back();
      for (std::size_t o = 0; o < model_.Region(b).ordinary.size(); ++o) can.back().push_back(reach_.Outcome(model_.Region(b).OrdinaryNumber(o)));
    }
    for (std::size_t b = 0; b < can.size(); ++b) {
      const std::vector<char> all = can[b];
      for (std::size_t o = 0; o < all.size(); ++o) {
        if (all[o] == 0) continue;
        can[b].assign(all.size(), 0);
        can[b][o] = 1;
        const int number = model_.Region(composite.branches[b]).OrdinaryNumber(o);
        reach_.leads_otherwise[static_cast<std::size_t>(number)] = LeavesSome(composite, can);
      }
      can[b] = all;
    }
  }

  const Model& model_;
  Reach reach_;
  const ModelRegion* region_ = nullptr;
  std::vector<int> open_;
};

}  // namespace

bool Waits(const ModelStep& step) { return step.kind->type->waits && !step.kind->conditional; }

Reach FindReach(const Model& model) { return ReachFinder(model).Find(); }

RegionGraph GraphOf(const Model& model, const Reach& reach, const ModelRegion& region) {
  const int size = static_cast<int>(region.nodes.size());
  RegionGraph graph(size + 1);
  graph.start = region.start;
  for (int n = 0; n < size; ++n) {
    if (!reach.Node(region, n)) continue;
    const ModelNode& node = region.nodes[static_cast<std::size_t>(n)];
    if (node.kind == ModelNode::Kind::kStep) {
      for (const ModelEdge& edge : model.EdgesOf(node)) {
        if (edge.target >= 0) graph.AddEdge(n, edge.target);
      }
    } else if (node.kind == ModelNode::Kind::kComposite) {
      const ModelComposite& composite = model.CompositeOf(node);
      for (std::size_t r = 0; r < composite.rows.size(); ++r) {
        if (reach.Row(composite, r)) graph.AddEdge(n, composite.rows[r].target);
      }
    }
  }
  return graph;
}

}  // namespace juece
