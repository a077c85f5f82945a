// Keywords of the schema subset, internal to the layer.
#pragma once

#include <string>
#include <string_view>

#include "base/data.h"
#include "base/text.h"

namespace juece {

// "integer" is a number that is whole.
bool IsOfType(std::string_view type, const Data& value);
// "文字" / "a text" for a type name of the subset; empty for an unknown one.
Text DescribeType(std::string_view type);
// What a value is, for messages: "文字“abc”" / "the text \"abc\"".
Text DescribeValue(const Data& value);
// RFC 6901 escaping of one member name.
std::string EscapePointer(std::string_view name);

}  // namespace juece
