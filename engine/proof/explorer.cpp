#include "proof/explorer.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace juece {

// One shortest-path search over the states of one region.
struct Explorer::Search {
  const ModelRegion* region = nullptr;
  const Goal* goal = nullptr;  // of the root only
  Labels labels;
  RunPath found;
  const EndNode* end = nullptr;  // where found ends
  std::priority_queue<std::pair<int, int>, std::vector<std::pair<int, int>>, std::greater<>> queue;

  explicit Search(const ModelRegion& r) : region(&r) { labels.best.resize(r.nodes.size() * 4); }

  // Is a run of so many visits shorter than what is known? Asked before the run is written down.
  [[nodiscard]] bool Shortens(int node, int phase, bool decided, int visits) const {
    const RunPath& best = labels.best[static_cast<std::size_t>(StateOf(node, phase, decided))];
    return !best.exists() || visits < best.visits;
  }
  void Reach(int node, int phase, bool decided, const RunPath& path) {
    if (!Shortens(node, phase, decided, path.visits)) return;
    const int state = StateOf(node, phase, decided);
    labels.best[static_cast<std::size_t>(state)] = path;
    queue.emplace(path.visits, state);
  }
  static int StateOf(int node, int phase, bool decided) { return node * 4 + phase * 2 + (decided ? 1 : 0); }
};

Explorer::Explorer(const Model& model, const Property& property, Goal goal)
    : model_(model), property_(property), goal_(std::move(goal)) {
  answers_.reserve(model.regions.size());
  for (int region = 0; region < model.root(); ++region) answers_.push_back(Answer(region));
}

RunPath Explorer::Visit(const RunPath& before, int step, int edge) {
  ropes_.push_back({before.rope, -1, step, edge});
  return {before.visits + 1, static_cast<int>(ropes_.size()) - 1};
}

RunPath Explorer::Join(const RunPath& first, const RunPath& second) {
  if (first.rope < 0) return {first.visits + second.visits, second.rope};
  if (second.rope < 0) return {first.visits + second.visits, first.rope};
  ropes_.push_back({first.rope, second.rope, -1, -1});
  return {first.visits + second.visits, static_cast<int>(ropes_.size()) - 1};
}

void Explorer::Keep(RunPath& best, const RunPath& candidate) {
  if (candidate.exists() && (!best.exists() || candidate.visits < best.visits)) best = candidate;
}

std::vector<RunVisit> Explorer::Unroll(const RunPath& path) const {
  std::vector<RunVisit> visits;
  std::vector<int> open = {path.rope};
  while (!open.empty()) {  // from the end to the beginning
    const int at = open.back();
    open.pop_back();
    if (at < 0) continue;
    const Rope& rope = ropes_[static_cast<std::size_t>(at)];
    if (rope.step >= 0 && rope.edge < 0) visits.push_back({rope.step, -1, nullptr, VisitMark::kNeutral});
    if (rope.edge >= 0) {
      const ModelEdge& edge = model_.edges[static_cast<std::size_t>(rope.edge)];
      visits.push_back({rope.step, edge.outcome, edge.row, MarkOf(rope.edge)});
    }
    open.push_back(rope.left);
    open.push_back(rope.right);
  }
  std::reverse(visits.begin(), visits.end());
  return visits;
}

namespace {

// Is a visit in this phase, or one that turns to the second phase, one that leaves the gate shut?
bool Offends(VisitMark mark, int phase) { return phase == 1 ? mark != VisitMark::kOpens : mark == VisitMark::kCloses; }

}  // namespace

void Explorer::MilestoneOf(Search& search, const ModelNode& node, int phase, const RunPath& before) {
  const ModelStep& step = model_.StepOf(node);
  if (!node.milestone) return;
  for (int e = node.first_edge; e < node.first_edge + node.edge_count; ++e) {
    if (!Marks(step, search.goal->milestone, model_.edges[static_cast<std::size_t>(e)].outcome)) continue;
    if (Offends(MarkOf(e), phase)) Keep(search.found, Visit(before, node.item, e));
  }
}

