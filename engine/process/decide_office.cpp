// Opening a dossier and the office's verbs.
#include <set>

#include "process/proposal.h"

namespace juece {
namespace {

// Every plugin that a step of this definition needs, each once.
std::vector<PluginPin> PluginsOf(const View& view) {
  std::vector<PluginPin> pins;
  for (const StepNode* step : view.definition().steps()) {
    const StepType* type = view.TypeOf(*step);
    if (type == nullptr) continue;
    bool known = type->plugin_id.empty();
    for (const PluginPin& pin : pins) known = known || pin.id == type->plugin_id;
    if (!known) pins.push_back({type->plugin_id, type->plugin_version, type->plugin_digest});
  }
  return pins;
}

}  // namespace

// What only the shell knows (overlays, the directory's digest, the organ's offset) it adds to the first event.
void DecideOpen(Proposal& proposal, const OpenDossier& command) {
  const View& view = proposal.view;
  const Definition& definition = view.definition();
  DossierOpened opened;
  opened.procedure = definition.id;
  opened.procedure_version = definition.version;
  opened.procedure_digest = view.world().procedure->digest();
  opened.title = command.title;
  opened.organ = command.organ;
  opened.offset_minutes = proposal.command.occurred_at.offset_minutes();
  for (const SettingDeclaration& setting : definition.settings) {
    std::string value = setting.value;
    for (const auto& [id, chosen] : command.settings) {
      if (id == setting.id) value = chosen;
    }
    opened.settings.emplace_back(setting.id, value);
  }
  opened.calendar = view.world().calendar->id();
  opened.calendar_version = view.world().calendar->version();
  opened.plugins = PluginsOf(view);
  opened.linked_from = command.linked_from;
  proposal.Say(std::move(opened));
  for (const auto& [fact, value] : command.facts) {
    if (!value.is_null()) proposal.Say(FactSet{fact, value, command.facts_reason});
  }
}

void DecideSetFact(Proposal& proposal, const SetFact& command) {
  proposal.Say(FactSet{command.fact, command.value, proposal.command.reason});
}

void DecideReturn(Proposal& proposal, const ReturnTo& command) {
  const NodeRef* to = proposal.view.definition().Find(command.to);
  CancelFrom(proposal, *to->region, command.to, "returned to " + command.to);
  proposal.Say(Returned{command.from, command.to, proposal.command.authority, proposal.command.reason});
}

void DecideEnd(Proposal& proposal, bool withdrawn) {
  const Command& command = proposal.command;
  CloseTasks(proposal, "", "", "cancelled");
  CancelDeadlines(proposal, "", withdrawn ? "the dossier is withdrawn" : "the dossier is terminated");
  if (withdrawn) {
    proposal.Say(DossierWithdrawn{command.authority, command.reason});
  } else {
    proposal.Say(DossierTerminated{command.authority, command.reason});
  }
}

void DecidePause(Proposal& proposal) {
  proposal.Say(DossierPaused{proposal.command.authority, proposal.command.reason});
}

void DecideResume(Proposal& proposal) {
  proposal.Say(DossierResumed{proposal.command.authority, proposal.command.reason});
  MoveLimitsByPause(proposal);
}

void DecideOverride(Proposal& proposal, const OverrideStep& command) {
  proposal.Say(StepOverridden{command.step, command.what, proposal.command.authority, proposal.command.reason});
}

void DecideRedact(Proposal& proposal, const RedactPersonal& command) {
  const std::set<PersonalPlace> once(command.values.begin(), command.values.end());
  proposal.Say(PersonalRedacted{{once.begin(), once.end()}, proposal.command.authority, proposal.command.reason});
}

void DecideCorrect(Proposal& proposal, const CorrectEntry& command) {
  proposal.Say(EntryCorrected{command.position, command.data, proposal.command.authority, proposal.command.reason});
  for (const RecordedAction& action : proposal.dossier.actions()) {
    if (action.position == command.position) RecomputePeriods(proposal, action, command.data);
  }
}

void DecideMovePlugin(Proposal& proposal, const MovePlugin& command) {
  for (const PluginPin& pin : proposal.dossier.opened().plugins) {
    if (pin.id == command.to.id) proposal.Say(PluginMoved{pin, command.to, proposal.command.authority, proposal.command.reason});
  }
}

}  // namespace juece
