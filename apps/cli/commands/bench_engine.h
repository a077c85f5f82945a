// What the engine costs in memory, beside a loop written by hand that records nothing.
#pragma once

#include <vector>

#include "base/status.h"
#include "commands/measure.h"

namespace juece::cli {

// lin8 (eight steps in a row) and fork3loop (three branches, a join and a loop, nine steps), events recorded in a memory store,
// without and with the chain; and what a step costs among 100 and among 10,000 open dossiers.
Result<std::vector<Figure>> MeasureEngine();

}  // namespace juece::cli
