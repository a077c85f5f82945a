// Whether a store is what was once written to it: all chains, the journal over them, the documents that dossiers are pinned to, the signed
// checkpoints. What `juece audit`, `juece doctor` and `juece restore` ask.
#pragma once

#include <string>
#include <vector>

#include "record/journal.h"
#include "store/event_store.h"

namespace juece {

struct AuditRequest {
  std::string dossier;                   // "" = all
  std::vector<std::string> checkpoints;  // files, the store's own and others; one that is not there is fine
  std::vector<std::string> trusted;      // PEM files, empty: any key
};

struct StoreAudit {
  std::size_t dossiers = 0;
  std::size_t events = 0;
  std::size_t checkpoints = 0;        // of the file that has the most
  std::vector<JournalBreak> broken;   // log also "documents" and "checkpoint"
};

Result<StoreAudit> AuditStore(EventStore& store, const AuditRequest& request);
// "案卷 2024-0001 第 3 条:内容被改动"
Text Describe(const JournalBreak& found);

}  // namespace juece
