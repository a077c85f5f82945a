// What one decision is about to say, and the parts that Decide is made of. Internal to process.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "process/view.h"

namespace juece {

// Collects events until the first refusal; a refusal leaves nothing behind. Later parts look through it, so that what the command
// itself brings (a material, a deadline) counts already.
struct Proposal {
  Proposal(const World& world, const Dossier& of, const Command& by)
      : view(world, of), dossier(of), command(by), today(view.DateOf(by.occurred_at)) {}

  static constexpr std::size_t kUsual = 6;

  View view;
  const Dossier& dossier;
  const Command& command;
  Date today;  // of the command, in the organ's zone
  std::vector<EventBody> events;
  std::optional<Rejection> rejection;

  template <typename Body>
  void Say(Body&& event) {
    if (events.empty()) events.reserve(kUsual);  // events are large: they should not move while more of them come
    events.emplace_back(std::forward<Body>(event));
  }
  // Always false, so that a caller can write `return proposal.Refused(...)`.
  bool Refused(Rejection reason) {
    rejection = std::move(reason);
    return false;
  }
  // The newest material of a kind, those that this command brings included; nullptr where there is none.
  [[nodiscard]] const MaterialRecord* Newest(std::string_view kind) const;
  // Was this code set aside by an override in the present round of the step?
  [[nodiscard]] bool Overridden(std::string_view step, std::string_view code) const;
};

// periods.cpp: each returns false after a refusal.
bool StartPeriods(Proposal& proposal, const StepNode& step, int round, std::string_view event, const Data& data);
bool StartPeriodsOfOtherSteps(Proposal& proposal, std::string_view step, std::string_view event, const Data& data);
bool StartPeriodsOnEntry(Proposal& proposal, const StepNode& step, int round);
bool EndPeriods(Proposal& proposal, const StepNode& step, int round, std::string_view event, const Data& data);
// A limit moves to the later day that its `extended-by` event names (at `planned` in its data), while it still runs.
void ExtendLimits(Proposal& proposal, const StepNode& step, int round, std::string_view event, const Data& data);
std::optional<Date> DueOf(const View& view, const DeadlineStarted& started);
// A corrected entry may have been the start of periods: their due dates are computed again.
void RecomputePeriods(Proposal& proposal, const RecordedAction& action, const Data& data);
void CancelDeadlines(Proposal& proposal, std::string_view step, std::string_view reason);
void MoveLimitsByPause(Proposal& proposal);

// gates.cpp
struct StaleReview {
  const StepNode* review = nullptr;
  const MaterialDeclaration* material = nullptr;
};
struct StaleApplicability {
  const StepNode* step = nullptr;
  std::string recorded;
  Truth now = Truth::kUnknown;
};
std::vector<StaleApplicability> StaleApplicabilities(const View& view);
std::vector<StaleReview> StaleReviews(const Proposal& proposal, std::string_view milestone, bool own_materials);
std::optional<Rejection> CheckGates(const Proposal& proposal, const StepNode& step, const std::string& outcome);
Rejection RefuseStaleReview(const View& view, const StaleReview& stale, std::string_view milestone);
Rejection RefuseStaleApplicability(const View& view, const StaleApplicability& stale);

// completion.cpp
// `tasks`: those to open, mostly the handler's own.
bool SayEffects(Proposal& proposal, const StepNode& step, int round, const Effects& effects, const std::vector<TaskEffect>& tasks);
bool Complete(Proposal& proposal, const StepNode& step, int round, const CompleteEffect& complete,
              const std::vector<std::string>& required_materials);
void LeaveNotApplicable(Proposal& proposal, const StepNode& step, int round, const std::string& reason,
                        const std::string& said_by);
void CloseTasks(Proposal& proposal, std::string_view step, std::string_view action, std::string_view how);
void RaiseIncident(Proposal& proposal, std::string_view kind, const StepNode& step, int round, std::string_view action,
                   const std::string& reason);
// The demands of a step on its materials that are not met; a demand whose guard is unknown counts as fact-unknown.
struct MissingOne {
  std::string kind;
  Rejection refusal;
};
std::vector<MissingOne> MissingMaterials(const Proposal& proposal, const StepNode& step,
                                         const std::vector<std::string>& further);

// separation.cpp
std::optional<Rejection> CheckSeparation(const View& view, std::string_view step, const Actor& actor);
std::optional<Rejection> CheckSeparationAtCompletion(const View& view, std::string_view step);

// returns.cpp
std::optional<Rejection> AdmitReturn(const View& view, const ReturnTo& command);
// Cancels what is open at `node` and behind it in its region, composites inside included.
void CancelFrom(Proposal& proposal, const Region& region, std::string_view node, std::string_view reason);
void CancelRegion(Proposal& proposal, const Region& region, std::string_view reason);

// decide_*.cpp: one a family of commands; nothing returned, the proposal holds events or a refusal.
void DecideOpen(Proposal& proposal, const OpenDossier& command);
void DecideSubmit(Proposal& proposal, const SubmitAction& command, const Effects& effects);
void DecideEnter(Proposal& proposal, const EnterStep& command, const Effects& effects);
void DecideApplicability(Proposal& proposal, const EvaluateApplicability& command, const Effects& effects);
void DecideFireDeadline(Proposal& proposal, const FireDeadline& command, const Effects& effects);
void DecideComputeDeadline(Proposal& proposal, const ComputeDeadline& command);
void DecideLeaveComposite(Proposal& proposal, const LeaveComposite& command);
void DecideClose(Proposal& proposal, const CloseDossier& command);
void DecideSetFact(Proposal& proposal, const SetFact& command);
void DecideReturn(Proposal& proposal, const ReturnTo& command);
void DecideEnd(Proposal& proposal, bool withdrawn);
void DecidePause(Proposal& proposal);
void DecideResume(Proposal& proposal);
void DecideOverride(Proposal& proposal, const OverrideStep& command);
void DecideCorrect(Proposal& proposal, const CorrectEntry& command);
void DecideRedact(Proposal& proposal, const RedactPersonal& command);
void DecideMovePlugin(Proposal& proposal, const MovePlugin& command);
void DecideResolve(Proposal& proposal, const ResolveIncident& command, const Effects& effects);

// owed.cpp: which transition a finished node takes by the present facts.
struct NextNode {
  std::string_view to;             // "" where none can be chosen; the definition's
  std::string_view outcome;        // of the node that was left; the dossier's
  const Guard* waiting = nullptr;  // the guard that is unknown
};
NextNode NextOf(const View& view, const Node& node);

// The engine's own action on a discretionary step.
inline constexpr std::string_view kDeclareNotApplicable = "declare_not_applicable";
const Data& DeclareNotApplicableSchema();

}  // namespace juece
