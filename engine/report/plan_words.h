// Words that the plan's table and its data share. Internal to the layer.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"

namespace juece {

// The period's or the fact's own words where the definition has them, else the id.
Text TitleOfStep(const PlanRequest& request, std::string_view step);
Text TitleOfFact(const PlanRequest& request, const OpenFact& fact);
Text AmountText(int amount, DayUnit unit);
// "R713:15 CC:201": the period's own articles.
std::string ArticlesText(const Articles& articles);
// What the plan takes for granted beyond the law: shortened periods and their reasons, things that do not take place, outcomes, durations.
std::vector<Text> AssumptionsOf(const PlanRequest& request, const Plan& plan);
// One period: how its days are counted, from `count`.
Text CountText(const PlannedPeriod& period, const DueDate& count, const PlanRequest& request);

}  // namespace juece
