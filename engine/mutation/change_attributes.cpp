#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "mutation/names.h"
#include "mutation/operators.h"
#include "mutation/tightening.h"

namespace juece {
namespace {

using Values = std::vector<Alternative>;

// Every value that some attribute of that form has in the document.
std::set<std::string> Used(const Subject& subject, ValueForm form) {
  std::set<std::string> values;
  for (const auto& item : subject.items()) {
    for (const AttributeForm& attribute : item->form->attributes) {
      const XmlAttribute* present = item->element->Attribute(attribute.name);
      if (attribute.form == form && present != nullptr) values.insert(present->value);
    }
  }
  return values;
}

std::vector<std::string> Without(std::vector<std::string> words, std::size_t index) {
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(index));
  return words;
}

class AttributeEdits {
 public:
  explicit AttributeEdits(const Subject& subject)
      : subject_(subject), kinds_(Used(subject, ValueForm::kKind)), pointers_(Used(subject, ValueForm::kPointer)) {}

  Values Of(const Item& item, const AttributeForm& form) const {
    const XmlAttribute* present = item.element->Attribute(form.name);
    const std::optional<std::string> value = present == nullptr ? std::nullopt : std::optional(present->value);
    if (form.form == ValueForm::kText) return form.name == "when" ? GuardAlternatives(subject_, value) : Values{};
    if (form.name == "id" && !item.Is("action") && !item.Is("milestone")) return {};  // a name that it gives itself
    Values values = value ? Instead(item, form, *value) : Added(item, form);
    if (value && !form.required) values.push_back(std::nullopt);
    return values;
  }

 private:
  Values Instead(const Item& item, const AttributeForm& form, const std::string& value) const {
    switch (form.form) {
      case ValueForm::kId:
      case ValueForm::kEvent: return Others(subject_.Domain(item, form.name), value);
      case ValueForm::kIds: return OtherLists(subject_.Domain(item, form.name), SplitWords(value));
      case ValueForm::kArticles:
      case ValueForm::kStatutes: return Shortened(SplitWords(value), form.required, "");
      case ValueForm::kWord: return Others(SplitWords(item.element->Get("choices")), value);
      case ValueForm::kWords: return Shortened(SplitWords(value), true, item.element->Get("value"));
      case ValueForm::kKind: return {NextKind(value)};
      case ValueForm::kBoolean: return {value == "true" ? "false" : "true"};
      case ValueForm::kAmount: return Amounts(value);
      case ValueForm::kPointer: return Others({pointers_.begin(), pointers_.end()}, value);
      case ValueForm::kEventPointer: return EventPointers(item, value);
      case ValueForm::kChoice: return Others({form.choices.begin(), form.choices.end()}, value);
      case ValueForm::kChoiceOrSetting: return Others(Choices(form), value);
      case ValueForm::kText:
      case ValueForm::kProcedureId:
      case ValueForm::kVersion:
      case ValueForm::kProcedureIds:  // of local rules: which file is meant
      case ValueForm::kDate:
      case ValueForm::kDigest: return {};
    }
    return {};
  }

  // Where an optional attribute is not there: each value that it could say.
  Values Added(const Item& item, const AttributeForm& form) const {
    switch (form.form) {
      case ValueForm::kBoolean: return {form.name == "required" ? "false" : "true"};
      case ValueForm::kChoice: return Others({form.choices.begin(), form.choices.end()}, "");
      case ValueForm::kChoiceOrSetting: return Others(Choices(form), "");
      case ValueForm::kId:
      case ValueForm::kIds:
      case ValueForm::kEvent: return Others(subject_.Domain(item, form.name), "");
      case ValueForm::kPointer: return Others({pointers_.begin(), pointers_.end()}, "");
      default: return {};
    }
  }

  static Values Others(const std::vector<std::string>& domain, std::string_view value) {
    Values values;
    for (const std::string& other : domain) {
      if (other != value) values.emplace_back(other);
    }
    return values;
  }

  // One word fewer, one word more; where there is one word alone, another one in its place.
  static Values OtherLists(const std::vector<std::string>& domain, const std::vector<std::string>& words) {
    Values values = Shortened(words, true, "");
    for (const std::string& other : domain) {
      if (HasId(words, other)) continue;
      auto more = words;
      more.push_back(other);
      values.emplace_back(JoinIds(more));
      if (words.size() == 1) values.emplace_back(other);
    }
    return values;
  }

