#include "plugin/plugin_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "plugin/c_views.h"
#include "plugin/plugin_handler.h"

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

PluginSet::PluginSet() : catalog_(std::make_shared<StepCatalog>()) {}

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
  auto loaded = PluginLibrary::Load(path);
  if (!loaded) return loaded.error();
  const std::shared_ptr<const PluginLibrary>& library = *loaded;
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
                     taken->second.library->path()),
         fmt::format(
             "plugin {}: expected the step type '{}' to be offered once, but {} offers it too",
             path, type.id, taken->second.library->path())});
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
  std::vector<Text> problems;
  const auto offer = offers_.find(step_type);
  if (offer == offers_.end()) {
    return {{fmt::format("应是已安装的步骤类型,但没有“{}”", step_type),
             fmt::format("expected an installed step type, but there is no '{}'", step_type)}};
  }
  ProblemsSink sink(problems);
  try {
    offer->second.library->factory().check_config(ToC(step_type), &ValueApi(), ToC(&configuration),
                                                  &sink.raw);
  } catch (...) {
    problems.push_back({"检查配置时有异常越出插件",
                        "an exception left the plugin while the configuration was checked"});
  }
  return problems;
}

std::shared_ptr<StepHandler> PluginSet::Create(std::string_view step_type,
                                               const Data& configuration) {
  const auto offer = offers_.find(step_type);
  if (offer == offers_.end()) return nullptr;
  return MakePluginHandler(offer->second.library, *offer->second.type, configuration);
}

Data DescribePlugin(const PluginLibrary& library) {
  Data steps = Data::EmptyList();
  for (const StepType& type : library.types()) steps.Append(ToData(type));
  return Data::OfMembers(
      {{"id", library.id()},
       {"version", library.version()},
       {"titles", Data::OfMembers({{"zh", library.title().zh}, {"en", library.title().en}})},
       {"abi", library.abi()},
       {"digest", library.digest()},
       {"signer", nullptr},
       {"steps", std::move(steps)}});
}

}  // namespace juece
