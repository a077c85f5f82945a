// What each clause of a statute demands of a procedure, and which elements of a definition carry it. An element carries a demand
// only where a check or a proof of this layer holds it to that demand; whether it cites the article counts for nothing here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "base/text.h"
#include "catalog/document_catalog.h"
#include "law/statute.h"
#include "proof/verify.h"

namespace juece {

enum class DemandKind { kGate, kPeriod, kMaterial, kActor, kSeparation, kConfiguration, kJudged, kReference };
std::string_view ToString(DemandKind kind);  // "gate" "period" "material" "actor" "separation" "configuration" "judged" "reference"
Text TitleOf(DemandKind kind);

// An element of a definition: "step:legality_review", "period:public_participation/consultation".
struct Carrier {
  std::string id;
  Text title;
};

struct Demand {
  DemandKind kind = DemandKind::kGate;
  Text text;                      // what is demanded, in words
  std::string event;              // of kJudged: the event that a rule has to judge
  ArticleRef reference;           // of kReference: the clause that holds it
  std::vector<Carrier> carriers;  // kJudged: the actions that record the event; kReference: none
};

// What the definition is looked at with. Borrowed for the call.
struct DemandInput {
  const Definition* definition = nullptr;
  const StepCatalog* catalog = nullptr;
  const StatuteBook* statutes = nullptr;
  const VerifyReport* report = nullptr;          // of this definition: what was proved
  const DocumentCatalog* documents = nullptr;    // titles of document kinds; may be nullptr
};

// In the order in which the clause's elements are listed in law/statute.h. A gate is carried where its proof succeeded; a rulebook's
// part (kJudged) and references between clauses are for the caller to finish. Pure.
std::vector<Demand> DemandsOf(const DemandInput& input, const Clause& clause);

}  // namespace juece
