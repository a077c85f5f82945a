// Freshness: after the last change of a material its review is passed again before the milestone. Internal to the layer.
#pragma once

#include <optional>

#include "proof/checks.h"

namespace juece {

// Reports a requirement's material that changes after its last review; `fresh` is FreshProperty, nullopt where no run offends it.
void CheckFresh(CheckContext& context, const Model& model, const Requirement& requirement, const Goal& goal, const StepNode& server,
                const std::optional<Property>& fresh);

// Changes close; reviewing and opening visits of the requirement's servers open. `opening` marks the visits that open the gate.
Property FreshProperty(const Model& model, const Requirement& requirement, const Property& opening);

// A change directly before a cancelling end would survive while the branch that reviews is abandoned.
void CheckChangesBeforeCancelling(CheckContext& context, const Model& model);

}  // namespace juece
