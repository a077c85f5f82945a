#include "store/sqlite_journal.h"

#include <fmt/format.h>

#include <string>
#include <tuple>

namespace juece {

const char* const kJournalSchema = R"sql(
CREATE TABLE journal(
  sequence INTEGER PRIMARY KEY, log TEXT NOT NULL, dossier TEXT NOT NULL, position INTEGER NOT NULL,
  hash TEXT NOT NULL, link TEXT NOT NULL) STRICT;
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_remains BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;
)sql";

namespace {

// Adds the next entry, inside the caller's transaction.
Status EnterInJournal(SqliteDb& db, DigestAlgorithm algorithm, std::string_view log, std::string_view dossier, std::int64_t position,
                      std::string_view hash) {
  SqliteStatement last(db.handle(), "SELECT sequence, link FROM journal ORDER BY sequence DESC LIMIT 1");
  JournalEntry entry{1, std::string(log), std::string(dossier), position, std::string(hash), ""};
  std::string previous;
  if (last.Row()) {
    entry.sequence = last.Number(0) + 1;
    previous = last.Bytes(1);
  } else if (!last.done()) {
    return db.Failure(last.code());
  }
  entry.link = JournalLink(algorithm, previous, entry);
  SqliteStatement insert(db.handle(), "INSERT INTO journal VALUES(?, ?, ?, ?, ?, ?)");
  insert.Integer(entry.sequence).Text(entry.log).Text(entry.dossier).Integer(position).Text(entry.hash).Text(entry.link);
  insert.Row();
  return insert.done() ? Status::Ok() : db.Failure(insert.code());
}

}  // namespace

Status BeginJournal(SqliteDb& db, DigestAlgorithm algorithm) {
  std::vector<std::tuple<std::string, std::string, std::int64_t, std::string>> heads;
  for (const char* log : {"events", "attempts"}) {
    SqliteStatement rows(db.handle(), fmt::format("SELECT dossier, position, hash FROM {} AS one WHERE position = "
                                                  "(SELECT max(position) FROM {} WHERE dossier = one.dossier) ORDER BY dossier",
                                                  log, log));
    while (rows.Row()) heads.emplace_back(log, rows.Bytes(0), rows.Number(1), rows.Bytes(2));
    if (!rows.done()) return db.Failure(rows.code());
  }
  for (const auto& [log, dossier, position, hash] : heads) {
    if (Status entered = EnterInJournal(db, algorithm, log, dossier, position, hash); !entered.ok()) return entered;
  }
  return Status::Ok();
}

Result<std::vector<JournalEntry>> ReadJournal(SqliteDb& db, std::int64_t after) {
  SqliteStatement table(db.handle(), "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal'");
  if (!table.Row()) {
    if (!table.done()) return db.Failure(table.code());
    return Status::Unsupported({"这个案卷库还没有总账;下一次写入时建立", "this store keeps no journal yet; it begins with the next write"});
  }
  SqliteStatement rows(db.handle(), "SELECT sequence, log, dossier, position, hash, link FROM journal WHERE sequence > ? ORDER BY sequence");
  rows.Integer(after);
  std::vector<JournalEntry> entries;
  while (rows.Row()) entries.push_back({rows.Number(0), rows.Bytes(1), rows.Bytes(2), rows.Number(3), rows.Bytes(4), rows.Bytes(5)});
  if (!rows.done()) return db.Failure(rows.code());
  return entries;
}

}  // namespace juece
