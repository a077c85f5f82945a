// The JSON Schema subset of payloads and configurations: what the checker and the forms both understand. type, properties,
// required, additionalProperties (false by default for objects), items, minItems, maxItems, uniqueItems, enum, const, minimum,
// maximum, minLength, maxLength, format (date, date-time), default; annotations: title / title-zh, x-personal, x-article (the clauses
// that ask for a member), x-titles (what each choice of an enum is called: {"yes": {"zh": …, "en": …}}), x-refers-to (a text that names something of the definition: role, fact, setting, material, step; or a document kind: document),
// x-stricter (which value of a configuration member asks more; catalog/strictness.h).
#pragma once

#include <string>
#include <vector>

#include "base/data.h"
#include "base/text.h"

namespace juece {

struct SchemaProblem {
  std::string pointer;  // RFC 6901, of the offending value
  Text message;         // the whole sentence: where, what was expected, what was found
  Text expected;        // "a date like 2024-03-01"
  Data value;           // what was found; null where nothing was, or where it is personal
};

// The problems as data: [{"pointer", "expected": {"zh", "en"}, "value"}].
Data ToData(const std::vector<SchemaProblem>& problems);

// Every problem of `value`, in document order. Total. What is marked "x-personal" is never shown: messages are logged.
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
// Whether the schema marks anything "x-personal": true. Where it does not, no value of it is personal.
bool MarksPersonal(const Data& schema);
// JSON pointers of the values in `value` that the schema marks "x-personal": true.
std::vector<std::string> PersonalPointers(const Data& schema, const Data& value);

}  // namespace juece
