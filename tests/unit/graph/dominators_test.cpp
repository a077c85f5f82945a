#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "graph/region_graph.h"
#include "graph/state_graph.h"

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
  RegionGraph without(graph.size());
  without.start = graph.start;
  for (int v = 0; v < graph.size(); ++v) {
    for (int e = graph.FirstEdge(v); e >= 0; e = graph.NextEdge(e)) {
      if (v != by && graph.TargetOf(e) != by) without.AddEdge(v, graph.TargetOf(e));
    }
  }
  return !ReachableFromStart(without)[static_cast<std::size_t>(to)];
}

}  // namespace

TEST_CASE("a vertex that cannot be reached does not disturb the dominator tree", "[graph]") {
  // The smallest graph for which the library, asked without pruning, says that nothing dominates 2 (boostorg/graph issue 97).
  const RegionGraph graph = Graph(4, {{0, 1}, {1, 2}, {3, 2}});
  const PrunedGraph pruned = Prune(graph);
  CHECK(pruned.original == std::vector<int>{0, 1, 2});
  CHECK(ImmediateDominators(graph) == std::vector<int>{-1, 0, 1, -1});

  PrunedGraph whole;
  whole.graph = StateGraph(4);
  whole.original = {0, 1, 2, 3};
  for (const auto& [from, to] : std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {1, 2}, {3, 2}}) boost::add_edge(from, to, whole.graph);
  const std::vector<std::size_t> wrong = DominatorTree(whole);
  if (wrong[2] == 1) {
    WARN("this version of the library answers rightly without pruning");
  } else {
    CHECK(wrong[2] == boost::graph_traits<StateGraph>::null_vertex());
  }
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

namespace {

// `to` is given no successors, as its users do.
RegionGraph RandomGraphTo(std::mt19937& random, int to) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const int vertices = to + 1;
  RegionGraph graph(vertices);
  graph.start = below(to);
  for (int e = 0; e < vertices + below(8); ++e) graph.AddEdge(below(to), below(3) == 0 ? below(vertices) : std::min(to, below(to) + 1));
  return graph;
}

}  // namespace

TEST_CASE("what every walk passes, by definition, on random graphs", "[graph]") {
  std::mt19937 random(11);
  int passed = 0;
  int detours = 0;
  for (int round = 0; round < 5000; ++round) {
    const int to = 1 + static_cast<int>(random() % 9);
    const RegionGraph graph = RandomGraphTo(random, to);
    const Passage passage = AlwaysPassed(graph, to);
    const std::vector<bool> reached = ReachableFromStart(graph);
    if (!reached[static_cast<std::size_t>(to)]) {
      REQUIRE(passage.vertices.empty());
      continue;
    }
    REQUIRE(passage.vertices.front() == graph.start);
    REQUIRE(passage.vertices.back() == to);
    for (int v = 0; v <= to; ++v) {
      const bool always = reached[static_cast<std::size_t>(v)] && BruteDominates(graph, v, to);
      REQUIRE(always == (std::count(passage.vertices.begin(), passage.vertices.end(), v) == 1));
      const int stretch = passage.stretch[static_cast<std::size_t>(v)];
      REQUIRE((stretch >= 0) == reached[static_cast<std::size_t>(v)]);
      // The last passed vertex that lies on every walk to v; the order of the passed ones is that in which they dominate.
      for (int p = 0; stretch >= 0 && p < static_cast<int>(passage.vertices.size()); ++p) {
        REQUIRE(BruteDominates(graph, passage.vertices[static_cast<std::size_t>(p)], v) == (p <= stretch));
      }
      passed += always ? 1 : 0;
      detours += stretch >= 0 && !always ? 1 : 0;
    }
  }
  CHECK(passed > 5000);
  CHECK(detours > 2000);
}

TEST_CASE("walks and cycles", "[graph]") {
  const RegionGraph graph = Graph(6, {{0, 1}, {0, 2}, {1, 3}, {2, 4}, {4, 3}, {3, 1}, {5, 0}});
  CHECK(ShortestWalks(graph).To(3) == std::vector<int>{0, 1, 3});
  CHECK(ShortestWalks(graph).To(5).empty());
  CHECK(CanReach(graph, {4}) == std::vector<bool>{true, false, true, false, true, true});
  const std::vector<bool> all(6, true);
  CHECK(FindCycle(graph, all) == std::vector<int>{1, 3});
  std::vector<bool> some = all;
  some[1] = false;
  CHECK(FindCycle(graph, some).empty());
}
