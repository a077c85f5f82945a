// A property of runs: which visits open, which close, and what a run must not come to with nothing open. Internal to the layer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "proof/model.h"

namespace juece {

enum class VisitMark : std::uint8_t { kNeutral, kOpens, kCloses };

// Marks stand at edges, because the row that is taken may matter too.
struct Property {
  std::vector<VisitMark> marks;  // per edge of the model
  std::vector<int> steps;        // those with a mark, each once
  bool closed_at_start = true;   // a run that never opened anything offends
  bool only_from_start = false;  // closing visits are of no interest
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
