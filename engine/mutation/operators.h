// The operators: each makes every edit of its kind that the grammar allows. What only tightens is not made (tightening.h), nor
// what only renames. Internal to the layer; the list of them all is in docs/mutation.md.
#pragma once

#include <optional>
#include <vector>

#include "mutation/edit.h"
#include "mutation/subject.h"

namespace juece {

using Edits = std::vector<Edit>;

// delete: each element that its parent can spare.
void DeleteElements(const Subject& subject, Edits& edits);
// change, drop, add: each attribute takes each other value that its form and the names of the definition allow.
void ChangeAttributes(const Subject& subject, Edits& edits);
// add: an applicability, a milestone, a review where a step has none; an action bound to somebody else.
void AddElements(const Subject& subject, Edits& edits);
// reorder: two neighbouring rows change places.
void ReorderRows(const Subject& subject, Edits& edits);
// shift: an outcome goes over from its row to another one.
void ShiftOutcomes(const Subject& subject, Edits& edits);
// skip: a new row in front leads an outcome to any other place.
void SkipAhead(const Subject& subject, Edits& edits);
// bypass: a step or parallel is taken out, and what led to it leads on; swap: two that follow one another change places;
// parallelise: a step goes into a branch, an old or a new one.
void RebuildFlow(const Subject& subject, Edits& edits);
// cancel: an end inside a branch abandons the siblings and leaves by an exit of its own.
void CancelSiblings(const Subject& subject, Edits& edits);
// configure: a configuration says less, or something else, within its schema.
void ChangeConfigurations(const Subject& subject, Edits& edits);

// One value that an attribute may take instead; nullopt: the attribute is left out.
using Alternative = std::optional<std::string>;
// For a guard: weaker, stronger, negated, and with each word of it replaced; nothing that means the same. `text` is nullopt where
// there is no guard yet.
std::vector<Alternative> GuardAlternatives(const Subject& subject, const std::optional<std::string>& text);

// Starts an edit at an item.
Edit EditOf(const Subject& subject, std::string_view kind, const Item& item, std::string change, Text words);

}  // namespace juece
