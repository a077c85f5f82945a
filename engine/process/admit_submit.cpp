// Admit for a step's own actions.
#include <fmt/format.h>

#include "catalog/schema.h"
#include "process/admit.h"

namespace juece {
namespace {

using Answer = std::optional<Rejection>;

bool IsDeclaration(const StepNode& step, std::string_view action) {
  return action == kDeclareNotApplicable && step.applicability && step.applicability->discretionary;
}

std::string KnownActions(const StepNode& step, const StepType* type) {
  std::string known;
  const auto add = [&known](std::string_view id) { known.append(known.empty() ? "" : ", ").append(id); };
  if (type != nullptr) {
    for (const ActionType& action : type->actions) add(action.id);
  }
  if (step.applicability && step.applicability->discretionary) add(kDeclareNotApplicable);
  return known;
}

Text StateName(const View& view, std::string_view step) {
  const StepState* state = view.dossier().FindStep(step);
  switch (state == nullptr ? StepStatus::kWaiting : state->status) {
    case StepStatus::kWaiting: return {"尚未开始", "not entered yet"};
    case StepStatus::kActive: return {"正在办理", "active"};
    case StepStatus::kBlocked: return {"受阻", "blocked"};
    case StepStatus::kDone: return {"已经办结", "done"};
    case StepStatus::kNotApplicable: return {"不适用", "not applicable"};
    case StepStatus::kCancelled: return {"已经取消", "cancelled"};
  }
  return {};
}

// A step is waited for because what is open comes first; where that was entered again from a later step (found unlawful, failed),
// the later one is the ground. A step that was done already waits for nothing.
std::string GroundOfWaiting(const View& view, std::string_view step) {
  const StepState* state = view.dossier().FindStep(step);
  const std::vector<std::string> open = view.OpenSteps();
  if (open.empty() || (state != nullptr && state->status != StepStatus::kWaiting)) return "";
  const StepState* first = view.dossier().FindStep(open.front());
  bool passed = false;
  for (const StepNode* node : view.definition().steps()) {
    if (passed && node->id == first->entered_from) return FirstArticle(node->articles);
    passed = passed || node->id == open.front();
  }
  return FirstArticle(view.Step(open.front())->articles);
}

// Blocked: by an incident, or because nobody knows yet whether the step applies.
Answer CheckBlocked(const View& view, const StepNode& step) {
  const StepState* state = view.dossier().FindStep(step.id);
  if (state == nullptr || state->status != StepStatus::kBlocked) return std::nullopt;
  if (const IncidentState* incident = view.OpenIncident(step.id)) {
    return Refuse("incident-open", "",
                  {{"step", view.StepName(step.id)}, {"incident", Same(incident->raised.incident)},
                   {"reason", Same(incident->raised.reason)}});
  }
  if (!step.applicability) return std::nullopt;
  return Refuse("applicability-unknown", FirstArticle(step.applicability->articles),
                {{"step", view.StepName(step.id)}, {"facts", Same(view.UnknownFacts(step.applicability->when))}});
}

// The roles that may do it: the definition's binding, else what the plugin suggests.
std::vector<std::string> RolesFor(const StepNode& step, const ActionType* action) {
  if (action == nullptr) {
    const std::string& role = step.applicability->decided_by;
    return role.empty() ? std::vector<std::string>() : std::vector<std::string>{role};
  }
  for (const ActionBinding& binding : step.actions) {
    if (binding.action == action->id && !binding.roles.empty()) return binding.roles;
  }
  return action->roles;
}

Answer CheckActionMaterials(const View& view, const StepNode& step, const ActionType& action, const SubmitAction& submit) {
  const StepState* state = view.dossier().FindStep(step.id);
  if (state != nullptr && Contains(state->overrides, "material-missing")) return std::nullopt;
  for (const ActionMaterial& material : action.materials) {
    if (!material.required || view.dossier().Newest(material.kind) != nullptr) continue;
    bool given = false;
    for (const MaterialRecord& record : submit.materials) given = given || record.kind == material.kind;
    if (given) continue;
    const std::string article = material.articles.empty() ? FirstArticle(step.articles) : FirstArticle(material.articles);
    return Refuse("material-missing", article, {{"kind", view.MaterialName(material.kind)}, {"step", view.StepName(step.id)}});
  }
  return std::nullopt;
}

// A slip in a kind would leave the paper where nobody looks for it. A procedure may ask for kinds of its own.
bool KnowsMaterial(const View& view, const std::string& kind) {
  if (view.world().procedure->KnowsDocument(kind)) return true;
  for (const StepNode* step : view.definition().steps()) {
    for (const MaterialDemand& demand : step->materials) {
      if (demand.kind == kind) return true;
    }
    const StepType* type = view.TypeOf(*step);
    if (type == nullptr) continue;
    for (const ActionType& action : type->actions) {
      for (const ActionMaterial& material : action.materials) {
        if (material.kind == kind) return true;
      }
    }
  }
  return false;
}

Answer CheckMaterialKinds(const View& view, const SubmitAction& submit) {
  for (const MaterialRecord& record : submit.materials) {
    if (!KnowsMaterial(view, record.kind)) return Refuse("unknown-material", "", {{"kind", Same(record.kind)}});
  }
  return std::nullopt;
}

}  // namespace

Answer CheckRole(const View& view, const Command& command, const StepNode& step, const ActionType* action,
                 const std::string& article) {
  const std::vector<std::string> roles = RolesFor(step, action);
  if (roles.empty() || Contains(roles, command.actor.role)) return std::nullopt;
  const Text name = action == nullptr ? Text{"声明不适用", std::string(kDeclareNotApplicable)}
                                      : Text{action->title.In(Language::kChinese), action->id};
  return Refuse("wrong-role", article,
                {{"expected", view.RoleNames(roles)}, {"action", name}, {"actor", Same(command.actor.name)},
                 {"role", view.RoleName(command.actor.role)}});
}

const Data& DeclareNotApplicableSchema() {
  static const Data schema = Data::OfMembers(
      {{"type", "object"},
       {"required", Data(Data::List{"reason"})},
       {"properties",
        Data::OfMembers({{"reason", Data::OfMembers({{"type", "string"}, {"minLength", 1}})}})}});
  return schema;
}

Answer RefusePayload(const Data& schema, const Data& data, const Text& action, std::string_view article) {
  static const Data kNothing = Data::EmptyMap();
  const std::vector<SchemaProblem> problems = ValidateSchema(schema, data.is_null() ? kNothing : data);
  if (problems.empty()) return std::nullopt;
  Text all;
  for (const SchemaProblem& problem : problems) {
    all.zh += (all.zh.empty() ? "" : ";") + problem.message.zh;
    all.en += (all.en.empty() ? "" : "; ") + problem.message.en;
  }
  Rejection refusal = Refuse("payload-invalid", article, {{"action", action}, {"problems", all}});
  refusal.problems = ToData(problems);
  return refusal;
}

Rejection RefuseUnknownStep(const View& view, std::string_view step) {
  std::string known;
  for (const StepNode* node : view.definition().steps()) known += (known.empty() ? "" : ", ") + node->id;
  return Refuse("unknown-step", "", {{"step", Same(std::string(step))}, {"known", Same(known)}});
}

Rejection RefuseNotActive(const View& view, std::string_view step) {
  return Refuse("step-not-active", GroundOfWaiting(view, step),
                {{"step", view.StepName(step)}, {"state", StateName(view, step)},
                 {"current", view.StepNames(view.OpenSteps())}});
}

Answer AdmitTarget(const View& view, const SubmitAction& submit) {
  const StepNode* step = view.Step(submit.step);
  if (step == nullptr) return RefuseUnknownStep(view, submit.step);
  const StepType* type = view.TypeOf(*step);
  if (!IsDeclaration(*step, submit.action) && (type == nullptr || type->FindAction(submit.action) == nullptr)) {
    return Refuse("unknown-action", "",
                  {{"step", view.StepName(step->id)}, {"action", Same(submit.action)},
                   {"known", Same(KnownActions(*step, type))}});
  }
  if (!view.IsOpen(step->id)) return RefuseNotActive(view, step->id);
  return CheckBlocked(view, *step);
}

Answer AdmitSubmit(const View& view, const Command& command, const SubmitAction& submit) {
  const StepNode& step = *view.Step(submit.step);
  const bool declares = IsDeclaration(step, submit.action);
  const ActionType* action = declares ? nullptr : view.TypeOf(step)->FindAction(submit.action);
  std::string article = FirstArticle(step.articles);
  if (action != nullptr && !action->articles.empty()) article = FirstArticle(action->articles);
  if (declares) article = FirstArticle(step.applicability->articles);
  if (auto no = CheckRole(view, command, step, action, article)) return no;
  if (auto no = CheckOffice(view, command, step.id)) return no;
  if (auto no = CheckSeparation(view, step.id, command.actor)) return no;
  const Text name = action == nullptr ? Text{"声明不适用", submit.action} : Text{action->title.In(Language::kChinese), action->id};
  if (auto no = RefusePayload(declares ? DeclareNotApplicableSchema() : action->schema, submit.data, name, article)) return no;
  if (auto no = CheckMaterialKinds(view, submit)) return no;
  if (action != nullptr) return CheckActionMaterials(view, step, *action, submit);
  return std::nullopt;
}

}  // namespace juece
