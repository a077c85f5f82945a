// What the plan knows of the facts, and what it must try both ways: boolean facts that nobody stated and that can change the dates,
// and conditions over other unknown facts, each as a whole. Internal to the layer.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"
#include "proof/model.h"

namespace juece {

struct Unknown {
  std::string fact;       // "" where a condition is tried as a whole
  std::string condition;
};

// One assignment of the unknowns beside what was stated. Borrows everything.
class KnownFacts {
 public:
  KnownFacts(const PlanRequest& request, const std::vector<Unknown>& unknowns, const std::vector<bool>& assigned)
      : request_(request), unknowns_(unknowns), assigned_(assigned) {}
  [[nodiscard]] Truth Of(const Guard& guard) const;

 private:
  const PlanRequest& request_;
  const std::vector<Unknown>& unknowns_;
  const std::vector<bool>& assigned_;
};

// `timed`: per step, whether its visit takes time. Facts that only decide whether a step without time applies are left out.
std::vector<Unknown> UnknownsOf(const Model& model, const PlanRequest& request, const std::vector<bool>& timed);

// Rows of a step that may be taken, as the facts and the outcomes asked for have it.
std::vector<const ModelEdge*> EdgesOf(const Model& model, const ModelNode& node, const PlanRequest& request, const KnownFacts& facts);

}  // namespace juece