  // One word fewer; `keep` stays.
  static Values Shortened(const std::vector<std::string>& words, bool required, std::string_view keep) {
    Values values;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == keep || words.size() == 1) continue;
      values.emplace_back(JoinIds(Without(words, i)));
    }
    (void)required;  // the last word goes with its attribute, where that may go
    return values;
  }

  std::string NextKind(const std::string& kind) const {
    const auto next = kinds_.upper_bound(kind);
    return next == kinds_.end() ? *kinds_.begin() : *next;
  }

  static Values Amounts(const std::string& value) {
    int amount = 0;
    std::from_chars(value.data(), value.data() + value.size(), amount);
    constexpr int kMost = 9999;
    Values values;
    for (const int other : std::set<int>{1, std::max(1, amount - 1), std::min(kMost, amount + 1), kMost}) {
      if (other != amount) values.emplace_back(std::to_string(other));
    }
    return values;
  }

  std::vector<std::string> Choices(const AttributeForm& form) const {
    std::vector<std::string> choices(form.choices.begin(), form.choices.end());
    for (const SettingDeclaration& setting : subject_.definition().settings) {
      const bool fits = std::all_of(setting.choices.begin(), setting.choices.end(),
                                    [&](const std::string& c) { return std::find(form.choices.begin(), form.choices.end(), c) != form.choices.end(); });
      if (fits) choices.push_back("@" + setting.id);
    }
    return choices;
  }

  Values EventPointers(const Item& item, const std::string& value) const {
    const std::size_t slash = value.find('/');
    Values values;
    for (const std::string& event : subject_.Domain(item, "from")) {
      if (event != value.substr(0, slash)) values.emplace_back(event + value.substr(slash));
    }
    for (const std::string& pointer : pointers_) {
      if (pointer != value.substr(slash)) values.emplace_back(value.substr(0, slash) + pointer);
    }
    return values;
  }

  const Subject& subject_;
  std::set<std::string> kinds_;
  std::set<std::string> pointers_;
};

Edit Made(const Subject& subject, const Item& item, std::string_view attribute, const Alternative& value) {
  const XmlAttribute* present = item.element->Attribute(attribute);
  const std::string_view kind = present == nullptr ? "add" : value ? "change" : "drop";
  const Text name = AttributeName(item.element->name, attribute);
  Text words;
  if (kind == "drop") {
    words = {fmt::format("{}不再写{}({}=\"{}\")", item.name.zh, name.zh, attribute, present->value),
             fmt::format("leave out the {} of the {} ({}=\"{}\")", name.en, item.name.en, attribute, present->value)};
  } else if (kind == "add") {
    words = {fmt::format("{}加写 {}=\"{}\"", item.name.zh, attribute, *value), fmt::format("add {}=\"{}\" to the {}", attribute, *value, item.name.en)};
  } else {
    words = {fmt::format("{}的{}由“{}”改为“{}”", item.name.zh, name.zh, present->value, *value),
             fmt::format("change the {} of the {} from \"{}\" to \"{}\"", name.en, item.name.en, present->value, *value)};
  }
  Edit edit = EditOf(subject, fmt::format("{}:{}@{}", kind, item.element->name, attribute), item, value ? fmt::format("{}={}", attribute, *value) : "",
                     std::move(words));
  if (present != nullptr) edit.place = subject.document().PlaceOf(*present);
  edit.apply = [element = item.element, name = std::string(attribute), value](TreeCopy& tree) {
    if (value) tree.Set(*element, name, *value);
    else tree.Drop(*element, name);
  };
  return edit;
}

}  // namespace

void ChangeAttributes(const Subject& subject, Edits& edits) {
  const AttributeEdits attributes(subject);
  for (const auto& item : subject.items()) {
    for (const AttributeForm& form : item->form->attributes) {
      for (const Alternative& value : attributes.Of(*item, form)) {
        if (!OnlyTightens(subject, *item, form.name, value)) edits.push_back(Made(subject, *item, form.name, value));
      }
    }
  }
}

}  // namespace juece
