// Payloads made from a schema: such as it admits, and such as it must not.
#pragma once

#include <string>
#include <vector>

#include "base/data.h"

namespace juece {

// A value that the schema admits: with every member, or with the required ones only. Deterministic.
Data SampleOf(const Data& schema, bool every_member);

struct Malformed {
  std::string what;  // "/people is missing"
  Data value;
};
// A valid sample with one thing wrong: each required member missing, each member of another kind, beyond each bound, and one
// member that the schema does not know.
std::vector<Malformed> MalformedOf(const Data& schema);

}  // namespace juece
