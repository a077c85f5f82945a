#include "record/command.h"
#include "record/event.h"

namespace juece {
namespace {

struct Verb {
  std::string_view operator()(const OpenDossier&) const { return "open"; }
  std::string_view operator()(const SubmitAction&) const { return "submit"; }
  std::string_view operator()(const SetFact&) const { return "set_fact"; }
  std::string_view operator()(const ReturnTo&) const { return "return"; }
  std::string_view operator()(const TerminateDossier&) const { return "terminate"; }
  std::string_view operator()(const WithdrawDossier&) const { return "withdraw"; }
  std::string_view operator()(const PauseDossier&) const { return "pause"; }
  std::string_view operator()(const ResumeDossier&) const { return "resume"; }
  std::string_view operator()(const OverrideStep&) const { return "override"; }
  std::string_view operator()(const CorrectEntry&) const { return "correct"; }
  std::string_view operator()(const ResolveIncident&) const { return "resolve_incident"; }
  std::string_view operator()(const RedactPersonal&) const { return "redact"; }
  std::string_view operator()(const MovePlugin&) const { return "move_plugin"; }
  std::string_view operator()(const EnterStep&) const { return "enter_step"; }
  std::string_view operator()(const EvaluateApplicability&) const {
    return "evaluate_applicability";
  }
  std::string_view operator()(const LeaveComposite&) const { return "leave_composite"; }
  std::string_view operator()(const FireDeadline&) const { return "fire_deadline"; }
  std::string_view operator()(const ComputeDeadline&) const { return "compute_deadline"; }
  std::string_view operator()(const CloseDossier&) const { return "close"; }
};

struct Name {
  std::string_view operator()(const DossierOpened&) const { return "dossier_opened"; }
  std::string_view operator()(const FactSet&) const { return "fact_set"; }
  std::string_view operator()(const StepEntered&) const { return "step_entered"; }
  std::string_view operator()(const CompositeEntered&) const { return "composite_entered"; }
  std::string_view operator()(const ApplicabilityDecided&) const { return "applicability_decided"; }
  std::string_view operator()(const ActionRecorded&) const { return "action_recorded"; }
  std::string_view operator()(const ReviewBound&) const { return "review_bound"; }
  std::string_view operator()(const ReviewExtended&) const { return "review_extended"; }
  std::string_view operator()(const StepLeft&) const { return "step_left"; }
  std::string_view operator()(const StepCancelled&) const { return "step_cancelled"; }
  std::string_view operator()(const BranchEnded&) const { return "branch_ended"; }
  std::string_view operator()(const CompositeLeft&) const { return "composite_left"; }
  std::string_view operator()(const MilestoneReached&) const { return "milestone_reached"; }
  std::string_view operator()(const TaskOpened&) const { return "task_opened"; }
  std::string_view operator()(const TaskClosed&) const { return "task_closed"; }
  std::string_view operator()(const DeadlineStarted&) const { return "deadline_started"; }
  std::string_view operator()(const DeadlineComputed&) const { return "deadline_computed"; }
  std::string_view operator()(const DeadlineMet&) const { return "deadline_met"; }
  std::string_view operator()(const DeadlineMissed&) const { return "deadline_missed"; }
  std::string_view operator()(const DeadlineCancelled&) const { return "deadline_cancelled"; }
  std::string_view operator()(const FindingNoted&) const { return "finding_noted"; }
  std::string_view operator()(const Returned&) const { return "returned"; }
  std::string_view operator()(const DossierPaused&) const { return "dossier_paused"; }
  std::string_view operator()(const DossierResumed&) const { return "dossier_resumed"; }
  std::string_view operator()(const DossierTerminated&) const { return "dossier_terminated"; }
  std::string_view operator()(const DossierWithdrawn&) const { return "dossier_withdrawn"; }
  std::string_view operator()(const DossierClosed&) const { return "dossier_closed"; }
  std::string_view operator()(const StepOverridden&) const { return "step_overridden"; }
  std::string_view operator()(const EntryCorrected&) const { return "entry_corrected"; }
  std::string_view operator()(const IncidentRaised&) const { return "incident_raised"; }
  std::string_view operator()(const IncidentResolved&) const { return "incident_resolved"; }
  std::string_view operator()(const DossierLinked&) const { return "dossier_linked"; }
  std::string_view operator()(const PersonalRedacted&) const { return "personal_redacted"; }
  std::string_view operator()(const PluginMoved&) const { return "plugin_moved"; }
};

}  // namespace

std::string_view VerbOf(const CommandBody& body) { return std::visit(Verb{}, body); }

std::string_view NameOf(const EventBody& body) { return std::visit(Name{}, body); }

}  // namespace juece
