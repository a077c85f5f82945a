// "When": under which facts a run exists. Every assignment of the facts that conditions read is tried, the facts staying as they are
// from the beginning to the end; what is left is put as briefly as it can be said. Internal to the layer.
#pragma once

#include <optional>

#include "difference/context.h"

namespace juece {

struct Circumstance {
  Text when;        // "whatever the facts are", "when …", or that the facts would have to change on the way
  Witness witness;  // a shortest run under such facts
};

// nullopt where the question has no run at all. Beyond kMostVariables conditions the run's own conditions are said.
std::optional<Circumstance> WeakestCircumstance(const Side& side, const RunQuestion& question);

inline constexpr std::size_t kMostVariables = 10;

}  // namespace juece
