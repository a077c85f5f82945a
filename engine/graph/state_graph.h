// The Boost.Graph form of a region. The only header of the project with a third-party type; included by this layer's sources.
#pragma once

#include <boost/graph/adjacency_list.hpp>

#include <vector>

#include "graph/region_graph.h"

namespace juece {

using StateGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

// The part of a region that can be reached from its start. Boost's dominator tree is wrong on graphs with vertices that cannot
// be reached (its header states the precondition), so there is no way to get an unpruned StateGraph.
struct PrunedGraph {
  StateGraph graph;
  std::vector<int> original;  // of each vertex of `graph`, its vertex in the region; the start comes first
};

PrunedGraph Prune(const RegionGraph& region);

// Boost's dominator tree from vertex 0: of each vertex its parent, the graph's null_vertex() for vertex 0. Requires a start.
std::vector<std::size_t> DominatorTree(const PrunedGraph& pruned);

}  // namespace juece
