// Values as guards compute with them. Internal to the layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/data.h"
#include "base/decimal.h"
#include "base/time.h"
#include "guard/guard.h"

namespace juece {

// Whole days only: months and years differ in length, and hours mean nothing between dates.
struct GuardDays {
  std::int64_t days = 0;
  friend auto operator<=>(const GuardDays&, const GuardDays&) = default;
};

// monostate: unknown. The other alternatives stand in the order of FactType.
using GuardValue = std::variant<std::monostate, bool, Decimal, std::string, Date, GuardDays>;

// [-]PnD, at most 9 digits. nullopt for everything else, also for durations that are none of whole days.
std::optional<GuardDays> ParseGuardDays(std::string_view text);

// A date within the years that a Date can say; nullopt beyond them.
std::optional<Date> ShiftDate(Date date, std::int64_t days);

// The value of a fact of this type; unknown where the data are null or of another kind.
GuardValue ToGuardValue(const Data* data, FactType type);

}  // namespace juece
