// The installed plugins: their step types as a catalogue, and the factory that makes their
// handlers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "plugin/crash_book.h"
#include "plugin/hosting.h"
#include "plugin/plugin.h"
#include "step/handler.h"

namespace juece {

// Filled at start by one thread, then only read; making handlers is thread-safe.
class PluginSet : public StepFactory {
 public:
  // Everything in this process.
  PluginSet();
  // Each file as the policy says.
  PluginSet(HostingPolicy policy, std::shared_ptr<Clock> clock);

  // Loads every *.so of the folder, in the order of their names. What does not load is a finding
  // `plugin`, and the others serve on.
  void AddFolder(const std::string& folder, std::vector<Finding>& findings);
  // A second plugin of the same id, or a step type that is offered already, is refused (Conflict)
  // and adds nothing.
  Status AddFile(const std::string& path);

  [[nodiscard]] std::shared_ptr<const StepCatalog> catalog() const { return catalog_; }
  [[nodiscard]] const std::vector<std::shared_ptr<const Plugin>>& plugins() const {
    return plugins_;
  }

  // The handler of an unknown type is nullptr.
  std::vector<Text> CheckConfiguration(std::string_view step_type,
                                       const Data& configuration) override;
  std::shared_ptr<StepHandler> Create(std::string_view step_type,
                                      const Data& configuration) override;

 private:
  struct Offer {
    std::shared_ptr<const Plugin> plugin;
    const StepType* type;  // inside the plugin
  };
  [[nodiscard]] Result<std::shared_ptr<const Plugin>> Load(const std::string& path) const;
  HostingPolicy policy_;
  std::shared_ptr<CrashBook> crashes_;
  std::shared_ptr<StepCatalog> catalog_;
  std::vector<std::shared_ptr<const Plugin>> plugins_;
  std::map<std::string, Offer, std::less<>> offers_;
};

// What `juece plugin describe` shows:
// {"id","version","titles","abi","digest","signer","hosting","steps":[…]}. No plugin is signed yet, so
// the signer is null.
Data DescribePlugin(const Plugin& plugin);

}  // namespace juece
