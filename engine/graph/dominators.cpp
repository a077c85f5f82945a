#include <boost/graph/dominator_tree.hpp>
#include <boost/property_map/property_map.hpp>

#include "graph/state_graph.h"

namespace juece {

PrunedGraph Prune(const RegionGraph& region) {
  PrunedGraph pruned;
  if (region.start < 0) return pruned;
  const std::vector<bool> reached = ReachableFromStart(region);
  std::vector<int> renamed(static_cast<std::size_t>(region.size()), -1);
  const auto keep = [&](int vertex) {
    renamed[static_cast<std::size_t>(vertex)] = static_cast<int>(pruned.original.size());
    pruned.original.push_back(vertex);
  };
  keep(region.start);
  for (int v = 0; v < region.size(); ++v) {
    if (v != region.start && reached[static_cast<std::size_t>(v)]) keep(v);
  }
  pruned.graph = StateGraph(pruned.original.size());
  for (const int from : pruned.original) {
    for (int e = region.FirstEdge(from); e >= 0; e = region.NextEdge(e)) {
      boost::add_edge(static_cast<std::size_t>(renamed[static_cast<std::size_t>(from)]),
                      static_cast<std::size_t>(renamed[static_cast<std::size_t>(region.TargetOf(e))]), pruned.graph);
    }
  }
  return pruned;
}

std::vector<std::size_t> DominatorTree(const PrunedGraph& pruned) {
  using Vertex = boost::graph_traits<StateGraph>::vertex_descriptor;
  std::vector<Vertex> parents(pruned.original.size(), boost::graph_traits<StateGraph>::null_vertex());
  const auto map = boost::make_iterator_property_map(parents.begin(), boost::get(boost::vertex_index, pruned.graph));
  boost::lengauer_tarjan_dominator_tree(pruned.graph, Vertex{0}, map);
  return parents;
}

std::vector<int> ImmediateDominators(const RegionGraph& graph) {
  std::vector<int> immediate(static_cast<std::size_t>(graph.size()), -1);
  const PrunedGraph pruned = Prune(graph);
  if (pruned.original.empty()) return immediate;
  const std::vector<std::size_t> parents = DominatorTree(pruned);
  for (std::size_t v = 1; v < parents.size(); ++v) {
    if (parents[v] == boost::graph_traits<StateGraph>::null_vertex()) continue;
    immediate[static_cast<std::size_t>(pruned.original[v])] = pruned.original[parents[v]];
  }
  return immediate;
}

bool Dominates(const std::vector<int>& immediate, int by, int to) {
  for (int v = to; v >= 0; v = immediate[static_cast<std::size_t>(v)]) {
    if (v == by) return true;
  }
  return false;
}

}  // namespace juece
