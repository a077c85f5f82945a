// Questions about the runs of a definition, for the layers above: is there a run to a goal on which something has not happened, or
// was undone since? Answered by the search behind the proofs, so exact under docs/semantics.md.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "catalog/step_type.h"
#include "definition/definition.h"

namespace juece {

enum class VisitEffect { kNone, kSettles, kUnsettles };

// One visit. Borrows the definition.
struct WitnessVisit {
  const StepNode* step = nullptr;
  std::string outcome;              // "" where the run stops on entering the step
  const Transition* row = nullptr;  // that was taken; nullptr where the run stops with the visit
};

struct Witness {
  std::vector<WitnessVisit> visits;
  Text text;  // titles, with outcomes where a step has several
  [[nodiscard]] std::vector<std::string> ids() const;
};

struct RunQuestion {
  // The goal: a milestone, or "end" (an end of the root after the decision), or, with `before_type`, entering a step of that type.
  std::string milestone;
  std::string before_type = {};
  bool unsettled_at_start = true;
  // Of ending a visit with `outcome`, and where it matters by `row` (nullptr: whichever is taken). Empty: no visit has any.
  std::function<VisitEffect(const StepNode& step, std::string_view outcome, const Transition* row)> effect = {};
  // Rows that may be taken; empty: all that docs/semantics.md allows.
  std::function<bool(const StepNode& step, std::string_view outcome, const Transition& row)> allows = {};
  std::string start = {};  // a node of the root to start from; "" = its own start
};

// Requires a definition without errors of form and with known step types only; borrows it and the catalogue. Not
// synchronised.
class Runs {
 public:
  Runs(const Definition& definition, const StepCatalog& catalog);
  ~Runs();
  Runs(const Runs&) = delete;
  Runs& operator=(const Runs&) = delete;

  // A shortest run to the goal that comes there unsettled: nothing settled since the last unsettling visit, or since the start
  // where that is unsettled. nullopt: every run to the goal is settled, or none comes there.
  [[nodiscard]] std::optional<Witness> Find(const RunQuestion& question);
  // What a step can end with: its type's outcomes, and not_applicable where it has <applies>.
  [[nodiscard]] std::vector<std::string> OutcomesOf(const StepNode& step) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace juece
