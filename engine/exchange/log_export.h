// What the writers of logs (XES, OCEL) say of a recorded event, in common: its activity, its transition, and its members as plain
// attributes. Made from the canonical form of the event, so that a personal value is only ever its commitment. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "record/event.h"

namespace juece {

using ByteSink = std::function<void(std::string_view)>;

struct LogAttribute {
  std::string name;  // members of members joined by '.': "data.until"
  Data value;        // boolean, number, text that is not empty, or a list that is not empty
};

struct ExportedEvent {
  std::string id;          // "2024-0001#12": dossier and position
  std::string type;        // of the record: "action_recorded", …
  std::string activity;    // what was recorded ("consultation_opened"), the step or composite, else the type
  std::string transition;  // of the lifecycle extension: "start", "complete", "ate_abort"
  std::vector<LogAttribute> attributes;  // of the body, in the order of its canonical form
  Data materials = Data::EmptyList();    // handed in with it; no part of `attributes`
};

ExportedEvent ExportEvent(const Event& event);

// Where a dossier stands at the end of these events: "running", "paused", "terminated", "withdrawn" or "closed".
std::string_view StatusAfter(const std::vector<Event>& events);

}  // namespace juece
