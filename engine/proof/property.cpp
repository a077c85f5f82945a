#include "proof/property.h"

#include <algorithm>

namespace juece {

Property NeutralProperty(const Model& model) {
  Property property;
  property.by_outcome.resize(static_cast<std::size_t>(model.kind_outcome_count), VisitMark::kNeutral);
  return property;
}

bool Marks(const ModelStep& step, std::string_view milestone, int outcome) {
  const auto& mark = step.node->milestone;
  if (!mark || mark->milestone != milestone) return false;
  const auto& names = mark->outcomes;
  return std::find(names.begin(), names.end(), step.outcomes()[static_cast<std::size_t>(outcome)]) != names.end();
}

}  // namespace juece
