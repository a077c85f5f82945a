// What an event keeps of a personal value beside its canonical bytes.
#pragma once

#include <string>

namespace juece {

// A personal value inside the event's data: the canonical bytes carry only the commitment, the value is stored apart.
struct PersonalValue {
  std::string pointer;  // RFC 6901 into the event's encoded body
  std::string salt;     // lowercase hex, 32 bytes
  std::string value;    // canonical JSON of the value; "" once it was redacted
  std::string commitment;
};

}  // namespace juece
