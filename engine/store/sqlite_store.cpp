#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "store/event_store.h"
#include "store/group_commit.h"
#include "store/sqlite_db.h"
#include "store/sqlite_journal.h"
#include "store/sqlite_personal.h"
#include "store/sqlite_reader.h"
#include "store/sqlite_schema.h"
#include "store/sqlite_writer.h"
#include "store/store_errors.h"
#include "store/store_lock.h"

namespace juece {
namespace {

constexpr std::size_t kMostInABatch = 256;

// What a store that is open for writing has besides: its lock, one connection that writes, and those who wait for it.
struct Writing {
  Writing(SqliteDb& db, DigestAlgorithm algorithm)
      : writer(db, algorithm), group([this](const std::vector<PreparedFiling*>& filings) { writer.Write(filings); }, kMostInABatch) {}
  SqliteWriter writer;
  GroupCommit group;
  std::mutex serials_mutex;
  std::map<int, std::int64_t> serials;  // by year: the last serial that was given to a dossier
};

// Reads go through a connection of their own, so that they never wait for a sync.
class SqliteStore final : public EventStore {
 public:
  SqliteStore(const std::string& path, const std::string& vfs) : db_(path, vfs), reading_(path, vfs) {}

  Status Open(const SqliteOptions& options) {
    if (Status placed = CheckStorePlace(db_.path(), options); !placed.ok()) return placed;
    if (options.read_only) return OpenStoreFile(db_, options, algorithm_);
    Result<std::unique_ptr<StoreLock>> lock = StoreLock::Take(db_.path(), options.busy_timeout_ms);
    if (!lock) return lock.error();
    lock_ = *std::move(lock);
    busy_timeout_ms_ = options.busy_timeout_ms;
    if (Status opened = OpenStoreFile(db_, options, algorithm_); !opened.ok()) return opened;
    writing_ = std::make_unique<Writing>(db_, algorithm_);
    return Status::Ok();
  }

  Status File(Filing& filing) override {
    if (writing_ == nullptr) return db_.Failure(8);  // SQLITE_READONLY
    PreparedFiling prepared(filing);
    if (Status ready = prepared.Prepare(); !ready.ok()) return ready;
    writing_->group.Submit(prepared);
    if (!prepared.status.ok()) return prepared.status;
    prepared.Finish();
    if (filing.expected_version == 0 && !filing.events.empty()) NoteSerial(filing.dossier);
    return Status::Ok();
  }

