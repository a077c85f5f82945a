// Which dossiers stand on which builds of plugins: looked up before a build is taken away, and told where one is missing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/status.h"
#include "record/command.h"
#include "store/event_store.h"

namespace juece {

// A running dossier and the builds that it is pinned to now. A dossier that has ended stands on nothing: it is only read.
struct DossierPins {
  std::string dossier;
  std::string title;
  std::vector<PluginPin> pins;
};

// Every running dossier, in the store's order. Reads the whole store.
Result<std::vector<DossierPins>> RunningPins(EventStore& store);
// Those that are pinned to this build; empty where the store cannot be read.
std::vector<std::string> DossiersPinnedTo(EventStore& store, const PluginPin& pin);

}  // namespace juece
