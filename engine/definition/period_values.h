// How much the values of a period's attributes ask.
#pragma once

#include <string_view>

namespace juece {

// `attribute`: early, first-day or roll; "" as its value is the default. Larger asks more: a minimum that ends later, a limit that
// ends sooner, an early end that is refused. -1 for a setting ("@…"), whose choices are to be asked one by one.
int StrictnessOf(std::string_view attribute, std::string_view value, bool minimum);

}  // namespace juece
