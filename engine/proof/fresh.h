// Freshness: after the last change of a material its review is passed again before the milestone. Internal to the layer.
#pragma once

#include <vector>

#include "proof/checks.h"

namespace juece {

// `opening` marks the servers' outcomes that open the gate.
void CheckFresh(CheckContext& context, const Model& model, const Requirement& requirement, const Goal& goal,
                const std::vector<int>& servers, const Property& opening);

// Changes clear nothing; reviewing and opening visits of the servers do. Exposed for the tests.
Property FreshProperty(const Model& model, const std::string& material, const std::vector<int>& servers, const Property& opening);

// A change directly before a cancelling end would survive while the branch that reviews is abandoned.
void CheckChangesBeforeCancelling(CheckContext& context, const Model& model);

}  // namespace juece
