#include "unit/compliance/support.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "xml/document.h"

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

// A shipped definition by the last part of its id, which is also its file.
std::unique_ptr<const XmlDocument> DefinitionOf(const std::string& id) {
  std::vector<Finding> findings;
  auto definition = ReadXmlFile(Source("workflows/cn/" + id.substr(id.find('.') + 1) + ".xml"), findings);
  INFO(Explain(findings));
  REQUIRE(definition != nullptr);
  return definition;
}

Data Words(std::string_view text) {
  Data words = Data::EmptyList();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.Append(std::string(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

const EventType* EventOf(const Data& entry) {
  for (const EventType& event : Law::Get().words->events()) {
    if (event.step == entry["step"].AsText() && event.action == entry["action"].AsText()) return &event;
  }
  return nullptr;
}

Text TitleOfEvent(const std::string& name) {
  const EventType* type = Law::Get().words->Find(name);
  return type == nullptr ? Text{name, name} : type->title;
}

void Say(Text& text, const std::string& zh, const std::string& en) {
  text.zh += (text.zh.empty() ? "" : ";") + zh;
  text.en += (text.en.empty() ? "" : "; ") + en;
}

// The edits of an example, as a reader would be told them.
Text Words(const Data& edits) {
  Text text;
  if (edits.Has("complete")) Say(text, "记录不完整", "the record is partial");
  if (edits.Has("years")) Say(text, fmt::format("全部日期移 {} 年", edits["years"].AsInteger()), fmt::format("all dates {} years away", edits["years"].AsInteger()));
  for (const Data& name : edits["drop"].AsList()) Say(text, "没有“" + TitleOfEvent(name.AsText()).zh + "”", "no '" + TitleOfEvent(name.AsText()).en + "'");
  for (const Data& name : edits["keep"].AsList()) Say(text, "只有“" + TitleOfEvent(name.AsText()).zh + "”", "only '" + TitleOfEvent(name.AsText()).en + "'");
  for (const Data& event : edits["append"].AsList()) {
    const Text title = TitleOfEvent(event["event"].AsText());
    Say(text, fmt::format("又有“{}”`{}`", title.zh, ToJson(event)), fmt::format("also '{}' `{}`", title.en, ToJson(event)));
  }
  for (const std::string_view what : {"date", "actor", "role", "materials", "data", "unset", "late"}) {
    for (const Member& one : edits[what].AsMap()) {
      const Text title = TitleOfEvent(one.name);
      const std::string value = one.value.is_text() ? one.value.AsText() : ToJson(one.value);
      Say(text, fmt::format("“{}”的 {} 为 `{}`", title.zh, what, value), fmt::format("{} of '{}': `{}`", what, title.en, value));
    }
  }
  for (const std::string_view what : {"facts", "statutes", "kind"}) {
    if (edits.Has(what)) Say(text, fmt::format("{} 为 `{}`", what, ToJson(edits[what])), fmt::format("{}: `{}`", what, ToJson(edits[what])));
  }
  return text.empty() ? Text{"不作改动", "as it is"} : text;
}

}  // namespace

void CheckCurrent(const std::string& path, const std::string& wanted) {
  if (std::getenv("JUECE_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << wanted;
  INFO(path << " is not current: run compliance_test with JUECE_UPDATE_GOLDEN=1");
  CHECK((ReadAll(path) == wanted));
}

std::function<std::string(const Rule& rule)> ExamplesIn(const std::string& folder) {
  return [folder](const Rule& rule) {
    const Data table = ReadJson(Source("tests/golden/rules/" + folder + rule.id + ".json"));
    std::string lines;
    for (const std::string_view wanted : {"violated", "satisfied"}) {
      for (const Data& subject : table["subjects"].AsList()) {
        if (subject["expect"].AsText() != wanted) continue;
        Text words = Words(subject["edits"]);
        if (table.Has("sample")) Say(words, "样例 `" + table["sample"].AsText() + "`", "of the sample `" + table["sample"].AsText() + "`");
        const bool bad = wanted == "violated";
        lines += fmt::format("- {}: {} · {}: {}\n", bad ? "违反的例子" : "符合的例子", words.zh, bad ? "Violated" : "Satisfied", words.en);
      }
    }
    return lines;
  };
}

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

Data RecordOfSample(const std::string& sample) {
  const Data script = ReadJson(Source("samples/dossiers/" + sample + ".json"));
  const auto definition = DefinitionOf(script["procedure"].AsText());
  Data events = Data::EmptyList();
  for (const Data& entry : script["entries"].AsList()) {
    const EventType* type = EventOf(entry);
    if (type == nullptr) continue;  // the engine's own actions
    events.Append(Data::OfMembers({{"event", type->name},
                                   {"date", entry["at"].AsText().substr(0, 10)},
                                   {"actor", entry["actor"]},
                                   {"role", entry["role"]},
                                   {"data", entry["data"]}}));
  }
  return Data::OfMembers({{"title", script["title"]}, {"organ", script["organ"]}, {"kind", std::string(definition->root().Get("kind"))},
                          {"statutes", Words(definition->root().Get("statutes"))},
                          {"complete", true}, {"facts", script["facts"]}, {"events", events}});
}

}  // namespace juece::testing
