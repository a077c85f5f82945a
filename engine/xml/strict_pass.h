// The strict pass over XML bytes: everything that makes a text no acceptable XML, before a tree is
// built from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "xml/document.h"

namespace juece {

// The bytes without a UTF-8 byte order mark. Lines and columns count on this view.
std::string_view WithoutBom(std::string_view bytes);

// A finding "unreadable" at a byte offset of `text` (which is WithoutBom()).
Finding UnreadableAt(std::string_view text, std::size_t offset, const std::string& file,
                     Text message);

// Adds findings and returns false where the text is not acceptable: empty, not UTF-8, NUL bytes,
// another declared encoding, a DOCTYPE, not well-formed, undeclared prefixes, too deep.
// Thread-safe.
bool PassesStrictly(std::string_view text, const std::string& file, const XmlLimits& limits,
                    std::vector<Finding>& findings);

}  // namespace juece
