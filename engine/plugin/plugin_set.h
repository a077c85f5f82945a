// The installed plugins: their step types as a catalogue, and the factory that makes their
// handlers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "plugin/plugin_library.h"
#include "step/handler.h"

namespace juece {

// Filled at start by one thread, then only read; making handlers is thread-safe.
class PluginSet : public StepFactory {
 public:
  PluginSet();

  // Loads every *.so of the folder, in the order of their names. What does not load is a finding
  // `plugin`, and the others serve on.
  void AddFolder(const std::string& folder, std::vector<Finding>& findings);
  // A second plugin of the same id, or a step type that is offered already, is refused (Conflict)
  // and adds nothing.
  Status AddFile(const std::string& path);

  [[nodiscard]] std::shared_ptr<const StepCatalog> catalog() const { return catalog_; }
  [[nodiscard]] const std::vector<std::shared_ptr<const PluginLibrary>>& plugins() const {
    return plugins_;
  }

  // The handler of an unknown type is nullptr.
  std::vector<Text> CheckConfiguration(std::string_view step_type,
                                       const Data& configuration) override;
  std::shared_ptr<StepHandler> Create(std::string_view step_type,
                                      const Data& configuration) override;

 private:
  struct Offer {
    std::shared_ptr<const PluginLibrary> library;
    const StepType* type;  // inside the library
  };
  std::shared_ptr<StepCatalog> catalog_;
  std::vector<std::shared_ptr<const PluginLibrary>> plugins_;
  std::map<std::string, Offer, std::less<>> offers_;
};

// What `juece plugin describe` shows:
// {"id","version","titles","abi","digest","signer","steps":[…]}. No plugin is signed yet, so the
// signer is null.
Data DescribePlugin(const PluginLibrary& library);

}  // namespace juece
