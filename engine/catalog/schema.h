// The JSON Schema subset of payloads and configurations: what the checker and the forms both understand. type, properties,
// required, additionalProperties (false by default for objects), items, minItems, maxItems, uniqueItems, enum, const, minimum,
// maximum, minLength, maxLength, format (date, date-time), default; annotations: title / title-zh, x-personal, x-article,
// x-refers-to (a text that names something of the definition: role, fact, setting, material, step; or a document kind: document),
// x-stricter (which value of a configuration member asks more; catalog/strictness.h).
#pragma once

#include <string>
#include <vector>

#include "base/data.h"
#include "base/text.h"

namespace juece {

struct SchemaProblem {
  std::string pointer;  // RFC 6901, of the offending value
  Text message;         // what was expected and what was found
};

// Every problem of `value`, in document order. Total.
std::vector<SchemaProblem> ValidateSchema(const Data& schema, const Data& value);
// Problems of the schema itself: keywords outside the subset are refused, not ignored.
std::vector<SchemaProblem> CheckSchema(const Data& schema);
// Fills in defaults of missing members.
Data WithDefaults(const Data& schema, Data value);
struct SchemaReference {
  std::string refers_to;  // role | fact | setting | material | step | document
  std::string pointer;
  std::string name;
};
// The texts in `value` that the schema marks "x-refers-to", in document order.
std::vector<SchemaReference> References(const Data& schema, const Data& value);
// JSON pointers of the values in `value` that the schema marks "x-personal": true.
std::vector<std::string> PersonalPointers(const Data& schema, const Data& value);

}  // namespace juece
