// Roles, facts, settings and materials that are named must be declared, each once.
#include <fmt/format.h>

#include <functional>
#include <set>

#include "definition/builder.h"
#include "definition/form.h"

namespace juece {
namespace {

struct Named {
  Text what;  // "角色" / "role"
  std::vector<std::string_view> ids;
  [[nodiscard]] bool Has(std::string_view id) const { return std::find(ids.begin(), ids.end(), id) != ids.end(); }
};

struct Declared {
  Named roles{{"角色", "role"}, {}};
  Named settings{{"设置项", "setting"}, {}};
  Named materials{{"跟踪材料", "followed material"}, {}};
  Named steps{{"环节", "step"}, {}};
};

Declared Collect(const Definition& definition) {
  Declared declared;
  for (const auto& role : definition.roles) declared.roles.ids.push_back(role.id);
  for (const auto& setting : definition.settings) declared.settings.ids.push_back(setting.id);
  for (const auto& material : definition.materials) declared.materials.ids.push_back(material.id);
  for (const StepNode* step : definition.steps()) declared.steps.ids.push_back(step->id);
  return declared;
}

void RequireAll(const XmlElement& element, std::string_view name, const Named& named, Reporter& reporter) {
  const XmlAttribute* attribute = element.Attribute(name);
  if (attribute == nullptr) return;
  for (const std::string& word : SplitWords(attribute->value)) {
    if (named.Has(word)) continue;
    const Text hint = Suggest(word, named.ids);
    reporter.Error("unknown-reference", *attribute,
                   {fmt::format("{} 应为已声明的{},但没有“{}”{}", name, named.what.zh, word, hint.zh),
                    fmt::format("Expected \"{}\" to name a declared {}, but there is no \"{}\"{}", name, named.what.en, word, hint.en)});
  }
}

void RequireUnique(const XmlElement& parent, std::string_view child_name, Reporter& reporter) {
  std::set<std::string_view> seen;
  for (const auto& child : parent.children) {
    const XmlAttribute* id = child->Attribute("id");
    if (child->name != child_name || id == nullptr || seen.insert(id->value).second) continue;
    reporter.Error("duplicate-id", *id,
                   {fmt::format("<{}> 的标识应各不相同,但“{}”已经用过", child_name, id->value),
                    fmt::format("Expected every <{}> to have an id of its own, but \"{}\" is taken", child_name, id->value)});
  }
}

// "@name" must be a setting all of whose choices the attribute accepts.
void CheckSettingUse(const XmlElement& period, std::string_view name, const std::vector<std::string_view>& accepted,
                     const Definition& definition, const Declared& declared, Reporter& reporter) {
  const XmlAttribute* attribute = period.Attribute(name);
  if (attribute == nullptr || !attribute->value.starts_with('@')) return;
  const std::string id = attribute->value.substr(1);
  const SettingDeclaration* setting = definition.FindSetting(id);
  if (setting == nullptr) {
    const Text hint = Suggest(id, declared.settings.ids);
    reporter.Error("unknown-reference", *attribute,
                   {fmt::format("{} 应引用已声明的设置项,但没有“{}”{}", name, id, hint.zh),
                    fmt::format("Expected \"{}\" to name a declared setting, but there is no \"{}\"{}", name, id, hint.en)});
    return;
  }
  for (const std::string& choice : setting->choices) {
    if (std::find(accepted.begin(), accepted.end(), choice) != accepted.end()) continue;
    reporter.Error("bad-value", *attribute,
                   {fmt::format("{} 引用的设置项“{}”的各选项应都可用于此处,但“{}”不可用", name, id, choice),
                    fmt::format("Expected every choice of setting \"{}\" to fit {}, but \"{}\" does not", id, name, choice)});
  }
}

void CheckSetting(const XmlElement& setting, Reporter& reporter) {
  const std::vector<std::string> choices = SplitWords(setting.Get("choices"));
  const XmlAttribute* value = setting.Attribute("value");
  if (value == nullptr || choices.empty() || std::find(choices.begin(), choices.end(), value->value) != choices.end()) return;
  reporter.Error("bad-value", *value,
                 {fmt::format("设置项的 value 应是 choices 之一,但写的是“{}”", value->value),
                  fmt::format("Expected the value of a setting to be one of its choices, but found \"{}\"", value->value)});
}

void CheckPeriod(const XmlElement& period, const Definition& definition, const Declared& declared, Reporter& reporter) {
  CheckSettingUse(period, "early", {"refused", "reason-required", "noted"}, definition, declared, reporter);
  CheckSettingUse(period, "first-day", {"not-counted", "counted"}, definition, declared, reporter);
  CheckSettingUse(period, "roll", {"none", "next-working-day"}, definition, declared, reporter);
  for (const std::string_view name : {"from", "to"}) {
    const XmlAttribute* attribute = period.Attribute(name);
    const std::size_t slash = attribute == nullptr ? std::string::npos : attribute->value.find('/');
    if (slash == std::string::npos || declared.steps.Has(std::string_view(attribute->value).substr(0, slash))) continue;
    const std::string step = attribute->value.substr(0, slash);
    const Text hint = Suggest(step, declared.steps.ids);
    reporter.Error("unknown-reference", *attribute,
                   {fmt::format("{} 应引用已有的环节,但没有“{}”{}", name, step, hint.zh),
                    fmt::format("Expected \"{}\" to name an existing step, but there is no \"{}\"{}", name, step, hint.en)});
  }
}

void CheckElement(const XmlElement& element, const Definition& definition, const Declared& declared, Reporter& reporter) {
  RequireAll(element, "decided-by", declared.roles, reporter);
  if (element.name == "action" || element.name == "separation" || element.name == "actor") RequireAll(element, "roles", declared.roles, reporter);
  if (element.name == "separation") RequireAll(element, "steps", declared.steps, reporter);
  if (element.name == "changes" || element.name == "reviews") RequireAll(element, "material", declared.materials, reporter);
  if (element.name == "roles") RequireUnique(element, "role", reporter);
  if (element.name == "facts") RequireUnique(element, "fact", reporter);
  if (element.name == "settings") RequireUnique(element, "setting", reporter);
  if (element.name == "setting") CheckSetting(element, reporter);
  if (element.name == "followed") RequireUnique(element, "material", reporter);
  if (element.name == "parallel") RequireUnique(element, "branch", reporter);
  if (element.name == "period" || element.name == "add-period") CheckPeriod(element, definition, declared, reporter);
  if (element.name == "step") {
    RequireUnique(element, "action", reporter);
    RequireUnique(element, "period", reporter);
  }
  for (const auto& child : element.children) CheckElement(*child, definition, declared, reporter);
}

void CollectSteps(const XmlElement& element, std::vector<std::string_view>& ids) {
  if (element.name == "step") ids.push_back(element.Get("id"));
  for (const auto& child : element.children) CollectSteps(*child, ids);
}

}  // namespace

void CheckOverlayReferences(const XmlElement& overlay, const Definition& scope, Reporter& reporter) {
  Declared declared = Collect(scope);
  CollectSteps(overlay, declared.steps.ids);
  CheckElement(overlay, scope, declared, reporter);
  for (const auto& child : overlay.children) {
    if (child->name == "insert" || child->name == "add-branch") CheckInsertedFlows(*child, scope, reporter);
  }
}

void CheckReferences(const XmlElement& procedure, const Definition& definition, Reporter& reporter) {
  CheckElement(procedure, definition, Collect(definition), reporter);
  if (const XmlElement* flow = procedure.Child("flow")) CheckFlowReferences(*flow, definition, reporter);
}

}  // namespace juece
