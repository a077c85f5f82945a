// The event store: one contract, two implementations (memory, SQLite). tests/unit/store/contract_test.cpp holds both to it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "digest/digest.h"
#include "record/codec.h"
#include "record/event.h"
#include "record/event_batch.h"
#include "record/journal.h"
#include "record/rejection.h"

namespace juece {

// A refused command: who tried what, when, why not. Kept beside the events, never folded; chained too.
struct Attempt {
  std::string dossier;
  Instant recorded_at;
  Instant occurred_at;
  Actor actor;
  std::string verb;
  std::string step;
  std::string action;
  Rejection rejection;
};

// An attempt as a store keeps it: canonical bytes and their place in the chain.
struct StoredAttempt {
  std::string bytes;
  std::string previous_hash;
  std::string hash;
};

// A document that a dossier is pinned to, kept with the events: definition bytes, overlays, directory, calendar.
struct Pinned {
  std::string digest;
  std::string kind;  // "definition" | "overlay" | "merged" (which of these, by digest) | "office" | "calendar"
  std::string name;
  std::string bytes;
};

// What recomputing a dossier's chain shows.
struct ChainReport {
  std::size_t events = 0;
  std::vector<ChainBreak> breaks;
  std::vector<std::pair<std::int64_t, std::string>> hashes;  // position and hash of each, as they stand in the store
};

// What was answered to a command that came with an idempotency key: given again, the key is answered from here and nothing is written.
struct KeyedAnswer {
  std::string key;      // unique in a store
  std::string content;  // what was asked, as a salted digest (runtime/command_keys.h); "" once what it covered was redacted
  std::string dossier;  // the one that the answer is about; "" for a refused opening
  std::int64_t first = 0;    // the events of the answer, both 0 where there are none
  std::int64_t last = 0;
  std::int64_t attempt = 0;  // position of the refusal among the attempts, 0 where the command was accepted
};

// What one command leaves behind, filed as a whole or not at all, in one transaction.
struct Filing {
  std::string dossier;
  std::int64_t expected_version = 0;  // 0: a new dossier
  EventBatch events;                  // position, previous_hash and hash are set when they are filed
  std::optional<Attempt> attempt;     // where the command was refused
  std::vector<Pinned> documents;      // pinned with it; one that is there already is fine
  std::optional<KeyedAnswer> key;     // dossier, first, last and attempt are set when it is filed
};

// How many filings a store has taken since it was opened, and in how many transactions, each with one sync.
struct FilingCounts {
  std::int64_t filings = 0;
  std::int64_t batches = 0;
};

// Thread-safe: any number of threads may call at once. Who files waits until it is on the disk; those who wait together share a sync.
class EventStore {
 public:
  virtual ~EventStore() = default;

  // Durable when it returns ok, and then alone. kConflict where the dossier stands elsewhere than `expected_version`, or the key is taken
  // already: nothing is written then, and nobody else's filing suffers.
  virtual Status File(Filing& filing);

  // Appends all or nothing in one transaction, after position `expected_version` (0: a new dossier). kConflict where the
  // dossier has moved on. Sets position, previous_hash and hash of the events handed in. Durable when it returns ok. The personal
  // values that a PersonalRedacted names lose value and salt in the same transaction.
  virtual Status Append(std::string_view dossier, std::int64_t expected_version, std::vector<Event>& events) = 0;
  // All events of a dossier in order, from `after` exclusive. kNotFound for an unknown dossier.
  virtual Result<std::vector<Event>> Read(std::string_view dossier, std::int64_t after = 0) = 0;
  virtual Result<std::vector<std::string>> Dossiers() = 0;
  // The position of a dossier's last event. kNotFound for an unknown dossier.
  virtual Result<std::int64_t> LastPosition(std::string_view dossier);
  // A new id that no dossier has, behind those of `taken` (ids that are just being opened): "<year>-<serial>", serial from 1 per year,
  // at least four digits.
  virtual Result<std::string> NewDossierId(int year, const std::set<std::string>& taken) = 0;
  Result<std::string> NewDossierId(int year) { return NewDossierId(year, {}); }

  // Recomputes the chain from what lies in the store: also where an event can no longer be read, which Read refuses. Those that can be are
  // given to `take` in the order of the store, so that nothing is read twice: before it is known whether the chain is whole. What `take`
  // leaves of an event is not looked at again. It must not call the store.
  using TakeEvent = std::function<void(Event&& event)>;
  virtual Result<ChainReport> Verify(std::string_view dossier, const TakeEvent& take);
  Result<ChainReport> Verify(std::string_view dossier) { return Verify(dossier, {}); }

  virtual Status LogAttempt(const Attempt& attempt) = 0;
  virtual Result<std::vector<Attempt>> Attempts(std::string_view dossier) = 0;

  // The same as they stand in the store, in order: what their chain is made of.
  virtual Result<std::vector<StoredAttempt>> AttemptsAsStored(std::string_view /*dossier*/) { return std::vector<StoredAttempt>(); }

  // Recomputes the chain of the dossier's attempts; positions count them from 1.
  virtual Result<std::vector<ChainBreak>> VerifyAttempts(std::string_view /*dossier*/) {
    return std::vector<ChainBreak>();
  }

  // The chain over all dossiers (record/journal.h), the entries after `after`. kUnsupported for a store that keeps none: one of an older format
  // that was not written to since.
  virtual Result<std::vector<JournalEntry>> Journal(std::int64_t /*after*/ = 0) {
    return Status::Unsupported({"这个案卷库还没有总账", "this store keeps no journal yet"});
  }

  // Makes sure that nothing of what was redacted is left in the store's own files: free pages, the write-ahead log. An append of
  // PersonalRedacted empties the values themselves. kUnavailable while another process still reads old pages: ask again later.
  virtual Status Scrub() { return Status::Ok(); }

  virtual Status Pin(const Pinned& document) = 0;  // the same digest twice is fine
  virtual Result<Pinned> FindPinned(std::string_view digest) = 0;

  // nullopt where no command came with that key.
  virtual Result<std::optional<KeyedAnswer>> FindKey(std::string_view /*key*/) { return std::optional<KeyedAnswer>(); }

  [[nodiscard]] virtual FilingCounts counts() const { return {}; }

  [[nodiscard]] virtual DigestAlgorithm algorithm() const = 0;
};

struct SqliteOptions {
  DigestAlgorithm algorithm = DigestAlgorithm::kSm3;  // for a new store; an old one keeps its own
  bool create = true;      // create the file where it is absent
  bool read_only = false;  // for list, show, check: never writes, works while another process writes
  int busy_timeout_ms = 2000;  // how long to wait for somebody else who has the store
  std::string vfs = {};        // the SQLite file layer, "" for the usual one; tests put one there that fails
};

// `chained` false: events are kept without hashes and journal, to measure or to try out; Verify then finds every event changed.
std::unique_ptr<EventStore> MakeMemoryStore(DigestAlgorithm algorithm = DigestAlgorithm::kSm3, bool chained = true);
// One file, WAL, synchronous=FULL. A store that is opened for writing is this one's alone until it is closed (a lock on <path>.lock), while
// others may read. Clear errors for: locked (and by whom), read-only, not a database, another program's database (checked by
// application_id), a newer format (user_version), a full disk.
Result<std::unique_ptr<EventStore>> OpenSqliteStore(const std::string& path, const SqliteOptions& options);

}  // namespace juece
