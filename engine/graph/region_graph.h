// One region as a plain graph: vertices are the region's nodes in document order, edges those that can be taken.
#pragma once

#include <vector>

namespace juece {

struct RegionGraph {
  int start = -1;
  std::vector<std::vector<int>> successors;  // may name a vertex more than once

  explicit RegionGraph(int vertices = 0) : successors(static_cast<std::size_t>(vertices)) {}
  [[nodiscard]] int size() const { return static_cast<int>(successors.size()); }
  void AddEdge(int from, int to) { successors[static_cast<std::size_t>(from)].push_back(to); }
};

// Which vertices a walk from the start can stand on.
std::vector<bool> ReachableFromStart(const RegionGraph& graph);
// From which vertices a walk can come to one of the targets.
std::vector<bool> CanReach(const RegionGraph& graph, const std::vector<int>& targets);
// The vertices of a shortest walk from the start, both ends included; empty where there is none.
std::vector<int> ShortestWalk(const RegionGraph& graph, int to);
// The vertices of some cycle that stays within `inside`, in order, without repeating the first; empty where there is none.
std::vector<int> FindCycle(const RegionGraph& graph, const std::vector<bool>& inside);

// immediate[v]: the last vertex other than v that stands on every walk from the start to v; -1 for the start and for vertices
// that cannot be reached.
std::vector<int> ImmediateDominators(const RegionGraph& graph);
// Whether every walk from the start to `to` passes `by` (a vertex dominates itself). `immediate` is the answer above.
bool Dominates(const std::vector<int>& immediate, int by, int to);

}  // namespace juece
