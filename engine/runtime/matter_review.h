// The review of one matter by everything that binds it: the rulebooks of the nation, those of its local rules, statutes, calendar.
// Where these lie is given: in the installation, or in an archive package.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compliance/review.h"
#include "runtime/installation.h"
#include "runtime/local_rules.h"
#include "store/event_store.h"

namespace juece {

struct ReviewPlaces {
  InstallationPaths paths;              // `workflows` alone is used
  std::string calendar;                 // file
  std::vector<std::string> rulebooks;   // named files instead of the national ones; empty: all of these
  std::shared_ptr<RuleChecks> checks = {};  // of plugins; nullptr: what they would judge is not shown
};

// Immutable but for `local`, which ReadLocalRulebooks fills.
struct ReviewBooks {
  ReviewPlaces places;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::vector<std::shared_ptr<const Rulebook>> rulebooks;
  std::shared_ptr<const StatuteBook> statutes;
  std::shared_ptr<const WorkCalendar> calendar;
  std::map<std::string, std::shared_ptr<const Rulebook>> local;  // by id; read when a matter is under its local rule
};

// One matter with what its local rules bring to the review.
struct Matter {
  Subject subject;
  LocalRules local;
};

// nullopt, after findings, where no rulebook could be used or one of them has a mistake.
std::optional<ReviewBooks> ReadReviewBooks(const ReviewPlaces& places, std::vector<Finding>& findings);
// The rulebooks of the matter's local rules, each read once. False, after a finding, where one cannot be used: a review without it
// would say too little.
bool ReadLocalRulebooks(ReviewBooks& books, const Matter& matter, std::vector<Finding>& findings);

using FindDocument = std::function<Result<Pinned>(const std::string& digest)>;
// A dossier's matter: its history, with what the documents that it is pinned to say of its kind and of its local rules.
Matter MatterOfDossier(const std::vector<Event>& events, const FindDocument& find);
void Join(LocalRules& all, LocalRules more);

// One report a matter, over its rulebooks: the first one's heading, everybody's rules, the worst verdict.
ReviewReport JudgeMatter(const ReviewBooks& books, const Matter& matter, const ReviewOptions& options);

}  // namespace juece
