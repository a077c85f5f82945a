// The majority of the members (R713:30-2): whose, and what silence and absence mean, are named
// settings of the procedure.
#pragma once

#include <cstdint>
#include <string_view>

#include "juece/sdk/request.h"

namespace juece::sdk {

struct Tally {
  std::int64_t base = 0;
  std::int64_t agree = 0;
  std::int64_t disagree = 0;
  [[nodiscard]] bool MostAgree() const { return agree * 2 > base; }
  [[nodiscard]] bool MostDisagree() const { return disagree * 2 > base; }
};

// Whether one of the entries bears that name.
bool Named(Value list, std::string_view name);
// The member with the head's role; empty where there is none.
std::string_view HeadOf(Value members, std::string_view role);
// Settings majority_of (present | all), silence_counts_as and absence_counts_as (none | agree |
// disagree).
Tally CountViews(const Request& request, Value members);

}  // namespace juece::sdk
