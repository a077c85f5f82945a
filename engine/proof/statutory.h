// Whether one element of a definition satisfies one element of a clause: shared by the checks, which report what does not, and by
// the demands (proof/demands.h), which list what does. Internal to the layer.
#pragma once

#include "proof/checks.h"

namespace juece {

// ---- periods ----
enum class PeriodFlaw { kNone, kAmount, kSoft, kFrom, kEarly, kReason };
// The event without the step before it: issue/decision_issued -> decision_issued.
std::string EventOf(const std::string& event);
// The first way in which a period of the same kind falls short of the law's.
PeriodFlaw FlawOf(const PeriodRule& period, const StatutoryPeriod& law);

// ---- materials ----
// Demanded of the step whenever the clause asks for it (without a condition: in some case).
bool Suffices(CheckContext& context, const MaterialDemand& demand, const MaterialRule& law, const ArticleRef& article);
bool ActionDemands(const ActionType& action, const MaterialRule& law);

// ---- actors ----
// Somebody may do it, and nobody whom the law does not name.
bool DoneOnlyBy(const Definition& definition, const StepNode& step, const ActionType& action, const ActorRule& law);
// A step that may be left out at discretion is so only at the discretion of those roles.
bool LeftOutOnlyBy(const StepNode& step, const ActorRule& law);
const Separation* FindSeparation(const Definition& definition, const SeparationRule& law);  // nullptr: none keeps them apart

// ---- configuration ----
bool Says(const StepNode& step, const StepType& type, const ConfigurationRule& law);
Text Describe(const ConfigurationRule& law);  // 应含 a、b / includes a, b

}  // namespace juece
