// The office's choice of how plugins are hosted, from one XML file (docs/plugin-hosting.md,
// workflows/schema/plugins.xsd).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "plugin/hosting.h"

namespace juece {

// Where the file lies: $JUECE_PLUGINS, else plugins.xml in the user's data folder (UserDataFolder). It need not exist: everything is
// then hosted in the engine's process.
std::string PluginConfigurationFile();

// Every mistake is a finding with its place; nullopt where there was any. The host program and the crash book are not in the file.
std::optional<HostingPolicy> ReadPluginConfiguration(std::string bytes, std::string file, std::vector<Finding>& findings);

}  // namespace juece
