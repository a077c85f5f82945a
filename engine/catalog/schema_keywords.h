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
// "整数或null" / "a whole number or null": what a schema asks for by its type, with its choices and its format; "任何值" / "any value".
Text ExpectedType(const Data& schema);
// One of the choices, each with its name: “return(退回)、supplement(要求补充)之一” / "one of return (Return), …".
Text ExpectedChoice(const Data& schema);
// "日期(如 2024-03-01)" / "a date like 2024-03-01"; empty for an unknown format.
Text DescribeFormat(std::string_view format);
// What a value is, for messages: "文字“abc”" / "the text \"abc\"".
Text DescribeValue(const Data& value);
// RFC 6901 escaping of one member name.
std::string EscapePointer(std::string_view name);

}  // namespace juece
