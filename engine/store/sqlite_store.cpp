#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "record/codec.h"
#include "store/attempt_codec.h"
#include "store/event_store.h"
#include "store/sqlite_db.h"
#include "store/sqlite_journal.h"
#include "store/sqlite_personal.h"
#include "store/sqlite_schema.h"
#include "store/store_errors.h"

namespace juece {
namespace {

using Kind = SqliteTransaction::Kind;
using PersonalByPosition = std::map<std::int64_t, std::vector<PersonalValue>>;

// One connection, one thread. Several processes may hold stores over one file.
class SqliteStore final : public EventStore {
 public:
  explicit SqliteStore(const std::string& path) : db_(path) {}

  Status Open(const SqliteOptions& options) { return OpenStoreFile(db_, options, algorithm_); }

  Status Append(std::string_view dossier, std::int64_t expected_version,
                std::vector<Event>& events) override {
    for (const Event& event : events) {
      if (Status personal = CheckPersonal(event); !personal.ok()) return personal;
    }
    SqliteTransaction transaction(db_, Kind::kWrite);
    if (Status begun = transaction.begun(); !begun.ok()) return begun;
    std::string last_hash;
    std::int64_t version = 0;
    if (Status head = ReadHead("events", dossier, version, last_hash); !head.ok()) return head;
    if (version != expected_version) return ConflictAt(dossier, expected_version, version);
    std::vector<Event> prepared = events;  // what was handed in changes only when all is stored
    for (Event& event : prepared) {
      event.dossier = dossier;
      event.position = ++version;
      event.previous_hash = std::move(last_hash);
      if (Status inserted = Insert(event); !inserted.ok()) return inserted;
      last_hash = event.hash;
    }
    if (!prepared.empty()) {
      if (Status entered = EnterInJournal(db_, algorithm_, "events", dossier, version, last_hash); !entered.ok()) return entered;
    }
    if (Status committed = transaction.Commit(); !committed.ok()) return committed;
    events = std::move(prepared);
    return Status::Ok();
  }

  Result<std::vector<Event>> Read(std::string_view dossier, std::int64_t after) override {
    std::vector<Event> events;
    Status unreadable;
    const Status read = ReadRows(dossier, after, [&](std::int64_t position, Result<Event> event) {
      if (event) {
        events.push_back(*std::move(event));
      } else if (unreadable.ok()) {
        unreadable = Unreadable(dossier, position, event.error());
      }
    });
    if (!read.ok()) return read;
    if (!unreadable.ok()) return unreadable;
    if (events.empty()) {
      if (Status known = MustExist(dossier); !known.ok()) return known;
    }
    return events;
  }

  // An event that cannot be read, or whose bytes speak of another place, was changed; the rest is judged by its chain.
  Result<ChainReport> Verify(std::string_view dossier) override {
    ChainReport report;
    std::vector<Event> events;
    std::set<std::int64_t> changed;
    const Status read = ReadRows(dossier, 0, [&](std::int64_t position, Result<Event> event) {
      ++report.events;
      report.hashes.emplace_back(position, event ? event->hash : "");
      const bool fits = event && event->dossier == dossier && event->position == position;
      if (!fits) changed.insert(position);
      if (fits) events.push_back(*std::move(event));
    });
    if (!read.ok()) return read;
    if (report.events == 0) return NoSuchDossier(dossier);
    if (Status columns = CheckColumns(dossier, changed); !columns.ok()) return columns;
    for (const std::int64_t position : changed) report.breaks.push_back({position, "changed"});
    for (ChainBreak& found : VerifyChain(algorithm_, events)) {
      if (!changed.contains(found.position)) report.breaks.push_back(std::move(found));
    }
    return report;
  }

  Result<std::vector<std::string>> Dossiers() override { return Ids("", "\xff"); }

  Result<std::string> NewDossierId(int year) override {
    const Result<std::vector<std::string>> ids =
        Ids(fmt::format("{}-", year), fmt::format("{}.", year));  // '.' follows '-'
    if (!ids) return ids.error();
    std::int64_t last = 0;
    for (const std::string& id : *ids) last = std::max(last, SerialOf(id, year));
    return DossierId(year, last + 1);
  }

