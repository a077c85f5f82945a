// The matters that a command looks at (dossiers of the store, records) and what judges them, for every command that works on verdicts:
// the review itself stands in runtime/matter_review.h; here is what a person is told.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runtime/matter_review.h"
#include "session.h"

namespace juece::cli {

// Which matters: dossiers of the store by id, or all of them, and records.
struct Chosen {
  std::vector<std::string> dossiers;
  bool all = false;
  std::vector<std::string> records;
};

// nullopt, after complaints, where no rulebook can be used.
std::optional<ReviewBooks> ReadBooks(Session& session, const ReviewPlaces& places);
// Records first, then dossiers, each in the order given; the rulebooks of their local rules are added to `books`. nullopt after complaints.
std::optional<std::vector<Matter>> ReadMatters(Session& session, const Chosen& chosen, ReviewBooks& books);
// False, after complaints, where a rulebook of its local rules cannot be used.
bool ReadLocal(Session& session, ReviewBooks& books, const Matter& matter);
// What a report speaks of: the matter as it was known on that day.
Subject SeenBy(const ReviewBooks& books, const Matter& matter, const ReviewOptions& options);
// Ids of the rules that a file may name: of the rulebooks in use, and of the installed local ones where none was named.
std::set<std::string> KnownRules(const ReviewBooks& books);
// `--as-of`, "" where it is not given; nullopt after a complaint.
std::optional<ReviewOptions> ReadReviewOptions(Session& session, const std::string& as_of);

}  // namespace juece::cli