void Explorer::StepEdges(Search& search, int node, int phase, bool decided) {
  const ModelNode& from = search.region->nodes[static_cast<std::size_t>(node)];
  const RunPath before = search.labels.best[static_cast<std::size_t>(Search::StateOf(node, phase, decided))];
  const bool to_end = search.goal != nullptr && search.goal->at_end;
  if (search.goal != nullptr && !to_end) MilestoneOf(search, from, phase, before);
  for (int e = from.first_edge; e < from.first_edge + from.edge_count; ++e) {
    const ModelEdge& edge = model_.edges[static_cast<std::size_t>(e)];
    if (edge.target < 0) continue;
    const bool decides = decided || (to_end && Marks(model_.StepOf(from), "decision", edge.outcome));
    const int length = before.visits + 1;
    const bool free = phase == 0 && search.Shortens(edge.target, 0, decides, length);
    const bool shut = Offends(MarkOf(e), phase) && search.Shortens(edge.target, 1, decides, length);
    if (!free && !shut) continue;
    const RunPath path = Visit(before, from.item, e);
    if (free) search.Reach(edge.target, 0, decides, path);
    if (shut) search.Reach(edge.target, 1, decides, path);
  }
}

void Explorer::CompositeEdges(Search& search, int node, int phase, bool decided) {
  const ModelComposite& from = model_.CompositeOf(search.region->nodes[static_cast<std::size_t>(node)]);
  const RunPath before = search.labels.best[static_cast<std::size_t>(Search::StateOf(node, phase, decided))];
  const auto reach = [&](const std::vector<RunPath>& rows, int after) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (!rows[r].exists() || !search.Shortens(from.rows[r].target, after, decided, before.visits + rows[r].visits)) continue;
      search.Reach(from.rows[r].target, after, decided, Join(before, rows[r]));
    }
  };
  if (phase == 1) {
    reach(RestrictedRows(from), 1);
  } else {
    reach(FreeRows(from), 0);
    reach(TurnedRows(from), 1);
  }
}

void Explorer::Explore(Search& search) {
  while (!search.queue.empty()) {
    const auto [visits, state] = search.queue.top();
    if (search.found.exists() && visits + 1 >= search.found.visits) return;  // no shorter one can follow
    search.queue.pop();
    if (search.labels.best[static_cast<std::size_t>(state)].visits < visits) continue;  // a shorter one came later
    const int node = state / 4;
    const int phase = state / 2 % 2;
    const bool decided = state % 2 == 1;
    switch (search.region->nodes[static_cast<std::size_t>(node)].kind) {
      case ModelNode::Kind::kStep: StepEdges(search, node, phase, decided); break;
      case ModelNode::Kind::kComposite: CompositeEdges(search, node, phase, decided); break;
      case ModelNode::Kind::kEnd:
        if (search.goal != nullptr && search.goal->at_end && decided && phase == 1 && !search.found.exists()) {
          search.found = search.labels.best[static_cast<std::size_t>(state)];  // the queue brings the shortest first
          search.end = &std::get<EndNode>(*search.region->nodes[static_cast<std::size_t>(node)].source);
        }
        break;
    }
  }
}

void Explorer::CollectEnds(const ModelRegion& region, const Labels& labels, int phase, EndPaths& ends) {
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    const ModelNode& node = region.nodes[n];
    if (node.kind != ModelNode::Kind::kEnd) continue;
    auto& list = node.cancelling ? ends.cancelling : ends.ordinary;
    Keep(list[static_cast<std::size_t>(node.item)], labels.At(static_cast<int>(n), phase));
  }
}

RegionAnswer Explorer::Answer(int index) {
  const ModelRegion& region = model_.regions[static_cast<std::size_t>(index)];
  RegionAnswer answer;
  for (EndPaths* ends : {&answer.free, &answer.turned, &answer.restricted, &answer.late, &answer.sudden}) {
    ends->ordinary.resize(region.ordinary.size());
    ends->cancelling.resize(region.cancelling.size());
  }
  Search restricted(region);
  restricted.Reach(region.start, 1, false, {0, -1});
  Explore(restricted);
  CollectEnds(region, restricted.labels, 1, answer.restricted);
  FillAims(region, restricted.labels, 1, answer);
  if (property_.only_from_start) return answer;
  Search free(region);
  free.Reach(region.start, 0, false, {0, -1});
  Explore(free);
  CollectEnds(region, free.labels, 0, answer.free);
  CollectEnds(region, free.labels, 1, answer.turned);
  FillLast(region, free.labels, answer);
  FillAims(region, free.labels, 0, answer);
  return answer;
}