  Status Append(std::string_view dossier, std::int64_t expected_version, std::vector<Event>& events) override {
    if (events.empty()) return ExpectVersion(dossier, expected_version);
    Filing filing;
    filing.dossier = dossier;
    filing.expected_version = expected_version;
    filing.events = std::move(events);
    Status filed = File(filing);
    EventBatch::List& list = filing.events.Edit();
    events.assign(std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
    return filed;
  }

  Status LogAttempt(const Attempt& attempt) override {
    Filing filing;
    filing.attempt = attempt;
    return File(filing);
  }

  Status Pin(const Pinned& document) override {
    Filing filing;
    filing.documents.push_back(document);
    return File(filing);
  }

  Result<std::vector<Event>> Read(std::string_view dossier, std::int64_t after) override {
    return With<std::vector<Event>>([&](SqliteReader& r) { return r.Read(dossier, after); });
  }
  Result<std::int64_t> LastPosition(std::string_view dossier) override {
    return With<std::int64_t>([&](SqliteReader& r) { return r.LastPosition(dossier); });
  }
  using EventStore::Verify;
  Result<ChainReport> Verify(std::string_view dossier, const TakeEvent& take) override {
    return With<ChainReport>([&](SqliteReader& r) { return r.Verify(dossier, take); });
  }
  Result<std::vector<std::string>> Dossiers() override {
    return With<std::vector<std::string>>([&](SqliteReader& r) { return r.Ids("", "\xff"); });
  }
  Result<std::vector<Attempt>> Attempts(std::string_view dossier) override {
    return With<std::vector<Attempt>>([&](SqliteReader& r) { return r.Attempts(dossier); });
  }
  Result<std::vector<StoredAttempt>> AttemptsAsStored(std::string_view dossier) override {
    return With<std::vector<StoredAttempt>>([&](SqliteReader& r) { return r.StoredAttempts(dossier); });
  }
  Result<std::vector<ChainBreak>> VerifyAttempts(std::string_view dossier) override {
    return With<std::vector<ChainBreak>>([&](SqliteReader& r) { return r.VerifyAttempts(dossier); });
  }
  Result<std::vector<JournalEntry>> Journal(std::int64_t after) override {
    return With<std::vector<JournalEntry>>([&](SqliteReader&) { return ReadJournal(reader_db(), after); });
  }
  Result<Pinned> FindPinned(std::string_view digest) override {
    return With<Pinned>([&](SqliteReader& r) { return r.FindPinned(digest); });
  }
  Result<std::optional<KeyedAnswer>> FindKey(std::string_view key) override {
    return With<std::optional<KeyedAnswer>>([&](SqliteReader& r) { return r.FindKey(key); });
  }

  // Alone in this process: a reader would hold old pages, and one that writes has the connection.
  Status Scrub() override {
    if (writing_ == nullptr) return db_.Failure(8);  // SQLITE_READONLY
    const std::lock_guard lock(reading_mutex_);
    Status status;
    writing_->group.Alone([&] { status = ScrubStore(db_); });
    return status;
  }

  Result<std::string> NewDossierId(int year, const std::set<std::string>& taken) override {
    std::int64_t last = 0;
    if (writing_ != nullptr) {
      const std::lock_guard lock(writing_->serials_mutex);
      if (const auto known = writing_->serials.find(year); known != writing_->serials.end()) last = known->second;
    }
    if (last == 0) {
      const auto found = LastSerial(year);
      if (!found) return found.error();
      last = *found;
      if (writing_ != nullptr) {
        const std::lock_guard lock(writing_->serials_mutex);
        std::int64_t& known = writing_->serials[year];
        known = last = std::max(known, last);
      }
    }
    for (const std::string& id : taken) last = std::max(last, SerialOf(id, year));
    return DossierId(year, last + 1);
  }

  [[nodiscard]] FilingCounts counts() const override { return writing_ == nullptr ? FilingCounts() : writing_->group.counts(); }
  [[nodiscard]] DigestAlgorithm algorithm() const override { return algorithm_; }

 private:
  [[nodiscard]] SqliteDb& reader_db() { return writing_ == nullptr ? db_ : reading_; }

  // The reader's connection, opened at first use: a process that only writes needs none.
  template <typename T, typename F>
  Result<T> With(F&& act) {
    const std::lock_guard lock(reading_mutex_);
    if (reader_ == nullptr) {
      if (writing_ != nullptr) {
        if (Status opened = reading_.StatusOf(reading_.Open(SqliteDb::Mode::kRead, busy_timeout_ms_)); !opened.ok()) return opened;
      }
      reader_ = std::make_unique<SqliteReader>(reader_db(), algorithm_);
    }
    return act(*reader_);
  }

  Status ExpectVersion(std::string_view dossier, std::int64_t expected) {
    const auto last = LastPosition(dossier);
    if (!last && last.error().code() != StatusCode::kNotFound) return last.error();
    const std::int64_t found = last ? *last : 0;
    return found == expected ? Status::Ok() : ConflictAt(dossier, expected, found);
  }

  Result<std::int64_t> LastSerial(int year) {
    const std::string number = std::to_string(year);
    const auto ids = With<std::vector<std::string>>([&](SqliteReader& r) { return r.Ids(number + "-", number + "."); });  // '.' follows '-'
    if (!ids) return ids.error();
    std::int64_t last = 0;
    for (const std::string& id : *ids) last = std::max(last, SerialOf(id, year));
    return last;
  }

  void NoteSerial(const std::string& dossier) {
    const std::lock_guard lock(writing_->serials_mutex);
    for (auto& [year, last] : writing_->serials) last = std::max(last, SerialOf(dossier, year));
  }

  std::unique_ptr<StoreLock> lock_;  // let go last
  SqliteDb db_;                      // writes; of a store that is only read, the one connection
  SqliteDb reading_;
  DigestAlgorithm algorithm_ = DigestAlgorithm::kSm3;
  int busy_timeout_ms_ = 0;
  std::unique_ptr<Writing> writing_;  // null where the store is only read
  std::mutex reading_mutex_;
  std::unique_ptr<SqliteReader> reader_;  // null before the first read; guarded by reading_mutex_
};

}  // namespace

Result<std::unique_ptr<EventStore>> OpenSqliteStore(const std::string& path, const SqliteOptions& options) {
  auto store = std::make_unique<SqliteStore>(path, options.vfs);
  if (Status opened = store->Open(options); !opened.ok()) return opened;
  return std::unique_ptr<EventStore>(std::move(store));
}

}  // namespace juece
