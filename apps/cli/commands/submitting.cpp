#include "commands/submitting.h"

#include "commands/outcome.h"

namespace juece::cli {

Result<Command> CommandOf(const std::string& dossier, const Acting& acting) {
  auto when = WhenOf(acting);
  if (!when) {
    return when.error();
  }
  Command command;
  command.dossier = dossier;
  command.actor = {acting.actor, acting.role, ""};
  command.occurred_at = when->occurred_at;
  command.recorded_at = when->recorded_at;
  command.late = when->late;
  return command;
}

// Where nobody said when it happened, it happens now; and now is never before what another process recorded while this one waited for the
// store.
int Submitted(Session& session, Engine& engine, Command command, const Acting& acting) {
  if (acting.at.empty()) {
    if (auto dossier = engine.Get(command.dossier); dossier && command.occurred_at < (*dossier)->last_occurred_at() &&
                                                    (*dossier)->last_occurred_at() <= Session::Now()) {
      command.occurred_at = command.recorded_at = Session::Now();
    }
  }
  auto outcome = engine.Submit(command, acting.key);
  return outcome ? PrintOutcome(session, *outcome) : session.Fail(outcome.error());
}

}  // namespace juece::cli
