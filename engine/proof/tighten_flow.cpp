// What a local rule changes of the graph: it may add to every run and send runs back, never let one pass by what it passed before.
//
// A run of the merged graph, with the visits of inserted nodes taken out, must be a run of what is below, possibly with returns
// (docs/semantics.md, section 6). Going on to `next` is. Going to a node that stands on every way to the place is a return. An end of
// the root before the decision leaves nothing undone that a decision would owe.
#include <fmt/format.h>

#include <algorithm>

#include "graph/region_graph.h"
#include "proof/tighten_judge.h"

namespace juece {
namespace {

int IndexOf(const Region& region, std::string_view id) {
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    if (IdOf(region.nodes[n]) == id) return static_cast<int>(n);
  }
  return -1;
}

// Edges as written, whatever the outcomes; `without`: a node that may not be passed (-1: none).
RegionGraph GraphOf(const Region& region, int without = -1) {
  RegionGraph graph(static_cast<int>(region.nodes.size()));
  graph.start = IndexOf(region, region.start);
  const auto add = [&](std::size_t from, const std::string& to) {
    const int target = IndexOf(region, to);
    if (target >= 0 && target != without && static_cast<int>(from) != without) graph.AddEdge(static_cast<int>(from), target);
  };
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    if (const auto* step = std::get_if<StepNode>(&region.nodes[n])) {
      for (const Transition& row : step->transitions) add(n, row.to);
    } else if (const auto* composite = std::get_if<CompositeNode>(&region.nodes[n])) {
      for (const ExitRow& row : composite->rows) add(n, row.to);
    }
  }
  return graph;
}

bool Reaches(const Region& region, int from, int to, int without = -1) {
  RegionGraph graph = GraphOf(region, without);
  graph.start = from;
  return ReachableFromStart(graph)[static_cast<std::size_t>(to)];
}

Text TitleOf(const Node& node) {
  return std::visit([](const auto& n) { return n.title.empty() ? Text{n.id, n.id} : n.title; }, node);
}

}  // namespace

// May a decision have been made when the run comes to the place? Milestones stand in the root only.
bool TightenJudge::MayBeDecided(const std::string& from, bool from_itself) const {
  const Region& root = below_.root;
  const int place = IndexOf(root, from);
  for (const Node& node : root.nodes) {
    const auto* step = std::get_if<StepNode>(&node);
    if (step == nullptr || !step->milestone || step->milestone->milestone != "decision") continue;
    if (step->id == from && from_itself) return true;
    const std::vector<std::string>& outcomes = step->milestone->outcomes;
    for (const Transition& row : step->transitions) {
      const bool decides = row.otherwise || std::any_of(row.outcomes.begin(), row.outcomes.end(), [&](const std::string& outcome) {
                             return std::find(outcomes.begin(), outcomes.end(), outcome) != outcomes.end();
                           });
      const int then = IndexOf(root, row.to);
      if (decides && place >= 0 && then >= 0 && Reaches(root, then, place)) return true;
    }
  }
  return false;
}

bool TightenJudge::LeadsBack(const Region& region, const std::string& from, bool from_itself, const std::string& to, const Text& what) {
  const int place = IndexOf(region, from);
  const int target = IndexOf(region, to);
  if (place < 0 || target < 0) return true;  // the merge has said so
  const RegionGraph graph = GraphOf(region);
  if (Dominates(ImmediateDominators(graph), target, place)) return true;
  const bool end = std::holds_alternative<EndNode>(region.nodes[static_cast<std::size_t>(target)]);
  if (end && &region == &below_.root && !MayBeDecided(from, from_itself)) return true;
  // What every way from here to there passed before: the steps that the jump goes by.
  Text passed;
  Articles articles;
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    const int node = static_cast<int>(n);
    if (node == target || (node == place && from_itself) || std::holds_alternative<EndNode>(region.nodes[n])) continue;
    if (!Reaches(region, place, target) || (node != place && Reaches(region, place, target, node))) continue;
    const Text title = TitleOf(region.nodes[n]);
    passed.zh += fmt::format("{}“{}”", passed.zh.empty() ? "" : "、", title.In(Language::kChinese));
    passed.en += fmt::format("{}\"{}\"", passed.en.empty() ? "" : ", ", title.In(Language::kEnglish));
    if (!articles.empty()) continue;
    if (const auto* step = std::get_if<StepNode>(&region.nodes[n])) articles = step->articles;
    if (const auto* composite = std::get_if<CompositeNode>(&region.nodes[n])) articles = composite->articles;
  }
  const Text there = TitleOf(region.nodes[static_cast<std::size_t>(target)]);
  const Text present = passed.empty() ? Text{"先走完原来的路", "the way that led there before"}
                                      : Text{"必须先经过" + passed.zh, "to pass " + passed.en + " first"};
  Loosens({from,
           articles,
           what,
           {fmt::format("可以直接走到“{}”", there.In(Language::kChinese)), fmt::format("to go straight to \"{}\"", there.In(Language::kEnglish))},
           present,
           {}});
  return false;
}

