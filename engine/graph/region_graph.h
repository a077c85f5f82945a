// One region as a plain graph: vertices are the region's nodes in document order, edges those that can be taken.
#pragma once

#include <cstddef>
#include <vector>

namespace juece {

// Successors are lists in one array, so that a region of a million nodes costs a few allocations. An edge may stand more than once.
class RegionGraph {
 public:
  explicit RegionGraph(int vertices = 0) : first_(static_cast<std::size_t>(vertices), -1), last_(first_) {}

  int start = -1;

  [[nodiscard]] int size() const { return static_cast<int>(first_.size()); }
  [[nodiscard]] int edges() const { return static_cast<int>(edges_.size()); }
  void AddEdge(int from, int to) {
    const int edge = static_cast<int>(edges_.size());
    edges_.push_back({to, -1});
    int& last = last_[static_cast<std::size_t>(from)];
    (last < 0 ? first_[static_cast<std::size_t>(from)] : edges_[static_cast<std::size_t>(last)].next) = edge;
    last = edge;
  }
  // The edges of a vertex in the order in which they were added; -1 ends the list.
  [[nodiscard]] int FirstEdge(int vertex) const { return first_[static_cast<std::size_t>(vertex)]; }
  [[nodiscard]] int NextEdge(int edge) const { return edges_[static_cast<std::size_t>(edge)].next; }
  [[nodiscard]] int TargetOf(int edge) const { return edges_[static_cast<std::size_t>(edge)].to; }

 private:
  struct Edge {
    int to = -1;
    int next = -1;
  };
  std::vector<int> first_;
  std::vector<int> last_;
  std::vector<Edge> edges_;
};

// Every edge turned round; the start stays.
RegionGraph Reversed(const RegionGraph& graph);

// Which vertices a walk from the start can stand on.
std::vector<bool> ReachableFromStart(const RegionGraph& graph);
// From which vertices a walk can come to one of the targets.
std::vector<bool> CanReach(const RegionGraph& graph, const std::vector<int>& targets);
// Shortest walks from the start, found once for all vertices.
class ShortestWalks {
 public:
  explicit ShortestWalks(const RegionGraph& graph);
  // The vertices of a walk, both ends included; empty where there is none.
  [[nodiscard]] std::vector<int> To(int vertex) const;

 private:
  std::vector<int> parents_;
};
// The vertices of some cycle that stays within `inside`, in order, without repeating the first; empty where there is none.
std::vector<int> FindCycle(const RegionGraph& graph, const std::vector<bool>& inside);

// What every walk from the start to one vertex passes.
struct Passage {
  std::vector<int> vertices;  // in their order, the start first and the destination last; empty where no walk comes there
  // Of each vertex that a walk to the destination can stand on, the last of `vertices` (as an index) that lies on every walk from the
  // start to it; -1 for others. The stretches between two passed vertices share nothing.
  std::vector<int> stretch;
};
// One sweep along a shortest walk: linear. `to` has no successors.
Passage AlwaysPassed(const RegionGraph& graph, int to);

// immediate[v]: the last vertex other than v that stands on every walk from the start to v; -1 for the start and for vertices
// that cannot be reached. Boost's dominator tree of the pruned graph.
std::vector<int> ImmediateDominators(const RegionGraph& graph);
// Whether every walk from the start to `to` passes `by` (a vertex dominates itself). `immediate` is the answer above.
bool Dominates(const std::vector<int>& immediate, int by, int to);

}  // namespace juece
