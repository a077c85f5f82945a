// Configurations of steps, member by member, in the words of the step type's schema.
#include <fmt/format.h>

#include <set>

#include "base/json.h"
#include "catalog/schema.h"
#include "catalog/strictness.h"
#include "difference/context.h"

namespace juece {
namespace {

Text TitleOf(const Data& schema, const std::string& name) {
  const std::string& en = schema["title"].AsText();
  const std::string& zh = schema["title-zh"].AsText();
  return Named({zh.empty() ? name : zh, en.empty() ? name : en});
}

Text ValueText(const Data& value) {
  if (value.is_null()) return {"(没有写)", "(nothing)"};
  if (value.is_bool()) return value.AsBool() ? Text{"是", "yes"} : Text{"否", "no"};
  const std::string text = ToJson(value);
  return {text, text};
}

class ConfigurationComparer {
 public:
  ConfigurationComparer(CompareContext& context, const StepNode& after) : context_(context), after_(after) {}

  void Compare(const Data& schema, const Data& was, const Data& is, const Text& path) {
    std::set<std::string> names;
    for (const Data* side : {&was, &is}) {
      for (const Member& member : side->AsMap()) names.insert(member.name);
    }
    for (const std::string& name : names) {
      const Data& described = schema["properties"][name];
      if (was[name] == is[name]) continue;
      const Text title = TitleOf(described, name);
      const Text full = path.empty() ? title : Text{path.zh + " · " + title.zh, path.en + " · " + title.en};
      if (described["properties"].is_map() && was[name].is_map() && is[name].is_map()) {
        Compare(described, was[name], is[name], full);
      } else {
        Say(full, BearingOf(schema, name, was[name], is[name]), was[name], is[name]);
      }
    }
  }

 private:
  // What asks more, as the step type says of this member.
  static Bearing BearingOf(const Data& schema, const std::string& name, const Data& was, const Data& is) {
    const auto changes = CompareConfiguration(schema, Data::EmptyMap().Set(name, was), Data::EmptyMap().Set(name, is));
    if (changes.size() != 1) return Bearing::kUnclear;
    switch (changes.front().strictness) {
      case Strictness::kLooser: return Bearing::kLooser;
      case Strictness::kStricter: return Bearing::kStricter;
      case Strictness::kNeutral: return Bearing::kNeutral;
      case Strictness::kIncomparable: return Bearing::kUnclear;
    }
    return Bearing::kUnclear;
  }

  void Say(const Text& title, Bearing bearing, const Data& was, const Data& is) {
    const Text name = NameOf(after_);
    const Text from = ValueText(was);
    const Text to = ValueText(is);
    context_
        .Add("configuration-changed", bearing, kGravityConfiguration,
             {fmt::format("{}的要求{}:{} → {}", name.zh, title.zh, from.zh, to.zh), fmt::format("{}, {}: {} → {}", name.en, title.en, from.en, to.en)})
        .step = after_.id;
  }

  CompareContext& context_;
  const StepNode& after_;
};

}  // namespace

void CompareConfigurations(CompareContext& context) {
  for (const StepNode* before : context.before().definition->steps()) {
    const StepNode* after = context.match().After(*before);
    const StepType* type = after == nullptr ? nullptr : context.catalog().Find(after->type);
    if (type == nullptr) continue;
    const Data& schema = type->configuration_schema;
    ConfigurationComparer(context, *after).Compare(schema, WithDefaults(schema, before->configuration), WithDefaults(schema, after->configuration), {});
  }
}

}  // namespace juece
