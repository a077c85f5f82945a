#include "graph/region_graph.h"

#include <algorithm>

namespace juece {
namespace {

// Breadth first from several vertices; parent[v] is -2 for a vertex that is not reached, -1 for a source.
std::vector<int> BreadthFirst(const RegionGraph& graph, const std::vector<int>& sources) {
  std::vector<int> parent(static_cast<std::size_t>(graph.size()), -2);
  std::vector<int> queue;
  for (const int source : sources) {
    if (source < 0 || parent[static_cast<std::size_t>(source)] != -2) continue;
    parent[static_cast<std::size_t>(source)] = -1;
    queue.push_back(source);
  }
  for (std::size_t q = 0; q < queue.size(); ++q) {
    const int at = queue[q];
    for (int e = graph.FirstEdge(at); e >= 0; e = graph.NextEdge(e)) {
      int& from = parent[static_cast<std::size_t>(graph.TargetOf(e))];
      if (from != -2) continue;
      from = at;
      queue.push_back(graph.TargetOf(e));
    }
  }
  return parent;
}

std::vector<bool> Found(const std::vector<int>& parent) {
  std::vector<bool> found(parent.size());
  std::transform(parent.begin(), parent.end(), found.begin(), [](int p) { return p != -2; });
  return found;
}

}  // namespace

RegionGraph Reversed(const RegionGraph& graph) {
  RegionGraph backward(graph.size());
  backward.start = graph.start;
  for (int v = 0; v < graph.size(); ++v) {
    for (int e = graph.FirstEdge(v); e >= 0; e = graph.NextEdge(e)) backward.AddEdge(graph.TargetOf(e), v);
  }
  return backward;
}

std::vector<bool> ReachableFromStart(const RegionGraph& graph) { return Found(BreadthFirst(graph, {graph.start})); }

std::vector<bool> CanReach(const RegionGraph& graph, const std::vector<int>& targets) {
  return Found(BreadthFirst(Reversed(graph), targets));
}

ShortestWalks::ShortestWalks(const RegionGraph& graph) : parents_(BreadthFirst(graph, {graph.start})) {}

std::vector<int> ShortestWalks::To(int vertex) const {
  std::vector<int> walk;
  if (vertex < 0 || parents_[static_cast<std::size_t>(vertex)] == -2) return walk;
  for (int v = vertex; v >= 0; v = parents_[static_cast<std::size_t>(v)]) walk.push_back(v);
  std::reverse(walk.begin(), walk.end());
  return walk;
}

std::vector<int> FindCycle(const RegionGraph& graph, const std::vector<bool>& inside) {
  // Depth first without recursion, so that a long chain cannot exhaust the stack.
  enum class Mark : char { kNew, kOpen, kDone };
  std::vector<Mark> marks(inside.size(), Mark::kNew);
  std::vector<std::pair<int, int>> stack;  // a vertex and its next edge
  const auto open = [&](int v) {
    marks[static_cast<std::size_t>(v)] = Mark::kOpen;
    stack.emplace_back(v, graph.FirstEdge(v));
  };
  for (int root = 0; root < graph.size(); ++root) {
    if (!inside[static_cast<std::size_t>(root)] || marks[static_cast<std::size_t>(root)] != Mark::kNew) continue;
    open(root);
    while (!stack.empty()) {
      const auto [at, edge] = stack.back();
      if (edge < 0) {
        marks[static_cast<std::size_t>(at)] = Mark::kDone;
        stack.pop_back();
        continue;
      }
      stack.back().second = graph.NextEdge(edge);
      const int to = graph.TargetOf(edge);
      if (!inside[static_cast<std::size_t>(to)] || marks[static_cast<std::size_t>(to)] == Mark::kDone) continue;
      if (marks[static_cast<std::size_t>(to)] == Mark::kNew) {
        open(to);
        continue;
      }
      std::vector<int> cycle;
      const auto first = std::find_if(stack.begin(), stack.end(), [to](const auto& entry) { return entry.first == to; });
      std::transform(first, stack.end(), std::back_inserter(cycle), [](const auto& entry) { return entry.first; });
      return cycle;
    }
  }
  return {};
}

}  // namespace juece
