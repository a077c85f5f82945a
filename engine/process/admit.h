// The parts of Admit, one a command. Internal to process.
#pragma once

#include "process/proposal.h"

namespace juece {

std::optional<Rejection> CheckOffice(const View& view, const Command& command, std::string_view step);
// Step and action exist, and the step is open for work.
std::optional<Rejection> AdmitTarget(const View& view, const SubmitAction& submit);
// Role, office, separation, payload, materials; AdmitTarget has passed.
std::optional<Rejection> AdmitSubmit(const View& view, const Command& command, const SubmitAction& submit);
std::optional<Rejection> AdmitOpen(const View& view, const OpenDossier& open);
std::optional<Rejection> AdmitSetFact(const View& view, const Command& command, const SetFact& fact);
std::optional<Rejection> AdmitReturnCommand(const View& view, const ReturnTo& back);
std::optional<Rejection> AdmitOverride(const View& view, const OverrideStep& command);
std::optional<Rejection> AdmitCorrect(const View& view, const Command& command, const CorrectEntry& correct);
// Whether the actor's role may use this action of the step (nullptr: declare_not_applicable).
std::optional<Rejection> CheckRole(const View& view, const Command& command, const StepNode& step, const ActionType* action,
                                   const std::string& article);
std::optional<Rejection> AdmitRedact(const View& view, const Command& command, const RedactPersonal& redact);
std::optional<Rejection> AdmitResolve(const View& view, const ResolveIncident& resolve);
std::optional<Rejection> AdmitMovePlugin(const View& view, const MovePlugin& move);

// Refuses a payload that does not fit its form, with every problem; `action` is the name of the form.
std::optional<Rejection> RefusePayload(const Data& schema, const Data& data, const Text& action, std::string_view article);
Rejection RefuseUnknownStep(const View& view, std::string_view step);
Rejection RefuseNotActive(const View& view, std::string_view step);

}  // namespace juece
