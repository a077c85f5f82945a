// Decide: one visitor over the closed set of commands.
#include "process/proposal.h"

namespace juece {
namespace {

struct Decider {
  Proposal& proposal;
  const Effects& effects;

  void operator()(const OpenDossier& c) const { DecideOpen(proposal, c); }
  void operator()(const SubmitAction& c) const { DecideSubmit(proposal, c, effects); }
  void operator()(const SetFact& c) const { DecideSetFact(proposal, c); }
  void operator()(const ReturnTo& c) const { DecideReturn(proposal, c); }
  void operator()(const TerminateDossier&) const { DecideEnd(proposal, false); }
  void operator()(const WithdrawDossier&) const { DecideEnd(proposal, true); }
  void operator()(const PauseDossier&) const { DecidePause(proposal); }
  void operator()(const ResumeDossier&) const { DecideResume(proposal); }
  void operator()(const OverrideStep& c) const { DecideOverride(proposal, c); }
  void operator()(const CorrectEntry& c) const { DecideCorrect(proposal, c); }
  void operator()(const RedactPersonal& c) const { DecideRedact(proposal, c); }
  void operator()(const ResolveIncident& c) const { DecideResolve(proposal, c, effects); }
  void operator()(const MovePlugin& c) const { DecideMovePlugin(proposal, c); }
  void operator()(const EnterStep& c) const { DecideEnter(proposal, c, effects); }
  void operator()(const EvaluateApplicability& c) const { DecideApplicability(proposal, c, effects); }
  void operator()(const LeaveComposite& c) const { DecideLeaveComposite(proposal, c); }
  void operator()(const FireDeadline& c) const { DecideFireDeadline(proposal, c, effects); }
  void operator()(const ComputeDeadline& c) const { DecideComputeDeadline(proposal, c); }
  void operator()(const CloseDossier& c) const { DecideClose(proposal, c); }
};

bool Applies(const View& view, const StepNode& step) {
  if (!step.applicability || step.applicability->discretionary) return true;
  return view.Evaluate(step.applicability->when) == Truth::kTrue;
}

}  // namespace

bool NeedsHandler(const World& world, const Dossier& dossier, const Command& command) {
  const View view(world, dossier);
  if (const auto* submit = std::get_if<SubmitAction>(&command.body)) {
    const StepNode* step = view.Step(submit->step);
    const StepType* type = step == nullptr ? nullptr : view.TypeOf(*step);
    return type != nullptr && type->FindAction(submit->action) != nullptr;
  }
  if (const auto* enter = std::get_if<EnterStep>(&command.body)) {
    const StepNode* step = view.Step(enter->step);
    return step != nullptr && Applies(view, *step);
  }
  if (const auto* evaluate = std::get_if<EvaluateApplicability>(&command.body)) {
    const StepNode* step = view.Step(evaluate->step);
    const StepState* state = dossier.FindStep(evaluate->step);
    const bool worked = state != nullptr && state->applicability && state->applicability->truth == "true";
    return step != nullptr && !worked && Applies(view, *step);
  }
  if (const auto* resolve = std::get_if<ResolveIncident>(&command.body)) return resolve->incident.starts_with("enter:");
  return std::holds_alternative<FireDeadline>(command.body);
}

std::variant<Rejection, std::vector<EventBody>> Decide(const World& world, const Dossier& dossier, const Command& command,
                                                      const Effects& effects) {
  if (effects.rejection && std::holds_alternative<SubmitAction>(command.body)) return *effects.rejection;
  Proposal proposal(world, dossier, command);
  std::visit(Decider{proposal, effects}, command.body);
  if (proposal.rejection) return *proposal.rejection;
  return std::move(proposal.events);
}

}  // namespace juece
