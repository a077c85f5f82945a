#include "runtime/function_subjects.h"

#include "report/archive_catalogue.h"

namespace juece {
namespace {

Data TextData(const Text& text) { return Data::OfMembers({{"zh", text.zh}, {"en", text.en}}); }

Data MaterialsData(const std::vector<MaterialRecord>& materials) {
  Data list = Data::EmptyList();
  for (const MaterialRecord& material : materials) {
    list.Append(Data::OfMembers({{"id", material.id}, {"kind", material.kind}, {"title", material.title}, {"digest", material.digest}}));
  }
  return list;
}

Data StepsData(const Dossier& dossier, const Definition* definition) {
  Data list = Data::EmptyList();
  const auto add = [&](const std::string& id, const StepState& state, const StepNode* step) {
    list.Append(Data::OfMembers({{"id", id}, {"type", step == nullptr ? "" : step->type}, {"titles", TextData(step == nullptr ? Text{id, id} : step->title)},
                                 {"status", ToString(state.status)}, {"round", state.round}, {"outcome", state.outcome}, {"reason", state.reason}}));
  };
  if (definition == nullptr) {
    for (const auto& [id, state] : dossier.steps()) add(id, state, nullptr);
    return list;
  }
  for (const StepNode* step : definition->steps()) {
    const StepState* state = dossier.FindStep(step->id);
    add(step->id, state == nullptr ? StepState{} : *state, step);
  }
  return list;
}

Data ActionsData(const Dossier& dossier) {
  Data list = Data::EmptyList();
  for (const RecordedAction& action : dossier.actions()) {
    list.Append(Data::OfMembers({{"position", action.position}, {"step", action.step}, {"round", action.round}, {"action", action.action},
                                 {"event", action.event}, {"date", action.occurred_at.LocalDate().ToString()}, {"actor", action.actor.name},
                                 {"role", action.actor.role}, {"undone", action.undone}, {"late", action.late}, {"data", action.data},
                                 {"materials", MaterialsData(action.materials)}}));
  }
  return list;
}

}  // namespace

Data RenderSubject(const std::vector<Event>& events, const Dossier& dossier, const Definition* definition, const DocumentCatalog* documents) {
  Data facts = Data::EmptyMap();
  for (const auto& [id, fact] : dossier.facts()) facts.Set(id, fact.value);
  Data settings = Data::EmptyMap();
  for (const auto& [id, value] : dossier.opened().settings) settings.Set(id, value);
  const Data about = Data::OfMembers({{"id", dossier.id()}, {"title", dossier.opened().title}, {"organ", dossier.opened().organ},
                                      {"status", ToString(dossier.status())}, {"opened_on", dossier.opened_at().LocalDate().ToString()},
                                      {"last_on", dossier.last_occurred_at().LocalDate().ToString()},
                                      {"procedure", definition == nullptr ? Data() : TextData(definition->title)}});
  return Data::OfMembers({{"dossier", about}, {"steps", StepsData(dossier, definition)}, {"actions", ActionsData(dossier)}, {"facts", std::move(facts)},
                          {"settings", std::move(settings)}, {"catalogue", ToData(BuildCatalogue(events, {}, documents, definition))}});
}

}  // namespace juece
