// When a rule applies, as guards: its own condition, and none of the exceptions that it names. Internal to the layer.
#pragma once

#include <vector>

#include "compliance/agreement.h"

namespace juece {

struct RuleScope {
  Guard when = Guard::Always();
  std::vector<Guard> exceptions;
};

RuleScope ScopeOfRule(const Rule& rule, const StatuteBook& statutes);

bool LooksAt(const AgreementInput& input, const Rule& rule);

Finding FindingOf(std::string_view code, const Rule& rule, Text message);

// Of relations between rules. Internal to CheckAgreement.
void CheckRelations(const AgreementInput& input, std::vector<Finding>& findings);

}  // namespace juece
