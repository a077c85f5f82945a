#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "graph/region_graph.h"

using namespace juece;

namespace {

RegionGraph Graph(int vertices, const std::vector<std::pair<int, int>>& edges) {
  RegionGraph graph(vertices);
  graph.start = 0;
  for (const auto& [from, to] : edges) graph.AddEdge(from, to);
  return graph;
}

// By definition: `by` dominates `to` if `to` cannot be reached once `by` is taken away.
bool BruteDominates(const RegionGraph& graph, int by, int to) {
  if (by == to) return true;
  if (by == graph.start) return true;
  RegionGraph without = graph;
  without.successors[static_cast<std::size_t>(by)].clear();
  for (auto& list : without.successors) list.erase(std::remove(list.begin(), list.end(), by), list.end());
  return !ReachableFromStart(without)[static_cast<std::size_t>(to)];
}

}  // namespace

TEST_CASE("a vertex that cannot be reached does not disturb the dominator tree", "[graph]") {
  // The smallest graph for which the library, asked without pruning, says that nothing dominates 2.
  const RegionGraph graph = Graph(4, {{0, 1}, {1, 2}, {3, 2}});
  CHECK(ImmediateDominators(graph) == std::vector<int>{-1, 0, 1, -1});
}

TEST_CASE("dominators agree with their definition on random graphs", "[graph]") {
  std::mt19937 random(7);
  int unreachable = 0;
  for (int round = 0; round < 3000; ++round) {
    const int vertices = 2 + static_cast<int>(random() % 8);
    RegionGraph graph(vertices);
    graph.start = static_cast<int>(random() % static_cast<unsigned>(vertices));
    for (int e = 0; e < vertices + static_cast<int>(random() % 6); ++e) {
      graph.AddEdge(static_cast<int>(random() % static_cast<unsigned>(vertices)), static_cast<int>(random() % static_cast<unsigned>(vertices)));
    }
    const std::vector<bool> reached = ReachableFromStart(graph);
    const std::vector<int> immediate = ImmediateDominators(graph);
    for (int to = 0; to < vertices; ++to) {
      if (!reached[static_cast<std::size_t>(to)]) {
        ++unreachable;
        REQUIRE(immediate[static_cast<std::size_t>(to)] == -1);
        continue;
      }
      for (int by = 0; by < vertices; ++by) {
        if (reached[static_cast<std::size_t>(by)]) REQUIRE(Dominates(immediate, by, to) == BruteDominates(graph, by, to));
      }
    }
  }
  CHECK(unreachable > 1000);
}

TEST_CASE("walks and cycles", "[graph]") {
  const RegionGraph graph = Graph(6, {{0, 1}, {0, 2}, {1, 3}, {2, 4}, {4, 3}, {3, 1}, {5, 0}});
  CHECK(ShortestWalk(graph, 3) == std::vector<int>{0, 1, 3});
  CHECK(ShortestWalk(graph, 5).empty());
  CHECK(CanReach(graph, {4}) == std::vector<bool>{true, false, true, false, true, true});
  const std::vector<bool> all(6, true);
  CHECK(FindCycle(graph, all) == std::vector<int>{1, 3});
  std::vector<bool> some = all;
  some[1] = false;
  CHECK(FindCycle(graph, some).empty());
}
