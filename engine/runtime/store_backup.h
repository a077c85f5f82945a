// A store with everything that belongs to it, copied while it is in use, and put back. The copy is a folder (docs/operations.md):
// store.db, materials/, checkpoints.jsonl and checkpoints.json where there are any, and backup.json, which names every file with its digest.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/status.h"
#include "base/time.h"

namespace juece {

struct BackupSummary {
  std::string place;
  std::int64_t dossiers = 0;
  std::int64_t events = 0;
  std::int64_t materials = 0;
  std::int64_t bytes = 0;       // of all files
  std::int64_t sequence = 0;    // the journal's last entry, 0 where there is none
  std::string link;             // of that entry: what a checkpoint signs
  std::string made_at;
  std::vector<Finding> findings;  // codes backup-material-missing, backup-material-changed, backup-damaged, backup-incomplete
};

// Of one moment; others go on working. Whole or not at all. A material that the store does not have is a finding: the backup is made without it.
// kConflict where `to` is there already and is not an empty folder.
Result<BackupSummary> BackUpStore(const std::string& store_path, const std::string& to, Instant at);

// Checks every file of the backup, all chains, and the journal; with an error finding nothing is restored. kConflict where anything of a store
// is there already at `store_path`: a store is never overwritten. The store's file itself appears last, so that a half restored one is none.
Result<BackupSummary> RestoreStore(const std::string& from, const std::string& store_path);

}  // namespace juece
