// juece check --sensitivity: the reviews with what each verdict rests on.
#pragma once

#include <string>

#include "compliance/review.h"
#include "runtime/matter_review.h"
#include "session.h"

namespace juece::cli {

// `report` is that of `matter`; text or JSON, as the session says.
std::string WithSensitivity(Session& session, const ReviewBooks& books, const Matter& matter, const ReviewReport& report, const ReviewOptions& options);

}  // namespace juece::cli
