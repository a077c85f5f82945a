// The functions of a plugin set.
#include <fmt/format.h>

#include "plugin/plugin_set.h"

namespace juece {
namespace {

Text NoSuch(std::string_view id) {
  return {fmt::format("应是已安装的函数,但没有“{}”", id), fmt::format("expected an installed function, but there is no '{}'", id)};
}

}  // namespace

Status PluginSet::CheckFunctionsFree(const std::string& path, const Plugin& plugin) const {
  for (const FunctionType& function : plugin.functions()) {
    const auto taken = functions_.find(function.id);
    if (taken == functions_.end() || taken->second.plugin->id() == plugin.id()) continue;  // its versions stand side by side
    return Status::Conflict({fmt::format("插件 {}:函数“{}”应只有一个插件提供,但 {} 已提供", path, function.id, taken->second.plugin->path()),
                             fmt::format("plugin {}: expected the function '{}' to be offered once, but {} offers it too", path, function.id,
                                         taken->second.plugin->path())});
  }
  return Status::Ok();
}

const FunctionType* PluginSet::FindFunction(std::string_view id) const {
  const auto offer = functions_.find(id);
  return offer == functions_.end() ? nullptr : offer->second.function;
}

std::vector<const FunctionType*> PluginSet::Functions() const {
  std::vector<const FunctionType*> all;
  for (const auto& [id, offer] : functions_) all.push_back(offer.function);
  return all;
}

std::vector<Text> PluginSet::CheckFunctionConfiguration(std::string_view id, const Data& configuration) const {
  const auto offer = functions_.find(id);
  if (offer == functions_.end()) return {NoSuch(id)};
  return offer->second.plugin->CheckFunction(*offer->second.function, configuration);
}

FunctionAnswer PluginSet::RunFunction(std::string_view id, const FunctionCall& call) const {
  const auto offer = functions_.find(id);
  if (offer != functions_.end()) return offer->second.plugin->Run(*offer->second.function, call);
  FunctionAnswer answer;
  answer.failure = NoSuch(id).en;
  return answer;
}

}  // namespace juece
