#include "record/personal.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/json.h"

namespace juece {
namespace {

bool Holds(const Data& value, std::string_view text) {
  if (value.is_text()) return value.AsText() == text;
  const auto& list = value.AsList();
  const auto& map = value.AsMap();
  return std::any_of(list.begin(), list.end(), [&](const Data& item) { return Holds(item, text); }) ||
         std::any_of(map.begin(), map.end(), [&](const Member& member) { return Holds(member.value, text); });
}

// "/data/opinions/3/name" -> "/data/opinions/3/"; "" where the value is no member of an item of a list.
std::string ItemOf(const std::string& pointer) {
  const auto last = pointer.rfind('/');
  if (last == std::string::npos || last == 0) return "";
  const auto before = pointer.rfind('/', last - 1);
  if (before == std::string::npos) return "";
  const std::string_view index = std::string_view(pointer).substr(before + 1, last - before - 1);
  const bool number = !index.empty() && std::all_of(index.begin(), index.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  return number ? pointer.substr(0, last + 1) : "";
}

Data* DataOf(EventBody& body) {
  if (auto* recorded = std::get_if<ActionRecorded>(&body)) return &recorded->data;
  if (auto* corrected = std::get_if<EntryCorrected>(&body)) return &corrected->data;
  return nullptr;
}

Data* PlaceIn(EventBody& body, std::string_view pointer) {
  auto* fact = std::get_if<FactSet>(&body);
  if (fact != nullptr && pointer.starts_with("/value")) return fact->value.At(pointer.substr(6));
  Data* data = DataOf(body);
  return data != nullptr && pointer.starts_with("/data") ? data->At(pointer.substr(5)) : nullptr;
}

}  // namespace

std::vector<PersonalEntry> PersonalEntries(const std::vector<Event>& events) {
  std::vector<PersonalEntry> entries;
  for (const Event& event : events) {
    for (const PersonalValue& personal : event.personal) entries.push_back({{event.position, personal.pointer}, personal.value});
  }
  std::sort(entries.begin(), entries.end(), [](const PersonalEntry& a, const PersonalEntry& b) { return a.place < b.place; });
  return entries;
}

std::vector<PersonalPlace> PlacesOfPerson(const std::vector<Event>& events, std::string_view name) {
  std::set<PersonalPlace> places;
  const std::vector<PersonalEntry> entries = PersonalEntries(events);
  for (const PersonalEntry& entry : entries) {
    if (entry.value.empty()) continue;
    const auto value = ParseJson(entry.value);
    if (!value || !Holds(*value, name)) continue;
    places.insert(entry.place);
    const std::string item = ItemOf(entry.place.pointer);
    for (const PersonalEntry& other : entries) {
      const bool beside = !item.empty() && other.place.position == entry.place.position && other.place.pointer.starts_with(item);
      if (beside && !other.value.empty()) places.insert(other.place);
    }
  }
  return {places.begin(), places.end()};
}

bool RedactIn(Event& event, std::string_view pointer) {
  for (PersonalValue& personal : event.personal) {
    if (personal.pointer != pointer) continue;
    personal.value.clear();
    personal.salt.clear();
    if (Data* place = PlaceIn(event.body, pointer)) *place = Data::OfMembers({{"commitment", personal.commitment}});
    return true;
  }
  return false;
}

}  // namespace juece
