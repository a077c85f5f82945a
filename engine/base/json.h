// JSON text to Data and back. Reading is strict: UTF-8, no duplicate member names, bounded depth.
#pragma once

#include <string>
#include <string_view>

#include "base/data.h"
#include "base/status.h"

namespace juece {

struct JsonLimits {
  int max_depth = 64;
};

// The message of a failure names line and column. Duplicate member names and text after the value are refused.
Result<Data> ParseJson(std::string_view text, JsonLimits limits = {});

// One line, members in their order.
std::string ToJson(const Data& data);
// Indented by two blanks, for people.
std::string ToPrettyJson(const Data& data);
// Canonical bytes in the manner of RFC 8785: members sorted by UTF-16 code units, no blanks, numbers in the canonical text of
// Decimal, shortest escapes. Equal data give equal bytes.
std::string ToCanonicalJson(const Data& data);
// The same, appended: for writers that know their members and need no tree.
void AppendCanonicalJson(std::string& out, const Data& data);
void AppendJsonText(std::string& out, std::string_view text);

}  // namespace juece
