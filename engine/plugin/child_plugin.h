// A plugin file in a supervised process of its own. It loads the same file and answers the same calls;
// whatever happens to it becomes the failure of one call, and the next call starts it again.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "plugin/child_process.h"
#include "plugin/crash_book.h"
#include "plugin/hosting.h"
#include "plugin/plugin.h"
#include "plugin/plugin_file.h"

namespace juece {

// Calls of several threads are made one after the other.
class ChildPlugin : public Plugin {
 public:
  // Starts the process and lets the plugin describe itself there; this process never runs any of its
  // code. Refuses what PluginLibrary::Load refuses, and a plugin that does not survive being loaded.
  static Result<std::shared_ptr<const ChildPlugin>> Load(std::shared_ptr<const PluginFile> file, const PluginHosting& hosting,
                                                         const std::string& program, std::shared_ptr<CrashBook> crashes,
                                                         PluginTrust trust = {});
  ~ChildPlugin() override;

  [[nodiscard]] std::string_view hosting() const override { return "child"; }
  [[nodiscard]] std::vector<Text> CheckConfiguration(const StepType& type, const Data& configuration) const override;
  [[nodiscard]] std::shared_ptr<StepHandler> MakeHandler(const StepType& type, const Data& configuration) const override;
  [[nodiscard]] std::vector<Text> CheckFunction(const FunctionType& function, const Data& configuration) const override;
  [[nodiscard]] FunctionAnswer Run(const FunctionType& function, const FunctionCall& call) const override;

 private:
  // Asks for problems: one of the two checks.
  [[nodiscard]] std::vector<Text> AskProblems(std::string frame) const;
  friend class ChildHandler;
  struct Supervisor;
  ChildPlugin(PluginDescription description, std::unique_ptr<Supervisor> supervisor);
  std::unique_ptr<Supervisor> supervisor_;
};

}  // namespace juece
