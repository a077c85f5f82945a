// Points of a score sheet: exact decimals, never negative, at most two digits after the point. Internal to the layer and its reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace juece {

using Points = Decimal;

// nullopt for anything but 0, 3, 2.5, 0.25 and the like up to 10000.
std::optional<Points> ParsePoints(std::string_view text);
Points Least(const Points& a, const Points& b);
// `a` less `b`, not below zero.
Points Less(const Points& a, const Points& b);
// part of whole in per cent with one digit, rounded down, so that what is not reached is never shown as reached. `whole` must not be 0.
std::string PerCent(const Points& part, const Points& whole);
// part/whole >= percent/100, exactly. True where `whole` is 0.
bool Reaches(const Points& part, const Points& whole, const Points& percent);

}  // namespace juece
