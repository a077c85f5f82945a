// Which events of the record a rule looks at: by them a rule is tied to the steps that write them.
#pragma once

#include <string>
#include <vector>

#include "compliance/rulebook.h"

namespace juece {

// Names that the rule's checks read, each once, in the order in which they stand. Events that only say whether or until when the
// rule applies (given, shown-by, closed-by, due) are not among them: they are not judged.
std::vector<std::string> JudgedEvents(const Rule& rule);

// The step whose duty the rule judges: of its checks, the first event that a step records; of a limit the one that ends it, of a
// review's freshness the review. "" where there is none.
std::string StepOf(const Rule& rule, const Vocabulary& vocabulary);

// Every period of the rule's checks, also inside any-of. Borrowed from the rule.
std::vector<const PeriodCheck*> PeriodsOf(const Rule& rule);

// Every condition of the rule's checks, also inside any-of. Borrowed from the rule.
std::vector<const Guard*> GuardsOf(const Rule& rule);

// Where in the record the rule looks: "event/member" for every member that it asks for, and "event" where the event itself is asked for.
std::vector<std::string> PlacesOf(const Rule& rule);

}  // namespace juece
