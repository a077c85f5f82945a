// Names in configurations: a step type marks with "x-refers-to" which texts name something of the definition.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "catalog/schema.h"
#include "definition/reporter.h"
#include "proof/checks.h"

namespace juece {
namespace {

struct Kind {
  Text title;
  std::vector<std::string_view> names;
};

template <typename List>
std::vector<std::string_view> IdsOf(const List& list) {
  std::vector<std::string_view> ids;
  for (const auto& item : list) ids.push_back(item.id);
  return ids;
}

std::vector<std::string_view> StepsOf(const Definition& definition) {
  std::vector<std::string_view> ids;
  for (const StepNode* step : definition.steps()) ids.push_back(step->id);
  return ids;
}

void Check(CheckContext& context, const StepNode& step, const SchemaReference& reference, const std::map<std::string, Kind>& kinds) {
  const auto kind = kinds.find(reference.refers_to);
  Text title{"材料种类", "document kind"};
  Text hint;
  if (kind == kinds.end()) {  // document
    if (!context.input().knows_document || context.input().knows_document(reference.name)) return;
  } else {
    const auto& names = kind->second.names;
    if (std::find(names.begin(), names.end(), reference.name) != names.end()) return;
    title = kind->second.title;
    hint = Suggest(reference.name, names);
  }
  const Text name = Quote(step.title, step.id);
  context
      .Error("unknown-reference", step.configuration_place,
             {fmt::format("环节{}的配置 {} 应为已有的{},但没有“{}”{}", name.zh, reference.pointer, title.zh, reference.name, hint.zh),
              fmt::format("Expected {} in the configuration of {} to name an existing {}, but there is no \"{}\"{}", reference.pointer,
                          name.en, title.en, reference.name, hint.en)})
      .step = step.id;
}

}  // namespace

void CheckConfigurationReferences(CheckContext& context) {
  const Definition& definition = context.definition();
  const std::map<std::string, Kind> kinds = {{"role", {{"角色", "role"}, IdsOf(definition.roles)}},
                                             {"fact", {{"事实", "fact"}, IdsOf(definition.facts)}},
                                             {"setting", {{"设置项", "setting"}, IdsOf(definition.settings)}},
                                             {"material", {{"跟踪材料", "followed material"}, IdsOf(definition.materials)}},
                                             {"step", {{"环节", "step"}, StepsOf(definition)}}};
  for (const StepNode* step : definition.steps()) {
    const StepType* type = context.catalog().Find(step->type);
    if (type == nullptr) continue;
    for (const SchemaReference& reference : References(type->configuration_schema, step->configuration)) {
      Check(context, *step, reference, kinds);
    }
  }
}

}  // namespace juece
