#include "store/event_store.h"

namespace juece {

// For stores that wrap another: piece by piece, so not as one whole.
Status EventStore::File(Filing& filing) {
  if (filing.key) return Status::Unsupported({"这个案卷库不保存请求编号", "this store keeps no idempotency keys"});
  for (const Pinned& document : filing.documents) {
    if (Status pinned = Pin(document); !pinned.ok()) return pinned;
  }
  if (!filing.events.empty()) {
    std::vector<Event> events(filing.events.begin(), filing.events.end());
    if (Status appended = Append(filing.dossier, filing.expected_version, events); !appended.ok()) return appended;
    filing.events = std::move(events);
  }
  return filing.attempt ? LogAttempt(*filing.attempt) : Status::Ok();
}

Result<ChainReport> EventStore::Verify(std::string_view dossier, const TakeEvent& take) {
  Result<std::vector<Event>> events = Read(dossier);
  if (!events) return events.error();
  ChainReport report{events->size(), VerifyChain(algorithm(), *events), {}};
  for (Event& event : *events) {
    report.hashes.emplace_back(event.position, event.hash);
    if (take) take(std::move(event));
  }
  return report;
}

Result<std::int64_t> EventStore::LastPosition(std::string_view dossier) {
  const Result<std::vector<Event>> events = Read(dossier);
  if (!events) return events.error();
  return events->empty() ? 0 : events->back().position;
}

}  // namespace juece
