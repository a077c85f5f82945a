// What the form of a statute file cannot say. Internal to the layer.
#pragma once

#include "law/form.h"

namespace juece {

// Ids used twice, clauses out of order, versions in force at the same time, articles missing from a complete statute, clauses
// that neither require anything nor say why not, conditions that are no guards over the declared facts. Runs also on trees
// with mistakes of form, and then looks only at what can be read.
void CheckStatuteMeaning(const XmlElement& root, StatuteReporter& reporter);

// Parameters whose values overlap, repeat their neighbour or lack the clause of their time; periods without a parameter's value;
// exceptions that nobody knows, that come back to themselves, or that take something from a clause that is not there.
void CheckProvisions(const XmlElement& root, StatuteReporter& reporter);

}  // namespace juece
