// What it costs to keep a command: the store beside the bare limit, the same bytes written in the same run.
#pragma once

#include <vector>

#include "commands/measure.h"

namespace juece::cli {

// Rates per second and ratios. The bare limits: the same bytes appended with write and fdatasync, and the same rows inserted by a plain loop
// over SQLite's C functions, with the same settings. Takes turns with what it is compared with; about ten seconds; on the disk of the temporary folder.
Result<std::vector<Figure>> MeasureStore();

}  // namespace juece::cli
