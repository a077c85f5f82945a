// Text scenarios of plugin steps (tests/scenario/plugins/*.json): a small dossier, one action, and
// what the step must say.
#pragma once

#include <string>
#include <vector>

#include "base/data.h"
#include "dossier/dossier.h"
#include "step/handler.h"

namespace juece {

// One scenario, with what it inherits filled in: "like" copies an earlier one of the file, "set"
// patches it by JSON pointers (null removes, a final "-" appends).
struct Scenario {
  std::string file;
  std::string step;
  std::string name;
  Data what;
};

// Every scenario of the folder, in the order of files and entries. A malformed file fails the test
// that reads it.
std::vector<Scenario> ReadScenarios(const std::string& folder);

// The dossier that the scenario describes, made by folding events: facts, settings, other steps,
// materials, history.
Dossier DossierOf(const Scenario& scenario);

}  // namespace juece
