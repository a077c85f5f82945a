#include "runtime/plugin_use.h"

#include <algorithm>

#include "dossier/apply.h"
#include "dossier/dossier.h"

namespace juece {
namespace {

bool Runs(DossierStatus status) { return status == DossierStatus::kRunning || status == DossierStatus::kPaused; }

}  // namespace

Result<std::vector<DossierPins>> RunningPins(EventStore& store) {
  const auto dossiers = store.Dossiers();
  if (!dossiers) return dossiers.error();
  std::vector<DossierPins> running;
  for (const std::string& id : *dossiers) {
    const auto events = store.Read(id);
    if (!events) return events.error();
    const Dossier dossier = Fold(*events);
    if (Runs(dossier.status())) running.push_back({id, dossier.opened().title, dossier.opened().plugins});
  }
  return running;
}

std::vector<std::string> DossiersPinnedTo(EventStore& store, const PluginPin& pin) {
  std::vector<std::string> found;
  const auto running = RunningPins(store);
  if (!running) return found;
  for (const DossierPins& dossier : *running) {
    if (std::find(dossier.pins.begin(), dossier.pins.end(), pin) != dossier.pins.end()) found.push_back(dossier.dossier);
  }
  return found;
}

}  // namespace juece
