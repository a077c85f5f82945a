// `verify`: every check and proof of a definition. Exact under docs/semantics.md.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/article.h"
#include "base/finding.h"
#include "base/time.h"
#include "calendar/work_calendar.h"
#include "catalog/step_type.h"
#include "definition/definition.h"
#include "definition/merge.h"
#include "law/statute.h"
#include "proof/tighten.h"

namespace juece {

// What a local rule comes to, clause by clause.
struct OverlayReport {
  std::shared_ptr<const Overlay> overlay;
  std::vector<ClauseJudgement> clauses;
};

// A requirement of a clause, by the id that its statute gives it.
struct ProvedRequirement {
  ArticleRef article;
  std::string id;
  friend bool operator==(const ProvedRequirement&, const ProvedRequirement&) = default;
};

struct VerifyReport {
  std::string id;
  std::string version;
  std::string digest;
  bool ok = false;                       // no error finding
  bool runs_examined = false;            // no error of form, every step type known: what is proved of runs was looked at
  std::vector<std::string> mandatory;    // step ids proved to lie on every run that reaches the decision
  std::vector<std::string> conditional;  // steps with applicability
  std::map<std::string, std::vector<std::string>> articles;  // "R713:25" -> ["step:legality_review", …]
  std::vector<OverlayReport> overlays;  // in the order in which they were merged
  std::vector<ProvedRequirement> proved;  // of the claimed statutes, in the order of their texts
  std::vector<Finding> findings;
};

// What the checks may look at. Borrowed for the call.
struct VerifyInput {
  const Definition* definition = nullptr;  // with its local rules merged; nullptr where it could not be read
  const StepCatalog* catalog = nullptr;
  const StatuteBook* statutes = nullptr;
  // Problems of a step's configuration beyond its schema; may be empty.
  std::function<std::vector<Text>(std::string_view step_type, const Data& configuration)> check_configuration;
  // Whether a document kind stands in the catalogue of documents; may be empty: then every kind is taken for known.
  std::function<bool(std::string_view kind)> knows_document = {};
  const std::vector<OverlayLayer>* overlays = nullptr;  // the local rules that were merged
  const WorkCalendar* calendar = nullptr;               // to compare working days with calendar days; may be nullptr
  // The law in force on this day; unset: every clause that has no end.
  std::optional<Date> as_of = {};
};

// `findings` of the reader come first in the report. Pure.
VerifyReport Verify(const VerifyInput& input, std::vector<Finding> findings);
// The proofs about runs alone: soundness, gates, freshness, orders, mandatory steps. Linear in the definition for a bounded number of
// requirements. Requires a definition without errors of form and only known step types.
void ProveRuns(const VerifyInput& input, VerifyReport& report);
Data ToData(const VerifyReport& report, Language language);

}  // namespace juece
