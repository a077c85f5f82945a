#include "unit/compliance/support.h"

#include <algorithm>

#include <fmt/format.h>

namespace juece::testing {
namespace {

bool Names(const Data& list, const std::string& name) {
  return std::any_of(list.AsList().begin(), list.AsList().end(), [&](const Data& item) { return item.AsText() == name; });
}

// Moves every date of the record by whole years, so that the same matter ran under other law.
void ShiftYears(Data& value, std::int64_t years) {
  if (value.is_text()) {
    if (const auto date = Date::Parse(value.AsText())) {
      const unsigned day = date->month() == 2 && date->day() == 29 ? 28 : date->day();
      value = Date::FromYmd(date->year() + static_cast<int>(years), date->month(), day)->ToString();
    }
  } else if (value.is_list()) {
    Data shifted = Data::EmptyList();
    for (Data item : value.AsList()) {
      ShiftYears(item, years);
      shifted.Append(std::move(item));
    }
    value = std::move(shifted);
  } else if (value.is_map()) {
    for (const Member& member : Data::Map(value.AsMap())) {
      Data moved = member.value;
      ShiftYears(moved, years);
      value.Set(member.name, std::move(moved));
    }
  }
}

void EditEvent(Data& event, const Data& edits) {
  const std::string name = event["event"].AsText();
  for (const std::string_view member : {"date", "role", "actor", "materials", "late"}) {
    if (const Data* value = edits[member].Find(name)) {
      event.Set(member, *value);
    }
  }
  if (const Data* members = edits["data"].Find(name)) {
    Data data = event["data"];
    for (const Member& member : members->AsMap()) {
      data.Set(member.name, member.value);
    }
    event.Set("data", std::move(data));
  }
  if (const Data* members = edits["unset"].Find(name)) {
    Data data = event["data"];
    for (const Data& member : members->AsList()) {
      data.Remove(member.AsText());
    }
    event.Set("data", std::move(data));
  }
}

}  // namespace

Data Edit(Data record, const Data& edits) {
  Data events = Data::EmptyList();
  for (Data event : record["events"].AsList()) {
    const std::string name = event["event"].AsText();
    if (Names(edits["drop"], name) || (edits.Has("keep") && !Names(edits["keep"], name))) {
      continue;
    }
    EditEvent(event, edits);
    events.Append(std::move(event));
  }
  for (const Data& event : edits["append"].AsList()) {
    events.Append(event);
  }
  record.Set("events", std::move(events));
  for (const std::string_view member : {"complete", "statutes", "kind"}) {
    if (const Data* value = edits.Find(member)) {
      record.Set(member, *value);
    }
  }
  Data facts = record["facts"];
  for (const Member& fact : edits["facts"].AsMap()) {
    facts.Set(fact.name, fact.value);
  }
  record.Set("facts", std::move(facts));
  if (edits.Has("years")) {
    ShiftYears(record, edits["years"].AsInteger());
  }
  return record;
}

}  // namespace juece::testing
