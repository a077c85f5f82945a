// The decision core: pure functions from a procedure, a calendar, a dossier and a command to events or a refusal. No clock, no
// I/O, no plugin. Semantics: docs/semantics.md.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "calendar/work_calendar.h"
#include "dossier/dossier.h"
#include "process/office.h"
#include "process/procedure.h"
#include "record/command.h"
#include "record/rejection.h"
#include "step/handler.h"

namespace juece {

// Everything that Decide may look at besides the dossier and the command. Borrowed.
struct World {
  const Procedure* procedure = nullptr;
  const WorkCalendar* calendar = nullptr;
  const Office* office = nullptr;  // nullptr: no directory, roles are taken as claimed (recorded so)
  int late_tolerance_minutes = 24 * 60;  // recorded_at - occurred_at beyond which it is late registration
};

// Refuses what may not even reach a handler: not running, unknown step or action, wrong role, bad payload, missing material, time.
std::optional<Rejection> Admit(const World& world, const Dossier& dossier, const Command& command);

// True for what only the engine gives itself (EnterStep … CloseDossier).
bool IsEngineCommand(const CommandBody& body);
// The actor as it is recorded: with the one on whose behalf, where the office directory knows a delegation.
Actor ActorOf(const World& world, const Dossier& dossier, const Command& command);

// Whether the command needs the handler's answer (SubmitAction, EnterStep of an applicable step, FireDeadline).
bool NeedsHandler(const World& world, const Dossier& dossier, const Command& command);

// The events, or the refusal. `effects` is what the handler said (empty where NeedsHandler is false).
std::variant<Rejection, std::vector<EventBody>> Decide(const World& world, const Dossier& dossier, const Command& command,
                                                      const Effects& effects);

// The next thing that is owed, given only the procedure and the state: enter a step, leave a composite, evaluate an
// applicability again, fire or compute a deadline, close. nullopt: nothing. The same on restart.
std::optional<CommandBody> Owed(const World& world, const Dossier& dossier, Instant now);

}  // namespace juece
