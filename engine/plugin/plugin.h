// One plugin, wherever it is hosted: in this process (plugin/plugin_library.h) or in a supervised one
// of its own (plugin/child_plugin.h).
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plugin/plugin_description.h"
#include "step/function.h"
#include "step/handler.h"

namespace juece {

// Its description is immutable after loading; all functions may be called from several threads.
class Plugin : public std::enable_shared_from_this<Plugin> {
 public:
  virtual ~Plugin() = default;
  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;

  [[nodiscard]] const std::string& path() const { return description_.path; }
  [[nodiscard]] const std::string& id() const { return description_.id; }
  [[nodiscard]] const std::string& version() const { return description_.version; }
  [[nodiscard]] const std::string& abi() const { return description_.abi; }
  [[nodiscard]] const std::string& digest() const { return description_.digest; }
  [[nodiscard]] const PluginTrust& trust() const { return description_.trust; }
  [[nodiscard]] const Text& title() const { return description_.title; }
  [[nodiscard]] const std::vector<StepType>& types() const { return description_.types; }
  [[nodiscard]] const std::vector<FunctionType>& functions() const { return description_.functions; }

  // "in-process" | "child".
  [[nodiscard]] virtual std::string_view hosting() const = 0;
  // Problems beyond the schema; empty where there are none.
  [[nodiscard]] virtual std::vector<Text> CheckConfiguration(const StepType& type, const Data& configuration) const = 0;
  // `type` is one of types(). Keeps the plugin alive by sharing it. Never null: where the plugin cannot
  // make the step, the handler answers every call with that failure, so that the dossier waits with an
  // incident that says why.
  [[nodiscard]] virtual std::shared_ptr<StepHandler> MakeHandler(const StepType& type, const Data& configuration) const = 0;

  // `function` is one of functions(). Problems beyond the schema.
  [[nodiscard]] virtual std::vector<Text> CheckFunction(const FunctionType& function, const Data& configuration) const = 0;
  // A crash, and an answer that breaks what the descriptor promises, is a failure.
  [[nodiscard]] virtual FunctionAnswer Run(const FunctionType& function, const FunctionCall& call) const = 0;

  // What the plugin said, as an incident where it failed or broke what its descriptor promises; tasks
  // without a title get the action's.
  [[nodiscard]] Effects Held(const StepType& type, Effects effects) const;
  // An answer that is only a failure, after the plugin's id and version.
  [[nodiscard]] Effects Failed(std::string_view reason) const;

 protected:
  explicit Plugin(PluginDescription description) : description_(std::move(description)) {}

 private:
  PluginDescription description_;
};

}  // namespace juece
