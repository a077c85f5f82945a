#include <fmt/format.h>

#include <array>

#include "mutation/operators.h"

namespace juece {
namespace {

using Attributes = std::vector<std::pair<std::string, std::string>>;

// A new first child of a step.
Edit Added(const Subject& subject, const Item& step, const std::string& name, const Attributes& attributes) {
  std::string written;
  std::string change;
  for (const auto& [attribute, value] : attributes) {
    written += fmt::format(" {}=\"{}\"", attribute, value);
    if (attribute != "decided-by") change += fmt::format("{}{}={}", change.empty() ? "" : " ", attribute, value);
  }
  Edit edit = EditOf(subject, "add:" + name, step, change,
                     {fmt::format("{}加写 <{}{}/>", step.name.zh, name, written), fmt::format("add <{}{}/> to the {}", name, written, step.name.en)});
  edit.apply = [element = step.element, name, attributes](TreeCopy& tree) {
    XmlElement& child = tree.Insert(*element, 0, name);
    for (const auto& [attribute, value] : attributes) SetAttribute(child, attribute, value);
  };
  return edit;
}

// A step that every dossier must do becomes conditional, or a matter of discretion. Its new outcome goes where its last row goes,
// and where its first one does.
void AddApplicability(const Subject& subject, const Item& step, Edits& edits) {
  if (step.element->Child("applies") != nullptr || subject.definition().roles.empty()) return;
  const std::string role = subject.definition().roles.front().id;
  std::vector<Alternative> guards = GuardAlternatives(subject, std::nullopt);
  guards.emplace_back(std::nullopt);
  const auto rows = subject.RowsFrom(step);
  for (const Alternative& guard : guards) {
    Attributes attributes = {{"decided-by", role}};
    if (guard) attributes.emplace_back("when", *guard);
    Edit edit = Added(subject, step, "applies", attributes);
    if (!guard) edit.change = "discretionary";
    edit.apply = [apply = edit.apply, element = step.element, to = std::string(rows.front()->element->Get("to"))](TreeCopy& tree) {
      apply(tree);
      XmlElement& row = tree.Insert(*element, 1, "on");
      SetAttribute(row, "outcome", std::string(kNotApplicableOutcome));
      SetAttribute(row, "to", to);
    };
    edits.push_back(std::move(edit));
  }
}

void AddMilestones(const Subject& subject, const Item& step, Edits& edits) {
  if (step.element->Child("milestone") != nullptr) return;
  for (const char* milestone : {"submission", "decision", "issue", "publication"}) {
    for (const std::string& outcome : subject.OutcomesOf(step)) {
      edits.push_back(Added(subject, step, "milestone", {{"id", milestone}, {"outcomes", outcome}}));
    }
  }
}

// A change more only tightens: it is a review more that would be due. A review that is not held, but said to be, is another matter.
void AddReviews(const Subject& subject, const Item& step, Edits& edits) {
  for (const MaterialDeclaration& material : subject.definition().materials) {
    bool there = false;
    for (const auto& child : step.element->children) there = there || (child->name == "reviews" && child->Get("material") == material.id);
    if (there) continue;
    for (const std::string& outcome : subject.OutcomesOf(step)) {
      edits.push_back(Added(subject, step, "reviews", {{"material", material.id}, {"outcomes", outcome}}));
    }
  }
}

void AddActions(const Subject& subject, const Item& step, Edits& edits) {
  const StepType* type = subject.TypeOf(step);
  if (type == nullptr) return;
  for (const ActionType& action : type->actions) {
    bool bound = false;
    for (const auto& child : step.element->children) bound = bound || (child->name == "action" && child->Get("id") == action.id);
    if (bound) continue;
    for (const RoleDeclaration& role : subject.definition().roles) {
      if (!HasId(action.roles, role.id)) edits.push_back(Added(subject, step, "action", {{"id", action.id}, {"roles", role.id}}));
    }
  }
}

}  // namespace

void AddElements(const Subject& subject, Edits& edits) {
  for (const auto& item : subject.items()) {
    if (!item->Is("step")) continue;
    AddApplicability(subject, *item, edits);
    AddMilestones(subject, *item, edits);
    AddReviews(subject, *item, edits);
    AddActions(subject, *item, edits);
  }
}

}  // namespace juece
