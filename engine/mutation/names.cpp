#include "mutation/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace juece {
namespace {

struct Kind {
  std::string_view element;
  Text title;
  std::string_view key;  // the attribute that tells it from its like
};

const std::array<Kind, 25>& Kinds() {
  static const std::array<Kind, 25> kinds{{{"procedure", {"程序", "procedure"}, ""},
                                           {"roles", {"角色表", "list of roles"}, ""},
                                           {"role", {"角色", "role"}, "id"},
                                           {"facts", {"事实表", "list of facts"}, ""},
                                           {"fact", {"事实", "fact"}, "id"},
                                           {"settings", {"设置表", "list of settings"}, ""},
                                           {"setting", {"设置", "setting"}, "id"},
                                           {"followed", {"跟踪材料表", "list of followed materials"}, ""},
                                           {"material", {"材料", "material"}, "kind"},
                                           {"separation", {"职责分离", "separation"}, "roles"},
                                           {"flow", {"流程区域", "flow"}, ""},
                                           {"step", {"环节", "step"}, "id"},
                                           {"parallel", {"并行", "parallel"}, "id"},
                                           {"branch", {"分支", "branch"}, "id"},
                                           {"end", {"终点", "end"}, "id"},
                                           {"exit", {"并行的出口", "exit"}, "to"},
                                           {"when", {"出口条件", "condition of an exit"}, "branch"},
                                           {"configuration", {"配置", "configuration"}, ""},
                                           {"applies", {"适用条件", "applicability"}, ""},
                                           {"action", {"操作", "action"}, "id"},
                                           {"period", {"期限", "period"}, "id"},
                                           {"changes", {"对材料的改动", "change of a material"}, "material"},
                                           {"reviews", {"对材料的审查", "review of a material"}, "material"},
                                           {"milestone", {"里程碑", "milestone"}, "id"},
                                           {"on", {"流转", "transition"}, "outcome"}}};
  return kinds;
}

const Kind& KindOf(std::string_view element) {
  const auto& kinds = Kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.element == element; });
  return found == kinds.end() ? kinds.front() : *found;
}

// Found by its id alone: unique in the definition.
bool StandsAlone(std::string_view element) {
  return element == "step" || element == "parallel" || element == "end" || element == "role" || element == "fact" || element == "setting" ||
         element == "separation" || element == "procedure";
}

std::string KeyOf(const XmlElement& element) {
  const Kind& kind = KindOf(element.name);
  if (kind.key.empty()) return "";
  std::string key(element.Get(kind.key));
  if (element.name == "on" && key.empty()) key = "otherwise";
  std::replace(key.begin(), key.end(), ' ', '+');
  return key;
}

std::string Segment(const Item& item) {
  const std::string key = KeyOf(*item.element);
  std::string segment = key.empty() ? item.element->name : fmt::format("{}:{}", item.element->name, key);
  if (item.parent == nullptr) return segment;
  int before = 0;
  for (const auto& sibling : item.parent->element->children) {
    if (sibling.get() == item.element) break;
    if (sibling->name == item.element->name && KeyOf(*sibling) == key) ++before;
  }
  return before == 0 ? segment : fmt::format("{}#{}", segment, before + 1);
}

}  // namespace

std::string PathOf(const Item& item) {
  const std::string segment = Segment(item);
  if (StandsAlone(item.element->name) || item.parent == nullptr || item.parent->parent == nullptr) return segment;
  return item.parent->path + "/" + segment;
}

Text NameOf(const Item& item) {
  const Kind& kind = KindOf(item.element->name);
  const XmlElement& element = *item.element;
  const std::string key = KeyOf(element);
  const std::string zh(element.Get("zh", key));
  const std::string en(element.Get("en", key));
  Text name{zh.empty() ? kind.title.zh : fmt::format("{}“{}”", kind.title.zh, zh),
            en.empty() ? kind.title.en : fmt::format("{} \"{}\"", kind.title.en, en)};
  if (StandsAlone(element.name) || item.parent == nullptr || item.parent->parent == nullptr) return name;
  return {fmt::format("{}的{}", item.parent->name.zh, name.zh), fmt::format("{} of {}", name.en, item.parent->name.en)};
}

Text AttributeName(std::string_view element, std::string_view attribute) {
  struct Named {
    std::string_view attribute;
    Text title;
  };
  static const std::array<Named, 16> kNames{{{"to", {"去向", "target"}},
                                             {"when", {"条件", "condition"}},
                                             {"outcome", {"结果", "outcomes"}},
                                             {"outcomes", {"结果", "outcomes"}},
                                             {"roles", {"角色", "roles"}},
                                             {"article", {"法律依据", "legal basis"}},
                                             {"statutes", {"所遵守的法规", "claimed statutes"}},
                                             {"decided-by", {"认定者", "who decides"}},
                                             {"amount", {"天数", "amount"}},
                                             {"unit", {"单位", "unit"}},
                                             {"kind", {"种类", "kind"}},
                                             {"required", {"是否必须", "whether it is required"}},
                                             {"start", {"起点", "start"}},
                                             {"value", {"取值", "value"}},
                                             {"choices", {"可选项", "choices"}},
                                             {"type", {"类型", "type"}}}};
  if (element == "period" && attribute == "to") return {"止算事件", "closing event"};
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const Named& name) { return name.attribute == attribute; });
  if (found == kNames.end()) return {std::string(attribute), std::string(attribute)};
  return found->title;
}

}  // namespace juece
