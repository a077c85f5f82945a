// A definition with local rules merged into it. The order in which the rules are given means nothing: who comes before whom follows
// from their levels and from what they say (docs/overlay-format.md); of independent ones the strictest value holds.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "catalog/step_type.h"
#include "definition/definition.h"
#include "definition/overlay.h"

namespace juece {

// The bytes of one local rule; `digest` is of these bytes, in the form that pins them.
struct OverlaySource {
  std::string bytes;
  std::string file;
  std::string digest;
};

// One local rule, and what it may not loosen: the definition with every rule that comes before it.
struct OverlayLayer {
  std::shared_ptr<const Overlay> overlay;
  std::shared_ptr<const Definition> below;
};

struct MergedDefinition {
  std::vector<OverlayLayer> layers;        // in the order in which they were merged, whatever order they were given in
  std::unique_ptr<Definition> definition;  // nullptr where a rule is unreadable, does not fit, or conflicts with another
};

// Findings: what the reader says of each rule; `unknown-reference`, `duplicate-id` and `bad-value` where a change names what it cannot
// change; `overlay-conflict`. Merging takes the stricter of two values; that a rule says a looser one is for the proofs to report.
MergedDefinition MergeOverlays(const Definition& base, std::vector<OverlaySource> sources, const StepCatalog& catalog,
                               std::vector<Finding>& findings);

}  // namespace juece
