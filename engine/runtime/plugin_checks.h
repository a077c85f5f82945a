// The rule checks of the installed plugins, as the review asks them.
#pragma once

#include <memory>

#include "compliance/plugin_check.h"
#include "runtime/installation.h"

namespace juece {

// Plugins are loaded when the first rule asks for one, so that a review without such rules costs nothing. Thread-safe.
std::shared_ptr<RuleChecks> InstalledChecks(const InstallationPaths& paths, std::shared_ptr<Clock> clock);
// Of these functions.
std::shared_ptr<RuleChecks> ChecksOf(std::shared_ptr<const FunctionHost> functions);

}  // namespace juece
