// What the values of a record may be, and how to say what they are. Internal to the layer.
#pragma once

#include <string>

#include "base/data.h"
#include "base/text.h"
#include "compliance/vocabulary.h"

namespace juece {

Text NameOf(Data::Kind kind);
Text Quoted(const std::string& text);
// Whether a value fits a member of the vocabulary. Dates may be imprecise, as everywhere in a record.
bool Fits(const Data& value, const std::string& type);
Text TypeName(const std::string& type);
// A number is whole and within the bounds that the vocabulary gives; without bounds any number is.
bool WithinBounds(const Data& number, const MemberType& type);
Text BoundsOf(const MemberType& type);

}  // namespace juece
