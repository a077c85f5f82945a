// A run given by its visits, as what has to be drawn in red: steps with the order of their visits, and the edges between them, region
// by region. Internal to the layer.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "definition/definition.h"

namespace juece {

struct RedRun {
  std::map<std::string, std::vector<int>, std::less<>> visits;  // step -> places in the run, from 1
  std::set<std::pair<std::string, std::string>> edges;          // node -> node of one region, by id
  std::set<std::string, std::less<>> composites;                // gone through
};

RedRun RedRunOf(const Definition& definition, const std::vector<std::string>& witness);

}  // namespace juece
