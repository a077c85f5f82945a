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

  void Reach(int node, int phase, bool decided, const RunPath& path) {
    const int state = node * 4 + phase * 2 + (decided ? 1 : 0);
    RunPath& best = labels.best[static_cast<std::size_t>(state)];
    if (best.exists() && best.visits <= path.visits) return;
    best = path;
    queue.emplace(path.visits, state);
  }
};

Property NeutralProperty(const Model& model) {
  Property property;
  for (const ModelStep& step : model.steps) property.marks.emplace_back(step.outcomes.size(), VisitMark::kNeutral);
  return property;
}

Explorer::Explorer(const Model& model, const Property& property, Goal goal)
    : model_(model), property_(property), goal_(std::move(goal)) {
  answers_.reserve(model.regions.size());
  for (int region = 0; region < model.root(); ++region) answers_.push_back(Answer(region));
}

RunPath Explorer::Visit(const RunPath& before, const RunVisit& visit) {
  ropes_.push_back({before.rope, -1, visit});
  return {before.visits + 1, static_cast<int>(ropes_.size()) - 1};
}

RunPath Explorer::Visit(const RunPath& before, const ModelNode& node, std::size_t edge) {
  return Visit(before, RunVisit{node.step, node.edges[edge].outcome, node.edges[edge].row, MarkOf(node, edge)});
}

RunPath Explorer::Join(const RunPath& first, const RunPath& second) {
  if (first.rope < 0) return {first.visits + second.visits, second.rope};
  ropes_.push_back({first.rope, second.rope, {-1, -1, nullptr, VisitMark::kNeutral}});
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
    if (rope.visit.step >= 0) visits.push_back(rope.visit);
    open.push_back(rope.left);
    open.push_back(rope.right);
  }
  std::reverse(visits.begin(), visits.end());
  return visits;
}

namespace {

bool Marks(const ModelStep& step, std::string_view milestone, int outcome) {
  const auto& mark = step.node->milestone;
  if (!mark || mark->milestone != milestone) return false;
  const auto& names = mark->outcomes;
  return std::find(names.begin(), names.end(), step.outcomes[static_cast<std::size_t>(outcome)]) != names.end();
}

// Is a visit in this phase, or one that turns to the second phase, one that leaves the gate shut?
bool Offends(VisitMark mark, int phase) { return phase == 1 ? mark != VisitMark::kOpens : mark == VisitMark::kCloses; }

}  // namespace

void Explorer::MilestoneOf(Search& search, const ModelNode& node, int phase, const RunPath& before) {
  const ModelStep& step = model_.steps[static_cast<std::size_t>(node.step)];
  for (int outcome = 0; outcome < static_cast<int>(step.outcomes.size()); ++outcome) {
    if (!Marks(step, search.goal->milestone, outcome)) continue;
    bool leads = false;
    for (std::size_t e = 0; e < node.edges.size(); ++e) {
      if (node.edges[e].outcome != outcome) continue;
      leads = true;
      if (Offends(MarkOf(node, e), phase)) Keep(search.found, Visit(before, node, e));
    }
    const VisitMark mark = property_.marks[static_cast<std::size_t>(node.step)][static_cast<std::size_t>(outcome)];
    if (!leads && Offends(mark, phase)) Keep(search.found, Visit(before, RunVisit{node.step, outcome, nullptr, mark}));
  }
}

void Explorer::StepEdges(Search& search, int node, int phase, bool decided) {
  const ModelNode& from = search.region->nodes[static_cast<std::size_t>(node)];
  const ModelStep& step = model_.steps[static_cast<std::size_t>(from.step)];
  const RunPath before = search.labels.best[static_cast<std::size_t>(node * 4 + phase * 2 + (decided ? 1 : 0))];
  if (search.goal != nullptr && !search.goal->at_end) MilestoneOf(search, from, phase, before);
  for (std::size_t e = 0; e < from.edges.size(); ++e) {
    const ModelEdge& edge = from.edges[e];
    const bool decides = decided || (search.goal != nullptr && Marks(step, "decision", edge.outcome));
    const RunPath path = Visit(before, from, e);
    if (phase == 0) search.Reach(edge.target, 0, decides, path);
    if (Offends(MarkOf(from, e), phase)) search.Reach(edge.target, 1, decides, path);
  }
}

void Explorer::CompositeEdges(Search& search, int node, int phase, bool decided) {
  const ModelNode& from = search.region->nodes[static_cast<std::size_t>(node)];
  const RunPath before = search.labels.best[static_cast<std::size_t>(node * 4 + phase * 2 + (decided ? 1 : 0))];
  const auto reach = [&](const std::vector<RunPath>& rows, int after) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows[r].exists()) search.Reach(from.rows[r].target, after, decided, Join(before, rows[r]));
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
    Keep(list[static_cast<std::size_t>(node.outcome)], labels.At(static_cast<int>(n), phase));
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
  FillLast(index, free.labels, answer);
  FillAims(region, free.labels, 0, answer);
  return answer;
}

void Explorer::FillLast(int index, const Labels& labels, RegionAnswer& answer) {
  const ModelRegion& region = model_.regions[static_cast<std::size_t>(index)];
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
  return &(node.cancelling ? ends.cancelling : ends.ordinary)[static_cast<std::size_t>(node.outcome)];
}

}  // namespace

void Explorer::LastOfStep(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer) {
  for (std::size_t e = 0; e < node.edges.size(); ++e) {
    const VisitMark mark = MarkOf(node, e);
    const ModelNode& target = region.nodes[static_cast<std::size_t>(node.edges[e].target)];
    if (target.kind != ModelNode::Kind::kEnd && mark != VisitMark::kCloses) continue;
    const RunPath path = Visit(before, node, e);
    if (mark == VisitMark::kCloses && !(target.kind == ModelNode::Kind::kEnd && target.cancelling)) Keep(answer.live, path);
    if (RunPath* late = EntryOf(target, answer.late); late != nullptr && mark != VisitMark::kOpens) Keep(*late, path);
    if (RunPath* sudden = EntryOf(target, answer.sudden); sudden != nullptr && mark == VisitMark::kCloses) Keep(*sudden, path);
  }
}

void Explorer::LastOfComposite(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer) {
  const std::vector<RunPath> late = LastRows(node, &RegionAnswer::late);
  const std::vector<RunPath> sudden = LastRows(node, &RegionAnswer::sudden);
  for (std::size_t r = 0; r < node.rows.size(); ++r) {
    const ModelNode& target = region.nodes[static_cast<std::size_t>(node.rows[r].target)];
    if (RunPath* entry = EntryOf(target, answer.late); entry != nullptr && late[r].exists()) Keep(*entry, Join(before, late[r]));
    if (!sudden[r].exists()) continue;
    if (RunPath* entry = EntryOf(target, answer.sudden)) Keep(*entry, Join(before, sudden[r]));
    if (!(target.kind == ModelNode::Kind::kEnd && target.cancelling)) Keep(answer.live, Join(before, sudden[r]));
  }
  // With another branch still unfinished, the composite stands after the closing visit.
  for (std::size_t b = 0; node.branches.size() > 1 && b < node.branches.size(); ++b) {
    const RunPath& live = BranchAnswer(node, b).live;
    if (live.exists()) Keep(answer.live, Join(before, live));
  }
}

std::optional<Run> Explorer::FindRun() {
  if (!goal_.before_type.empty()) return FindEntry();
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
