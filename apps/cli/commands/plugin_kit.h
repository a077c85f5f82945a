// What a plugin's author uses (juece plugin new, test), and whoever answers for it in an office (sign, install, remove).
#pragma once

#include "arguments.h"
#include "session.h"

namespace juece::cli {

// Makes a project from the template. Refuses a name that is none and a folder that is not empty; leaves nothing half-made.
int NewPlugin(Session& session, const PluginArguments& arguments);
// The conformance run of a built plugin, and the author's dossier scripts. kWrong where an error was found or a script did not go as
// it says.
int TestPlugin(Session& session, const PluginArguments& arguments);
// Each file's signed statement goes into manifest.jsonl beside it.
int SignPlugins(Session& session, const PluginArguments& arguments);
// Copies a trusted plugin into the office's folder, beside its other versions.
int InstallPlugin(Session& session, const PluginArguments& arguments);
// Refused, with their list, while running dossiers are pinned to it.
int RemovePlugin(Session& session, const PluginArguments& arguments);

}  // namespace juece::cli
