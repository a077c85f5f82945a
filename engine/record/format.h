// The version of the encoding of events. A released event never changes meaning: what needs another shape gets version n + 1 and
// a reader for version n.
#pragma once

#include "record/event.h"

namespace juece {

inline constexpr int kEventVersion = 2;
// Version 2 is version 1 with the member `plugin`. An event that rests on no plugin's answer is still written in version 1, so that
// there is one way to write each.
inline constexpr int kEventVersionWithoutPlugin = 1;
inline int EventVersionOf(const Event& event) { return event.plugin ? kEventVersion : kEventVersionWithoutPlugin; }
// The reader's bound on nesting: a payload's own (64) and what stands around it.
inline constexpr int kEventDepth = 96;

}  // namespace juece
