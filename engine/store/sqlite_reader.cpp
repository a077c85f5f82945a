#include "store/sqlite_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "store/attempt_codec.h"
#include "store/store_errors.h"

namespace juece {

Result<std::vector<Event>> SqliteReader::Read(std::string_view dossier, std::int64_t after) {
  std::vector<Event> events;
  Status unreadable;
  const Status read = ReadRows(dossier, after, [&](const Row& row, const Status& status, StoredEvent& stored) {
    if (status.ok()) {
      events.push_back(std::move(stored.event));
    } else if (unreadable.ok()) {
      unreadable = Unreadable(dossier, row.position, status);
    }
  });
  if (!read.ok()) return read;
  if (!unreadable.ok()) return unreadable;
  if (events.empty()) {
    if (Status known = MustExist(dossier); !known.ok()) return known;
  }
  return events;
}

// An event that cannot be read, or whose bytes speak of another place, was changed; so was one whose columns beside the bytes, which queries
// read, say something else. The rest is judged by its chain.
Result<ChainReport> SqliteReader::Verify(std::string_view dossier, const EventStore::TakeEvent& take) {
  ChainReport report;
  ChainCheck chain(algorithm_);
  std::vector<std::int64_t> changed;
  const Status done = ReadRows(dossier, 0, [&](const Row& row, const Status& read, StoredEvent& stored) {
    Event& event = stored.event;
    ++report.events;
    report.hashes.emplace_back(row.position, read.ok() ? event.hash : "");
    const bool placed = read.ok() && event.dossier == dossier && event.position == row.position;
    if (!placed || NameOf(event.body) != row.type || stored.recorded_at != row.recorded_at) changed.push_back(row.position);
    if (!placed) return;
    chain.Add(event, {HashHolds(algorithm_, row.previous_hash, row.bytes, event.hash), stored.commits});
    if (take) take(std::move(event));
  });
  if (!done.ok()) return done;
  if (report.events == 0) return NoSuchDossier(dossier);
  for (const std::int64_t position : changed) report.breaks.push_back({position, "changed"});
  for (ChainBreak& found : chain.Finish()) {
    if (!std::binary_search(changed.begin(), changed.end(), found.position)) report.breaks.push_back(std::move(found));
  }
  return report;
}

Result<std::vector<Attempt>> SqliteReader::Attempts(std::string_view dossier) {
  const Result<std::vector<StoredAttempt>> stored = StoredAttempts(dossier);
  if (!stored) return stored.error();
  std::vector<Attempt> attempts;
  for (const StoredAttempt& row : *stored) {
    Result<Attempt> attempt = AttemptFromBytes(row.bytes);
    if (!attempt) return attempt.error();
    attempts.push_back(*std::move(attempt));
  }
  return attempts;
}

Result<std::vector<StoredAttempt>> SqliteReader::StoredAttempts(std::string_view dossier) {
  SqliteStatement rows(db_.handle(),
                       "SELECT bytes, previous_hash, hash FROM attempts "
                       "WHERE dossier = ? ORDER BY position");
  rows.Text(dossier);
  std::vector<StoredAttempt> attempts;
  while (rows.Row()) attempts.push_back({rows.Bytes(0), rows.Bytes(1), rows.Bytes(2)});
  if (!rows.done()) return db_.Failure(rows.code());
  return attempts;
}

Result<std::vector<ChainBreak>> SqliteReader::VerifyAttempts(std::string_view dossier) {
  const Result<std::vector<StoredAttempt>> stored = StoredAttempts(dossier);
  if (!stored) return stored.error();
  std::vector<ChainBreak> breaks = VerifyAttemptChain(algorithm_, *stored);
  if (Status columns = CheckAttemptColumns(dossier, breaks); !columns.ok()) return columns;
  return breaks;
}

Result<Pinned> SqliteReader::FindPinned(std::string_view digest) {
  SqliteStatement row(db_.handle(),
                      "SELECT digest, kind, name, bytes FROM pinned WHERE digest = ?");
  row.Text(digest);
  if (row.Row()) return Pinned{row.Bytes(0), row.Bytes(1), row.Bytes(2), row.Bytes(3)};
  return row.done() ? NoSuchDocument(digest) : db_.Failure(row.code());
}

Result<std::vector<std::string>> SqliteReader::Ids(const std::string& first, const std::string& beyond) {
  SqliteStatement row(db_.handle(),
                      "SELECT min(dossier) FROM events WHERE dossier >= ? AND dossier < ?");
  std::vector<std::string> ids;
  for (std::string from = first;; from = ids.back() + '\x01') {
    row.Text(from).Text(beyond);
    if (!row.Row()) return db_.Failure(row.code());
    if (row.IsNull(0)) return ids;
    ids.push_back(row.Bytes(0));
    row.Reset();
  }
}

// Calls `take` with each row and what its bytes give. The personal values are read while the events' statement stands on its first row: until
// it ends both see the same state of the store.
Status SqliteReader::ReadRows(std::string_view dossier, std::int64_t after, const Take& take) {
  if (!events_) {
    events_.emplace(db_.handle(),
                    "SELECT position, bytes, previous_hash, hash, type, recorded_at FROM events "
                    "WHERE dossier = ? AND position > ? ORDER BY position");
  }
  SqliteStatement& rows = *events_;
  rows.Text(dossier).Integer(after);
  StoredEvent stored;
  PersonalByPosition personal;
  bool more = rows.Row();
  Status apart_read = more ? ReadPersonal(dossier, after, personal) : Status::Ok();
  for (; more && apart_read.ok(); more = rows.Row()) {
    const Row row{rows.Number(0), rows.View(1), rows.View(2), rows.View(4), rows.View(5)};
    const auto apart = personal.empty() ? personal.end() : personal.find(row.position);
    const Status read = ReadStoredEvent(row.bytes, apart == personal.end() ? std::vector<PersonalValue>() : std::move(apart->second), stored);
    if (read.ok()) {
      stored.event.previous_hash = row.previous_hash;
      stored.event.hash = rows.View(3);
    }
    take(row, read, stored);
  }
  const int code = rows.code();
  rows.Reset();
  return apart_read.ok() ? db_.StatusOf(code) : apart_read;
}

Status SqliteReader::ReadPersonal(std::string_view dossier, std::int64_t after, PersonalByPosition& personal) {
  if (!personal_) {
    personal_.emplace(db_.handle(),
                      "SELECT position, pointer, salt, value, commitment FROM personal "
                      "WHERE dossier = ? AND position > ? ORDER BY position, pointer");
  }
  SqliteStatement& rows = *personal_;
  rows.Text(dossier).Integer(after);
  while (rows.Row()) {
    personal[rows.Number(0)].push_back({rows.Bytes(1), rows.Bytes(2), rows.Bytes(3), rows.Bytes(4)});
  }
  const int code = rows.code();
  rows.Reset();
  return db_.StatusOf(code);
}

Status SqliteReader::CheckAttemptColumns(std::string_view dossier, std::vector<ChainBreak>& breaks) {
  SqliteStatement rows(db_.handle(), "SELECT position, recorded_at, bytes FROM attempts WHERE dossier = ? ORDER BY position");
  rows.Text(dossier);
  for (std::int64_t expected = 1; rows.Row(); ++expected) {
    const Result<Attempt> attempt = AttemptFromBytes(rows.Bytes(2));
    const bool fits = attempt && rows.Number(0) == expected && attempt->dossier == dossier && attempt->recorded_at.ToString() == rows.Bytes(1);
    const bool told = std::any_of(breaks.begin(), breaks.end(), [&](const ChainBreak& found) { return found.position == expected; });
    if (!fits && !told) breaks.push_back({expected, "changed"});
  }
  return db_.StatusOf(rows.code());
}

Status SqliteReader::MustExist(std::string_view dossier) {
  SqliteStatement row(db_.handle(), "SELECT 1 FROM events WHERE dossier = ? LIMIT 1");
  row.Text(dossier);
  if (row.Row()) return Status::Ok();
  return row.done() ? NoSuchDossier(dossier) : db_.Failure(row.code());
}

Status SqliteReader::Unreadable(std::string_view dossier, std::int64_t position,
                                const Status& why) const {
  const Text& reason = why.message();
  return {why.code(),
          {fmt::format("案卷库 {} 中案卷 {} 第 {} 条:{}", db_.path(), dossier, position, reason.zh),
           fmt::format("store {}, dossier {}, position {}: {}", db_.path(), dossier, position,
                       reason.en)}};
}


Result<std::int64_t> SqliteReader::LastPosition(std::string_view dossier) {
  if (!last_) last_.emplace(db_.handle(), "SELECT max(position) FROM events WHERE dossier = ?");
  last_->Text(dossier);
  const bool row = last_->Row();
  const bool known = row && !last_->IsNull(0);
  const std::int64_t position = known ? last_->Number(0) : 0;
  const int code = last_->code();
  last_->Reset();
  if (!row) return db_.Failure(code);
  if (!known) return NoSuchDossier(dossier);
  return position;
}

// A store of an older format keeps none.
Result<std::optional<KeyedAnswer>> SqliteReader::FindKey(std::string_view key) {
  SqliteStatement row(db_.handle(), "SELECT key, content, dossier, first, last, attempt FROM keys WHERE key = ?");
  row.Text(key);
  if (row.Row()) {
    return std::optional(KeyedAnswer{row.Bytes(0), row.Bytes(1), row.Bytes(2), row.Number(3), row.Number(4), row.Number(5)});
  }
  if (row.done()) return std::optional<KeyedAnswer>();
  return db_.Failure(row.code());
}

}  // namespace juece
