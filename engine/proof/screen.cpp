#include "proof/screen.h"

#include "proof/dirty_set.h"
#include "proof/table.h"

namespace juece {

Screen::Screen(const Model& model, const Reach& reach)
    : model_(model), reach_(reach), marks_(static_cast<std::size_t>(model.kind_outcome_count)) {}

int Screen::Add(const Property& property, const Goal& goal) {
  const Questions bit = Questions{1} << count_;
  for (std::size_t o = 0; o < marks_.size(); ++o) {
    if (property.by_outcome[o] == VisitMark::kOpens) marks_[o].opens |= bit;
    if (property.by_outcome[o] == VisitMark::kCloses) marks_[o].closes |= bit;
  }
  for (const auto& [edge, mark] : property.by_edge) own_marks_.push_back({edge, bit, mark});
  if (property.closed_at_start) closed_at_start_ |= bit;
  if (!goal.before_type.empty()) before_types_[goal.before_type] |= bit;
  else if (goal.at_end) at_end_ |= bit;
  else milestones_[goal.milestone] |= bit;
  return count_++;
}

// One pass. The two phases of a run are those of proof/explorer.h: whether a node is come to in the first is the same for every
// question (Reach), so what spreads are the questions under which it is come to in the second.
class ScreenPass {
 public:
  explicit ScreenPass(const Screen& screen)
      : screen_(screen), model_(screen.model_), reach_(screen.reach_), dirty_(LongestRegion(screen.model_)) {
    for (auto* ends : {&turned_, &restricted_, &late_, &sudden_}) ends->resize(static_cast<std::size_t>(model_.outcome_count));
    rows_.resize(static_cast<std::size_t>(model_.row_count));
    branches_.resize(model_.regions.size());
    marks_ = screen.marks_;
    for (const Screen::OwnMark& own : screen.own_marks_) AddOwnMark(own);
  }

  Questions Run() {
    for (int r = 0; r < model_.root(); ++r) Branch(r);
    return Root();
  }

 private:
  // Under which questions a region can be passed so; the members of RegionAnswer, a bit a question.
  struct Passing {
    Questions live = 0;
    Questions aim_free = 0;
    Questions aim_turned = 0;
    Questions aim_restricted = 0;
  };
  // Under which questions a composite is left by a row.
  struct RowPassing {
    Questions restricted = 0;
    Questions turned = 0;
    Questions late = 0;
    Questions sudden = 0;
  };
  // Under which questions a node is come to in the second phase.
  struct State {
    Questions restricted = 0;  // the region was entered in it
    Questions turned = 0;      // the region was entered in the first
  };
  using Ends = std::vector<Questions>;

  static int LongestRegion(const Model& model) {
    std::size_t longest = 0;
    for (const ModelRegion& region : model.regions) longest = std::max(longest, region.nodes.size());
    return static_cast<int>(longest);
  }

  // The first own mark of an edge gives it marks of its own, as its outcome has them under all questions.
  void AddOwnMark(const Screen::OwnMark& own) {
    if (place_.empty()) {
      for (const ModelEdge& edge : model_.edges) place_.push_back(edge.number);
    }
    int& place = place_[static_cast<std::size_t>(own.edge)];
    if (place < model_.kind_outcome_count) {
      marks_.push_back(marks_[static_cast<std::size_t>(place)]);
      place = static_cast<int>(marks_.size()) - 1;
    }
    Screen::Marked& marked = marks_[static_cast<std::size_t>(place)];
    marked.opens &= ~own.question;
    marked.closes &= ~own.question;
    if (own.mark == VisitMark::kOpens) marked.opens |= own.question;
    if (own.mark == VisitMark::kCloses) marked.closes |= own.question;
  }

  [[nodiscard]] const Screen::Marked& MarksOf(const ModelNode& node, std::size_t edge) const {
    const std::size_t number = static_cast<std::size_t>(node.first_edge) + edge;
    return marks_[static_cast<std::size_t>(place_.empty() ? model_.edges[number].number : place_[number])];
  }
  [[nodiscard]] RowPassing& RowOf(const ModelComposite& composite, std::size_t row) {
    return rows_[static_cast<std::size_t>(composite.first_row) + row];
  }
  static Questions At(const Ends& ends, int number) { return ends[static_cast<std::size_t>(number)]; }