void Explorer::FillLast(const ModelRegion& region, const Labels& labels, RegionAnswer& answer) {
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    const RunPath before = labels.At(static_cast<int>(n), 0);
    if (!before.exists()) continue;
    if (region.nodes[n].kind == ModelNode::Kind::kStep) LastOfStep(region, region.nodes[n], before, answer);
    if (region.nodes[n].kind == ModelNode::Kind::kComposite) LastOfComposite(region, region.nodes[n], before, answer);
  }
}

namespace {

// The entry of an end in a table, or nullptr for a node that is no end.
RunPath* EntryOf(const ModelNode& node, EndPaths& ends) {
  if (node.kind != ModelNode::Kind::kEnd) return nullptr;
  return &(node.cancelling ? ends.cancelling : ends.ordinary)[static_cast<std::size_t>(node.item)];
}

}  // namespace

void Explorer::LastOfStep(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer) {
  for (int e = node.first_edge; e < node.first_edge + node.edge_count; ++e) {
    const int to = model_.edges[static_cast<std::size_t>(e)].target;
    if (to < 0) continue;
    const VisitMark mark = MarkOf(e);
    const ModelNode& target = region.nodes[static_cast<std::size_t>(to)];
    if (target.kind != ModelNode::Kind::kEnd && mark != VisitMark::kCloses) continue;
    const RunPath path = Visit(before, node.item, e);
    if (mark == VisitMark::kCloses && !(target.kind == ModelNode::Kind::kEnd && target.cancelling)) Keep(answer.live, path);
    if (RunPath* late = EntryOf(target, answer.late); late != nullptr && mark != VisitMark::kOpens) Keep(*late, path);
    if (RunPath* sudden = EntryOf(target, answer.sudden); sudden != nullptr && mark == VisitMark::kCloses) Keep(*sudden, path);
  }
}

void Explorer::LastOfComposite(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer) {
  const ModelComposite& composite = model_.CompositeOf(node);
  const std::vector<RunPath> late = LastRows(composite, &RegionAnswer::late);
  const std::vector<RunPath> sudden = LastRows(composite, &RegionAnswer::sudden);
  for (std::size_t r = 0; r < composite.rows.size(); ++r) {
    const ModelNode& target = region.nodes[static_cast<std::size_t>(composite.rows[r].target)];
    if (RunPath* entry = EntryOf(target, answer.late); entry != nullptr && late[r].exists()) Keep(*entry, Join(before, late[r]));
    if (!sudden[r].exists()) continue;
    if (RunPath* entry = EntryOf(target, answer.sudden)) Keep(*entry, Join(before, sudden[r]));
    if (!(target.kind == ModelNode::Kind::kEnd && target.cancelling)) Keep(answer.live, Join(before, sudden[r]));
  }
  // With another branch still unfinished, the composite stands after the closing visit.
  for (std::size_t b = 0; composite.branches.size() > 1 && b < composite.branches.size(); ++b) {
    const RunPath& live = BranchAnswer(composite, b).live;
    if (live.exists()) Keep(answer.live, Join(before, live));
  }
}

std::optional<Run> Explorer::FindRun() {
  if (goal_.AtEntry()) return FindEntry();
  const ModelRegion& root = model_.regions.back();
  Search search(root);
  search.goal = &goal_;
  if (!property_.only_from_start) search.Reach(root.start, 0, false, {0, -1});
  if (property_.closed_at_start) search.Reach(root.start, 1, false, {0, -1});
  Explore(search);
  if (!search.found.exists()) return std::nullopt;
  return Run{Unroll(search.found), search.end};
}

}  // namespace juece
