// Stored bytes straight into an event, without a tree in between: reading a history again is most of what a start costs. Inside
// record/ and tests only.
#pragma once

#include <string_view>
#include <vector>

#include "base/status.h"
#include "record/stored_event.h"

namespace juece {

// The event of bytes that are canonical (docs/events.md, section 2), exactly as the general reader reads them; false where they are not, or
// hold what only the general reader knows (member names beyond ASCII): it then answers, or says what is wrong, and `into` holds nothing of use.
bool DecodeQuickly(std::string_view canonical, StoredEvent& into);
// The general reader behind EventFromCanonical, which the quick one must agree with.
Result<Event> DecodeByTree(std::string_view bytes, std::vector<PersonalValue> personal);

}  // namespace juece
