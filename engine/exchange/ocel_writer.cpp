#include "exchange/ocel_writer.h"

#include <algorithm>

#include "base/json.h"

namespace juece {
namespace {

using Attributes = std::vector<std::pair<std::string, Data>>;

// An action by the name of what it recorded, everything else by its type in the record: steps are objects here.
const std::string& TypeOf(const ExportedEvent& exported) {
  return exported.type == "action_recorded" ? exported.activity : exported.type;
}

Attributes AttributesOf(const Event& event, const ExportedEvent& exported) {
  Attributes all = {{"record.position", event.position}, {"record.type", exported.type}, {"record.recorded_at", event.recorded_at.ToString()}};
  if (!event.hash.empty()) all.emplace_back("record.hash", event.hash);
  if (event.late && !event.late->reason.empty()) all.emplace_back("record.late_reason", event.late->reason);
  for (const LogAttribute& attribute : exported.attributes) {
    all.emplace_back(attribute.name, attribute.value.is_list() ? Data(ToJson(attribute.value)) : attribute.value);
  }
  return all;
}

std::string TypeOf(const std::string& name, const Data& value) {
  if (name == "record.recorded_at") return "time";
  if (value.is_bool()) return "boolean";
  if (value.is_number()) return value.AsNumber().ToInteger() ? "integer" : "float";
  return "string";
}

std::string Wider(const std::string& a, const std::string& b) {
  if (a.empty() || a == b) return b;
  const auto number = [](const std::string& type) { return type == "integer" || type == "float"; };
  return number(a) && number(b) ? "float" : "string";
}

// The value as its declared type has it: where the values of one attribute are of several kinds, all are texts.
Data As(const std::string& type, const Data& value) { return type == "string" && !value.is_text() ? Data(ToJson(value)) : value; }

Data TypesData(const std::map<std::string, std::map<std::string, std::string>>& types) {
  Data list = Data::EmptyList();
  for (const auto& [name, attributes] : types) {
    Data own = Data::EmptyList();
    for (const auto& [attribute, type] : attributes) own.Append(Data::OfMembers({{"name", attribute}, {"type", type}}));
    list.Append(Data::OfMembers({{"name", name}, {"attributes", own}}));
  }
  return list;
}

template <typename Relations>
Data RelationsData(const Relations& relations) {
  Data list = Data::EmptyList();
  for (const OcelRelation& relation : relations) {
    list.Append(Data::OfMembers({{"objectId", relation.object}, {"qualifier", relation.qualifier}}));
  }
  return list;
}

Data ToData(const OcelObject& object) {
  Data values = Data::EmptyList();
  for (const OcelValue& value : object.values) {
    values.Append(Data::OfMembers({{"name", value.name}, {"time", value.time.ToString()}, {"value", value.value}}));
  }
  return Data::OfMembers(
      {{"id", object.id}, {"type", object.type}, {"attributes", values}, {"relationships", RelationsData(object.relations)}});
}

std::vector<ExportedEvent> ExportAll(const std::vector<Event>& events) {
  std::vector<ExportedEvent> exported;
  for (const Event& event : events) exported.push_back(ExportEvent(event));
  return exported;
}

}  // namespace

OcelWriter::OcelWriter(const ByteSink& out, const std::vector<std::string>& dossiers)
    : out_(out), dossiers_(dossiers.begin(), dossiers.end()) {
  out_("{\"objects\":[");
}

void OcelWriter::Item(const Data& item) {
  out_(first_ ? "\n" : ",\n");
  out_(ToJson(item));
  first_ = false;
}

void OcelWriter::AddObjects(const std::vector<Event>& dossier) {
  if (dossier.empty() || !shown_.emplace(dossier.front().dossier, dossier.size()).second) return;
  const std::vector<ExportedEvent> exported = ExportAll(dossier);
  const OcelObjects objects(dossier, exported, dossiers_);
  for (const OcelObject& object : objects.objects()) Item(ToData(object));
  for (const auto& [id, object] : objects.shared()) shared_.try_emplace(id, object);
  for (const OcelValue& value : objects.objects().front().values) {
    if (value.name.starts_with("fact.")) facts_.insert(value.name);
  }
  for (std::size_t i = 0; i < dossier.size(); ++i) {
    auto& types = event_types_[TypeOf(exported[i])];
    for (const auto& [name, value] : AttributesOf(dossier[i], exported[i])) types[name] = Wider(types[name], TypeOf(name, value));
  }
}

void OcelWriter::BeginEvents() {
  if (events_begun_) return;
  events_begun_ = true;
  for (const auto& [id, object] : shared_) Item(ToData(object));
  Types types = OcelObjectTypes();
  for (const std::string& fact : facts_) types["dossier"][fact] = "string";
  out_("\n],\"objectTypes\":");
  out_(ToJson(TypesData(types)));
  out_(",\n\"eventTypes\":");
  out_(ToJson(TypesData(event_types_)));
  out_(",\n\"events\":[");
  first_ = true;
}

Data OcelWriter::EventData(const Event& event, const ExportedEvent& exported, const OcelObjects& objects) const {
  const auto& types = event_types_.at(TypeOf(exported));
  Data attributes = Data::EmptyList();
  for (const auto& [name, value] : AttributesOf(event, exported)) {
    attributes.Append(Data::OfMembers({{"name", name}, {"value", As(types.at(name), value)}}));
  }
  return Data::OfMembers({{"id", exported.id}, {"type", TypeOf(exported)}, {"time", event.occurred_at.ToString()},
                          {"attributes", attributes}, {"relationships", RelationsData(objects.RelationsOf(event, exported))}});
}

void OcelWriter::AddEvents(const std::vector<Event>& dossier) {
  BeginEvents();
  if (dossier.empty()) return;
  const auto shown = shown_.find(dossier.front().dossier);
  if (shown == shown_.end()) return;
  const std::vector<Event> known(dossier.begin(), dossier.begin() + static_cast<std::ptrdiff_t>(std::min(shown->second, dossier.size())));
  const std::vector<ExportedEvent> exported = ExportAll(known);
  const OcelObjects objects(known, exported, dossiers_);
  for (std::size_t i = 0; i < known.size(); ++i) Item(EventData(known[i], exported[i], objects));
}

void OcelWriter::Finish() {
  BeginEvents();
  out_("\n]}\n");
}

}  // namespace juece
