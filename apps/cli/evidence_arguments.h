// What the command line said, of commands about the evidence. See arguments.h.
#pragma once

#include <string>
#include <vector>

#include "acting.h"

namespace juece::cli {

struct RedactArguments {
  std::string dossier;  // "" with `scrub` alone
  std::vector<std::string> persons;
  std::vector<std::string> positions;
  std::vector<std::string> fields;  // POSITION:POINTER
  bool list = false;
  bool scrub = false;
  std::string authority;
  std::string reason;
  Acting acting;
};

}  // namespace juece::cli
