// Random definitions of every shape: nesting, loops, choices with and without guards, exit tables, cancelling ends, conditional
// steps, changes and reviews anywhere. As XML, so that the reader is part of what is tested.
#pragma once

#include <string>

#include "catalog/step_type.h"
#include "unit/proof/oracle.h"

namespace juece::oracle {

std::string RandomDefinition(unsigned seed);
// The step types that random definitions use, for the oracle and for the prover.
Types RandomTypes();
StepCatalog RandomCatalog();

}  // namespace juece::oracle
