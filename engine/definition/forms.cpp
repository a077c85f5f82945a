// The grammar itself, one table an element. Change workflows/schema/definition.xsd together with it.
#include "definition/form.h"

namespace juece {
namespace {

using Attributes = std::vector<AttributeForm>;
constexpr bool kRequired = true;

const AttributeForm kIdAttribute = {"id", ValueForm::kId, kRequired, {}};
const AttributeForm kZh = {"zh", ValueForm::kText, kRequired, {}};
const AttributeForm kEn = {"en", ValueForm::kText, kRequired, {}};
const AttributeForm kArticle = {"article", ValueForm::kArticles, false, {}};
const AttributeForm kGuard = {"when", ValueForm::kText, false, {}};

Attributes Titled(Attributes more) {
  Attributes all = {kIdAttribute, kZh, kEn};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

AttributeForm Needed(std::string_view name, ValueForm form, std::vector<std::string_view> choices = {}) {
  return {name, form, kRequired, std::move(choices)};
}

AttributeForm Optional(std::string_view name, ValueForm form, std::vector<std::string_view> choices = {}) {
  return {name, form, false, std::move(choices)};
}

const ElementForm& RolesForm() {
  static const ElementForm role = {"role", Titled({kArticle}), {}};
  static const ElementForm form = {"roles", {}, {{&role, 1, 0, 0}}};
  return form;
}

const ElementForm& FactsForm() {
  static const ElementForm fact = {
      "fact",
      Titled({Needed("type", ValueForm::kChoice, {"boolean", "number", "text", "date", "duration"}),
              Needed("decided-by", ValueForm::kId), kArticle}),
      {}};
  static const ElementForm form = {"facts", {}, {{&fact, 0, 0, 0}}};
  return form;
}

const ElementForm& SettingsForm() {
  static const ElementForm setting = {
      "setting", Titled({Needed("value", ValueForm::kWord), Needed("choices", ValueForm::kWords), kArticle}), {}};
  static const ElementForm form = {"settings", {}, {{&setting, 0, 0, 0}}};
  return form;
}

const ElementForm& FollowedForm() {
  static const ElementForm material = {"material", Titled({Needed("kind", ValueForm::kKind)}), {}};
  static const ElementForm form = {"followed", {}, {{&material, 0, 0, 0}}};
  return form;
}

const ElementForm& PeriodForm() {
  static const ElementForm form = {
      "period",
      {kIdAttribute, Needed("kind", ValueForm::kChoice, {"minimum", "limit"}), Needed("amount", ValueForm::kAmount),
       Needed("unit", ValueForm::kChoice, {"calendar-days", "working-days"}), Needed("from", ValueForm::kEvent),
       Optional("from-date", ValueForm::kPointer), Needed("to", ValueForm::kEvent), Optional("planned", ValueForm::kPointer), Optional("extended-by", ValueForm::kEvent),
       Optional("soft", ValueForm::kBoolean), Optional("reason-in", ValueForm::kEventPointer),
       Optional("early", ValueForm::kChoiceOrSetting, {"refused", "reason-required", "noted"}),
       Optional("first-day", ValueForm::kChoiceOrSetting, {"not-counted", "counted"}),
       Optional("roll", ValueForm::kChoiceOrSetting, {"none", "next-working-day"}), kArticle},
      {}};
  return form;
}

const ElementForm& StepForm() {
  static const ElementForm configuration = {"configuration", {}, {}, true};
  static const ElementForm applies = {"applies", {kGuard, Needed("decided-by", ValueForm::kId), kArticle}, {}};
  static const ElementForm action = {"action", {kIdAttribute, Needed("roles", ValueForm::kIds)}, {}};
  static const ElementForm material = {
      "material", {Needed("kind", ValueForm::kKind), kGuard, Optional("required", ValueForm::kBoolean), kArticle}, {}};
  static const Attributes use = {Needed("material", ValueForm::kId), Optional("outcomes", ValueForm::kIds)};
  static const ElementForm changes = {"changes", use, {}};
  static const ElementForm reviews = {"reviews", use, {}};
  static const ElementForm milestone = {
      "milestone",
      {Needed("id", ValueForm::kChoice, {"submission", "decision", "issue", "publication"}), Needed("outcomes", ValueForm::kIds)},
      {}};
  static const ElementForm on = {
      "on",
      {Optional("outcome", ValueForm::kIds), kGuard, Optional("otherwise", ValueForm::kBoolean), Needed("to", ValueForm::kId)},
      {}};
  static const ElementForm form = {"step",
                                   Titled({Needed("type", ValueForm::kId), kArticle}),
                                   {{&configuration, 0, 1, 0}, {&applies, 0, 1, 0}, {&action, 0, 0, 0}, {&material, 0, 0, 0},
                                    {&PeriodForm(), 0, 0, 0}, {&changes, 0, 0, 0}, {&reviews, 0, 0, 0}, {&milestone, 0, 1, 0},
                                    {&on, 1, 0, 0}}};
  return form;
}

// Flow, parallel and branch hold one another, so their tables are made first and filled then.
struct FlowForms {
  ElementForm when{"when", {Needed("branch", ValueForm::kId), Needed("outcomes", ValueForm::kIds)}, {}};
  ElementForm exit{"exit",
                   {Needed("to", ValueForm::kId), Optional("otherwise", ValueForm::kBoolean),
                    Optional("cancelling", ValueForm::kBoolean)},
                   {{&when, 0, 0, 0}}};
  ElementForm end{"end",
                  {kIdAttribute, Needed("outcome", ValueForm::kId), Optional("zh", ValueForm::kText),
                   Optional("en", ValueForm::kText), Optional("cancels", ValueForm::kChoice, {"siblings"})},
                  {}};
  ElementForm branch{"branch", Titled({}), {}};
  ElementForm parallel{"parallel", Titled({kArticle}), {{&branch, 2, 0, 0}, {&exit, 1, 0, 1}}};
  ElementForm flow{"flow", {Needed("start", ValueForm::kId)}, {}};

  FlowForms() {
    flow.children = {{&StepForm(), 0, 0, 0}, {&parallel, 0, 0, 0}, {&end, 1, 0, 0}};
    branch.children = {{&flow, 1, 1, 0}};
  }
};

}  // namespace

const ElementForm& ProcedureForm() {
  static const FlowForms flows;
  static const ElementForm separation = {
      "separation", {Needed("roles", ValueForm::kIds), Optional("steps", ValueForm::kIds), kArticle}, {}};
  static const ElementForm form = {
      "procedure",
      {Needed("id", ValueForm::kProcedureId), Needed("version", ValueForm::kVersion), Needed("title-zh", ValueForm::kText),
       Needed("title-en", ValueForm::kText), Optional("kind", ValueForm::kId), Optional("statutes", ValueForm::kStatutes)},
      {{&RolesForm(), 0, 0, 0}, {&FactsForm(), 0, 0, 0}, {&SettingsForm(), 0, 0, 0}, {&FollowedForm(), 0, 0, 0},
       {&separation, 0, 0, 0}, {&flows.flow, 1, 1, 1}}};
  return form;
}

}  // namespace juece
