// What lies ahead of a point of a run: which milestones can still be reached, and which steps every run there passes again. Says
// whether leading somewhere else asks more or less. Internal to the layer.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "difference/context.h"

namespace juece {

struct Ahead {
  std::set<std::string> goals;                          // milestones that can be reached from there
  std::set<std::pair<std::string, std::string>> certain;  // (goal, step type) that every such run passes
};

// `after` turns a goal into a question: from the point on, unsettled until a step settles it.
using FromThere = std::function<RunQuestion(const std::string& goal)>;
Ahead LookAhead(const Side& side, const FromThere& from_there, const std::set<std::string>& types);

struct AheadCompared {
  Bearing bearing = Bearing::kNeutral;
  Text detail;  // which duties are lost or gained on the way; empty where none
};
AheadCompared CompareAhead(const CompareContext& context, const Ahead& was, const Ahead& is);

// Types of the steps that both versions have.
std::set<std::string> CommonTypes(const CompareContext& context);

// Whether going from the step to this node of its region is going back: it lies no farther from the region's start.
bool GoesBack(const Definition& definition, const std::string& step, const std::string& to);
// Whether a node of the old version and one of the new are the same place to go to: a node put in between, or taken out, is spoken of
// as such.
bool SameWay(const CompareContext& context, const std::string& was, const std::string& is);

// "when X holds …" under which the rows part, taken guard by guard.
struct GuardedTarget {
  Guard when = Guard::Always();
  std::string to;
};
// Where an outcome may lead, each with the condition under which it does.
std::vector<GuardedTarget> TargetsOf(const Definition& definition, const StepNode& step, std::string_view outcome);

}  // namespace juece
