// Personal values of a dossier's events: which there are, whose they are, and how they leave. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/event.h"

namespace juece {

struct PersonalEntry {
  PersonalPlace place;
  std::string value;  // canonical JSON; "" once it was redacted
};

// All personal values of a dossier's events, by place.
std::vector<PersonalEntry> PersonalEntries(const std::vector<Event>& events);

// What is still there of a person: values that are exactly this text or hold it as a whole text, and the other personal values of
// the same item of a list (the telephone number beside the name). Other spellings are other texts.
std::vector<PersonalPlace> PlacesOfPerson(const std::vector<Event>& events, std::string_view name);

// Empties value and salt, and leaves the commitment in the event's data, as a store reads it back afterwards. False where there is
// no such personal value.
bool RedactIn(Event& event, std::string_view pointer);

}  // namespace juece
