#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>

#include "record/codec.h"
#include "record/personal.h"
#include "store/attempt_codec.h"
#include "store/event_store.h"
#include "store/store_errors.h"

namespace juece {
namespace {

struct IdHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>()(id); }
};

// For tests, `juece run` without a file, and the benchmarks.
class MemoryStore final : public EventStore {
 public:
  MemoryStore(DigestAlgorithm algorithm, bool chained) : algorithm_(algorithm), chained_(chained) {}

  Status File(Filing& filing) override {
    const std::lock_guard lock(mutex_);
    if (filing.key && keys_.contains(filing.key->key)) return KeyTaken(filing.key->key);
    if (!filing.events.empty()) {
      if (Status appended = AppendLocked(filing.dossier, filing.expected_version, filing.events); !appended.ok()) return appended;
    }
    const std::int64_t attempt = filing.attempt ? LogLocked(*filing.attempt) : 0;
    for (const Pinned& document : filing.documents) pinned_.try_emplace(document.digest, document);
    if (filing.key) {
      KeyedAnswer& answer = *filing.key;
      answer.dossier = filing.attempt && filing.events.empty() ? filing.attempt->dossier : filing.dossier;
      answer.first = filing.events.empty() ? 0 : filing.events.front().position;
      answer.last = filing.events.empty() ? 0 : filing.events.back().position;
      answer.attempt = attempt;
      keys_.emplace(answer.key, answer);
    }
    return Status::Ok();
  }

  Status Append(std::string_view dossier, std::int64_t expected_version, std::vector<Event>& events) override {
    const std::lock_guard lock(mutex_);
    EventBatch batch(events);
    Status appended = AppendLocked(dossier, expected_version, batch);
    if (appended.ok()) events.assign(batch.begin(), batch.end());
    return appended;
  }

  Result<std::vector<Event>> Read(std::string_view dossier, std::int64_t after) override {
    const std::lock_guard lock(mutex_);
    const auto found = events_.find(dossier);
    if (found == events_.end()) return NoSuchDossier(dossier);
    const History& history = found->second;
    std::vector<Event> events;
    events.reserve(static_cast<std::size_t>(std::max<std::int64_t>(history.last - after, 0)));
    for (const EventBatch& batch : history.batches) {
      for (const Event& event : batch) {
        if (event.position > after) events.push_back(event);
      }
    }
    return events;
  }

