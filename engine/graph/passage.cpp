// The dominators of one vertex without a dominator tree: a walk is followed, and each of its vertices is passed by every walk unless
// a detour that left the walk earlier has come back to it later.
#include "graph/region_graph.h"

#include <algorithm>

namespace juece {
namespace {

class Sweep {
 public:
  Sweep(const RegionGraph& graph, const std::vector<int>& walk) : graph_(graph), walk_(walk) {
    place_.resize(static_cast<std::size_t>(graph.size()), -1);
    for (std::size_t i = 0; i < walk.size(); ++i) place_[static_cast<std::size_t>(walk[i])] = static_cast<int>(i);
    passage_.stretch.resize(place_.size(), -1);
  }

  Passage Run() {
    for (int i = 0; i < static_cast<int>(walk_.size()); ++i) {
      const int vertex = walk_[static_cast<std::size_t>(i)];
      if (farthest_ <= i) passage_.vertices.push_back(vertex);
      Stretch(vertex) = static_cast<int>(passage_.vertices.size()) - 1;
      Detours(vertex);
    }
    return std::move(passage_);
  }

 private:
  int& Stretch(int vertex) { return passage_.stretch[static_cast<std::size_t>(vertex)]; }

  // Everything off the walk that is first reached from here, and how far ahead that comes back to the walk.
  void Detours(int from) {
    const int stretch = Stretch(from);
    std::vector<int> open = {from};
    while (!open.empty()) {
      const int at = open.back();
      open.pop_back();
      for (int e = graph_.FirstEdge(at); e >= 0; e = graph_.NextEdge(e)) {
        const int to = graph_.TargetOf(e);
        const int place = place_[static_cast<std::size_t>(to)];
        if (place >= 0) {
          farthest_ = std::max(farthest_, place);
        } else if (Stretch(to) < 0) {
          Stretch(to) = stretch;
          open.push_back(to);
        }
      }
    }
  }

  const RegionGraph& graph_;
  const std::vector<int>& walk_;
  std::vector<int> place_;  // on the walk, -1 off it
  int farthest_ = 0;
  Passage passage_;
};

}  // namespace

Passage AlwaysPassed(const RegionGraph& graph, int to) {
  const std::vector<int> walk = ShortestWalks(graph).To(to);
  if (walk.empty()) return {{}, std::vector<int>(static_cast<std::size_t>(graph.size()), -1)};
  return Sweep(graph, walk).Run();
}

}  // namespace juece
