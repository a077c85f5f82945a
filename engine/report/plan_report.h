// The plan for people and for programs: a table that a head of office prints, every count explained, and the same as data. Pure.
#pragma once

#include <string>

#include "base/data.h"
#include "base/text.h"
#include "plan/plan.h"

namespace juece {

// `request` is the one that the plan answers.
std::string PlanText(const PlanRequest& request, const Plan& plan, Language language);
// Shape in docs/planning.md.
Data PlanData(const PlanRequest& request, const Plan& plan, Language language);

}  // namespace juece
