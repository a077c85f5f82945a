// Apply: the one way in which state changes. Pure, total, one overload an event; no clock, no I/O, no definition.
#pragma once

#include <string>
#include <vector>

#include "base/data.h"
#include "dossier/dossier.h"

namespace juece {

void Apply(Dossier& dossier, const Event& event);
// The same; what the dossier keeps of the event may be moved out of it.
void Apply(Dossier& dossier, Event&& event);
// Where the chain ended, for a state that was folded from events which got their hashes only when they were filed.
void SetLastHash(Dossier& dossier, const std::string& hash);
Dossier Fold(const std::vector<Event>& events);

// The whole state as data, members in a fixed order: what `replay` compares and golden files hold.
Data ToData(const Dossier& dossier);

}  // namespace juece
