#include "exchange/ocel_objects.h"

#include <algorithm>

#include "base/json.h"

namespace juece {
namespace {

const Instant kAlways;  // 1970: values that never change, as the format has it

void Say(OcelObject& object, const char* name, Data value, const Instant& time) {
  if (value.is_text() && value.AsText().empty()) return;
  object.values.push_back({name, std::move(value), time});
}

const Data* AttributeOf(const ExportedEvent& exported, std::string_view name) {
  for (const LogAttribute& attribute : exported.attributes) {
    if (attribute.name == name) return &attribute.value;
  }
  return nullptr;
}

}  // namespace

OcelObjects::OcelObjects(const std::vector<Event>& events, const std::vector<ExportedEvent>& exported,
                         const std::set<std::string>& linkable)
    : dossier_(events.empty() ? "" : events.front().dossier), linkable_(linkable) {
  objects_.push_back({"dossier:" + dossier_, "dossier", {}, {}});
  for (std::size_t i = 0; i < events.size(); ++i) Take(events[i], exported[i]);
}

OcelObject& OcelObjects::Own(const std::string& id, const std::string& type, const std::string& qualifier) {
  const auto [place, fresh] = places_.emplace(id, objects_.size());
  if (fresh) {
    objects_.push_back({id, type, {}, {}});
    objects_.front().relations.push_back({id, qualifier});
  }
  return objects_[place->second];
}

std::string OcelObjects::Shared(const std::string& type, const std::string& name) {
  std::string id = type + ":" + name;
  shared_.try_emplace(id, OcelObject{id, type, {{"name", name, kAlways}}, {}});
  return id;
}

void OcelObjects::Take(const Event& event, const ExportedEvent& exported) {
  TakePeople(event);
  if (const auto* opened = std::get_if<DossierOpened>(&event.body)) TakeOpening(event, *opened);
  if (const auto* e = std::get_if<StepEntered>(&event.body)) TakeStep(e->step, event, "entered", e->round, "");
  if (const auto* e = std::get_if<StepLeft>(&event.body)) TakeStep(e->step, event, "left", e->round, e->outcome);
  if (const auto* e = std::get_if<StepCancelled>(&event.body)) TakeStep(e->step, event, "cancelled", e->round, "");
  if (const auto* e = std::get_if<CompositeEntered>(&event.body)) TakeStep(e->composite, event, "entered", e->round, "");
  if (const auto* e = std::get_if<CompositeLeft>(&event.body)) TakeStep(e->composite, event, "left", e->round, "");
  if (const auto* e = std::get_if<ActionRecorded>(&event.body)) TakeMaterials(event, *e);
  if (exported.type.starts_with("deadline_")) TakeDeadline(event);
  if (std::holds_alternative<FactSet>(event.body)) {
    const Data* fact = AttributeOf(exported, "fact");
    const Data* value = AttributeOf(exported, "value");
    const std::string text = value == nullptr ? "unknown" : value->is_text() ? value->AsText() : ToJson(*value);
    if (fact != nullptr) Say(objects_.front(), ("fact." + fact->AsText()).c_str(), text, event.occurred_at);
  }
  for (const auto& [type, status] : {std::pair("dossier_paused", "paused"), {"dossier_resumed", "running"}, {"dossier_closed", "closed"},
                                     {"dossier_terminated", "terminated"}, {"dossier_withdrawn", "withdrawn"}}) {
    if (exported.type == type) Say(objects_.front(), "status", status, event.occurred_at);
  }
  if (const auto* e = std::get_if<DossierLinked>(&event.body); e != nullptr && linkable_.contains(e->dossier)) {
    objects_.front().relations.push_back({"dossier:" + e->dossier, e->relation.empty() ? "linked" : e->relation});
  }
}

void OcelObjects::TakeOpening(const Event& event, const DossierOpened& opened) {
  OcelObject& dossier = objects_.front();
  Say(dossier, "title", opened.title, kAlways);
  Say(dossier, "organ", opened.organ, kAlways);
  Say(dossier, "procedure", opened.procedure, kAlways);
  Say(dossier, "procedure_version", opened.procedure_version, kAlways);
  Say(dossier, "procedure_digest", opened.procedure_digest, kAlways);
  Say(dossier, "status", "running", event.occurred_at);
  if (!opened.organ.empty()) dossier.relations.push_back({Shared("organ", opened.organ), "decided_by"});
  if (linkable_.contains(opened.linked_from)) dossier.relations.push_back({"dossier:" + opened.linked_from, "linked_from"});
}

void OcelObjects::TakeStep(const std::string& step, const Event& event, const char* state, int round, const std::string& outcome) {
  OcelObject& object = Own(Id("step", step), "step", "has_step");
  if (object.values.empty()) Say(object, "step", step, kAlways);
  Say(object, "state", state, event.occurred_at);
  Say(object, "round", round, event.occurred_at);
  Say(object, "outcome", outcome, event.occurred_at);
}

void OcelObjects::TakeMaterials(const Event& event, const ActionRecorded& action) {
  for (const MaterialRecord& material : action.materials) {
    OcelObject& object = Own(Id("material", material.id), "material", "contains");
    by_digest_.emplace(material.digest, object.id);
    Say(object, "kind", material.kind, event.occurred_at);
    Say(object, "title", material.title, event.occurred_at);
    Say(object, "digest", material.digest, event.occurred_at);
    Say(object, "size", material.size, event.occurred_at);
    Say(object, "file_name", material.file_name, event.occurred_at);
    Say(object, "carrier", material.carrier, event.occurred_at);
  }
}

void OcelObjects::TakeDeadline(const Event& event) {
  const auto change = [&](const std::string& deadline, const char* state) {
    Say(Own(Id("deadline", deadline), "deadline", "has_deadline"), "state", state, event.occurred_at);
  };
  if (const auto* e = std::get_if<DeadlineStarted>(&event.body)) {
    OcelObject& object = Own(Id("deadline", e->deadline), "deadline", "has_deadline");
    for (const auto& [name, text] : {std::pair("step", &e->step), {"period", &e->period}, {"kind", &e->kind}, {"unit", &e->unit},
                                     {"article", &e->article}}) {
      Say(object, name, *text, event.occurred_at);
    }
    Say(object, "amount", e->amount, event.occurred_at);
    if (e->due) Say(object, "due", e->due->ToString(), event.occurred_at);
    Say(object, "state", e->due ? "running" : "not_computable", event.occurred_at);
  }
  if (const auto* e = std::get_if<DeadlineComputed>(&event.body)) {
    change(e->deadline, "running");
    Say(Own(Id("deadline", e->deadline), "deadline", "has_deadline"), "due", e->due.ToString(), event.occurred_at);
  }
  if (const auto* e = std::get_if<DeadlineMet>(&event.body)) change(e->deadline, "met");
  if (const auto* e = std::get_if<DeadlineMissed>(&event.body)) change(e->deadline, "missed");
  if (const auto* e = std::get_if<DeadlineCancelled>(&event.body)) change(e->deadline, "cancelled");
}

void OcelObjects::TakePeople(const Event& event) {
  for (const std::string& name : {event.actor.name, event.actor.on_behalf_of, event.late ? event.late->confirmed_by : std::string()}) {
    if (!name.empty()) Shared("person", name);
  }
  if (!event.actor.role.empty()) Shared("role", event.actor.role);
}

std::set<OcelRelation> OcelObjects::RelationsOf(const Event& event, const ExportedEvent& exported) const {
  std::set<OcelRelation> relations{{"dossier:" + dossier_, "dossier"}};
  const auto person = [&](const std::string& name, const char* qualifier) {
    if (!name.empty()) relations.insert({"person:" + name, qualifier});
  };
  person(event.actor.name, "performed_by");
  person(event.actor.on_behalf_of, "on_behalf_of");
  if (event.late) person(event.late->confirmed_by, "late_confirmed_by");
  if (!event.actor.role.empty()) relations.insert({"role:" + event.actor.role, "in_role"});
  const auto own = [&](const std::string& id, const std::string& qualifier) {
    if (places_.contains(id)) relations.insert({id, qualifier});
  };
  for (const LogAttribute& attribute : exported.attributes) {
    const std::string& text = attribute.value.AsText();
    for (const char* name : {"step", "composite", "within", "from", "to"}) {
      if (attribute.name == name) own(Id("step", text), name);
    }
    if (attribute.name == "deadline") own(Id("deadline", text), "deadline");
    if (attribute.name == "digest" && exported.type.starts_with("review_")) {
      const auto [begin, end] = by_digest_.equal_range(text);
      for (auto it = begin; it != end; ++it) own(it->second, "examined");
    }
    if ((attribute.name == "dossier" || attribute.name == "linked_from") && linkable_.contains(text)) {
      relations.insert({"dossier:" + text, "linked"});
    }
  }
  for (const Data& material : exported.materials.AsList()) own(Id("material", material["id"].AsText()), "submitted");
  if (std::holds_alternative<DossierOpened>(event.body)) {
    const std::string& organ = std::get<DossierOpened>(event.body).organ;
    if (!organ.empty()) relations.insert({"organ:" + organ, "decided_by"});
  }
  return relations;
}

const std::map<std::string, std::map<std::string, std::string>>& OcelObjectTypes() {
  static const std::map<std::string, std::map<std::string, std::string>> kTypes = {
      {"dossier", {{"title", "string"}, {"organ", "string"}, {"procedure", "string"}, {"procedure_version", "string"},
                   {"procedure_digest", "string"}, {"status", "string"}}},
      {"step", {{"step", "string"}, {"state", "string"}, {"round", "integer"}, {"outcome", "string"}}},
      {"material", {{"kind", "string"}, {"title", "string"}, {"digest", "string"}, {"size", "integer"}, {"file_name", "string"},
                    {"carrier", "string"}}},
      {"deadline", {{"step", "string"}, {"period", "string"}, {"kind", "string"}, {"unit", "string"}, {"article", "string"},
                    {"amount", "integer"}, {"due", "string"}, {"state", "string"}}},
      {"person", {{"name", "string"}}},
      {"role", {{"name", "string"}}},
      {"organ", {{"name", "string"}}}};
  return kTypes;
}

}  // namespace juece
