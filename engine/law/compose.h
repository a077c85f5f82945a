// From what a statute's file says to what the proofs read. Internal to the layer.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "law/statute.h"

namespace juece {

using StatuteFinder = std::function<const Statute*(std::string_view id)>;

// Gives every exception its guard: its own condition, and no exception to it.
void TakeEffect(Statute& statute);

// Puts the amounts of parameters into periods, and the conditions of exceptions into the demands that name them. An exception whose
// condition reads what only the record shows changes no condition: the review afterwards judges it. Adds to `unknown` the exceptions
// that
// the other statutes do not have. After TakeEffect of all of them.
void Compose(Statute& statute, const StatuteFinder& others, std::vector<std::string>& unknown);

}  // namespace juece
