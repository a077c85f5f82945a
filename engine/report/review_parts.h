// The parts of the page of a review. Internal to the layer.
#pragma once

#include <string>

#include "base/text.h"
#include "catalog/document_catalog.h"
#include "compliance/review.h"

namespace juece {

// What a meeting secretary staples to the pack: step by step with dates, who, documents, articles and verdict, on one A4 page.
std::string ReviewSheet(const ReviewReport& report, const DocumentCatalog& documents, Language language);

// The steps over time as one <svg> element; "" where nothing is dated.
std::string TimelinePicture(const ReviewReport& report, Language language);

}  // namespace juece
