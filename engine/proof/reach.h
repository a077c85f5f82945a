// What runs can come to at all, and what they can come to without a visit that waits: the ground of every other answer. One pass
// over the regions, inner ones first. Internal to the layer.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/region_graph.h"
#include "proof/model.h"

namespace juece {

// Questions about runs, one a bit: answered together, because their answers spread along the same edges.
using Questions = std::uint64_t;
inline constexpr int kMostQuestions = 64;

inline constexpr Questions kFree = 1;   // some run of the region, by itself, comes here
inline constexpr Questions kHasty = 2;  // some run does without a visit that waits for a person or a date

struct Reach {
  // By the model's numbers of nodes, of outcomes of regions, and of rows that can be taken: kFree, kHasty.
  std::vector<std::uint8_t> nodes;
  std::vector<std::uint8_t> outcomes;
  std::vector<std::uint8_t> rows;
  // Of each ordinary outcome of a branch: whether `otherwise` can be taken when the branch ends with it. By the outcomes' numbers.
  std::vector<char> leads_otherwise;

  [[nodiscard]] bool Node(const ModelRegion& region, int node) const { return nodes[static_cast<std::size_t>(region.first_node + node)] != 0; }
  [[nodiscard]] bool Outcome(int number) const { return outcomes[static_cast<std::size_t>(number)] != 0; }
  [[nodiscard]] bool Row(const ModelComposite& composite, std::size_t row) const {
    return rows[static_cast<std::size_t>(composite.first_row) + row] != 0;
  }
};

Reach FindReach(const Model& model);

// Always waits for a person or a date.
bool Waits(const ModelStep& step);

// The region's graph: edges that can be taken from nodes that can be reached, with one vertex more, which has no edges yet.
RegionGraph GraphOf(const Model& model, const Reach& reach, const ModelRegion& region);

}  // namespace juece
