// A brute-force reading of docs/semantics.md: every interleaving of every run, state by state. Shares no code with the prover.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "definition/definition.h"

namespace juece::oracle {

// Outcomes of the step types, and which types wait.
struct Types {
  std::map<std::string, std::vector<std::string>> outcomes;
  std::set<std::string> waiting;
  // The guards that random definitions write, as functions of their two facts.
  std::map<std::string, std::function<bool(bool f, bool g)>> guards;
};

struct Demand {
  std::string type;
  std::set<std::string> opening;
  bool not_applicable_opens = false;
  std::string milestone;  // or "end"
  std::string material;   // for freshness
  std::string before;     // a step type instead of a milestone
  std::map<std::string, std::string> only_while;  // opening outcome -> guard
  std::set<std::string> or_types = {};            // further types, any of which will do
  std::string after = {};                         // owed only after a step of this type has ended with one of after_outcomes
  std::set<std::string> after_outcomes = {};
  std::set<std::string> kept = {};                // of only_while, those that must be able to pass while the guard is true
};

enum class Kind { kMandatory, kGate, kFresh, kAfter };

// The outcomes that a step can end with, and the rows that may then be taken.
std::vector<std::string> Outcomes(const StepNode& step, const Types& types);
std::vector<const Transition*> Rows(const StepNode& step, const std::string& outcome);
// What a run remembers after a visit: 1 means that the milestone may be reached. At first 0, for freshness and what is owed after
// something 1.
int Remember(int memory, const StepNode& step, const std::string& outcome, const Transition& row, const Demand& demand, const Types& types,
             Kind kind);

// The number of visits of a shortest offending run; -1 where every run obeys.
int ShortestOffence(const Definition& definition, const Types& types, const Demand& demand, Kind kind);
// Does a run reach what the demand stands before? With `outcomes`: such that the last visit of a server ended with one of them.
bool ReachesGoal(const Definition& definition, const Types& types, const Demand& demand);
bool ReachesGoalAfter(const Definition& definition, const Types& types, const Demand& demand, const std::set<std::string>& outcomes);
// Does the step, whenever the demand's guard of the outcome is true, take a row along which the outcome opens?
bool KeepsOpen(const StepNode& step, const std::string& outcome, const Types& types, const Demand& demand);
// Does a run reach the decision without visiting the step? -1: no run reaches it at all; 0: none does without it; 1: some.
int AvoidsStep(const Definition& definition, const Types& types, const std::string& step);

struct Soundness {
  std::set<std::string> unreachable;  // node ids, each region taken by itself
  std::set<std::string> stuck;
  bool hasty_loop = false;
};
Soundness Examine(const Definition& definition, const Types& types);

}  // namespace juece::oracle
