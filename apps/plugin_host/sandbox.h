// What a hosted plugin may do to the machine: compute, and answer on its channel. In two stages, because
// loading a library has to open files and map code, and running it has not.
#pragma once

#include <cstddef>

namespace juece {

// Address space, files, processes. Before anything else.
void LimitResources(std::size_t memory_mib);
// Everything that loading a shared library needs, files for reading only; no network, no process, no
// writing. False where the kernel refuses.
bool AllowLoading(int channel);
// From now on: no file is opened, no code is mapped.
bool AllowAnswering(int channel);

}  // namespace juece