  Status LogAttempt(const Attempt& attempt) override {
    SqliteTransaction transaction(db_, Kind::kWrite);
    if (Status begun = transaction.begun(); !begun.ok()) return begun;
    std::string previous;
    std::int64_t count = 0;
    if (Status head = ReadHead("attempts", attempt.dossier, count, previous); !head.ok()) return head;
    const std::string bytes = AttemptBytes(attempt);
    const std::string recorded_at = attempt.recorded_at.ToString();
    const std::string hash = ChainHash(algorithm_, previous, bytes);
    SqliteStatement insert(db_.handle(), "INSERT INTO attempts VALUES(?, ?, ?, ?, ?, ?)");
    insert.Text(attempt.dossier).Integer(count + 1).Text(recorded_at).Blob(bytes);
    insert.Text(previous).Text(hash);
    insert.Row();
    if (!insert.done()) return db_.Failure(insert.code());
    if (Status entered = EnterInJournal(db_, algorithm_, "attempts", attempt.dossier, count + 1, hash); !entered.ok()) return entered;
    return transaction.Commit();
  }

  Result<std::vector<Attempt>> Attempts(std::string_view dossier) override {
    const Result<std::vector<StoredAttempt>> stored = ReadAttempts(dossier);
    if (!stored) return stored.error();
    std::vector<Attempt> attempts;
    for (const StoredAttempt& row : *stored) {
      Result<Attempt> attempt = AttemptFromBytes(row.bytes);
      if (!attempt) return attempt.error();
      attempts.push_back(*std::move(attempt));
    }
    return attempts;
  }

  Result<std::vector<StoredAttempt>> AttemptsAsStored(std::string_view dossier) override { return ReadAttempts(dossier); }

  Result<std::vector<ChainBreak>> VerifyAttempts(std::string_view dossier) override {
    const Result<std::vector<StoredAttempt>> stored = ReadAttempts(dossier);
    if (!stored) return stored.error();
    std::vector<ChainBreak> breaks = VerifyAttemptChain(algorithm_, *stored);
    if (Status columns = CheckAttemptColumns(dossier, breaks); !columns.ok()) return columns;
    return breaks;
  }

  Result<std::vector<JournalEntry>> Journal(std::int64_t after) override { return ReadJournal(db_, after); }

  Status Scrub() override { return ScrubStore(db_); }

  Status Pin(const Pinned& document) override {
    SqliteStatement insert(db_.handle(), "INSERT OR IGNORE INTO pinned VALUES(?, ?, ?, ?)");
    insert.Text(document.digest).Text(document.kind).Text(document.name).Blob(document.bytes);
    insert.Row();
    return insert.done() ? Status::Ok() : db_.Failure(insert.code());
  }

  Result<Pinned> FindPinned(std::string_view digest) override {
    SqliteStatement row(db_.handle(),
                        "SELECT digest, kind, name, bytes FROM pinned WHERE digest = ?");
    row.Text(digest);
    if (row.Row()) return Pinned{row.Bytes(0), row.Bytes(1), row.Bytes(2), row.Bytes(3)};
    return row.done() ? NoSuchDocument(digest) : db_.Failure(row.code());
  }

  [[nodiscard]] DigestAlgorithm algorithm() const override { return algorithm_; }

 private:
  // The last position and hash of a dossier in one of the two chained tables.
  Status ReadHead(const char* table, std::string_view dossier, std::int64_t& position,
                  std::string& hash) {
    SqliteStatement row(db_.handle(), fmt::format("SELECT position, hash FROM {} WHERE dossier = ? "
                                                  "ORDER BY position DESC LIMIT 1",
                                                  table));
    row.Text(dossier);
    if (row.Row()) {
      position = row.Number(0);
      hash = row.Bytes(1);
      return Status::Ok();
    }
    return db_.StatusOf(row.code());
  }

  Status Insert(Event& event) {
    const std::string bytes = CanonicalBytes(event);
    event.hash = ChainHash(algorithm_, event.previous_hash, bytes);
    const std::string recorded_at = event.recorded_at.ToString();
    SqliteStatement insert(db_.handle(), "INSERT INTO events VALUES(?, ?, ?, ?, ?, ?, ?)");
    insert.Text(event.dossier).Integer(event.position).Text(NameOf(event.body)).Text(recorded_at);
    insert.Blob(bytes).Text(event.previous_hash).Text(event.hash);
    insert.Row();
    if (!insert.done()) return db_.Failure(insert.code());
    for (const PersonalValue& personal : event.personal) {
      SqliteStatement apart(db_.handle(), "INSERT INTO personal VALUES(?, ?, ?, ?, ?, ?)");
      apart.Text(event.dossier).Integer(event.position).Text(personal.pointer).Text(personal.salt);
      apart.Text(personal.value).Text(personal.commitment);
      apart.Row();
      if (!apart.done()) return db_.Failure(apart.code());
    }
    const auto* redacted = std::get_if<PersonalRedacted>(&event.body);
    return redacted == nullptr ? Status::Ok() : ForgetValues(db_, event.dossier, *redacted);
  }

