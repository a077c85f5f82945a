// A plugin file in the engine's own process.
#pragma once

#include "plugin/plugin.h"
#include "plugin/plugin_file.h"
#include "plugin/plugin_tables.h"

namespace juece {

// The library itself stays in the process for ever, so tables and texts of the plugin never dangle.
class PluginLibrary : public Plugin {
 public:
  // The same bytes are loaded once in a process, however often they are asked for. Whether they may be loaded was decided before
  // (plugin/trust.h). Refuses what OpenPluginTables, PluginFile::Agrees and ReadPluginDescription refuse.
  static Result<std::shared_ptr<const PluginLibrary>> Load(std::shared_ptr<const PluginFile> file, PluginTrust trust = {});

  [[nodiscard]] std::string_view hosting() const override { return "in-process"; }
  [[nodiscard]] std::vector<Text> CheckConfiguration(const StepType& type, const Data& configuration) const override;
  [[nodiscard]] std::shared_ptr<StepHandler> MakeHandler(const StepType& type, const Data& configuration) const override;
  [[nodiscard]] std::vector<Text> CheckFunction(const FunctionType& function, const Data& configuration) const override;
  [[nodiscard]] FunctionAnswer Run(const FunctionType& function, const FunctionCall& call) const override;
  [[nodiscard]] const juece_step_factory& factory() const { return *tables_.factory; }

 private:
  PluginLibrary(PluginDescription description, PluginTables tables)
      : Plugin(std::move(description)), tables_(std::move(tables)) {}
  PluginTables tables_;
};

}  // namespace juece
