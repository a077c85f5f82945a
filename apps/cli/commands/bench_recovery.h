// What a start costs after a crash: reading every history again, with its chain.
#pragma once

#include <vector>

#include "base/status.h"
#include "commands/measure.h"

namespace juece::cli {

// Events a second of reading, checking the chain and folding, beside the bare limit: the same rows scanned through SQLite's C functions, the
// same bytes hashed through OpenSSL's. In turns; a few seconds; on the disk of the temporary folder.
Result<std::vector<Figure>> MeasureRecovery();

}  // namespace juece::cli
