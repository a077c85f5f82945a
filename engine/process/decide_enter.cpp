// Entering steps and composites, judging applicability, leaving composites, closing.
#include <algorithm>

#include <fmt/format.h>

#include "base/json.h"
#include "process/proposal.h"

namespace juece {
namespace {

struct Judgement {
  Truth truth = Truth::kTrue;
  ApplicabilityDecided event;
};

// Without which of the facts would the answer be open? Where none alone settles it, all that are known do.
std::vector<std::string> SettlingFacts(const View& view, const Guard& guard, Truth truth) {
  std::vector<std::string> settling;
  std::vector<std::string> known;
  for (const std::string& fact : guard.facts()) {
    const Data* value = view.dossier().FactValue(fact);
    if (value == nullptr || value->is_null()) continue;
    known.push_back(fact);
    const Truth without = guard.Evaluate([&](std::string_view name) {
      return name == fact ? nullptr : view.dossier().FactValue(name);
    });
    if (without != truth) settling.push_back(fact);
  }
  return settling.empty() ? known : settling;
}

// Who said so, and why: the people who stated the facts that settle it.
void NameGrounds(const View& view, const Guard& guard, Judgement& judgement) {
  for (const std::string& fact : SettlingFacts(view, guard, judgement.truth)) {
    const FactState& state = view.dossier().facts().find(fact)->second;
    const std::string who = fmt::format("{} ({})", state.said_by.name, state.said_by.role);
    if (judgement.event.said_by.find(who) == std::string::npos) {
      judgement.event.said_by += (judgement.event.said_by.empty() ? "" : "; ") + who;
    }
    judgement.event.reason += fmt::format("{}{} = {}{}{}", judgement.event.reason.empty() ? "" : "; ", fact,
                                          ToJson(state.value), state.reason.empty() ? "" : ": ", state.reason);
  }
}

Judgement Judge(const View& view, const StepNode& step, int round) {
  const Guard& guard = step.applicability->when;
  Judgement judgement;
  judgement.truth = view.Evaluate(guard);
  judgement.event.step = step.id;
  judgement.event.round = round;
  judgement.event.truth = ToString(judgement.truth);
  judgement.event.guard = guard.text();
  for (const std::string& fact : guard.facts()) {
    const Data* value = view.dossier().FactValue(fact);
    judgement.event.facts.emplace_back(fact, value == nullptr ? Data() : *value);
  }
  if (judgement.truth != Truth::kUnknown) {
    NameGrounds(view, guard, judgement);
  } else {
    judgement.event.reason = view.UnknownFacts(guard);
  }
  return judgement;
}

// Where the handler names none: whoever may do something in the step is told so.
std::vector<TaskEffect> TasksOfActions(const View& view, const StepNode& step) {
  std::vector<TaskEffect> tasks;
  const StepType* type = view.TypeOf(step);
  if (type == nullptr) return tasks;
  for (const ActionType& action : type->actions) tasks.push_back({action.id, action.title});
  return tasks;
}

// The handler's answer on entry. Nobody can be refused here, so what may not stand becomes an incident.
void Work(Proposal& proposal, const StepNode& step, int round, const Effects& effects) {
  if (effects.failure || effects.rejection) {
    RaiseIncident(proposal, "enter", step, round, "", effects.failure ? *effects.failure : effects.rejection->message.zh);
    return;
  }
  const std::size_t before = proposal.events.size();
  const bool of_actions = !effects.complete && effects.tasks.empty();
  const std::vector<TaskEffect> tasks = of_actions ? TasksOfActions(proposal.view, step) : std::vector<TaskEffect>();
  if (!StartPeriodsOnEntry(proposal, step, round) || !SayEffects(proposal, step, round, effects, of_actions ? tasks : effects.tasks)) {
    proposal.events.resize(before);
    RaiseIncident(proposal, "enter", step, round, "", proposal.rejection->message.zh);
    proposal.rejection.reset();
  }
}

void EnterStepNode(Proposal& proposal, const StepNode& step, const NodeRef& ref, int round, const EnterStep& command,
                   const Effects& effects) {
  StepEntered entered;
  entered.step = step.id;
  entered.round = round;
  entered.from = command.from;
  entered.outcome = command.outcome;
  if (ref.parent != nullptr) entered.composite = ref.parent->id;
  if (ref.branch != nullptr) entered.branch = ref.branch->id;
  proposal.Say(std::move(entered));
  if (step.applicability && !step.applicability->discretionary) {
    Judgement judgement = Judge(proposal.view, step, round);
    proposal.Say(judgement.event);
    if (judgement.truth == Truth::kUnknown) return;
    if (judgement.truth == Truth::kFalse) {
      LeaveNotApplicable(proposal, step, round, judgement.event.reason, judgement.event.said_by);
      return;
    }
  }
  Work(proposal, step, round, effects);
}

void EnterEnd(Proposal& proposal, const EndNode& end, const NodeRef& ref) {
  if (ref.parent == nullptr) return;
  if (end.cancels_siblings) {
    const std::string reason = fmt::format("branch {} ended with {}", ref.branch->id, end.outcome);
    for (const Branch& branch : ref.parent->branches) {
      if (&branch != ref.branch) CancelRegion(proposal, *branch.region, reason);
    }
  }
  proposal.Say(BranchEnded{ref.parent->id, ref.branch->id, end.id, end.outcome, end.cancels_siblings});
}

}  // namespace

void DecideEnter(Proposal& proposal, const EnterStep& command, const Effects& effects) {
  const NodeRef* ref = proposal.view.definition().Find(command.step);
  if (ref == nullptr) return;
  const auto* step = std::get_if<StepNode>(ref->node);
  const StepState* state = step == nullptr ? nullptr : proposal.dossier.FindStep(step->id);
  const bool first = step != nullptr && state == nullptr;
  if (!first && proposal.view.OnPath(command.step)) CancelFrom(proposal, *ref->region, command.step, "entered again");
  if (step != nullptr) {
    EnterStepNode(proposal, *step, *ref, first ? 1 : state->round + 1, command, effects);
  } else if (const auto* end = std::get_if<EndNode>(ref->node)) {
    EnterEnd(proposal, *end, *ref);
  } else {
    CompositeEntered entered;
    entered.composite = command.step;
    entered.round = proposal.view.Round(command.step) + 1;
    entered.from = command.from;
    entered.outcome = command.outcome;
    entered.within = ref->parent == nullptr ? "" : ref->parent->id;
    entered.branch = ref->branch == nullptr ? "" : ref->branch->id;
    proposal.Say(std::move(entered));
  }
}

void DecideApplicability(Proposal& proposal, const EvaluateApplicability& command, const Effects& effects) {
  const StepNode* step = proposal.view.Step(command.step);
  const StepState* state = proposal.dossier.FindStep(command.step);
  if (step == nullptr || state == nullptr || !step->applicability) return;
  const bool worked = state->applicability && state->applicability->truth == "true";
  Judgement judgement = Judge(proposal.view, *step, state->round);
  proposal.Say(judgement.event);
  if (judgement.truth == Truth::kFalse) {
    LeaveNotApplicable(proposal, *step, state->round, judgement.event.reason, judgement.event.said_by);
  } else if (judgement.truth == Truth::kTrue && !worked) {
    Work(proposal, *step, state->round, effects);
  }
}

void DecideLeaveComposite(Proposal& proposal, const LeaveComposite& command) {
  proposal.Say(CompositeLeft{command.composite, proposal.view.Round(command.composite), command.row});
}

void DecideClose(Proposal& proposal, const CloseDossier& command) {
  const NodeRef* ref = proposal.view.definition().Find(command.end);
  const EndNode* end = ref == nullptr ? nullptr : std::get_if<EndNode>(ref->node);
  if (end == nullptr) return;
  CloseTasks(proposal, "", "", "cancelled");
  CancelDeadlines(proposal, "", "the dossier is closed");
  proposal.Say(DossierClosed{end->id, end->outcome});
}

// The retry of an entry that failed; incidents of other kinds only wait for a person.
void DecideResolve(Proposal& proposal, const ResolveIncident& command, const Effects& effects) {
  const IncidentRaised& raised = proposal.dossier.incidents().find(command.incident)->second.raised;
  proposal.Say(IncidentResolved{command.incident, proposal.command.authority, proposal.command.reason});
  const StepNode* step = proposal.view.Step(raised.step);
  if (!command.incident.starts_with("enter:") || step == nullptr || !proposal.view.IsOpen(step->id)) return;
  Work(proposal, *step, proposal.view.Round(step->id), effects);
}

}  // namespace juece
