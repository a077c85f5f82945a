// What reading and judging event logs costs.
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "commands/measure.h"

namespace juece::cli {

// The permit log under its 44 constraints, where the folder `public_logs` has them (else a synthetic log of that size), and a synthetic
// log of `cases` cases: times and memory of a child process, and bytes a second beside a bare SAX pass over the same file.
Result<std::vector<Figure>> MeasureLogs(const std::string& public_logs, int cases);

}  // namespace juece::cli
