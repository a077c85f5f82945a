// How a command of the command line reaches the engine.
#pragma once

#include <string>

#include "acting.h"
#include "session.h"

namespace juece::cli {

// Who, when and how late; the body is still to be given.
Result<Command> CommandOf(const std::string& dossier, const Acting& acting);
// Submits it and prints what became of it; the exit status.
int Submitted(Session& session, Engine& engine, Command command, const Acting& acting);

}  // namespace juece::cli
