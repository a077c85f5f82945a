// What it costs to call a plugin, in the engine's process and in one of its own.
#pragma once

#include <vector>

#include "commands/measure.h"
#include "runtime/installation.h"

namespace juece::cli {

// Ratios are to a bare echo of the same bytes over the same kind of channel, in the same run.
Result<std::vector<Figure>> MeasureHosting(const InstallationPaths& paths);

}  // namespace juece::cli
