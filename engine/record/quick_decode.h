// Stored bytes straight into an event, without a tree in between: reading a history again is most of what a start costs. Inside
// record/ and tests only.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "record/event.h"

namespace juece {

// The event of bytes that are canonical (docs/events.md, section 2), exactly as the general reader reads them; nullopt where they are
// not, or hold what only the general reader knows (member names beyond ASCII): it then answers, or says what is wrong.
std::optional<Event> DecodeQuickly(std::string_view canonical);
// The general reader behind EventFromCanonical, which the quick one must agree with.
Result<Event> DecodeByTree(std::string_view bytes, std::vector<PersonalValue> personal);

}  // namespace juece
