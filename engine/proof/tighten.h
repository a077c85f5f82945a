// Whether a local rule only tightens: each of its clauses against what it changes (docs/overlay-format.md). The merged result is
// proved like any definition; this is about the national text that a merge would otherwise quietly keep or lose.
#pragma once

#include <vector>

#include "calendar/work_calendar.h"
#include "catalog/strictness.h"
#include "definition/merge.h"
#include "law/statute.h"

namespace juece {

struct TightenInput {
  const StepCatalog* catalog = nullptr;
  const StatuteBook* statutes = nullptr;   // for titles; may be nullptr
  const WorkCalendar* calendar = nullptr;  // for working days against calendar days; may be nullptr
};

struct ClauseJudgement {
  const OverlayClause* clause = nullptr;
  Strictness strictness = Strictness::kNeutral;
};

// One answer a clause, in document order. What is looser, or cannot be compared, is a finding `overlay-loosens` at the clause that
// names the local article and what it loosens. Pure.
std::vector<ClauseJudgement> JudgeTightening(const OverlayLayer& layer, const TightenInput& input, std::vector<Finding>& findings);

}  // namespace juece
