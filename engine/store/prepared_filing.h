// A filing made ready on its submitter's thread, so that whoever writes the batch only hashes and inserts. Inside store/ only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/event_store.h"

namespace juece {

struct PreparedEvent {
  std::string_view type;
  std::string recorded_at;
  std::string bytes;  // canonical, with the position it gets
  std::string previous_hash;
  std::string hash;
};

struct PreparedFiling {
  explicit PreparedFiling(Filing& what) : filing(what) {}

  Filing& filing;  // unchanged until Finish
  std::vector<PreparedEvent> events;
  std::string attempt_bytes;
  std::string attempt_recorded_at;
  std::int64_t attempt_position = 0;  // set by whoever writes
  Status status;                      // the same

  // Encodes; the status of an event that may not be stored.
  Status Prepare();
  // After a good end: tells the caller's events and key where they were filed.
  void Finish();
  // What the key's row says; the attempt's position must be known.
  [[nodiscard]] KeyedAnswer Answer() const;
};

}  // namespace juece
