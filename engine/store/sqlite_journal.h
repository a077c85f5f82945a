// The journal in a store's file. Inside store/ only.
#pragma once

#include <string_view>
#include <vector>

#include "base/status.h"
#include "record/journal.h"
#include "store/sqlite_db.h"

namespace juece {

// The schema of format 2 beyond format 1; run inside the transaction that makes or upgrades a store.
extern const char* const kJournalSchema;

// An entry for every history and every log of attempts as they stand: how a store of format 1 begins its journal.
Status BeginJournal(SqliteDb& db, DigestAlgorithm algorithm);
// kUnsupported where the store has none.
Result<std::vector<JournalEntry>> ReadJournal(SqliteDb& db, std::int64_t after);

}  // namespace juece
