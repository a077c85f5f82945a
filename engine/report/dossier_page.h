// An archived dossier as one page for people, in Chinese: what was done, by whom, when, on which materials. Self-contained; links lead
// only to files of its own package. And its metadata as XML, in the terms of the archive standards. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/step_type.h"
#include "compliance/review.h"
#include "compliance/vocabulary.h"
#include "definition/definition.h"
#include "record/event.h"
#include "report/archive_catalogue.h"

namespace juece {

// Borrowed for the call; what may be nullptr then stands by its ids.
struct ArchivedDossier {
  const std::vector<Event>& events;  // not empty, the first a DossierOpened
  const ArchiveCatalogue& catalogue;
  std::string state;
  std::string algorithm;
  const Definition* definition = nullptr;
  const StepCatalog* types = nullptr;
  const Vocabulary* vocabulary = nullptr;
  const ReviewReport* review = nullptr;
};

std::string DossierPage(const ArchivedDossier& dossier);
std::string ArchiveMetadata(const ArchivedDossier& dossier);

}  // namespace juece