// An end that the rule itself brings.
bool TightenJudge::EndsBeforeDecision(const NodeRef& anchor, bool from_itself, const EndNode& end, const Text& what) {
  if (anchor.parent == nullptr && !MayBeDecided(IdOf(*anchor.node), from_itself)) return true;
  Loosens({IdOf(*anchor.node), {}, what,
           {fmt::format("可以就此结束(“{}”)", end.id), fmt::format("to end there (\"{}\")", end.id)},
           {"必须走完原来的路", "the way to the end as it was"}, {}});
  return false;
}

Strictness TightenJudge::Of(const Insertion& change) {
  const NodeRef* anchor = below_.Find(change.anchor);
  if (anchor == nullptr) return Strictness::kStricter;  // the merge has said so
  bool back = true;
  const auto check = [&](const Node& node, const std::string& to) {
    if (to == kNextNode) return;
    const Text title = TitleOf(node);
    const Text what{fmt::format("插入的“{}”之后的去处", title.In(Language::kChinese)),
                    fmt::format("the way on from the inserted \"{}\"", title.In(Language::kEnglish))};
    const auto own = std::find_if(change.nodes.begin(), change.nodes.end(), [&](const Node& n) { return IdOf(n) == to; });
    if (own == change.nodes.end()) {
      back = LeadsBack(*anchor->region, change.anchor, !change.before, to, what) && back;
    } else if (const auto* end = std::get_if<EndNode>(&*own)) {
      back = EndsBeforeDecision(*anchor, !change.before, *end, what) && back;
    }
  };
  for (const Node& node : change.nodes) {
    if (const auto* step = std::get_if<StepNode>(&node)) {
      for (const Transition& row : step->transitions) check(node, row.to);
    } else if (const auto* composite = std::get_if<CompositeNode>(&node)) {
      for (const ExitRow& row : composite->rows) check(node, row.to);
    }
  }
  return back ? Strictness::kStricter : Strictness::kLooser;
}

Strictness TightenJudge::Of(const BranchAddition& change) {
  const NodeRef* composite = below_.Find(change.parallel);
  bool back = true;
  for (std::size_t r = 0; composite != nullptr && r < change.rows.size(); ++r) {
    const Text what{fmt::format("“{}”增加的去处", change.parallel), fmt::format("the added way on from \"{}\"", change.parallel)};
    back = LeadsBack(*composite->region, change.parallel, true, change.rows[r].to, what) && back;
  }
  return back ? Strictness::kStricter : Strictness::kLooser;
}

Strictness TightenJudge::Of(const OutcomeClosing& change) {
  const NodeRef* step = below_.Find(change.step);
  if (step == nullptr) return Strictness::kStricter;
  const std::string outcomes = JoinWords(change.outcomes, ", ");
  const Text title = TitleOf(*step->node);
  const Text what{fmt::format("环节“{}”以 {} 结束后的去处", title.In(Language::kChinese), outcomes),
                  fmt::format("the way on from \"{}\" after {}", title.In(Language::kEnglish), outcomes)};
  return LeadsBack(*step->region, change.step, true, change.to, what) ? Strictness::kStricter : Strictness::kLooser;
}

}  // namespace juece