  // The columns beside the bytes, which queries read, say what the bytes say.
  Status CheckColumns(std::string_view dossier, std::set<std::int64_t>& changed) {
    SqliteStatement rows(db_.handle(), "SELECT position, type, recorded_at, bytes FROM events WHERE dossier = ?");
    rows.Text(dossier);
    while (rows.Row()) {
      const Result<Event> event = EventFromCanonical(rows.Bytes(3), {});
      const bool fits = event && NameOf(event->body) == rows.Bytes(1) && event->recorded_at.ToString() == rows.Bytes(2);
      if (!fits) changed.insert(rows.Number(0));
    }
    return db_.StatusOf(rows.code());
  }
  Status CheckAttemptColumns(std::string_view dossier, std::vector<ChainBreak>& breaks) {
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

  Status ReadPersonal(std::string_view dossier, std::int64_t after, PersonalByPosition& personal) {
    SqliteStatement rows(db_.handle(),
                         "SELECT position, pointer, salt, value, commitment FROM personal "
                         "WHERE dossier = ? AND position > ? ORDER BY position, pointer");
    rows.Text(dossier).Integer(after);
    while (rows.Row()) {
      personal[rows.Number(0)].push_back({rows.Bytes(1), rows.Bytes(2), rows.Bytes(3), rows.Bytes(4)});
    }
    return db_.StatusOf(rows.code());
  }

  Result<std::vector<StoredAttempt>> ReadAttempts(std::string_view dossier) {
    SqliteStatement rows(db_.handle(),
                         "SELECT bytes, previous_hash, hash FROM attempts "
                         "WHERE dossier = ? ORDER BY position");
    rows.Text(dossier);
    std::vector<StoredAttempt> attempts;
    while (rows.Row()) attempts.push_back({rows.Bytes(0), rows.Bytes(1), rows.Bytes(2)});
    if (!rows.done()) return db_.Failure(rows.code());
    return attempts;
  }

  // The ids from `first` up to below `beyond`, hopping over the events of each: found also where the first event is gone.
  Result<std::vector<std::string>> Ids(const std::string& first, const std::string& beyond) {
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

  // Calls `take` with each position and what its row gives.
  template <typename F>
  Status ReadRows(std::string_view dossier, std::int64_t after, F&& take) {
    SqliteTransaction transaction(db_, Kind::kRead);
    if (Status begun = transaction.begun(); !begun.ok()) return begun;
    PersonalByPosition personal;
    if (Status read = ReadPersonal(dossier, after, personal); !read.ok()) return read;
    SqliteStatement rows(db_.handle(),
                         "SELECT position, bytes, previous_hash, hash FROM events "
                         "WHERE dossier = ? AND position > ? ORDER BY position");
    rows.Text(dossier).Integer(after);
    while (rows.Row()) {
      const std::int64_t position = rows.Number(0);
      Result<Event> event = EventFromCanonical(rows.Bytes(1), std::move(personal[position]));
      if (event) {
        event->previous_hash = rows.Bytes(2);
        event->hash = rows.Bytes(3);
      }
      take(position, std::move(event));
    }
    return db_.StatusOf(rows.code());
  }

  Status MustExist(std::string_view dossier) {
    SqliteStatement row(db_.handle(), "SELECT 1 FROM events WHERE dossier = ? LIMIT 1");
    row.Text(dossier);
    if (row.Row()) return Status::Ok();
    return row.done() ? NoSuchDossier(dossier) : db_.Failure(row.code());
  }

  [[nodiscard]] Status Unreadable(std::string_view dossier, std::int64_t position,
                                  const Status& why) const {
    const Text& reason = why.message();
    return {why.code(),
            {fmt::format("案卷库 {} 中案卷 {} 第 {} 条:{}", db_.path(), dossier, position, reason.zh),
             fmt::format("store {}, dossier {}, position {}: {}", db_.path(), dossier, position,
                         reason.en)}};
  }

  SqliteDb db_;
  DigestAlgorithm algorithm_ = DigestAlgorithm::kSm3;
};

}  // namespace

Result<std::unique_ptr<EventStore>> OpenSqliteStore(const std::string& path,
                                                    const SqliteOptions& options) {
  auto store = std::make_unique<SqliteStore>(path);
  if (Status opened = store->Open(options); !opened.ok()) return opened;
  return std::unique_ptr<EventStore>(std::move(store));
}

}  // namespace juece
