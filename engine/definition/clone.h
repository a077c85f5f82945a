// Deep copies of what owns regions. Internal to the layer; a whole definition has Clone() of its own.
#pragma once

#include "definition/definition.h"

namespace juece {

Branch Clone(const Branch& branch);
Node Clone(const Node& node);
Region Clone(const Region& region);

}  // namespace juece
