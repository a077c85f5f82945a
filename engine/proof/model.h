// A definition with its step types, flattened for the proofs: every name is a number, every edge is one that docs/semantics.md
// lets be taken. Internal to the layer.
#pragma once

#include <string>
#include <vector>

#include "catalog/step_type.h"
#include "definition/definition.h"

namespace juece {

struct ModelEdge {
  int outcome = 0;  // of the step
  int target = 0;   // node of the same region
  const Transition* row = nullptr;
};

struct ModelRow {
  bool otherwise = false;
  int cancelling_branch = -1;                // >= 0: a row for this branch's cancelling ends
  std::vector<std::vector<char>> sets;       // per branch, per ordinary outcome: named; empty for otherwise and cancelling rows
  std::vector<char> cancelling_set;          // per cancelling outcome of that branch
  int target = 0;
  const ExitRow* source = nullptr;
};

struct ModelNode {
  enum class Kind { kStep, kComposite, kEnd };
  Kind kind = Kind::kStep;
  const Node* source = nullptr;
  int step = -1;                  // index into Model::steps
  std::vector<ModelEdge> edges;   // of a step
  std::vector<int> branches;      // of a composite: regions
  std::vector<ModelRow> rows;     // of a composite
  bool cancelling = false;        // of an end
  int outcome = -1;               // of an end: index into its region's ordinary or cancelling outcomes
};

struct ModelRegion {
  int start = 0;
  std::vector<ModelNode> nodes;
  std::vector<std::string> ordinary;    // outcomes of ends that do not cancel
  std::vector<std::string> cancelling;  // outcomes of ends that do
  int parent = -1;                      // region around the composite, -1 for the root
  int parent_node = -1;
};

struct ModelStep {
  const StepNode* node = nullptr;
  const StepType* type = nullptr;
  std::vector<std::string> outcomes;  // of the type, and not_applicable last where the step has <applies>
  int region = 0;
  int index = 0;  // of its node in the region
  [[nodiscard]] int OutcomeIndex(std::string_view outcome) const;
};

// Inner regions come before the regions that hold them; the root is the last.
struct Model {
  std::vector<ModelRegion> regions;
  std::vector<ModelStep> steps;  // depth first in document order
  [[nodiscard]] int root() const { return static_cast<int>(regions.size()) - 1; }
};

// Requires a definition without errors of form and only known step types. Borrows both.
Model BuildModel(const Definition& definition, const StepCatalog& catalog);

// Outcomes that a step can end with.
std::vector<std::string> OutcomesOf(const StepNode& step, const StepType& type);

}  // namespace juece
