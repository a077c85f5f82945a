#include "commands/plugin_set_of.h"

#include <fmt/format.h>

#include <filesystem>

#include "runtime/installation.h"

namespace juece::cli {

std::shared_ptr<PluginSet> InstalledPlugins(const InstallationPaths& paths, std::vector<Finding>& findings) {
  const HostingPolicy hosting = HostingOf(paths, findings);
  auto set = std::make_shared<PluginSet>(hosting, std::make_shared<SystemClock>());
  set->AddFolder(paths.plugins, findings);
  for (const std::string& folder : hosting.folders) set->AddFolder(folder, findings);
  return set;
}

Result<std::shared_ptr<const Plugin>> FindBuild(const PluginSet& plugins, const std::string& name) {
  const std::string id = name.substr(0, name.find('@'));
  const std::string build = id.size() < name.size() ? name.substr(id.size() + 1) : "";
  std::shared_ptr<const Plugin> found;
  int matches = 0;
  std::string known;
  for (const auto& plugin : plugins.plugins()) {
    if (plugin->id() != id) continue;
    known += fmt::format("{}{}@{} ({})", known.empty() ? "" : ", ", id, plugin->version(), plugin->digest());
    if (plugin->version() != build && plugin->digest() != build) continue;
    found = plugin;
    ++matches;
  }
  if (matches == 1) return found;
  if (matches > 1) {
    return Status::NotFound({fmt::format("应指明一个构建,但“{}”有 {} 个;请写摘要值:{}", name, matches, known),
                             fmt::format("Expected to name one build, but there are {1} of '{0}'; name it by its digest: {2}", name, matches, known)});
  }
  return Status::NotFound({fmt::format("应指明已安装的插件(标识@版本),但没有“{}”;已安装的有:{}", name, known.empty() ? "无" : known),
                           fmt::format("Expected an installed plugin (id@version), but there is no '{}'; installed: {}", name, known.empty() ? "none" : known)});
}

Result<std::vector<DossierPins>> PinsIn(Session& session) {
  std::error_code error;
  if (session.common().store.empty() && !std::filesystem::exists(session.store_path(), error)) return std::vector<DossierPins>();
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) return Status::Unavailable({"打不开案卷库,不能查明谁在使用", "the store cannot be opened, so it cannot be told who uses it"});
  return RunningPins(*store);
}

}  // namespace juece::cli
