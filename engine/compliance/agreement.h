// Do the rules say what their clauses say, and do they agree with each other? Read before anything is judged: numbers, exceptions,
// relations, and how the text that governs is picked. Pure. docs/law-as-code.md says which habit each finding keeps.
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "compliance/rulebook.h"
#include "law/statute.h"

namespace juece {

// Borrowed for the call.
struct AgreementInput {
  const StatuteBook* statutes = nullptr;
  std::vector<const Rulebook*> rulebooks;
  std::vector<std::string> only;  // statutes that are looked at; empty: all
  std::vector<const Rulebook*> others;  // further rulebooks that may use an exception, and are not looked at themselves
};

// rule-departs-from-clause: a number or period of a rule that its clause does not set. number-repeated: the same number in two rules of a
// rulebook without a waiver. unknown-reference, exception-unused, exception-not-judged, exception-off-target, negated-exception: see
// docs/law-as-code.md. governs-missing: a statute does not say how its version is picked.
// slot-not-opened: a local statute names a clause that is not open for its level. undeclared-overlap, relation-fails,
// undeclared-gap: of rules on one outcome.
std::vector<Finding> CheckAgreement(const AgreementInput& input);

// Two rules on one outcome that can both apply.
struct RuleOverlap {
  const Rule* a = nullptr;
  const Rule* b = nullptr;
  Text outcome;
  std::string witness;  // facts under which both apply, "" where both always do
  const RuleRelation* relation = nullptr;  // as declared; nullptr: undeclared
};

// Pairs of rules on one outcome, in the order of the rulebooks: those that overlap, and those that a relation names.
std::vector<RuleOverlap> OverlapsOf(const AgreementInput& input);

}  // namespace juece
