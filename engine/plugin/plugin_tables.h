// The C tables of a plugin file, opened and held against the interface: what both the engine and the
// process that hosts a plugin do before anything is called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "plugin/function_calls.h"

struct juece_entry;         // juece/abi/entry.h
struct juece_step_factory;  // juece/abi/step.h

namespace juece {

// Borrowed from the library, which stays in the process for ever.
struct PluginTables {
  const juece_step_factory* factory = nullptr;  // null where it offers functions only
  std::string id;
  std::string version;
  std::string abi;                   // "1.0": that it was built with
  std::vector<std::string> offered;  // step types that the factory makes
  std::string_view descriptor;       // its JSON document, not looked at yet
  FunctionTable functions;
};

// Loads the library with local symbols, bound at once, runs its entry and its init. Refuses a file
// that is no plugin, another major version, a newer minor version, and incomplete tables, each with
// what was expected, what was found and where. `name` is what messages call it; `file` is opened.
Result<PluginTables> OpenPluginTables(const std::string& name, const std::string& file);

}  // namespace juece
