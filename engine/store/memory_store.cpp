#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "record/codec.h"
#include "record/personal.h"
#include "store/attempt_codec.h"
#include "store/event_store.h"
#include "store/store_errors.h"

namespace juece {
namespace {

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
    return AppendLocked(dossier, expected_version, events);
  }

  Result<std::vector<Event>> Read(std::string_view dossier, std::int64_t after) override {
    const std::lock_guard lock(mutex_);
    const auto found = events_.find(dossier);
    if (found == events_.end()) return NoSuchDossier(dossier);
    const std::vector<Event>& stored = found->second;
    const auto skip = std::clamp<std::int64_t>(after, 0, static_cast<std::int64_t>(stored.size()));
    return std::vector<Event>(stored.begin() + skip, stored.end());
  }

  Result<std::vector<std::string>> Dossiers() override {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> ids;
    for (const auto& [id, events] : events_) ids.push_back(id);
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
    return static_cast<std::int64_t>(found->second.size());
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
  Status AppendLocked(std::string_view dossier, std::int64_t expected_version, std::vector<Event>& events) {
    auto found = events_.find(dossier);
    const std::int64_t version = found == events_.end() ? 0 : static_cast<std::int64_t>(found->second.size());
    if (version != expected_version) return ConflictAt(dossier, expected_version, version);
    for (const Event& event : events) {
      if (Status personal = CheckPersonal(event); !personal.ok()) return personal;
    }
    if (events.empty()) return Status::Ok();
    if (found == events_.end()) {
      found = events_.try_emplace(std::string(dossier)).first;
      for (auto& [year, last] : serials_) last = std::max(last, SerialOf(dossier, year));
    }
    std::vector<Event>& stored = found->second;
    for (Event& event : events) {
      event.dossier = dossier;
      event.position = static_cast<std::int64_t>(stored.size()) + 1;
      if (chained_) {
        event.previous_hash = stored.empty() ? "" : stored.back().hash;
        event.hash = ChainHash(algorithm_, event.previous_hash, CanonicalBytes(event));
      }
      stored.push_back(event);
      if (const auto* redacted = std::get_if<PersonalRedacted>(&event.body)) {
        for (const PersonalPlace& place : redacted->values) {
          if (place.position > 0 && place.position < event.position) RedactIn(stored[static_cast<std::size_t>(place.position - 1)], place.pointer);
        }
      }
    }
    Enter("events", std::string(dossier), stored.back().position, stored.back().hash);
    return Status::Ok();
  }

  void Redact(std::vector<Event>& stored, const PersonalRedacted& redacted, std::int64_t position, std::string_view dossier) {
    for (const PersonalPlace& place : redacted.values) {
      if (place.position > 0 && place.position < position) RedactIn(stored[static_cast<std::size_t>(place.position - 1)], place.pointer);
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
  std::map<std::string, std::vector<Event>, std::less<>> events_;
  std::map<std::string, std::vector<StoredAttempt>, std::less<>> attempts_;
  std::map<std::string, Pinned, std::less<>> pinned_;
};

}  // namespace

std::unique_ptr<EventStore> MakeMemoryStore(DigestAlgorithm algorithm, bool chained) {
  return std::make_unique<MemoryStore>(algorithm, chained);
}

}  // namespace juece
