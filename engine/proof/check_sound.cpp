// Each region by itself: every node is reachable and can come to an end, and no cycle lacks a step that waits.
#include <fmt/format.h>

#include "graph/region_graph.h"
#include "proof/checks.h"

namespace juece {
namespace {

struct Regions {
  const Model& model;
  Explorer& free;    // no property: what can be reached at all
  Explorer& hasty;   // no visit that waits is allowed: what can be passed without waiting
};

// Composites and steps have a title and an id; ends may have none.
Text NameOf(const Node& node) {
  const Text title = std::visit([](const auto& n) { return n.title; }, node);
  return title.empty() ? Text{"“" + IdOf(node) + "”", "\"" + IdOf(node) + "\""} : Quote(title, IdOf(node));
}

RegionGraph GraphOf(const ModelRegion& region, Explorer& explorer) {
  RegionGraph graph(static_cast<int>(region.nodes.size()));
  graph.start = region.start;
  for (int n = 0; n < graph.size(); ++n) {
    const ModelNode& node = region.nodes[static_cast<std::size_t>(n)];
    for (const ModelEdge& edge : node.edges) graph.AddEdge(n, edge.target);
    if (node.kind != ModelNode::Kind::kComposite) continue;
    const std::vector<RunPath> rows = explorer.FreeRows(node);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows[r].exists()) graph.AddEdge(n, node.rows[r].target);
    }
  }
  return graph;
}

bool Waits(const ModelStep& step) { return step.type->waits && !step.node->applicability; }

RegionGraph HastyGraph(const Model& model, const ModelRegion& region, Explorer& hasty) {
  RegionGraph graph(static_cast<int>(region.nodes.size()));
  graph.start = region.start;
  for (int n = 0; n < graph.size(); ++n) {
    const ModelNode& node = region.nodes[static_cast<std::size_t>(n)];
    if (node.kind == ModelNode::Kind::kStep && !Waits(model.steps[static_cast<std::size_t>(node.step)])) {
      for (const ModelEdge& edge : node.edges) graph.AddEdge(n, edge.target);
    }
    if (node.kind != ModelNode::Kind::kComposite) continue;
    const std::vector<RunPath> rows = hasty.RestrictedRows(node);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows[r].exists()) graph.AddEdge(n, node.rows[r].target);
    }
  }
  return graph;
}

void ReportUnreachable(CheckContext& context, const Node& node) {
  const Text name = NameOf(node);
  context.Error("unreachable-step", PlaceOf(node),
                {fmt::format("每个环节应能从起点到达,但没有一条办理路径到达{}", name.zh),
                 fmt::format("Expected every node to be reachable from the start, but no run comes to {}", name.en)})
      .step = IdOf(node);
}

// The steps on a shortest way to a node of its region.
std::vector<std::string> WayTo(const ModelRegion& region, const RegionGraph& graph, std::size_t node) {
  std::vector<std::string> ids;
  for (const int n : ShortestWalk(graph, static_cast<int>(node))) ids.push_back(IdOf(*region.nodes[static_cast<std::size_t>(n)].source));
  return ids;
}

void ReportStuck(CheckContext& context, const Node& node, std::vector<std::string> way) {
  const Text name = NameOf(node);
  const bool composite = std::holds_alternative<CompositeNode>(node);
  Finding& finding = context.Error("cannot-finish", PlaceOf(node),
                {fmt::format("从每个环节应都能走到本流程的终点,但从{}出发不能{}", name.zh,
                             composite ? "(各分支能产生的结果不符合任何一行 <exit>,或其去向不能到达终点)" : ""),
                 fmt::format("Expected an end to be reachable from every node, but none is from {}{}", name.en,
                             composite ? " (what its branches can produce fits no <exit>, or that exit leads to no end)" : "")});
  finding.step = IdOf(node);
  finding.witness = std::move(way);
}

void CheckCycle(CheckContext& context, const Regions& regions, const ModelRegion& region, const std::vector<bool>& reached) {
  const std::vector<int> cycle = FindCycle(HastyGraph(regions.model, region, regions.hasty), reached);
  if (cycle.empty()) return;
  std::vector<std::string> ids;
  Text run;
  for (const int n : cycle) {
    const Node& node = *region.nodes[static_cast<std::size_t>(n)].source;
    ids.push_back(IdOf(node));
    const Text title = std::visit([](const auto& v) { return v.title; }, node);
    run.zh += title.In(Language::kChinese) + " → ";
    run.en += title.In(Language::kEnglish) + " → ";
  }
  const Node& first = *region.nodes[static_cast<std::size_t>(cycle.front())].source;
  Finding& finding = context.Error(
      "loop-without-wait", PlaceOf(first),
      {fmt::format("每个循环应至少经过一个必须等人或等期限的环节,但此循环没有:{}…", run.zh),
       fmt::format("Expected every cycle to pass a step that waits for a person or a date, but this one does not: {}…", run.en)});
  finding.step = ids.front();
  finding.witness = std::move(ids);
}

void CheckOne(CheckContext& context, const Regions& regions, const ModelRegion& region) {
  const RegionGraph graph = GraphOf(region, regions.free);
  const std::vector<bool> reached = ReachableFromStart(graph);
  std::vector<int> ends;
  for (int n = 0; n < graph.size(); ++n) {
    if (region.nodes[static_cast<std::size_t>(n)].kind == ModelNode::Kind::kEnd) ends.push_back(n);
  }
  const std::vector<bool> finishes = CanReach(graph, ends);
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    if (!reached[n]) {
      ReportUnreachable(context, *region.nodes[n].source);
    } else if (!finishes[n]) {
      ReportStuck(context, *region.nodes[n].source, WayTo(region, graph, n));
    }
  }
  CheckCycle(context, regions, region, reached);
}

}  // namespace

void CheckSound(CheckContext& context, const Model& model) {
  const Property neutral = NeutralProperty(model);
  Property hasty = NeutralProperty(model);
  hasty.only_from_start = true;
  for (std::size_t s = 0; s < model.steps.size(); ++s) {
    if (Waits(model.steps[s])) std::fill(hasty.marks[s].begin(), hasty.marks[s].end(), VisitMark::kOpens);
  }
  Explorer free(model, neutral);
  Explorer without_wait(model, hasty);
  for (const ModelRegion& region : model.regions) CheckOne(context, {model, free, without_wait}, region);
}

}  // namespace juece
