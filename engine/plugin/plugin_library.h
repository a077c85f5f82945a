// One plugin file, opened, checked and described. What the C tables say is held against the
// descriptor before anything is called.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/status.h"
#include "catalog/step_type.h"

struct juece_entry;         // juece/abi/entry.h
struct juece_step_factory;  // juece/abi/step.h

namespace juece {

// Immutable after loading; safe to share between threads. The library itself stays in the process
// for ever, so tables and texts of the plugin never dangle.
class PluginLibrary {
 public:
  // Refuses a file that is no plugin, another major version, a newer minor version, or tables that
  // contradict the descriptor; each with a Status that says what was expected, what was found and
  // where.
  static Result<std::shared_ptr<const PluginLibrary>> Load(const std::string& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] const std::string& abi() const { return abi_; }  // "1.0": that it was built with
  [[nodiscard]] const std::string& digest() const { return digest_; }  // "sha256:…" of the file
  [[nodiscard]] const Text& title() const { return title_; }
  [[nodiscard]] const std::vector<StepType>& types() const { return types_; }
  [[nodiscard]] const juece_step_factory& factory() const { return *factory_; }

 private:
  PluginLibrary() = default;
  Status ReadEntry(const juece_entry* entry);
  Status ReadFactory(const juece_entry& entry);
  Status ReadDescriptor();
  Status ReadTypes(const Data& descriptor);

  std::string path_;
  std::string id_;
  std::string version_;
  std::string abi_;
  std::string digest_;
  Text title_;
  std::vector<StepType> types_;
  const juece_step_factory* factory_ = nullptr;
};

}  // namespace juece
