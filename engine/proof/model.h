// A definition with its step types, flattened for the proofs: every name is a number, every edge is one that docs/semantics.md
// lets be taken. Built for a million steps: what is per step or per edge is small and stands in one array. Of this layer and `plan`.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/step_type.h"
#include "definition/definition.h"

namespace juece {

struct ModelEdge {
  int outcome = 0;  // of the step
  int number = 0;   // the same among the outcomes of all kinds of steps
  int target = 0;   // node of the same region; -1: no row takes the outcome, so the run stops with the visit
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

struct ModelComposite {
  std::vector<int> branches;  // regions
  std::vector<ModelRow> rows;
  int first_row = 0;  // number of rows[0] among all rows of the model
};

struct ModelNode {
  enum class Kind : char { kStep, kComposite, kEnd };
  Kind kind = Kind::kStep;
  bool cancelling = false;  // of an end
  bool milestone = false;   // of a step: it marks one
  int item = -1;            // a step: into Model::steps; a composite: into Model::composites; an end: its outcome in the region's list
  int first_edge = 0;       // of a step: into Model::edges
  int edge_count = 0;
  const Node* source = nullptr;
};

struct ModelRegion {
  int start = 0;
  std::vector<ModelNode> nodes;
  std::vector<std::string> ordinary;    // outcomes of ends that do not cancel
  std::vector<std::string> cancelling;  // outcomes of ends that do
  int first_node = 0;                   // number of nodes[0] among all nodes of the model
  int first_outcome = 0;                // likewise of ordinary[0]; the cancelling ones follow

  [[nodiscard]] int OrdinaryNumber(std::size_t outcome) const { return first_outcome + static_cast<int>(outcome); }
  [[nodiscard]] int CancellingNumber(std::size_t outcome) const { return first_outcome + static_cast<int>(ordinary.size() + outcome); }
  // The outcome of an end, numbered among all of the model.
  [[nodiscard]] int NumberOf(const ModelNode& end) const {
    const auto outcome = static_cast<std::size_t>(end.item);
    return end.cancelling ? CancellingNumber(outcome) : OrdinaryNumber(outcome);
  }
};

// What steps have in common: the type, whether they have <applies>, and what their outcomes change and review. Whatever the proofs
// ask of a visit, its row apart, is the same for steps of one kind; there are few.
struct ModelStepKind {
  const StepType* type = nullptr;
  bool conditional = false;
  std::vector<MaterialUse> changes;
  std::vector<MaterialUse> reviews;
  std::vector<std::string> outcomes;  // of the type, and not_applicable last where the step has <applies>
  int first_outcome = 0;              // number of outcomes[0] among the outcomes of all kinds
  std::vector<int> steps;             // in document order
};

struct ModelStep {
  const StepNode* node = nullptr;
  const ModelStepKind* kind = nullptr;
  int region = 0;
  int index = 0;  // of its node in the region
  [[nodiscard]] const StepType& type() const { return *kind->type; }
  [[nodiscard]] const std::vector<std::string>& outcomes() const { return kind->outcomes; }
};

// Inner regions come before the regions that hold them; the root is the last. Steps point into `kinds`: movable, not copyable.
struct Model {
  Model() = default;
  Model(Model&&) = default;
  Model& operator=(Model&&) = default;
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  std::vector<ModelRegion> regions;
  std::vector<ModelComposite> composites;
  std::vector<ModelEdge> edges;
  std::vector<ModelStep> steps;  // depth first in document order
  std::map<std::string, ModelStepKind, std::less<>> kinds;  // by all that they have in common
  std::set<std::string, std::less<>> milestones;            // those that some step marks
  int kind_outcome_count = 0;
  int node_count = 0;
  int row_count = 0;
  int outcome_count = 0;

  [[nodiscard]] int root() const { return static_cast<int>(regions.size()) - 1; }
  [[nodiscard]] const ModelRegion& Region(int region) const { return regions[static_cast<std::size_t>(region)]; }
  [[nodiscard]] const ModelStep& Step(int step) const { return steps[static_cast<std::size_t>(step)]; }
  [[nodiscard]] const ModelStep& StepOf(const ModelNode& node) const { return Step(node.item); }
  [[nodiscard]] const ModelComposite& CompositeOf(const ModelNode& node) const { return composites[static_cast<std::size_t>(node.item)]; }
  [[nodiscard]] const ModelNode& NodeOf(const ModelStep& step) const {
    return Region(step.region).nodes[static_cast<std::size_t>(step.index)];
  }
  [[nodiscard]] std::span<const ModelEdge> EdgesOf(const ModelNode& node) const {
    return std::span(edges).subspan(static_cast<std::size_t>(node.first_edge), static_cast<std::size_t>(node.edge_count));
  }
  [[nodiscard]] std::vector<const ModelStepKind*> KindsOfType(std::string_view type) const;
  [[nodiscard]] std::vector<const ModelStepKind*> KindsOfTypes(const std::vector<std::string>& types) const;
};

// Requires a definition without errors of form and only known step types. Borrows both.
Model BuildModel(const Definition& definition, const StepCatalog& catalog);

// Outcomes that a step can end with.
std::vector<std::string> OutcomesOf(const StepNode& step, const StepType& type);

// Whether one of the uses is of this material with this outcome.
bool Uses(const std::vector<MaterialUse>& uses, std::string_view material, std::string_view outcome);

}  // namespace juece
