#include "store/prepared_filing.h"

#include <utility>

#include "record/codec.h"
#include "store/attempt_codec.h"

namespace juece {

Status PreparedFiling::Prepare() {
  for (const Event& event : filing.events) {
    if (Status personal = CheckPersonal(event); !personal.ok()) return personal;
  }
  events.reserve(filing.events.size());
  std::int64_t position = filing.expected_version;
  for (Event& event : filing.events.Edit()) {
    // What was handed in changes only when all is stored: the place that the bytes name is lent for the encoding.
    const std::string dossier = std::exchange(event.dossier, filing.dossier);
    const std::int64_t before = std::exchange(event.position, ++position);
    events.push_back({NameOf(event.body), event.recorded_at.ToString(), CanonicalBytes(event), "", ""});
    event.dossier = dossier;
    event.position = before;
  }
  if (filing.attempt) {
    attempt_bytes = AttemptBytes(*filing.attempt);
    attempt_recorded_at = filing.attempt->recorded_at.ToString();
  }
  return Status::Ok();
}

KeyedAnswer PreparedFiling::Answer() const {
  KeyedAnswer answer = *filing.key;
  const auto count = static_cast<std::int64_t>(events.size());
  answer.dossier = filing.attempt && count == 0 ? filing.attempt->dossier : filing.dossier;
  answer.first = count == 0 ? 0 : filing.expected_version + 1;
  answer.last = count == 0 ? 0 : filing.expected_version + count;
  answer.attempt = attempt_position;
  return answer;
}

void PreparedFiling::Finish() {
  std::int64_t position = filing.expected_version;
  EventBatch::List& list = filing.events.Edit();
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event& event = list[i];
    event.dossier = filing.dossier;
    event.position = ++position;
    event.previous_hash = std::move(events[i].previous_hash);
    event.hash = std::move(events[i].hash);
  }
  if (filing.key) filing.key = Answer();
}

}  // namespace juece
