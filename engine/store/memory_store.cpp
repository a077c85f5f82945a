#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "record/codec.h"
#include "record/personal.h"
#include "store/attempt_codec.h"
#include "store/event_store.h"
#include "store/store_errors.h"

namespace juece {
namespace {

// For tests, `juece run` without a file, and the benchmarks. One thread at a time.
class MemoryStore final : public EventStore {
 public:
  explicit MemoryStore(DigestAlgorithm algorithm) : algorithm_(algorithm) {}

  Status Append(std::string_view dossier, std::int64_t expected_version,
                std::vector<Event>& events) override {
    auto found = events_.find(dossier);
    const std::int64_t version =
        found == events_.end() ? 0 : static_cast<std::int64_t>(found->second.size());
    if (version != expected_version) return ConflictAt(dossier, expected_version, version);
    for (const Event& event : events) {
      if (Status personal = CheckPersonal(event); !personal.ok()) return personal;
    }
    if (events.empty()) return Status::Ok();
    if (found == events_.end()) found = events_.try_emplace(std::string(dossier)).first;
    std::vector<Event>& stored = found->second;
    for (Event& event : events) {
      event.dossier = dossier;
      event.position = static_cast<std::int64_t>(stored.size()) + 1;
      event.previous_hash = stored.empty() ? "" : stored.back().hash;
      event.hash = ChainHash(algorithm_, event.previous_hash, CanonicalBytes(event));
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

  Result<std::vector<Event>> Read(std::string_view dossier, std::int64_t after) override {
    const auto found = events_.find(dossier);
    if (found == events_.end()) return NoSuchDossier(dossier);
    const std::vector<Event>& stored = found->second;
    const auto skip = std::clamp<std::int64_t>(after, 0, static_cast<std::int64_t>(stored.size()));
    return std::vector<Event>(stored.begin() + skip, stored.end());
  }

  Result<std::vector<std::string>> Dossiers() override {
    std::vector<std::string> ids;
    for (const auto& [id, events] : events_) ids.push_back(id);
    return ids;
  }

  Result<std::string> NewDossierId(int year) override {
    std::int64_t last = 0;
    for (const auto& [id, events] : events_) last = std::max(last, SerialOf(id, year));
    return DossierId(year, last + 1);
  }

  Status LogAttempt(const Attempt& attempt) override {
    std::vector<StoredAttempt>& stored = attempts_[attempt.dossier];
    const std::string previous = stored.empty() ? "" : stored.back().hash;
    std::string bytes = AttemptBytes(attempt);
    std::string hash = ChainHash(algorithm_, previous, bytes);
    stored.push_back({std::move(bytes), previous, std::move(hash)});
    Enter("attempts", attempt.dossier, static_cast<std::int64_t>(stored.size()), stored.back().hash);
    return Status::Ok();
  }

  Result<std::vector<Attempt>> Attempts(std::string_view dossier) override {
    std::vector<Attempt> attempts;
    const auto found = attempts_.find(dossier);
    if (found == attempts_.end()) return attempts;
    for (const StoredAttempt& stored : found->second) {
      attempts.push_back(*AttemptFromBytes(stored.bytes));
    }
    return attempts;
  }

  Result<std::vector<StoredAttempt>> AttemptsAsStored(std::string_view dossier) override {
    const auto found = attempts_.find(dossier);
    return found == attempts_.end() ? std::vector<StoredAttempt>() : found->second;
  }

  Result<std::vector<ChainBreak>> VerifyAttempts(std::string_view dossier) override {
    const auto found = attempts_.find(dossier);
    if (found == attempts_.end()) return std::vector<ChainBreak>();
    return VerifyAttemptChain(algorithm_, found->second);
  }

  Result<std::vector<JournalEntry>> Journal(std::int64_t after) override {
    const auto skip = std::clamp<std::int64_t>(after, 0, static_cast<std::int64_t>(journal_.size()));
    return std::vector<JournalEntry>(journal_.begin() + skip, journal_.end());
  }

  Status Pin(const Pinned& document) override {
    pinned_.try_emplace(document.digest, document);
    return Status::Ok();
  }

  Result<Pinned> FindPinned(std::string_view digest) override {
    const auto found = pinned_.find(digest);
    if (found == pinned_.end()) return NoSuchDocument(digest);
    return found->second;
  }

  [[nodiscard]] DigestAlgorithm algorithm() const override { return algorithm_; }

 private:
  void Enter(const char* log, const std::string& dossier, std::int64_t position, const std::string& hash) {
    JournalEntry entry{static_cast<std::int64_t>(journal_.size()) + 1, log, dossier, position, hash, ""};
    entry.link = JournalLink(algorithm_, journal_.empty() ? "" : journal_.back().link, entry);
    journal_.push_back(std::move(entry));
  }

  std::vector<JournalEntry> journal_;
  DigestAlgorithm algorithm_;
  std::map<std::string, std::vector<Event>, std::less<>> events_;
  std::map<std::string, std::vector<StoredAttempt>, std::less<>> attempts_;
  std::map<std::string, Pinned, std::less<>> pinned_;
};

}  // namespace

std::unique_ptr<EventStore> MakeMemoryStore(DigestAlgorithm algorithm) {
  return std::make_unique<MemoryStore>(algorithm);
}

}  // namespace juece
