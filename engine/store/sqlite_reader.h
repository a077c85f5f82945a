// What is read from a store's file. Inside store/ only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/stored_event.h"
#include "store/event_store.h"
#include "store/sqlite_db.h"

namespace juece {

// A connection that only reads; one thread at a time. It sees what was committed before each call. The calls are those of EventStore.
class SqliteReader {
 public:
  SqliteReader(SqliteDb& db, DigestAlgorithm algorithm) : db_(db), algorithm_(algorithm) {}

  Result<std::vector<Event>> Read(std::string_view dossier, std::int64_t after);
  Result<std::int64_t> LastPosition(std::string_view dossier);
  Result<ChainReport> Verify(std::string_view dossier, const EventStore::TakeEvent& take);
  Result<std::vector<Attempt>> Attempts(std::string_view dossier);
  Result<std::vector<StoredAttempt>> StoredAttempts(std::string_view dossier);
  Result<std::vector<ChainBreak>> VerifyAttempts(std::string_view dossier);
  Result<Pinned> FindPinned(std::string_view digest);
  Result<std::optional<KeyedAnswer>> FindKey(std::string_view key);
  // The ids from `first` up to below `beyond`, hopping over the events of each: found also where the first event is gone.
  Result<std::vector<std::string>> Ids(const std::string& first, const std::string& beyond);

 private:
  using PersonalByPosition = std::map<std::int64_t, std::vector<PersonalValue>>;
  // A row beside its event; borrowed for the call.
  struct Row {
    std::int64_t position = 0;
    std::string_view bytes;
    std::string_view previous_hash;
    std::string_view type;
    std::string_view recorded_at;
  };
  // With the event, where it could be read; it may be moved from.
  using Take = std::function<void(const Row& row, const Status& read, StoredEvent& stored)>;

  Status ReadRows(std::string_view dossier, std::int64_t after, const Take& take);
  Status ReadPersonal(std::string_view dossier, std::int64_t after, PersonalByPosition& personal);
  Status CheckAttemptColumns(std::string_view dossier, std::vector<ChainBreak>& breaks);
  Status MustExist(std::string_view dossier);
  [[nodiscard]] Status Unreadable(std::string_view dossier, std::int64_t position, const Status& why) const;

  SqliteDb& db_;
  const DigestAlgorithm algorithm_;
  std::optional<SqliteStatement> last_;  // these are made at first use
  std::optional<SqliteStatement> events_;
  std::optional<SqliteStatement> personal_;
};

}  // namespace juece
