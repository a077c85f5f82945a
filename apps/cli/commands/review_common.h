// What the commands of the case review share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assessment/criteria.h"
#include "assessment/draw.h"
#include "assessment/sheet.h"
#include "commands/matters.h"
#include "review_arguments.h"

namespace juece::cli {

// The matters, as they are seen on the day, with the review's report on each.
struct Judgement {
  ReviewBooks books;
  std::vector<Subject> subjects;  // records first
  std::vector<ReviewReport> reports;
  std::size_t records = 0;  // how many of them
};
// nullopt after complaints: nothing named, unreadable.
std::optional<Judgement> Judge(Session& session, const Choosing& choosing);

using CriteriaSets = std::vector<std::shared_ptr<const Criteria>>;
// The named files, else all of workflows/criteria. nullopt after complaints; every rule they name is in the rulebooks.
std::optional<CriteriaSets> ReadCriteria(Session& session, const ReviewBooks& books, const std::vector<std::string>& named);
// The first that speaks of this kind of procedure; nullptr where none does.
const Criteria* CriteriaFor(const CriteriaSets& sets, const std::string& kind);
// "--at", or now; nullopt after a complaint.
std::optional<Instant> ReadAt(Session& session, const std::string& at);

// Each file of the right form whose content is unchanged. On failure `status` is 2 where it is no such file and 1 where it was changed.
std::optional<DrawList> ReadListFile(Session& session, const std::string& path, int& status);
std::optional<Draw> ReadDrawFile(Session& session, const std::string& path, int& status);
std::optional<Sheet> ReadSheetFile(Session& session, const std::string& path, int& status);
Text ReasonOf(const std::pair<int, std::string>& broken);

}  // namespace juece::cli