  // ---- exit tables ----

  void FillRows(const ModelComposite& composite) {
    for (std::size_t r = 0; r < composite.rows.size(); ++r) {
      if (!reach_.Row(composite, r)) continue;
      const ModelRow& row = composite.rows[r];
      RowPassing& passing = RowOf(composite, r);
      passing.restricted = RowTaken(model_, reach_, composite, row, [&](int number) { return At(restricted_, number); });
      const auto add = [&](int number) {
        passing.turned |= At(turned_, number);
        passing.late |= At(late_, number);
        passing.sudden |= At(sudden_, number);
      };
      if (row.cancelling_branch >= 0) {
        ForEachCancelling(model_, composite, row, add);
        passing.turned |= ClosedBySibling(composite, row);
        continue;
      }
      // One branch ends so, the others have done all of their work before: they are free, and the row can be taken.
      for (std::size_t b = 0; b < composite.branches.size(); ++b) ForEachAdmitted(model_, reach_, composite, row, b, add);
    }
  }

  // A branch closes and lives on, then a sibling cancels whose last visit opens nothing.
  [[nodiscard]] Questions ClosedBySibling(const ModelComposite& composite, const ModelRow& row) const {
    Questions live = 0;
    for (std::size_t b = 0; b < composite.branches.size(); ++b) {
      if (static_cast<int>(b) != row.cancelling_branch) live |= branches_[static_cast<std::size_t>(composite.branches[b])].live;
    }
    Questions late = 0;
    ForEachCancelling(model_, composite, row, [&](int number) { late |= At(late_, number); });
    return live & late;
  }

  // ---- one region ----

  // Everything that can be reached is looked at once, in document order, and again whenever a question is new to it.
  void Spread(const ModelRegion& region, State start) {
    states_.assign(region.nodes.size(), {});
    states_[static_cast<std::size_t>(region.start)] = start;
    for (std::size_t n = 0; n < region.nodes.size(); ++n) {
      if (region.nodes[n].kind == ModelNode::Kind::kComposite) FillRows(model_.CompositeOf(region.nodes[n]));
      if (reach_.Node(region, static_cast<int>(n))) dirty_.Insert(static_cast<int>(n));
    }
    for (int at = dirty_.Next(0); at >= 0;) {
      dirty_.Erase(at);
      Leave(region.nodes[static_cast<std::size_t>(at)], states_[static_cast<std::size_t>(at)]);
      const int next = dirty_.Next(at);
      at = next >= 0 ? next : dirty_.Next(0);
    }
  }

  void Come(int node, const State& state) {
    State& known = states_[static_cast<std::size_t>(node)];
    if (((state.restricted & ~known.restricted) | (state.turned & ~known.turned)) == 0) return;
    known.restricted |= state.restricted;
    known.turned |= state.turned;
    dirty_.Insert(node);
  }

  void Leave(const ModelNode& node, const State& state) {
    if (node.kind == ModelNode::Kind::kStep) {
      const auto edges = model_.EdgesOf(node);
      for (std::size_t e = 0; e < edges.size(); ++e) {
        if (edges[e].target < 0) continue;
        const auto& [opens, closes] = MarksOf(node, e);
        Come(edges[e].target, {state.restricted & ~opens, (state.turned & ~opens) | closes});
      }
    } else if (node.kind == ModelNode::Kind::kComposite) {
      const ModelComposite& composite = model_.CompositeOf(node);
      for (std::size_t r = 0; r < composite.rows.size(); ++r) {
        if (!reach_.Row(composite, r)) continue;
        const RowPassing& row = RowOf(composite, r);
        Come(composite.rows[r].target, {state.restricted & row.restricted, (state.turned & row.restricted) | row.turned});
      }
    }
  }

  // ---- a branch ----

