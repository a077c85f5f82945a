// How a document number must look: literal text with {year}, {number} and {text}.
#pragma once

#include <string_view>

namespace juece::sdk {

// {year}: four digits; {number}: digits without a leading zero; {text}: any text that is not empty. A
// brace that opens none of these stands for itself.
bool FitsPattern(std::string_view number, std::string_view pattern);

}  // namespace juece::sdk
