// The installed plugins as the commands about plugins look at them, and a build among them by name.
#pragma once

#include <memory>
#include <string>

#include "plugin/plugin_set.h"
#include "runtime/plugin_use.h"
#include "session.h"

namespace juece::cli {

// Every plugin of every folder, each as the configuration says; what does not load is a finding.
std::shared_ptr<PluginSet> InstalledPlugins(const InstallationPaths& paths, std::vector<Finding>& findings);

// "id@1.1.0" or "id@sha256:…". NotFound, with the installed builds of that id, where it is none of them or could be several.
Result<std::shared_ptr<const Plugin>> FindBuild(const PluginSet& plugins, const std::string& name);

// The running dossiers of the session's store with their builds; none where nobody has made a store yet.
Result<std::vector<DossierPins>> PinsIn(Session& session);

}  // namespace juece::cli
