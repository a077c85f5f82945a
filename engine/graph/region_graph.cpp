#include "graph/region_graph.h"

#include <algorithm>
#include <deque>

namespace juece {
namespace {

// Breadth first from several vertices; parent[v] is -2 for a vertex that is not reached, -1 for a source.
std::vector<int> BreadthFirst(const std::vector<std::vector<int>>& successors, const std::vector<int>& sources) {
  std::vector<int> parent(successors.size(), -2);
  std::deque<int> queue;
  for (const int source : sources) {
    if (source < 0 || parent[static_cast<std::size_t>(source)] != -2) continue;
    parent[static_cast<std::size_t>(source)] = -1;
    queue.push_back(source);
  }
  while (!queue.empty()) {
    const int at = queue.front();
    queue.pop_front();
    for (const int next : successors[static_cast<std::size_t>(at)]) {
      if (parent[static_cast<std::size_t>(next)] != -2) continue;
      parent[static_cast<std::size_t>(next)] = at;
      queue.push_back(next);
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

std::vector<bool> ReachableFromStart(const RegionGraph& graph) { return Found(BreadthFirst(graph.successors, {graph.start})); }

std::vector<bool> CanReach(const RegionGraph& graph, const std::vector<int>& targets) {
  std::vector<std::vector<int>> backward(graph.successors.size());
  for (int v = 0; v < graph.size(); ++v) {
    for (const int to : graph.successors[static_cast<std::size_t>(v)]) backward[static_cast<std::size_t>(to)].push_back(v);
  }
  return Found(BreadthFirst(backward, targets));
}

std::vector<int> ShortestWalk(const RegionGraph& graph, int to) {
  const std::vector<int> parent = BreadthFirst(graph.successors, {graph.start});
  std::vector<int> walk;
  if (to < 0 || parent[static_cast<std::size_t>(to)] == -2) return walk;
  for (int v = to; v >= 0; v = parent[static_cast<std::size_t>(v)]) walk.push_back(v);
  std::reverse(walk.begin(), walk.end());
  return walk;
}

std::vector<int> FindCycle(const RegionGraph& graph, const std::vector<bool>& inside) {
  // Depth first without recursion, so that a long chain cannot exhaust the stack.
  enum class Mark { kNew, kOpen, kDone };
  std::vector<Mark> marks(graph.successors.size(), Mark::kNew);
  std::vector<std::size_t> next(graph.successors.size(), 0);
  for (int root = 0; root < graph.size(); ++root) {
    if (!inside[static_cast<std::size_t>(root)] || marks[static_cast<std::size_t>(root)] != Mark::kNew) continue;
    std::vector<int> stack = {root};
    marks[static_cast<std::size_t>(root)] = Mark::kOpen;
    while (!stack.empty()) {
      const auto at = static_cast<std::size_t>(stack.back());
      if (next[at] == graph.successors[at].size()) {
        marks[at] = Mark::kDone;
        stack.pop_back();
        continue;
      }
      const int to = graph.successors[at][next[at]++];
      const auto index = static_cast<std::size_t>(to);
      if (!inside[index] || marks[index] == Mark::kDone) continue;
      if (marks[index] == Mark::kOpen) return {std::find(stack.begin(), stack.end(), to), stack.end()};
      marks[index] = Mark::kOpen;
      stack.push_back(to);
    }
  }
  return {};
}

}  // namespace juece
