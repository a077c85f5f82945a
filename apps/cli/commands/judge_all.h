// Many matters judged on all cores.
#pragma once

#include <vector>

#include "runtime/matter_review.h"

namespace juece::cli {

// One report a matter, in their order; the order does not depend on the cores.
std::vector<ReviewReport> JudgedAll(const ReviewBooks& books, const std::vector<Matter>& matters, const ReviewOptions& options);

}  // namespace juece::cli
