// A dossier's final state, cut down to what a person would compare: the content of tests/golden/dossiers/*.state.json. Ids,
// digests and builds of plugins are left out, since they change without any change of meaning.
#pragma once

#include "base/data.h"
#include "dossier/dossier.h"

namespace juece::scenario {

Data Summary(const Dossier& dossier);

}  // namespace juece::scenario