  void Branch(int index) {
    const ModelRegion& region = model_.Region(index);
    Passing& passing = branches_[static_cast<std::size_t>(index)];
    Spread(region, {~Questions{0}, 0});
    for (std::size_t n = 0; n < region.nodes.size(); ++n) {
      if (!reach_.Node(region, static_cast<int>(n))) continue;
      const ModelNode& node = region.nodes[n];
      const State& state = states_[n];
      switch (node.kind) {
        case ModelNode::Kind::kStep: LastOfStep(region, node, passing); break;
        case ModelNode::Kind::kComposite: LastOfComposite(region, node, passing); break;
        case ModelNode::Kind::kEnd:
          restricted_[static_cast<std::size_t>(region.NumberOf(node))] |= state.restricted;
          turned_[static_cast<std::size_t>(region.NumberOf(node))] |= state.turned;
          break;
      }
      if (!screen_.before_types_.empty()) Aim(node, state, passing);
    }
  }

  // The visit is the region's last one before `target`: what it closes, and whether it opens.
  void Last(const ModelRegion& region, int target, Questions not_opening, Questions closes, Passing& passing) {
    const ModelNode& node = region.nodes[static_cast<std::size_t>(target)];
    const bool end = node.kind == ModelNode::Kind::kEnd;
    if (!end || !node.cancelling) passing.live |= closes;
    if (!end) return;
    late_[static_cast<std::size_t>(region.NumberOf(node))] |= not_opening;
    sudden_[static_cast<std::size_t>(region.NumberOf(node))] |= closes;
  }

  void LastOfStep(const ModelRegion& region, const ModelNode& node, Passing& passing) {
    const auto edges = model_.EdgesOf(node);
    for (std::size_t e = 0; e < edges.size(); ++e) {
      if (edges[e].target >= 0) Last(region, edges[e].target, ~MarksOf(node, e).opens, MarksOf(node, e).closes, passing);
    }
  }

  void LastOfComposite(const ModelRegion& region, const ModelNode& node, Passing& passing) {
    const ModelComposite& composite = model_.CompositeOf(node);
    for (std::size_t r = 0; r < composite.rows.size(); ++r) {
      if (reach_.Row(composite, r)) Last(region, composite.rows[r].target, RowOf(composite, r).late, RowOf(composite, r).sudden, passing);
    }
    // With another branch still unfinished, the composite stands after the closing visit.
    if (composite.branches.size() < 2) return;
    for (const int b : composite.branches) passing.live |= branches_[static_cast<std::size_t>(b)].live;
  }

  // A step that a question names being entered; see proof/aims.cpp.
  void Aim(const ModelNode& node, const State& state, Passing& passing) const {
    if (node.kind == ModelNode::Kind::kStep) {
      const auto named = screen_.before_types_.find(model_.StepOf(node).kind->type->id);
      if (named == screen_.before_types_.end()) return;
      passing.aim_free |= named->second;
      passing.aim_turned |= named->second & state.turned;
      passing.aim_restricted |= named->second & state.restricted;
    } else if (node.kind == ModelNode::Kind::kComposite) {
      for (const int b : model_.CompositeOf(node).branches) {
        const Passing& branch = branches_[static_cast<std::size_t>(b)];
        passing.aim_free |= branch.aim_free;
        passing.aim_turned |= branch.aim_turned | (state.turned & branch.aim_restricted);
        passing.aim_restricted |= state.restricted & branch.aim_restricted;
        for (const int a : model_.CompositeOf(node).branches) {
          if (a != b) passing.aim_turned |= branch.aim_free & branches_[static_cast<std::size_t>(a)].live;
        }
      }
    }
  }

  // ---- the root ----

  Questions Root() {
    const ModelRegion& root = model_.regions.back();
    Spread(root, {0, screen_.closed_at_start_});
    Questions offended = 0;
    Passing passing;
    for (std::size_t n = 0; n < root.nodes.size(); ++n) {
      if (!reach_.Node(root, static_cast<int>(n))) continue;
      if (root.nodes[n].kind == ModelNode::Kind::kStep) offended |= AtMilestone(root.nodes[n], states_[n]);
      if (!screen_.before_types_.empty()) Aim(root.nodes[n], states_[n], passing);
    }
    offended |= passing.aim_turned;
    return screen_.at_end_ == 0 ? offended : offended | AfterDecision(root);
  }

