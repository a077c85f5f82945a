// Event logs of other systems, as far as rules look at them: a case is a trace of events. Values, made by a reader of logs
// (exchange) and judged by log rules (compliance); neither knows the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace juece {

// What the rules ask of a log; everything else in it is passed over.
struct LogSelection {
  std::vector<std::string> activity_keys = {"concept:name"};  // attributes of an event that together, joined by '+', name its activity
  std::vector<std::string> activities;                        // LogEvent::activity counts in this list
  std::vector<std::string> event_keys;                        // attributes of events, e.g. org:resource
  std::vector<std::string> trace_keys;                        // attributes of cases, e.g. deadline
};

// Which of the selected names a log has anywhere; counted as in the selection.
struct LogSeen {
  std::vector<bool> activities;
  std::vector<bool> event_keys;
  std::vector<bool> trace_keys;
};

inline constexpr std::int32_t kOtherActivity = -1;
inline constexpr std::int32_t kNoValue = -1;

struct LogEvent {
  std::int32_t activity = kOtherActivity;  // index in LogSelection::activities
  std::optional<std::int64_t> unix_ms;     // unset: no time is given
};

// One case. Events stand in the order of the log.
struct LogTrace {
  std::string id;
  std::vector<LogEvent> events;
  std::vector<std::optional<std::string>> attributes;  // one for each of LogSelection::trace_keys
  std::vector<std::int32_t> values;  // events × LogSelection::event_keys, indices into `texts`, kNoValue where absent
  std::vector<std::string> texts;    // distinct
  // About how many bytes it takes.
  [[nodiscard]] std::size_t Weight() const {
    std::size_t weight = sizeof(LogTrace) + id.size() + events.size() * sizeof(LogEvent) + values.size() * sizeof(std::int32_t);
    for (const auto& attribute : attributes) weight += sizeof(attribute) + (attribute ? attribute->size() : 0);
    for (const std::string& text : texts) weight += sizeof(text) + text.size();
    return weight;
  }
  [[nodiscard]] std::int32_t ValueOf(std::size_t event, std::size_t key, std::size_t keys) const { return values[event * keys + key]; }
};

// A time as logs write it: as Instant::Parse, and with more than three digits of a second, of which milliseconds are kept.
std::optional<Instant> ParseLogTime(std::string_view text);

}  // namespace juece
