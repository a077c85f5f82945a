// Many matters judged on all cores.
#pragma once

#include <vector>

#include "runtime/matter_review.h"

namespace juece::cli {

// One report a matter, in their order; the order does not depend on the cores.
std::vector<ReviewReport> JudgedAll(const ReviewBooks& books, const std::vector<Matter>& matters, const ReviewOptions& options);

// What one review frees, the next one wants: keep it with the process. Without this the system takes it back and zeroes it each
// time, a tenth of a review. Call it before many reviews, from one thread.
void KeepFreedMemory();

}  // namespace juece::cli
