// Each region by itself: every node is reachable and can come to an end, and no cycle lacks a step that waits.
#include <fmt/format.h>

#include <algorithm>

#include "graph/region_graph.h"
#include "proof/checks.h"

namespace juece {
namespace {

// Composites and steps have a title and an id; ends may have none.
Text NameOf(const Node& node) {
  const Text title = std::visit([](const auto& n) { return n.title; }, node);
  return title.empty() ? Text{"“" + IdOf(node) + "”", "\"" + IdOf(node) + "\""} : Quote(title, IdOf(node));
}

// Where very many nodes are stuck, the ways to the first ones tell enough.
constexpr int kMostWays = 100;

std::vector<std::string> IdsOf(const ModelRegion& region, const std::vector<int>& nodes) {
  std::vector<std::string> ids;
  for (const int n : nodes) ids.push_back(IdOf(*region.nodes[static_cast<std::size_t>(n)].source));
  return ids;
}

// The edges along which nothing waits.
RegionGraph HastyGraph(const Model& model, const Reach& reach, const ModelRegion& region) {
  RegionGraph graph(static_cast<int>(region.nodes.size()));
  graph.start = region.start;
  for (int n = 0; n < graph.size(); ++n) {
    const ModelNode& node = region.nodes[static_cast<std::size_t>(n)];
    if (node.kind == ModelNode::Kind::kStep && !Waits(model.StepOf(node))) {
      for (const ModelEdge& edge : model.EdgesOf(node)) {
        if (edge.target >= 0) graph.AddEdge(n, edge.target);
      }
    } else if (node.kind == ModelNode::Kind::kComposite) {
      const ModelComposite& composite = model.CompositeOf(node);
      for (std::size_t r = 0; r < composite.rows.size(); ++r) {
        if ((reach.rows[static_cast<std::size_t>(composite.first_row) + r] & kHasty) != 0) graph.AddEdge(n, composite.rows[r].target);
      }
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

void CheckCycle(CheckContext& context, const Model& model, const Reach& reach, const ModelRegion& region) {
  std::vector<bool> reached;
  for (int n = 0; n < static_cast<int>(region.nodes.size()); ++n) reached.push_back(reach.Node(region, n));
  const std::vector<int> cycle = FindCycle(HastyGraph(model, reach, region), reached);
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

void CheckOne(CheckContext& context, const Model& model, const Reach& reach, const ModelRegion& region) {
  const RegionGraph graph = GraphOf(model, reach, region);
  std::vector<int> ends;
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    if (region.nodes[n].kind == ModelNode::Kind::kEnd) ends.push_back(static_cast<int>(n));
  }
  const std::vector<bool> finishes = CanReach(graph, ends);
  const bool stuck = std::find(finishes.begin(), finishes.end(), false) != finishes.end();
  const ShortestWalks walks(stuck ? graph : RegionGraph(1));
  int told = 0;
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    if (!reach.Node(region, static_cast<int>(n))) {
      ReportUnreachable(context, *region.nodes[n].source);
    } else if (!finishes[n]) {
      std::vector<std::string> way;
      if (told++ < kMostWays) way = IdsOf(region, walks.To(static_cast<int>(n)));
      ReportStuck(context, *region.nodes[n].source, std::move(way));
    }
  }
  CheckCycle(context, model, reach, region);
}

}  // namespace

void CheckSound(CheckContext& context, const Model& model, const Reach& reach) {
  for (const ModelRegion& region : model.regions) CheckOne(context, model, reach, region);
}

}  // namespace juece
