// Exceptions of the law as a review takes them: considered one by one, applied or not, and the reason said. Internal to the layer.
#pragma once

#include <vector>

#include "compliance/scene.h"
#include "law/statute.h"

namespace juece {

// An exception that a rule names, and whether it takes effect in the matter that the scene shows.
struct Considered {
  const LegalException* exception = nullptr;
  Truth applies = Truth::kUnknown;
  Text facts;  // what its condition reads, and what is known of it
};

// In the order in which the rule names them. Exceptions that no statute has are left out; CheckAgreement reports them.
std::vector<Considered> ConsiderExceptions(const Scene& scene, const StatuteBook& statutes);

// "The risk was already evaluated: yes" for every fact that the guard reads.
Text FactLines(const Scene& scene, const Guard& guard, const Statute* statute = nullptr);

// Not applicable because of this exception.
CheckResult Excepted(const Scene& scene, const Considered& considered);
// A note for the trace: it was considered and not applied, and why.
Finding NotTaken(const Scene& scene, const Considered& considered);

}  // namespace juece
