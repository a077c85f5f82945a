// A property of runs: which visits open, which close, and what a run must not come to with nothing open. Internal to the layer.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "proof/model.h"

namespace juece {

enum class VisitMark : std::uint8_t { kNeutral, kOpens, kCloses };

struct Property {
  std::vector<VisitMark> by_outcome;           // by the numbers of the outcomes of kinds of steps: ModelEdge::number
  std::unordered_map<int, VisitMark> by_edge;  // edges whose row, or whose very step, makes the visit another one than that
  bool closed_at_start = true;                 // a run that never opened anything offends
  bool only_from_start = false;                // closing visits are of no interest

  [[nodiscard]] VisitMark MarkOf(const Model& model, int edge) const {
    const VisitMark mark = by_outcome[static_cast<std::size_t>(model.edges[static_cast<std::size_t>(edge)].number)];
    if (by_edge.empty()) return mark;
    const auto own = by_edge.find(edge);
    return own == by_edge.end() ? mark : own->second;
  }
};

Property NeutralProperty(const Model& model);

// What the run must come to.
struct Goal {
  std::string milestone;    // "" with at_end: an end of the root
  bool at_end = false;      // any end of the root that lies after the decision milestone
  std::string before_type;  // set: a step of this type being entered, in whatever region; what its own visit does comes later
  int before_step = -1;     // set: this one step being entered
  [[nodiscard]] bool AtEntry() const { return !before_type.empty() || before_step >= 0; }
};

// Whether a visit that ends with this outcome reaches the milestone.
bool Marks(const ModelStep& step, std::string_view milestone, int outcome);

}  // namespace juece
