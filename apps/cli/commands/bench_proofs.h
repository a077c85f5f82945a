// What the proofs cost as definitions grow.
#pragma once

#include <vector>

#include "base/status.h"
#include "commands/measure.h"

namespace juece::cli {

// One size in this process, so that its peak memory is its own. The procedure is built in memory; no reader takes part.
std::vector<Figure> MeasureProofs(int steps);

// 10 000, 100 000 and 1 000 000 steps, a child process each: the times, how they grow, the memory, and the ratio to one dominator tree.
Result<std::vector<Figure>> CompareProofs();

}  // namespace juece::cli
