// Which text of the law judges a matter: the version of the clause, which facts it governs, and which event picked it. Internal to the
// layer.
#pragma once

#include <optional>
#include <vector>

#include "compliance/review.h"
#include "compliance/rulebook.h"
#include "compliance/subject.h"
#include "law/statute.h"

namespace juece {

// The days on which a text governs what happens.
struct InForce {
  Date from;
  std::optional<Date> to;
};

Truth InRange(const DateRange& date, const InForce& in_force);

// The clause that a rule stands for: the version that it names, else the last; nullptr where the statutes have none.
const Clause* ClauseOf(const Rule& rule, const StatuteBook& statutes);

// The text that a rule stands for, in this matter.
struct GoverningText {
  const Clause* clause = nullptr;
  const Governance* governance = nullptr;
  std::optional<InForce> in_force;  // unset: the statute is not installed
  // Where one event picks the version for the whole matter: whether it picked this one, and that event. Else kTrue.
  Truth picked = Truth::kTrue;
  const SubjectEvent* by = nullptr;
};

GoverningText TextFor(const Rule& rule, const StatuteBook& statutes, const Subject& subject);

// For the trace; `governed`: the events whose own day decided, where each act follows the text of its day.
AppliedLaw LawOf(const GoverningText& text, const std::vector<const SubjectEvent*>& governed);

}  // namespace juece
