// The grammar of a local rule, one table an element. Change workflows/schema/overlay.xsd together with it. What an overlay shares
// with definitions (steps, branches, declarations) is taken from their tables.
#include <algorithm>

#include "definition/form.h"

namespace juece {
namespace {

using Attributes = std::vector<AttributeForm>;

AttributeForm MustHave(std::string_view name, ValueForm form, std::vector<std::string_view> choices = {}) {
  return {name, form, true, std::move(choices)};
}

AttributeForm MayHave(std::string_view name, ValueForm form, std::vector<std::string_view> choices = {}) {
  return {name, form, false, std::move(choices)};
}

const AttributeForm kStep = {"step", ValueForm::kId, true, {}};
const AttributeForm kDeclaredArticle = {"article", ValueForm::kArticles, true, {}};
const AttributeForm kDeclaredGuard = {"when", ValueForm::kText, false, {}};

// A table of the definition's grammar, by the names on the way to it.
const ElementForm& Part(const ElementForm& from, std::initializer_list<std::string_view> way) {
  const ElementForm* form = &from;
  for (const std::string_view name : way) {
    form = std::find_if(form->children.begin(), form->children.end(), [&](const ChildForm& c) { return c.form->name == name; })->form;
  }
  return *form;
}

// The definition's period, said of a step from outside.
ElementForm AddPeriodForm() {
  ElementForm form = Part(ProcedureForm(), {"flow", "step", "period"});
  form.name = "add-period";
  form.attributes.push_back(kStep);
  for (AttributeForm& attribute : form.attributes) attribute.required = attribute.required || attribute.name == "article";
  return form;
}

// Every change to what a definition has; a member each, so that the tables live as long as the form.
struct ChangeForms {
  ElementForm rulebook{"rulebook", {MustHave("ref", ValueForm::kProcedureId)}, {}};
  ElementForm left{"left-to-floor",
                   {kDeclaredArticle, MayHave("national", ValueForm::kArticles), MustHave("zh", ValueForm::kText), MustHave("en", ValueForm::kText)},
                   {}};
  ElementForm period{"period",
                     {kStep, MustHave("ref", ValueForm::kId), MayHave("minimum", ValueForm::kAmount), MayHave("limit", ValueForm::kAmount),
                      MayHave("unit", ValueForm::kChoice, {"calendar-days", "working-days"}), MayHave("soft", ValueForm::kBoolean),
                      MayHave("reason-in", ValueForm::kEventPointer),
                      MayHave("early", ValueForm::kChoiceOrSetting, {"refused", "reason-required", "noted"}),
                      MayHave("first-day", ValueForm::kChoiceOrSetting, {"not-counted", "counted"}),
                      MayHave("roll", ValueForm::kChoiceOrSetting, {"none", "next-working-day"}), kDeclaredArticle},
                     {}};
  ElementForm add_period = AddPeriodForm();
  ElementForm configure{"configure", {kStep, kDeclaredArticle}, {}, true};
  ElementForm applies{"applies", {kStep, kDeclaredGuard, MayHave("always", ValueForm::kBoolean), kDeclaredArticle}, {}};
  ElementForm material{
      "material", {kStep, MustHave("kind", ValueForm::kKind), kDeclaredGuard, MayHave("required", ValueForm::kBoolean), kDeclaredArticle}, {}};
  ElementForm actor{"actor", {kStep, MustHave("action", ValueForm::kId), MustHave("roles", ValueForm::kIds), kDeclaredArticle}, {}};
  ElementForm separation{"separation", {MustHave("roles", ValueForm::kIds), MayHave("steps", ValueForm::kIds), kDeclaredArticle}, {}};
  ElementForm choose{
      "choose",
      {MustHave("setting", ValueForm::kId), MustHave("value", ValueForm::kWord), MustHave("choices", ValueForm::kWords), kDeclaredArticle},
      {}};
  ElementForm insert{"insert",
                     {MayHave("before", ValueForm::kId), MayHave("after", ValueForm::kId), MayHave("outcomes", ValueForm::kIds),
                      MayHave("after-overlay", ValueForm::kProcedureIds), kDeclaredArticle},
                     {{&Part(ProcedureForm(), {"flow", "step"}), 0, 0, 0},
                      {&Part(ProcedureForm(), {"flow", "parallel"}), 0, 0, 0},
                      {&Part(ProcedureForm(), {"flow", "end"}), 0, 0, 0}}};
  ElementForm add_branch{"add-branch",
                         {MustHave("parallel", ValueForm::kId), kDeclaredArticle},
                         {{&Part(ProcedureForm(), {"flow", "parallel", "branch"}), 1, 1, 0},
                          {&Part(ProcedureForm(), {"flow", "parallel", "exit"}), 0, 0, 1}}};
  ElementForm close{"close", {kStep, MustHave("outcomes", ValueForm::kIds), MustHave("to", ValueForm::kId), kDeclaredArticle}, {}};
  ElementForm order{"order", {kStep, MustHave("before", ValueForm::kId), MayHave("outcomes", ValueForm::kIds), kDeclaredArticle}, {}};
  ElementForm changes{"changes", {kStep, MustHave("material", ValueForm::kId), MayHave("outcomes", ValueForm::kIds), kDeclaredArticle}, {}};
  ElementForm cites{"cites", {MayHave("step", ValueForm::kId), MayHave("parallel", ValueForm::kId), kDeclaredArticle}, {}};
};

}  // namespace

const ElementForm& OverlayForm() {
  static const ChangeForms changes;
  static const ElementForm form = {
      "overlay",
      {MustHave("id", ValueForm::kProcedureId), MustHave("version", ValueForm::kVersion), MustHave("title-zh", ValueForm::kText),
       MustHave("title-en", ValueForm::kText), MustHave("extends", ValueForm::kProcedureId), MayHave("from-version", ValueForm::kVersion),
       MayHave("to-version", ValueForm::kVersion), MayHave("base-digest", ValueForm::kDigest),
       MustHave("level", ValueForm::kChoice, {"province", "prefecture", "city", "county", "district", "township", "department"}),
       MustHave("region", ValueForm::kText), MustHave("in-force", ValueForm::kDate), MayHave("in-force-to", ValueForm::kDate),
       MayHave("statutes", ValueForm::kStatutes), MayHave("after-overlay", ValueForm::kProcedureIds)},
      {{&changes.rulebook}, {&changes.left}, {&Part(ProcedureForm(), {"roles"})}, {&Part(ProcedureForm(), {"facts"})},
       {&Part(ProcedureForm(), {"settings"})}, {&Part(ProcedureForm(), {"followed"})}, {&changes.period}, {&changes.add_period},
       {&changes.configure}, {&changes.applies}, {&changes.material}, {&changes.actor}, {&changes.separation}, {&changes.choose},
       {&changes.insert}, {&changes.add_branch}, {&changes.close}, {&changes.order}, {&changes.changes}, {&changes.cites}}};
  return form;
}

}  // namespace juece
