// What a plugin says of itself, read from its descriptor and held against what its tables offer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "base/text.h"
#include "catalog/function_type.h"
#include "catalog/step_type.h"
#include "plugin/trust.h"

namespace juece {

struct PluginDescription {
  std::string path;
  std::string id;
  std::string version;
  std::string abi;     // "1.0": that it was built with
  std::string digest;  // "sha256:…" of the file
  PluginTrust trust;
  Text title;
  std::vector<StepType> types;
  std::vector<FunctionType> functions;
};

// What the tables offer: step types and functions.
struct OfferedByPlugin {
  std::vector<std::string> types;
  std::vector<std::string> functions;
};

// `known` has everything but title and types. Refuses a descriptor that cannot be read, that names
// another id or version, or that does not describe exactly what is offered.
Result<PluginDescription> ReadPluginDescription(PluginDescription known, std::string_view descriptor,
                                                OfferedByPlugin offered);

}  // namespace juece
