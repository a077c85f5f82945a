#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "catalog/schema.h"
#include "mutation/operators.h"

namespace juece {
namespace {

// A value of a configuration that may be another one: where it stands and what may stand there.
struct ConfigurationEdit {
  std::string pointer;
  Data value;
};

class ConfigurationEdits {
 public:
  explicit ConfigurationEdits(const Subject& subject) : subject_(subject) {}

  std::vector<ConfigurationEdit> Of(const Data& schema, const Data& whole) {
    Walk(schema, whole, "");
    return std::move(found_);
  }

 private:
  void Instead(const std::string& pointer, Data value) { found_.push_back({pointer, std::move(value)}); }

  void Walk(const Data& schema, const Data& value, const std::string& pointer) {
    const std::string& type = schema["type"].AsText();
    if (type == "object") {
      for (const Member& member : schema["properties"].AsMap()) {
        if (const Data* inner = value.Find(member.name)) Walk(member.value, *inner, pointer + "/" + member.name);
      }
    } else if (type == "boolean") {
      Instead(pointer, !value.AsBool());
    } else if (type == "integer" || type == "number") {
      Number(schema, value.AsInteger(), pointer);
    } else if (type == "array") {
      List(schema, value, pointer);
    } else if (type == "string") {
      Word(schema, value.AsText(), pointer);
    }
  }

  void Number(const Data& schema, std::int64_t value, const std::string& pointer) {
    const std::int64_t least = schema["minimum"].AsInteger(0);
    if (value > least) Instead(pointer, value - 1);
    if (value > least + 1) Instead(pointer, least);
  }

  void List(const Data& schema, const Data& value, const std::string& pointer) {
    const Data::List& items = value.AsList();
    for (std::size_t i = 0; i < items.size(); ++i) {
      Data::List fewer = items;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      Instead(pointer, Data(std::move(fewer)));
    }
    if (items.size() > 1) Instead(pointer, Data::EmptyList());
    const Data& of = schema["items"];
    if (of["type"].AsText() != "string" || !of["enum"].AsList().empty()) return;
    Data more = value;
    Instead(pointer, more.Append("other"));
    for (const std::string& name : NamesOf(of["x-refers-to"].AsText())) {
      Data longer = value;
      if (!Holds(items, name)) Instead(pointer, longer.Append(name));
    }
  }

  // Free text says nothing to the engine; what names something, or is one of a few words, does. A name may become every other one of
  // its kind, and one that nobody knows.
  void Word(const Data& schema, const std::string& value, const std::string& pointer) {
    for (const Data& other : schema["enum"].AsList()) {
      if (other.AsText() != value) Instead(pointer, other);
    }
    for (const std::string& other : NamesOf(schema["x-refers-to"].AsText())) {
      if (other != value) Instead(pointer, other);
    }
    if (schema["enum"].AsList().empty() && !pointer.ends_with("/zh") && !pointer.ends_with("/en") && pointer.find("/basis/") == std::string::npos) {
      Instead(pointer, "other");
    }
  }

  static bool Holds(const Data::List& items, const std::string& name) {
    return std::any_of(items.begin(), items.end(), [&](const Data& item) { return item.AsText() == name; });
  }

  [[nodiscard]] std::vector<std::string> NamesOf(const std::string& kind) const {
    std::vector<std::string> names;
    const auto add = [&](const auto& list) {
      for (const auto& item : list) names.push_back(item.id);
    };
    if (kind == "role") add(subject_.definition().roles);
    if (kind == "fact") add(subject_.definition().facts);
    if (kind == "material") add(subject_.definition().materials);
    if (kind == "document") {
      for (const MaterialDeclaration& material : subject_.definition().materials) names.push_back(material.kind);
    }
    return names;
  }

  const Subject& subject_;
  std::vector<ConfigurationEdit> found_;
};

void Configure(const Subject& subject, const Item& step, Edits& edits) {
  const StepType* type = subject.TypeOf(step);
  const StepNode* node = subject.definition().FindStep(step.element->Get("id"));
  if (type == nullptr || node == nullptr) return;
  const XmlElement* present = step.element->Child("configuration");
  const Data whole = WithDefaults(type->configuration_schema, node->configuration);
  for (const ConfigurationEdit& made : ConfigurationEdits(subject).Of(type->configuration_schema, whole)) {
    const std::string value = ToJson(made.value);
    Edit edit = EditOf(subject, "configure", step, fmt::format("{}={}", made.pointer, value),
                       {fmt::format("{}的配置 {} 改为 {}", step.name.zh, made.pointer, value),
                        fmt::format("change {} in the configuration of the {} to {}", made.pointer, step.name.en, value)});
    if (present != nullptr) edit.place = subject.document().PlaceOf(*present);
    Data edited = whole;
    if (Data* at = edited.At(made.pointer)) *at = made.value;
    const std::string member = made.pointer.substr(1, made.pointer.find('/', 1) - 1);  // what is not edited stays as it was written
    Data configured = node->configuration;
    configured.Set(member, *edited.Find(member));
    edit.apply = [element = step.element, present, text = ToJson(configured)](TreeCopy& tree) {
      XmlElement& configuration = present == nullptr ? tree.Insert(*element, 0, "configuration") : tree.At(*present);
      configuration.text = text;
    };
    edits.push_back(std::move(edit));
  }
}

}  // namespace

void ChangeConfigurations(const Subject& subject, Edits& edits) {
  for (const auto& item : subject.items()) {
    if (item->Is("step")) Configure(subject, *item, edits);
  }
}

}  // namespace juece
