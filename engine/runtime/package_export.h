// Writes a dossier as an archive package: docs/package-format.md. The same dossier under the same installation gives the same bytes.
#pragma once

#include <cstdint>
#include <string>

#include "base/status.h"
#include "evidence/material_store.h"
#include "runtime/installation.h"
#include "runtime/matter_review.h"
#include "store/event_store.h"

namespace juece {

// Borrowed for the call.
struct ExportSources {
  const Installation& installation;
  EventStore& store;
  const MaterialStore& materials;
  ReviewPlaces review;      // law, rules and calendar in force
  std::string checkpoints;  // file of signed checkpoints; need not be there
};

struct ExportSummary {
  std::string place;
  std::size_t events = 0;
  std::size_t materials = 0;
  std::size_t files = 0;
  std::string hash;  // of the last event
};

// A dossier whose chain is broken, or a material that is not what its digest says, is not exported (kCorrupt); `place` appears whole
// or not at all.
Result<ExportSummary> ExportPackage(const ExportSources& sources, const std::string& dossier, const std::string& place);

}  // namespace juece
