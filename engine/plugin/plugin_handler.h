// A step of a plugin as the engine's StepHandler.
#pragma once

#include <memory>

#include "plugin/plugin_library.h"
#include "step/handler.h"

namespace juece {

// Keeps the library alive by sharing it. `type` is one of the library's. Never null: where the
// plugin cannot make the step, the handler answers every call with that failure, so that the
// dossier waits with an incident that says why.
std::shared_ptr<StepHandler> MakePluginHandler(std::shared_ptr<const PluginLibrary> library,
                                               const StepType& type, const Data& configuration);

}  // namespace juece
