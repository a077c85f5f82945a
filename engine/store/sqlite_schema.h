// Opening a store's file: whose it is, which format, or a new one. Inside store/ only.
#pragma once

#include "digest/digest.h"
#include "store/event_store.h"
#include "store/sqlite_db.h"

namespace juece {

// What the place itself says, before a lock is taken or SQLite looks at the file.
Status CheckStorePlace(const std::string& path, const SqliteOptions& options);
// Opens `db` as a store of ours; `algorithm` becomes the one that the store keeps.
Status OpenStoreFile(SqliteDb& db, const SqliteOptions& options, DigestAlgorithm& algorithm);

}  // namespace juece