  // Questions whose milestone a visit of this step reaches with nothing open.
  [[nodiscard]] Questions AtMilestone(const ModelNode& node, const State& state) const {
    if (!node.milestone) return 0;
    const ModelStep& step = model_.StepOf(node);
    const auto asked = screen_.milestones_.find(step.node->milestone->milestone);
    if (asked == screen_.milestones_.end()) return 0;
    Questions offended = 0;
    const auto edges = model_.EdgesOf(node);
    for (std::size_t e = 0; e < edges.size(); ++e) {
      if (!Marks(step, asked->first, edges[e].outcome)) continue;
      offended |= asked->second & ((state.turned & ~MarksOf(node, e).opens) | MarksOf(node, e).closes);
    }
    return offended;
  }

  // Questions under which an end is come to in the second phase after a visit that decided.
  Questions AfterDecision(const ModelRegion& root) {
    after_.assign(root.nodes.size(), 0);
    decided_.assign(root.nodes.size(), 0);
    Questions offended = 0;
    for (std::size_t n = 0; n < root.nodes.size(); ++n) {
      if (root.nodes[n].milestone && reach_.Node(root, static_cast<int>(n))) Decide(root.nodes[n], states_[n]);
    }
    for (int at = dirty_.Next(0); at >= 0;) {
      dirty_.Erase(at);
      const ModelNode& node = root.nodes[static_cast<std::size_t>(at)];
      if (node.kind == ModelNode::Kind::kEnd) offended |= after_[static_cast<std::size_t>(at)];
      else LeaveDecided(node, after_[static_cast<std::size_t>(at)]);
      const int next = dirty_.Next(at);
      at = next >= 0 ? next : dirty_.Next(0);
    }
    return offended;
  }

  void ComeDecided(int node, Questions second) {
    Questions& known = after_[static_cast<std::size_t>(node)];
    char& decided = decided_[static_cast<std::size_t>(node)];
    second &= screen_.at_end_;
    if (decided != 0 && (second & ~known) == 0) return;
    known |= second;
    decided = 1;
    dirty_.Insert(node);
  }

  void Decide(const ModelNode& node, const State& state) {
    const ModelStep& step = model_.StepOf(node);
    const auto edges = model_.EdgesOf(node);
    for (std::size_t e = 0; e < edges.size(); ++e) {
      if (edges[e].target < 0 || !Marks(step, "decision", edges[e].outcome)) continue;
      ComeDecided(edges[e].target, (state.turned & ~MarksOf(node, e).opens) | MarksOf(node, e).closes);
    }
  }

  void LeaveDecided(const ModelNode& node, Questions second) {
    if (node.kind == ModelNode::Kind::kStep) {
      const auto edges = model_.EdgesOf(node);
      for (std::size_t e = 0; e < edges.size(); ++e) {
        if (edges[e].target >= 0) ComeDecided(edges[e].target, (second & ~MarksOf(node, e).opens) | MarksOf(node, e).closes);
      }
      return;
    }
    const ModelComposite& composite = model_.CompositeOf(node);
    for (std::size_t r = 0; r < composite.rows.size(); ++r) {
      const RowPassing& row = RowOf(composite, r);
      if (reach_.Row(composite, r)) ComeDecided(composite.rows[r].target, (second & row.restricted) | row.turned);
    }
  }

  const Screen& screen_;
  const Model& model_;
  const Reach& reach_;
  std::vector<Screen::Marked> marks_;         // per outcome of the kinds of steps; then those of single edges
  std::vector<int> place_;                    // of each edge, where its marks are; empty where no edge has its own
  Ends turned_, restricted_, late_, sudden_;  // by the outcomes' numbers
  std::vector<RowPassing> rows_;              // by the rows' numbers
  std::vector<Passing> branches_;
  DirtySet dirty_;
  std::vector<State> states_;      // of the region at hand
  std::vector<Questions> after_;   // of the root, once decided
  std::vector<char> decided_;
};

Questions Screen::Offended() const { return ScreenPass(*this).Run(); }

}  // namespace juece
