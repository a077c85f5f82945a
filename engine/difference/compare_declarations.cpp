// Settings, facts, followed materials and roles as they are declared.
#include <fmt/format.h>

#include <algorithm>

#include "difference/context.h"

namespace juece {
namespace {

template <typename T>
const T* FindById(const std::vector<T>& list, const std::string& id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& item) { return item.id == id; });
  return found == list.end() ? nullptr : &*found;
}

bool Contains(const std::vector<std::string>& list, const std::string& item) { return std::find(list.begin(), list.end(), item) != list.end(); }

Text List(const std::vector<std::string>& words) {
  std::vector<Text> texts;
  for (const std::string& word : words) texts.push_back({word, word});
  return JoinTexts(texts);
}

Difference& Say(CompareContext& context, std::string_view code, Bearing bearing, const Articles& articles, Text message) {
  Difference& difference = context.Add(code, bearing, kGravityConfiguration, std::move(message));
  difference.article = BasisOf(articles);
  return difference;
}

void CompareSetting(CompareContext& context, const SettingDeclaration& was, const SettingDeclaration& is) {
  const Text name = Named(is.title);
  if (was.value != is.value) {
    // Where one version does not admit the other's value, the choices are spoken of; else a dossier opened without a word gets another.
    const bool forced = !Contains(is.choices, was.value) || !Contains(was.choices, is.value);
    Say(context, "setting-value", forced ? Bearing::kNeutral : Bearing::kUnclear, is.articles,
        {fmt::format("设置{}的默认值:{} → {}", name.zh, was.value, is.value), fmt::format("Default of the setting {}: {} → {}", name.en, was.value, is.value)});
  }
  for (const bool lost : {true, false}) {
    const auto& had = lost ? was.choices : is.choices;
    const auto& other = lost ? is.choices : was.choices;
    std::vector<std::string> only;
    std::copy_if(had.begin(), had.end(), std::back_inserter(only), [&](const std::string& choice) { return !Contains(other, choice); });
    if (only.empty()) continue;
    const Text names = List(only);
    Say(context, lost ? "setting-choice-lost" : "setting-choice-gained", lost ? Bearing::kStricter : Bearing::kLooser, is.articles,
        lost ? Text{fmt::format("设置{}不能再选 {}", name.zh, names.zh), fmt::format("The setting {} can no longer be {}", name.en, names.en)}
             : Text{fmt::format("设置{}也可以选 {}", name.zh, names.zh), fmt::format("The setting {} can now be {}", name.en, names.en)});
  }
}

void CompareFact(CompareContext& context, const FactDeclaration& was, const FactDeclaration& is) {
  const Text name = Named(is.title);
  if (was.type != is.type) {
    Say(context, "fact-type", Bearing::kUnclear, is.articles,
        {fmt::format("事实{}的类型:{} → {}", name.zh, ToString(was.type), ToString(is.type)),
         fmt::format("Type of the fact {}: {} → {}", name.en, ToString(was.type), ToString(is.type))});
  }
  if (was.decided_by != is.decided_by) {
    const Text from = RoleName(context.before(), was.decided_by);
    const Text to = RoleName(context.after(), is.decided_by);
    Say(context, "fact-decided-by", Bearing::kUnclear, is.articles,
        {fmt::format("事实{}由{}认定改为由{}认定", name.zh, from.zh, to.zh), fmt::format("The fact {} was decided by {}, now by {}", name.en, from.en, to.en)});
  }
}

void CompareFollowed(CompareContext& context, const MaterialDeclaration& was, const MaterialDeclaration& is) {
  if (was.kind == is.kind) return;
  const Text name = Named(is.title);
  const Text from = context.DocumentName(was.kind);
  const Text to = context.DocumentName(is.kind);
  Say(context, "followed-kind", Bearing::kUnclear, {},
      {fmt::format("跟踪的文本{}:{} → {}", name.zh, from.zh, to.zh), fmt::format("Followed text {}: {} → {}", name.en, from.en, to.en)});
}

// What stands on one side only.
template <typename T, typename Said>
void CompareIds(const Direction& d, const std::vector<T>& had, const std::vector<T>& other, const Said& say) {
  for (const T& item : had) {
    if (FindById(other, item.id) == nullptr) say(d, item);
  }
}

Text Declared(const Direction& d, const Text& what, const Text& title) {
  const Text name = Named(title);
  return d.lost ? Text{fmt::format("新版没有{}{}", what.zh, name.zh), fmt::format("The new version has no {} {}", what.en, name.en)}
                : Text{fmt::format("新版增加了{}{}", what.zh, name.zh), fmt::format("The new version adds the {} {}", what.en, name.en)};
}

}  // namespace

void CompareDeclarations(CompareContext& context) {
  for (const Direction& d : BothDirections(context)) {
    const Definition& had = *d.had.definition;
    const Definition& other = *d.other.definition;
    CompareIds(d, had.settings, other.settings, [&](const Direction& way, const SettingDeclaration& setting) {
      Say(context, way.Pick("setting-lost", "setting-gained"), Bearing::kUnclear, setting.articles, Declared(way, {"设置", "setting"}, setting.title));
    });
    CompareIds(d, had.facts, other.facts, [&](const Direction& way, const FactDeclaration& fact) {
      Say(context, way.Pick("fact-lost", "fact-gained"), Bearing::kNeutral, fact.articles, Declared(way, {"事实", "fact"}, fact.title));
    });
    CompareIds(d, had.materials, other.materials, [&](const Direction& way, const MaterialDeclaration& material) {
      Say(context, way.Pick("followed-lost", "followed-gained"), way.bearing(), {}, Declared(way, {"跟踪的文本", "followed text"}, material.title));
    });
    CompareIds(d, had.roles, other.roles, [&](const Direction& way, const RoleDeclaration& role) {
      Say(context, way.Pick("role-lost", "role-gained"), Bearing::kNeutral, role.articles, Declared(way, {"角色", "role"}, role.title));
    });
  }
  const Definition& after = *context.after().definition;
  for (const SettingDeclaration& was : context.before().definition->settings) {
    if (const auto* is = FindById(after.settings, was.id)) CompareSetting(context, was, *is);
  }
  for (const FactDeclaration& was : context.before().definition->facts) {
    if (const auto* is = FindById(after.facts, was.id)) CompareFact(context, was, *is);
  }
  for (const MaterialDeclaration& was : context.before().definition->materials) {
    if (const auto* is = FindById(after.materials, was.id)) CompareFollowed(context, was, *is);
  }
}

}  // namespace juece
