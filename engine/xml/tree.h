// The plain tree with places, from a text that has passed the strict pass.
#pragma once

#include <memory>
#include <string_view>

#include "base/text.h"
#include "xml/document.h"

namespace juece {

// nullptr where the tree cannot be built, which then is our mistake or a lack of memory; `error`
// and `offset` say where.
std::unique_ptr<XmlElement> BuildTree(std::string_view text, Text& error, std::size_t& offset);

}  // namespace juece
