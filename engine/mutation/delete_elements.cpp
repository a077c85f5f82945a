#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "catalog/schema.h"
#include "mutation/operators.h"

namespace juece {
namespace {

// Whether the grammar still fits when one child of that name is gone: what it refuses outright is no edit worth making.
bool Spares(const Item& item) {
  const auto child = std::find_if(item.parent->form->children.begin(), item.parent->form->children.end(),
                                  [&](const ChildForm& form) { return form.form->name == item.element->name; });
  const auto present = std::count_if(item.parent->element->children.begin(), item.parent->element->children.end(),
                                     [&](const auto& sibling) { return sibling->name == item.element->name; });
  return present > child->least;
}

// Whether the element says what would hold without it: then nothing changes when it goes.
bool SaysTheDefault(const Subject& subject, const Item& item) {
  const StepType* type = subject.TypeOf(item);
  if (type == nullptr) return false;
  const Item& step = *subject.StepOf(item);
  if (item.Is("configuration")) {
    const StepNode* node = subject.definition().FindStep(step.element->Get("id"));
    return WithDefaults(type->configuration_schema, node->configuration) == WithDefaults(type->configuration_schema, Data::EmptyMap());
  }
  const ActionType* action = item.Is("action") ? type->FindAction(item.element->Get("id")) : nullptr;
  if (action == nullptr) return false;
  std::set<std::string> suggested;
  for (const RoleDeclaration& role : subject.definition().roles) {
    if (HasId(action->roles, role.id)) suggested.insert(role.id);
  }
  const auto bound = SplitWords(item.element->Get("roles"));
  return suggested == std::set<std::string>(bound.begin(), bound.end());
}

}  // namespace

Edit EditOf(const Subject& subject, std::string_view kind, const Item& item, std::string change, Text words) {
  Edit edit;
  edit.operation = kind.find(':') == std::string_view::npos ? fmt::format("{}:{}", kind, item.element->name) : std::string(kind);
  edit.target = item.path;
  edit.change = std::move(change);
  edit.words = std::move(words);
  edit.place = subject.document().PlaceOf(*item.element);
  return edit;
}

void DeleteElements(const Subject& subject, Edits& edits) {
  for (const auto& item : subject.items()) {
    if (item->parent == nullptr || !Spares(*item) || SaysTheDefault(subject, *item)) continue;
    Edit edit = EditOf(subject, "delete", *item, "",
                       {fmt::format("删去{}", item->name.zh), fmt::format("delete the {}", item->name.en)});
    edit.apply = [element = item->element](TreeCopy& tree) { tree.Remove(*element); };
    edits.push_back(std::move(edit));
  }
}

}  // namespace juece
