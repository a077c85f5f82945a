#include "plugin/plugin_description.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "juece/abi/version.h"

namespace juece {
namespace {

Status RefuseDescription(const std::string& path, std::string_view zh, std::string_view en) {
  return Status::InvalidArgument(
      {fmt::format("插件 {}:{}", path, zh), fmt::format("plugin {}: {}", path, en)});
}

Status CheckDescriptor(const PluginDescription& known, const Result<Data>& descriptor) {
  if (!descriptor) {
    const Text& why = descriptor.error().message();
    return RefuseDescription(
        known.path, fmt::format("描述应是 JSON 文档,但不能读取:{}", why.zh),
        fmt::format("expected the descriptor to be a JSON document, but it cannot be read: {}",
                    why.en));
  }
  const Data& root = *descriptor;
  if (root["juece"].AsInteger() != JUECE_VERSION_MAJOR) {
    return RefuseDescription(
        known.path,
        fmt::format("描述的 /juece 应为 {},但为 {}", JUECE_VERSION_MAJOR, ToJson(root["juece"])),
        fmt::format("expected /juece of the descriptor to be {}, but it is {}", JUECE_VERSION_MAJOR,
                    ToJson(root["juece"])));
  }
  if (root["id"].AsText() != known.id || root["version"].AsText() != known.version || known.id.empty()) {
    return RefuseDescription(known.path,
                  fmt::format("描述与入口表的标识和版本应一致,但描述为“{} {}”,入口表为“{} {}”",
                              root["id"].AsText(), root["version"].AsText(), known.id, known.version),
                  fmt::format("expected the descriptor and the entry table to name the same id and "
                              "version, but the descriptor says "
                              "'{} {}' and the entry '{} {}'",
                              root["id"].AsText(), root["version"].AsText(), known.id, known.version));
  }
  return Status::Ok();
}

Status ReadTypes(PluginDescription& known, const Data& descriptor, std::vector<std::string> offered) {
  for (const Data& step : descriptor["steps"].AsList()) {
    auto type = ReadStepType(step);
    if (!type) {
      const Text& why = type.error().message();
      return RefuseDescription(known.path, fmt::format("第 {} 个步骤类型的描述有误:{}", known.types.size() + 1, why.zh),
                    fmt::format("the description of step type number {} is wrong: {}",
                                known.types.size() + 1, why.en));
    }
    const auto made = std::find(offered.begin(), offered.end(), type->id);
    if (made == offered.end()) {
      return RefuseDescription(
          known.path, fmt::format("应能创建描述中的步骤类型“{}”,但工厂没有它", type->id),
          fmt::format(
              "expected the factory to make the described step type '{}', but it does not offer it",
              type->id));
    }
    offered.erase(made);
    type->plugin_id = known.id;
    type->plugin_version = known.version;
    type->plugin_digest = known.digest;
    known.types.push_back(std::move(*type));
  }
  if (!offered.empty()) {
    return RefuseDescription(
        known.path, fmt::format("工厂的每个步骤类型都应有描述,但“{}”没有", offered.front()),
        fmt::format("expected a description of every step type of the factory, but '{}' has none",
                    offered.front()));
  }
  return Status::Ok();
}

Status ReadFunctions(PluginDescription& known, const Data& descriptor, std::vector<std::string> offered) {
  for (const Data& described : descriptor["functions"].AsList()) {
    auto function = ReadFunctionType(described);
    if (!function) {
      const Text& why = function.error().message();
      return RefuseDescription(known.path, fmt::format("第 {} 个函数的描述有误:{}", known.functions.size() + 1, why.zh),
                    fmt::format("the description of function number {} is wrong: {}", known.functions.size() + 1, why.en));
    }
    const auto made = std::find(offered.begin(), offered.end(), function->id);
    if (made == offered.end()) {
      return RefuseDescription(known.path, fmt::format("函数表应有描述中的函数“{}”,但没有(或者描述了两次)", function->id),
                    fmt::format("expected the table to offer the described function '{}' once, but it does not", function->id));
    }
    offered.erase(made);
    function->plugin_id = known.id;
    function->plugin_version = known.version;
    known.functions.push_back(std::move(*function));
  }
  if (!offered.empty()) {
    return RefuseDescription(known.path, fmt::format("函数表的每个函数都应有描述,但“{}”没有", offered.front()),
                  fmt::format("expected a description of every function of the table, but '{}' has none", offered.front()));
  }
  if (known.types.empty() && known.functions.empty()) {
    return RefuseDescription(known.path, "应至少提供一个步骤类型或者函数,但一个也没有", "expected at least one step type or function, but there is none");
  }
  return Status::Ok();
}

}  // namespace

Result<PluginDescription> ReadPluginDescription(PluginDescription known, std::string_view descriptor,
                                                OfferedByPlugin offered) {
  const Result<Data> root = ParseJson(descriptor);
  if (Status status = CheckDescriptor(known, root); !status.ok()) return status;
  known.title = {(*root)["titles"]["zh"].AsText(), (*root)["titles"]["en"].AsText()};
  if (Status status = ReadTypes(known, *root, std::move(offered.types)); !status.ok()) return status;
  if (Status status = ReadFunctions(known, *root, std::move(offered.functions)); !status.ok()) return status;
  return known;
}

}  // namespace juece
