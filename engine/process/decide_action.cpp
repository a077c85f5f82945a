// Actions of steps, and what the calendar makes due.
#include <fmt/format.h>

#include "process/proposal.h"

namespace juece {
namespace {

std::vector<MaterialRecord> Numbered(const Dossier& dossier, std::vector<MaterialRecord> materials) {
  std::size_t next = dossier.materials().size();
  for (MaterialRecord& material : materials) material.id = fmt::format("M{}", ++next);
  return materials;
}

// The engine's own action on a discretionary step: the role that decides says that it does not apply, and why.
void DeclareNotApplicable(Proposal& proposal, const StepNode& step, int round, const SubmitAction& submit) {
  const std::string reason = submit.data["reason"].AsText();
  const Actor& actor = proposal.command.actor;
  const std::string said_by = fmt::format("{} ({})", actor.name, actor.role);
  proposal.Say(ActionRecorded{step.id, round, submit.action, "declared_not_applicable", submit.data,
                              Numbered(proposal.dossier, submit.materials)});
  proposal.Say(ApplicabilityDecided{step.id, round, "false", "", {}, said_by, reason});
  LeaveNotApplicable(proposal, step, round, reason, said_by);
}

}  // namespace

void DecideSubmit(Proposal& proposal, const SubmitAction& submit, const Effects& effects) {
  const StepNode& step = *proposal.view.Step(submit.step);
  const int round = proposal.view.Round(step.id);
  const StepType* type = proposal.view.TypeOf(step);
  const ActionType* action = type == nullptr ? nullptr : type->FindAction(submit.action);
  if (action == nullptr) {
    DeclareNotApplicable(proposal, step, round, submit);
    return;
  }
  if (effects.failure) {
    RaiseIncident(proposal, "submit", step, round, submit.action, *effects.failure);
    return;
  }
  static const Data kNothing = Data::EmptyMap();
  const Data& data = submit.data.is_null() ? kNothing : submit.data;
  // Periods are judged by what was recorded before; the event itself then starts and ends them.
  proposal.Say(ActionRecorded{step.id, round, action->id, action->event, data,
                              Numbered(proposal.dossier, submit.materials)});
  if (!EndPeriods(proposal, step, round, action->event, data)) return;
  ExtendLimits(proposal, step, round, action->event, data);
  if (!StartPeriods(proposal, step, round, action->event, data)) return;
  if (!StartPeriodsOfOtherSteps(proposal, step.id, action->event, data)) return;
  CloseTasks(proposal, step.id, action->id, "done");
  SayEffects(proposal, step, round, effects, effects.tasks);
}

void DecideFireDeadline(Proposal& proposal, const FireDeadline& fire, const Effects& effects) {
  const auto it = proposal.dossier.deadlines().find(fire.deadline);
  if (it == proposal.dossier.deadlines().end()) return;
  proposal.Say(DeadlineMissed{fire.deadline, proposal.today, ""});
  const StepNode* step = proposal.view.Step(it->second.started.step);
  if (step == nullptr) return;
  const int round = it->second.started.round;
  if (effects.failure || effects.rejection) {
    RaiseIncident(proposal, "deadline", *step, round, "",
                  effects.failure ? *effects.failure : effects.rejection->message.zh);
    return;
  }
  // A handler cannot be refused for what time did: where its answer may not stand, a person has to look.
  const std::size_t before = proposal.events.size();
  if (!SayEffects(proposal, *step, round, effects, effects.tasks)) {
    proposal.events.resize(before);
    RaiseIncident(proposal, "deadline", *step, round, "", proposal.rejection->message.zh);
    proposal.rejection.reset();
  }
}

void DecideComputeDeadline(Proposal& proposal, const ComputeDeadline& compute) {
  const auto it = proposal.dossier.deadlines().find(compute.deadline);
  if (it == proposal.dossier.deadlines().end()) return;
  if (const auto due = DueOf(proposal.view, it->second.started)) {
    proposal.Say(DeadlineComputed{compute.deadline, *due, proposal.view.world().calendar->version()});
  }
}

}  // namespace juece
