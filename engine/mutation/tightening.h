// The order of strictness, as overlays follow it too: a longer minimum, a shorter limit, a demand more, a role fewer, an outcome fewer
// that is let pass. An edit that only tightens breaks nothing and is not made.
#pragma once

#include <string_view>

#include "mutation/operators.h"

namespace juece {

[[nodiscard]] bool OnlyTightens(const Subject& subject, const Item& item, std::string_view attribute, const Alternative& value);

}  // namespace juece
