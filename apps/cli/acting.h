// What many commands have in common on the command line.
#pragma once

#include <string>

#include "base/text.h"

namespace juece::cli {

struct Common {
  Language language = Language::kChinese;
  std::string format = "text";  // text | json | html | svg | dot, where the command knows it
  std::string store;            // "" = the default place
  bool verbose = false;
};

// Who acts and when, of every command that changes a dossier.
struct Acting {
  std::string actor;
  std::string role;
  std::string at;  // ISO 8601; "" = now
  std::string late_reason;
  std::string confirmed_by;
  std::string key;  // idempotency key; "" = none
};

}  // namespace juece::cli
