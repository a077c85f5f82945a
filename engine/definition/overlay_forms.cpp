// The grammar of a local rule, one table an element. Change workflows/schema/overlay.xsd together with it. What an overlay shares
// with definitions (steps, branches, declarations) is taken from their tables.
#include <algorithm>

#include "definition/form.h"

namespace juece {
namespace {

using Attributes = std::vector<AttributeForm>;

AttributeForm Needed(std::string_view name, ValueForm form, std::vector<std::string_view> choices = {}) {
  return {name, form, true, std::move(choices)};
}

AttributeForm Optional(std::string_view name, ValueForm form, std::vector<std::string_view> choices = {}) {
  return {name, form, false, std::move(choices)};
}

const AttributeForm kStep = {"step", ValueForm::kId, true, {}};
const AttributeForm kArticle = {"article", ValueForm::kArticles, true, {}};
const AttributeForm kGuard = {"when", ValueForm::kText, false, {}};

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
  ElementForm rulebook{"rulebook", {Needed("ref", ValueForm::kProcedureId)}, {}};
  ElementForm left{"left-to-floor",
                   {kArticle, Optional("national", ValueForm::kArticles), Needed("zh", ValueForm::kText), Needed("en", ValueForm::kText)},
                   {}};
  ElementForm period{"period",
                     {kStep, Needed("ref", ValueForm::kId), Optional("minimum", ValueForm::kAmount), Optional("limit", ValueForm::kAmount),
                      Optional("unit", ValueForm::kChoice, {"calendar-days", "working-days"}), Optional("soft", ValueForm::kBoolean),
                      Optional("reason-in", ValueForm::kEventPointer),
                      Optional("early", ValueForm::kChoiceOrSetting, {"refused", "reason-required", "noted"}),
                      Optional("first-day", ValueForm::kChoiceOrSetting, {"not-counted", "counted"}),
                      Optional("roll", ValueForm::kChoiceOrSetting, {"none", "next-working-day"}), kArticle},
                     {}};
  ElementForm add_period = AddPeriodForm();
  ElementForm configure{"configure", {kStep, kArticle}, {}, true};
  ElementForm applies{"applies", {kStep, kGuard, Optional("always", ValueForm::kBoolean), kArticle}, {}};
  ElementForm material{
      "material", {kStep, Needed("kind", ValueForm::kKind), kGuard, Optional("required", ValueForm::kBoolean), kArticle}, {}};
  ElementForm actor{"actor", {kStep, Needed("action", ValueForm::kId), Needed("roles", ValueForm::kIds), kArticle}, {}};
  ElementForm separation{"separation", {Needed("roles", ValueForm::kIds), Optional("steps", ValueForm::kIds), kArticle}, {}};
  ElementForm choose{
      "choose",
      {Needed("setting", ValueForm::kId), Needed("value", ValueForm::kWord), Needed("choices", ValueForm::kWords), kArticle},
      {}};
  ElementForm insert{"insert",
                     {Optional("before", ValueForm::kId), Optional("after", ValueForm::kId), Optional("outcomes", ValueForm::kIds),
                      Optional("after-overlay", ValueForm::kProcedureIds), kArticle},
                     {{&Part(ProcedureForm(), {"flow", "step"}), 0, 0, 0},
                      {&Part(ProcedureForm(), {"flow", "parallel"}), 0, 0, 0},
                      {&Part(ProcedureForm(), {"flow", "end"}), 0, 0, 0}}};
  ElementForm add_branch{"add-branch",
                         {Needed("parallel", ValueForm::kId), kArticle},
                         {{&Part(ProcedureForm(), {"flow", "parallel", "branch"}), 1, 1, 0},
                          {&Part(ProcedureForm(), {"flow", "parallel", "exit"}), 0, 0, 1}}};
  ElementForm close{"close", {kStep, Needed("outcomes", ValueForm::kIds), Needed("to", ValueForm::kId), kArticle}, {}};
  ElementForm order{"order", {kStep, Needed("before", ValueForm::kId), Optional("outcomes", ValueForm::kIds), kArticle}, {}};
  ElementForm changes{"changes", {kStep, Needed("material", ValueForm::kId), Optional("outcomes", ValueForm::kIds), kArticle}, {}};
  ElementForm cites{"cites", {Optional("step", ValueForm::kId), Optional("parallel", ValueForm::kId), kArticle}, {}};
};

}  // namespace

const ElementForm& OverlayForm() {
  static const ChangeForms changes;
  static const ElementForm form = {
      "overlay",
      {Needed("id", ValueForm::kProcedureId), Needed("version", ValueForm::kVersion), Needed("title-zh", ValueForm::kText),
       Needed("title-en", ValueForm::kText), Needed("extends", ValueForm::kProcedureId), Optional("from-version", ValueForm::kVersion),
       Optional("to-version", ValueForm::kVersion), Optional("base-digest", ValueForm::kDigest),
       Needed("level", ValueForm::kChoice, {"province", "prefecture", "city", "county", "district", "township", "department"}),
       Needed("region", ValueForm::kText), Needed("in-force", ValueForm::kDate), Optional("in-force-to", ValueForm::kDate),
       Optional("statutes", ValueForm::kStatutes), Optional("after-overlay", ValueForm::kProcedureIds)},
      {{&changes.rulebook}, {&changes.left}, {&Part(ProcedureForm(), {"roles"})}, {&Part(ProcedureForm(), {"facts"})},
       {&Part(ProcedureForm(), {"settings"})}, {&Part(ProcedureForm(), {"followed"})}, {&changes.period}, {&changes.add_period},
       {&changes.configure}, {&changes.applies}, {&changes.material}, {&changes.actor}, {&changes.separation}, {&changes.choose},
       {&changes.insert}, {&changes.add_branch}, {&changes.close}, {&changes.order}, {&changes.changes}, {&changes.cites}}};
  return form;
}

}  // namespace juece