  Result<std::vector<std::string>> Dossiers() override {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> ids;
    for (const auto& [id, events] : events_) ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  Result<std::string> NewDossierId(int year, const std::set<std::string>& taken) override {
    const std::lock_guard lock(mutex_);
    std::int64_t& last = serials_[year];
    if (last == 0) {
      for (const auto& [id, events] : events_) last = std::max(last, SerialOf(id, year));
    }
    std::int64_t behind = last;
    for (const std::string& id : taken) behind = std::max(behind, SerialOf(id, year));
    return DossierId(year, behind + 1);
  }

  Result<std::int64_t> LastPosition(std::string_view dossier) override {
    const std::lock_guard lock(mutex_);
    const auto found = events_.find(dossier);
    if (found == events_.end()) return NoSuchDossier(dossier);
    return found->second.last;
  }

  Status LogAttempt(const Attempt& attempt) override {
    const std::lock_guard lock(mutex_);
    (void)LogLocked(attempt);
    return Status::Ok();
  }

  Result<std::vector<Attempt>> Attempts(std::string_view dossier) override {
    const std::lock_guard lock(mutex_);
    std::vector<Attempt> attempts;
    const auto found = attempts_.find(dossier);
    if (found == attempts_.end()) return attempts;
    for (const StoredAttempt& stored : found->second) {
      attempts.push_back(*AttemptFromBytes(stored.bytes));
    }
    return attempts;
  }

  Result<std::vector<StoredAttempt>> AttemptsAsStored(std::string_view dossier) override {
    const std::lock_guard lock(mutex_);
    const auto found = attempts_.find(dossier);
    return found == attempts_.end() ? std::vector<StoredAttempt>() : found->second;
  }

  Result<std::vector<ChainBreak>> VerifyAttempts(std::string_view dossier) override {
    const std::lock_guard lock(mutex_);
    const auto found = attempts_.find(dossier);
    if (found == attempts_.end()) return std::vector<ChainBreak>();
    return VerifyAttemptChain(algorithm_, found->second);
  }

  Result<std::vector<JournalEntry>> Journal(std::int64_t after) override {
    const std::lock_guard lock(mutex_);
    const auto skip = std::clamp<std::int64_t>(after, 0, static_cast<std::int64_t>(journal_.size()));
    return std::vector<JournalEntry>(journal_.begin() + skip, journal_.end());
  }

  Status Pin(const Pinned& document) override {
    const std::lock_guard lock(mutex_);
    pinned_.try_emplace(document.digest, document);
    return Status::Ok();
  }

  Result<Pinned> FindPinned(std::string_view digest) override {
    const std::lock_guard lock(mutex_);
    const auto found = pinned_.find(digest);
    if (found == pinned_.end()) return NoSuchDocument(digest);
    return found->second;
  }

  Result<std::optional<KeyedAnswer>> FindKey(std::string_view key) override {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.find(key);
    return found == keys_.end() ? std::optional<KeyedAnswer>() : found->second;
  }

  [[nodiscard]] DigestAlgorithm algorithm() const override { return algorithm_; }

 private:
  // Kept as they were handed in, shared with whoever filed them.
  struct History {
    std::vector<EventBatch> batches;
    std::int64_t last = 0;  // position of the last event
    std::string hash;       // its hash
  };

  Status AppendLocked(std::string_view dossier, std::int64_t expected_version, EventBatch& events) {
    auto found = events_.find(dossier);
    const std::int64_t version = found == events_.end() ? 0 : found->second.last;
    if (version != expected_version) return ConflictAt(dossier, expected_version, version);
    for (const Event& event : events) {
      if (event.personal.empty()) continue;
      if (Status personal = CheckPersonal(event); !personal.ok()) return personal;
    }
    if (events.empty()) return Status::Ok();
    if (found == events_.end()) {
      found = events_.try_emplace(std::string(dossier)).first;
      for (auto& [year, last] : serials_) last = std::max(last, SerialOf(dossier, year));
    }
    History& history = found->second;
    for (Event& event : events.Edit()) {
      event.dossier = dossier;
      event.position = ++history.last;
      if (!chained_) continue;
      event.previous_hash = std::move(history.hash);
      event.hash = ChainHash(algorithm_, event.previous_hash, CanonicalBytes(event));
      history.hash = event.hash;
    }
    history.batches.push_back(events);
    for (const Event& event : events) {
      const auto* redacted = std::get_if<PersonalRedacted>(&event.body);
      if (redacted != nullptr) Redact(found->first, history, *redacted, event.position);
    }
    Enter("events", found->first, history.last, history.hash);
    return Status::Ok();
  }

  // Whoever reads an older batch goes on reading it as it was; the store keeps a copy without the values.
  void Redact(const std::string& dossier, History& history, const PersonalRedacted& redacted, std::int64_t position) {
    for (EventBatch& batch : history.batches) {
      EventBatch::List copy(batch.begin(), batch.end());
      bool touched = false;
      for (const PersonalPlace& place : redacted.values) {
        const std::int64_t at = place.position - copy.front().position;
        if (at < 0 || at >= static_cast<std::int64_t>(copy.size()) || place.position >= position) continue;
        RedactIn(copy[static_cast<std::size_t>(at)], place.pointer);
        touched = true;
      }
      if (touched) batch = EventBatch(std::move(copy));
    }
    for (auto& [key, answer] : keys_) {
      if (answer.dossier == dossier) answer.content.clear();
    }
  }

  std::int64_t LogLocked(const Attempt& attempt) {
    std::vector<StoredAttempt>& stored = attempts_[attempt.dossier];
    const std::string previous = stored.empty() ? "" : stored.back().hash;
    std::string bytes = AttemptBytes(attempt);
    std::string hash = ChainHash(algorithm_, previous, bytes);
    stored.push_back({std::move(bytes), previous, std::move(hash)});
    const auto position = static_cast<std::int64_t>(stored.size());
    Enter("attempts", attempt.dossier, position, stored.back().hash);
    return position;
  }

  void Enter(const char* log, const std::string& dossier, std::int64_t position, const std::string& hash) {
    if (!chained_) return;
    JournalEntry entry{static_cast<std::int64_t>(journal_.size()) + 1, log, dossier, position, hash, ""};
    entry.link = JournalLink(algorithm_, journal_.empty() ? "" : journal_.back().link, entry);
    journal_.push_back(std::move(entry));
  }

  std::mutex mutex_;  // guards everything below
  std::vector<JournalEntry> journal_;
  std::map<std::string, KeyedAnswer, std::less<>> keys_;
  std::map<int, std::int64_t> serials_;  // by year: the last serial that a dossier has
  DigestAlgorithm algorithm_;
  bool chained_;
  std::unordered_map<std::string, History, IdHash, std::equal_to<>> events_;  // the only one that every command looks into, twice
  std::map<std::string, std::vector<StoredAttempt>, std::less<>> attempts_;
  std::map<std::string, Pinned, std::less<>> pinned_;
};

}  // namespace

std::unique_ptr<EventStore> MakeMemoryStore(DigestAlgorithm algorithm, bool chained) {
  return std::make_unique<MemoryStore>(algorithm, chained);
}

}  // namespace juece
