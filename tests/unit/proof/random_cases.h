// The requirements that the tests put to random definitions, for the prover as a statute and for the oracle as demands.
#pragma once

#include <string>
#include <vector>

#include "definition/definition.h"
#include "law/statute.h"
#include "unit/proof/oracle.h"

namespace juece::oracle {

struct Case {
  std::string article;
  Demand demand;
};

std::vector<Case> Cases();
StatuteBook Book();

// Whether the definition has what the case speaks of: its milestone or the other type of step, and a server.
bool Asked(const Definition& definition, const Case& c);

}  // namespace juece::oracle
