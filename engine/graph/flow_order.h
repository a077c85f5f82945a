// The order in which a region is drawn: as the work goes, whatever the order of the document (a local rule's steps come last in it).
// Internal to the layer.
#pragma once

#include <vector>

#include "definition/definition.h"

namespace juece {

// Every node once: what a node leads to comes behind it, loops apart; of several the first row's first. What cannot be reached comes last.
std::vector<const Node*> FlowOrder(const Region& region);

}  // namespace juece
