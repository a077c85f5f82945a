#include "mutation/subject.h"

#include <algorithm>
#include <set>

#include "mutation/names.h"

namespace juece {
namespace {

template <typename List>
std::vector<std::string> IdsOf(const List& list) {
  std::vector<std::string> ids;
  for (const auto& item : list) ids.push_back(item.id);
  return ids;
}

std::vector<std::string> EndOutcomes(const Item& flow) {
  std::set<std::string> outcomes;
  for (const auto& node : flow.element->children) {
    if (node->name == "end") outcomes.emplace(node->Get("outcome"));
  }
  return {outcomes.begin(), outcomes.end()};
}

std::vector<std::string> EventsOf(const StepType& type) {
  std::vector<std::string> events = {"entered", "left"};
  for (const ActionType& action : type.actions) events.push_back(action.event);
  return events;
}

const ElementForm* ChildFormOf(const ElementForm& form, std::string_view name) {
  for (const ChildForm& child : form.children) {
    if (child.form->name == name) return child.form;
  }
  return nullptr;
}

}  // namespace

std::string JoinIds(const std::vector<std::string>& ids, std::string_view separator) {
  std::string joined;
  for (const std::string& id : ids) joined.append(joined.empty() ? "" : separator).append(id);
  return joined;
}

bool HasId(const std::vector<std::string>& ids, std::string_view id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

Subject::Subject(const XmlDocument& document, const Definition& definition, const StepCatalog& catalog)
    : document_(document), definition_(definition), catalog_(catalog) {
  Add(document.root(), ProcedureForm(), nullptr);
}

void Subject::Add(const XmlElement& element, const ElementForm& form, const Item* parent) {
  auto item = std::make_unique<Item>();
  item->element = &element;
  item->form = &form;
  item->parent = parent;
  item->path = PathOf(*item);
  item->name = NameOf(*item);
  const Item* kept = item.get();
  items_.push_back(std::move(item));
  by_element_.emplace(&element, kept);
  for (const auto& child : element.children) {
    if (const ElementForm* child_form = ChildFormOf(form, child->name)) Add(*child, *child_form, kept);
  }
}

const Item* Subject::StepOf(const Item& item) const {
  const Item* at = &item;
  while (at != nullptr && !at->Is("step")) at = at->parent;
  return at;
}

const StepType* Subject::TypeOf(const Item& item) const {
  const Item* step = StepOf(item);
  return step == nullptr ? nullptr : catalog_.Find(step->element->Get("type"));
}

const Item* Subject::FlowOf(const Item& item) const {
  const Item* at = item.parent;
  while (at != nullptr && !at->Is("flow")) at = at->parent;
  return at;
}

std::vector<std::string> Subject::NodesOf(const Item& flow, bool ends) {
  std::vector<std::string> nodes;
  for (const auto& node : flow.element->children) {
    if (ends || node->name != "end") nodes.emplace_back(node->Get("id"));
  }
  return nodes;
}

std::vector<std::string> Subject::OutcomesOf(const Item& step) const {
  std::vector<std::string> outcomes;
  if (const StepType* type = TypeOf(step)) outcomes = IdsOf(type->outcomes);
  if (step.element->Child("applies") != nullptr) outcomes.emplace_back(kNotApplicableOutcome);
  return outcomes;
}

std::vector<const Item*> Subject::RowsFrom(const Item& node) const {
  std::vector<const Item*> rows;
  for (const auto& child : node.element->children) {
    if (child->name == "on" || child->name == "exit") rows.push_back(&Of(*child));
  }
  return rows;
}

std::vector<const Item*> Subject::RowsTo(const Item& flow, std::string_view node) const {
  std::vector<const Item*> rows;
  for (const auto& from : flow.element->children) {
    for (const Item* row : RowsFrom(Of(*from))) {
      if (row->element->Get("to") == node) rows.push_back(row);
    }
  }
  return rows;
}

std::vector<std::string> Subject::Domain(const Item& item, std::string_view attribute) const {
  const std::string& element = item.element->name;
  if (attribute == "start") return NodesOf(item, false);
  if (attribute == "to" && element != "period") return NodesOf(*FlowOf(item), true);
  if (attribute == "decided-by" || attribute == "roles") return IdsOf(definition_.roles);
  if (attribute == "steps") {
    std::vector<std::string> steps;
    for (const StepNode* step : definition_.steps()) steps.push_back(step->id);
    return steps;
  }
  if (element == "when") {
    std::vector<std::string> branches;
    for (const auto& branch : item.parent->parent->element->children) {
      if (branch->name != "branch") continue;
      if (attribute == "branch") branches.emplace_back(branch->Get("id"));
      if (attribute == "outcomes" && branch->Get("id") == item.element->Get("branch")) return EndOutcomes(Of(*branch->Child("flow")));
    }
    return branches;
  }
  if (element == "end" && attribute == "outcome") return EndOutcomes(*item.parent);
  if (attribute == "outcome" || attribute == "outcomes") return OutcomesOf(*StepOf(item));
  if (attribute == "material") return IdsOf(definition_.materials);
  if (element == "procedure" && attribute == "kind") return {"another_kind"};  // of which no clause speaks
  if (element == "step" && attribute == "type") {
    std::vector<std::string> types;
    for (const auto& [id, type] : catalog_.types()) types.push_back(id);
    return types;
  }
  const StepType* type = TypeOf(item);
  if (element == "action" && attribute == "id" && type != nullptr) return IdsOf(type->actions);
  if (element == "period" && type != nullptr) return EventsOf(*type);
  return {};
}

}  // namespace juece
