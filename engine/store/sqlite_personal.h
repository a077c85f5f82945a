// How personal values leave a store's file. Inside store/ only.
#pragma once

#include <string_view>

#include "base/status.h"
#include "record/event.h"
#include "store/sqlite_db.h"

namespace juece {

// For every connection that writes: what is deleted or overwritten is zeroed in its page.
inline constexpr char kForgetful[] = "PRAGMA secure_delete = ON";
// Inside the making of a new store: its pages were zeroed from the beginning.
Status MarkForgetful(SqliteDb& db);
// Empties value and salt of what the event names, and what the dossier's idempotency keys say was asked, inside the transaction that stores it.
Status ForgetValues(SqliteDb& db, std::string_view dossier, const PersonalRedacted& redacted);
// As EventStore::Scrub: a store from before kForgetful is written anew once, then the write-ahead log is emptied.
Status ScrubStore(SqliteDb& db);

}  // namespace juece
