// Random procedures of any size, built in memory for the benchmark of the proofs: regions in regions, choices, loops, conditional
// steps, exit tables, cancelling ends, changes and reviews anywhere, and at the end the reviews that a statute of 32 requirements asks for.
#pragma once

#include <memory>

#include "catalog/step_type.h"
#include "definition/definition.h"
#include "law/statute.h"

namespace juece::cli {

struct RandomProcedure {
  std::unique_ptr<Definition> definition;
  StepCatalog catalog;
  StatuteBook statutes;
};

inline constexpr int kRandomReviews = 8;  // types of reviews; four requirements each

// `steps`: about so many. The first `broken` reviews (0 … kRandomReviews) let their closing outcome pass: every requirement that they
// serve is broken; without them the procedure is proved.
RandomProcedure MakeRandomProcedure(int steps, unsigned seed, int broken);

}  // namespace juece::cli
