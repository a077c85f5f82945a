// The version of the encoding of events. A released event never changes meaning: what needs another shape gets version n + 1 and
// a reader for version n.
#pragma once

namespace juece {

inline constexpr int kEventVersion = 1;
// The reader's bound on nesting: a payload's own (64) and what stands around it.
inline constexpr int kEventDepth = 96;

}  // namespace juece
