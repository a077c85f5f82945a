// What the compliance review costs.
#pragma once

#include <vector>

#include "base/status.h"
#include "commands/measure.h"
#include "compliance/review.h"
#include "record/event.h"

namespace juece::cli {

struct BenchBooks {
  std::shared_ptr<const Rulebook> rulebook;
  std::shared_ptr<const StatuteBook> statutes;
  std::shared_ptr<const WorkCalendar> calendar;
};

// So many dossiers of kEventsOfReview events each, made of the events of one dossier: read as subjects and reviewed, on one core and
// on all; beside a bare fold of the same events.
inline constexpr std::size_t kEventsOfReview = 60;
std::vector<Figure> MeasureReviews(const BenchBooks& books, const std::vector<Event>& sample, int dossiers);

}  // namespace juece::cli
