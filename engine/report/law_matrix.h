// The law-to-step matrix: every clause of the statutes that a definition claims, with what carries it, or why nothing does. Rows
// are counted from the statutes; an element counts only where a check, a proof or a rule holds it to what the clause demands.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compliance/agreement.h"
#include "compliance/rulebook.h"
#include "proof/basis.h"
#include "proof/demands.h"

namespace juece {

// kReason: nothing is demanded, and the statute's file says why. kNotYet, kSuperseded: not in force on the day.
// kOther: it speaks of other kinds of procedure than this one.
enum class RowStatus { kCarried, kPartly, kNotCarried, kReason, kNotYet, kSuperseded, kOther };
std::string_view ToString(RowStatus status);  // "carried" "partly" "not_carried" "reason" "not_yet" "superseded" "other_procedure"
Text TitleOf(RowStatus status);

struct DemandRow {
  Demand demand;
  std::vector<std::string> rules;  // of kJudged: the rules that judge the event
  bool carried = false;
};

struct ClauseRow {
  const Clause* clause = nullptr;  // in the StatuteBook
  RowStatus status = RowStatus::kReason;
  std::vector<DemandRow> demands;
  std::vector<std::string> rules;     // ids of the rules whose article is this clause or holds it
  std::vector<std::string> mentions;  // elements that cite it and carry nothing of it; they count for nothing
};

// Of one article: what its clauses in force demand, and how much of that is carried. Demands are counted from the statute, so
// that nothing in a definition raises `demanded`, and only what is held to a demand raises `carried`.
struct ArticleScore {
  int article = 0;
  int demanded = 0;
  int carried = 0;
};

struct StatuteMatrix {
  const Statute* statute = nullptr;
  std::vector<ClauseRow> rows;
  std::vector<ArticleScore> scores;  // articles that demand something
  [[nodiscard]] int Count(RowStatus status, bool binding_only) const;
  [[nodiscard]] int demanded() const;
  [[nodiscard]] int carried() const;
};

struct LawMatrix {
  std::string id;
  std::string version;
  std::string digest;
  Text title;
  Date as_of;
  bool as_of_given = false;  // else the last day on which one of these statutes changed
  bool proved = false;       // the definition has no error finding
  std::vector<std::string> rulebooks;       // "cn-713 1.0.0"
  std::vector<StatuteMatrix> statutes;      // as the definition claims them
  std::vector<Basis> without_basis;         // elements that name no article
  std::vector<Finding> findings;            // rules that do not say what their clause says, or disagree with each other
  // Every binding clause in force is carried whole, or has its reason.
  [[nodiscard]] bool Complete() const;
};

// Borrowed for the call, except the statutes, which the matrix points into.
struct LawMatrixInput {
  DemandInput demands;
  std::vector<std::shared_ptr<const Rulebook>> rulebooks;
  std::optional<Date> as_of;  // the day for which `demands.report` was made
};

LawMatrix BuildLawMatrix(const LawMatrixInput& input);

// The statutes that the definition claims with the rulebooks that concern it. Borrows from the input.
AgreementInput AgreementOf(const LawMatrixInput& input);

}  // namespace juece
