// What the rulebooks say of a step while its dossier runs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compliance/review.h"
#include "session.h"

namespace juece::cli {

// The rules whose duty is that of this step type and that a person can still act on, or no longer: what is broken, and what runs
// against a day. nullopt after complaints.
std::optional<std::vector<RuleReport>> RulesToMind(Session& session, const std::string& dossier, const std::string& step_type);

}  // namespace juece::cli
