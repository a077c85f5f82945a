// Which of two configurations asks more. A step type says it of each member in its configuration schema, "x-stricter":
//   more | less        the larger (smaller) number
//   true | false       that truth value
//   superset | subset  the list that holds more (fewer) items; their order means nothing
//   free               neither value asks more
// A member without it cannot be compared. So a local rule can be held to the definition without naming any step type.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"

namespace juece {

enum class Strictness { kLooser, kNeutral, kStricter, kIncomparable };

enum class Stricter { kMore, kLess, kTrue, kFalse, kSuperset, kSubset, kEither };
std::optional<Stricter> ParseStricter(std::string_view name);

// One member that a change names.
struct MemberChange {
  std::string pointer;  // RFC 6901, "/minimum_experts"
  Data before;          // with the schema's default
  Data after;
  Strictness strictness = Strictness::kNeutral;
  std::optional<Stricter> direction;
};

// What `members` (a map of some members) changes of `present`, one entry a member that it names, objects member by member. Total;
// members that the schema does not describe are incomparable.
std::vector<MemberChange> CompareConfiguration(const Data& schema, const Data& present, const Data& members);

// `present` with the stricter value of each member that `members` names; where neither is stricter, the value in `members`.
Data StricterConfiguration(const Data& schema, Data present, const Data& members);

}  // namespace juece
