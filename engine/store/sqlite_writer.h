// What goes into a store's file: batches of filings, each batch one transaction. Inside store/ only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/prepared_filing.h"
#include "store/sqlite_db.h"

namespace juece {

// The connection of a store that holds its lock, so that what it remembers of the ends of the chains stays true. One thread at a time.
class SqliteWriter {
 public:
  SqliteWriter(SqliteDb& db, DigestAlgorithm algorithm);

  // Sets the status of each. A filing that is refused leaves no trace and does not harm the others. After a sync that failed nobody can
  // know what is on the disk: everything is refused from then on, until the store is opened again.
  void Write(const std::vector<PreparedFiling*>& filings);

 private:
  struct Head {
    std::int64_t position = 0;
    std::string hash;
  };
  using Heads = std::unordered_map<std::string, Head>;
  struct Before {  // for a batch that is rolled back
    Heads* heads;
    std::string dossier;
    Head head;
  };

  Status WriteAll(const std::vector<PreparedFiling*>& filings, bool& one_was_bad);
  Status Commit();
  Status WriteOne(PreparedFiling& filing);
  Status CheckKey(const PreparedFiling& filing, bool& taken);
  Status WriteEvents(PreparedFiling& filing);
  Status WritePersonal(const Filing& filing);
  Status WriteAttempt(PreparedFiling& filing);
  Status WriteDocuments(const Filing& filing);
  Status WriteKey(const PreparedFiling& filing);
  Status EnterInJournal(std::string_view log, std::string_view dossier, const Head& end);
  Status FindHead(Heads& heads, SqliteStatement& query, std::string_view dossier, Head*& head);
  void Move(Heads& heads, std::string_view dossier, Head& head, Head to);
  void RollBack();
  Status Done(SqliteStatement& statement);

  SqliteDb& db_;
  const DigestAlgorithm algorithm_;
  Heads events_;
  Heads attempts_;
  bool knows_journal_ = false;
  Head journal_;
  Head journal_before_;
  std::vector<Before> undo_;
  Status broken_;
  SqliteStatement begin_;
  SqliteStatement commit_;
  SqliteStatement last_event_;
  SqliteStatement last_attempt_;
  SqliteStatement last_entry_;
  SqliteStatement insert_event_;
  SqliteStatement insert_personal_;
  SqliteStatement insert_attempt_;
  SqliteStatement insert_entry_;
  SqliteStatement insert_document_;
  SqliteStatement find_key_;
  SqliteStatement insert_key_;
};

}  // namespace juece
