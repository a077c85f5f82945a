#include "plugin/plugin_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "plugin/child_plugin.h"
#include "plugin/plugin_library.h"

namespace juece {
namespace {

Finding PluginFinding(const std::string& file, Text message) {
  Finding finding;
  finding.code = "plugin";
  finding.message = std::move(message);
  finding.place.file = file;
  return finding;
}

std::vector<std::string> LibrariesIn(const std::string& folder, std::error_code& error) {
  std::vector<std::string> files;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".so") files.push_back(at->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

PluginSet::PluginSet() : PluginSet({}, nullptr) {}

PluginSet::PluginSet(HostingPolicy policy, std::shared_ptr<Clock> clock)
    : policy_(std::move(policy)),
      crashes_(std::make_shared<CrashBook>(policy_.crash_book, std::move(clock))),
      catalog_(std::make_shared<StepCatalog>()) {}

Result<std::shared_ptr<const Plugin>> PluginSet::Load(const std::string& path) const {
  const PluginHosting& hosting = policy_.Of(std::filesystem::path(path).filename().string());
  if (hosting.child) {
    auto hosted = ChildPlugin::Load(path, hosting, policy_.host_program, crashes_);
    if (!hosted) return hosted.error();
    return std::shared_ptr<const Plugin>(*std::move(hosted));
  }
  auto library = PluginLibrary::Load(path);
  if (!library) return library.error();
  return std::shared_ptr<const Plugin>(*std::move(library));
}

void PluginSet::AddFolder(const std::string& folder, std::vector<Finding>& findings) {
  std::error_code error;
  const std::vector<std::string> files = LibrariesIn(folder, error);
  if (error) {
    findings.push_back(PluginFinding(
        folder, {fmt::format("应能读取插件目录 {},但失败:{}", folder, error.message()),
                 fmt::format("expected to read the plugin folder {}, but it failed: {}", folder,
                             error.message())}));
  }
  for (const std::string& file : files) {
    if (Status status = AddFile(file); !status.ok())
      findings.push_back(PluginFinding(file, status.message()));
  }
}

Status PluginSet::AddFile(const std::string& path) {
  auto loaded = Load(path);
  if (!loaded) return loaded.error();
  const std::shared_ptr<const Plugin>& library = *loaded;
  for (const auto& other : plugins_) {
    if (other->id() != library->id()) continue;
    return Status::Conflict(
        {fmt::format("插件 {}:标识“{}”应只有一个插件使用,但 {} 已用", path, library->id(),
                     other->path()),
         fmt::format("plugin {}: expected the id '{}' to be used once, but {} uses it too", path,
                     library->id(), other->path())});
  }
  for (const StepType& type : library->types()) {
    const auto taken = offers_.find(type.id);
    if (taken == offers_.end()) continue;
    return Status::Conflict(
        {fmt::format("插件 {}:步骤类型“{}”应只有一个插件提供,但 {} 已提供", path, type.id,
                     taken->second.plugin->path()),
         fmt::format(
             "plugin {}: expected the step type '{}' to be offered once, but {} offers it too",
             path, type.id, taken->second.plugin->path())});
  }
  for (const StepType& type : library->types()) {
    if (Status status = catalog_->Add(type); !status.ok()) return status;
    offers_.emplace(type.id, Offer{library, &type});
  }
  plugins_.push_back(library);
  return Status::Ok();
}

std::vector<Text> PluginSet::CheckConfiguration(std::string_view step_type,
                                                const Data& configuration) {
  const auto offer = offers_.find(step_type);
  if (offer == offers_.end()) {
    return {{fmt::format("应是已安装的步骤类型,但没有“{}”", step_type),
             fmt::format("expected an installed step type, but there is no '{}'", step_type)}};
  }
  return offer->second.plugin->CheckConfiguration(*offer->second.type, configuration);
}

std::shared_ptr<StepHandler> PluginSet::Create(std::string_view step_type,
                                               const Data& configuration) {
  const auto offer = offers_.find(step_type);
  if (offer == offers_.end()) return nullptr;
  return offer->second.plugin->MakeHandler(*offer->second.type, configuration);
}

Data DescribePlugin(const Plugin& plugin) {
  Data steps = Data::EmptyList();
  for (const StepType& type : plugin.types()) steps.Append(ToData(type));
  return Data::OfMembers(
      {{"id", plugin.id()},
       {"version", plugin.version()},
       {"titles", Data::OfMembers({{"zh", plugin.title().zh}, {"en", plugin.title().en}})},
       {"abi", plugin.abi()},
       {"digest", plugin.digest()},
       {"signer", nullptr},
       {"hosting", plugin.hosting()},
       {"steps", std::move(steps)}});
}

}  // namespace juece
