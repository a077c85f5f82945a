// Admit for opening a dossier and for the office's verbs.
#include <algorithm>

#include "base/json.h"
#include "process/admit.h"

namespace juece {
namespace {

using Answer = std::optional<Rejection>;

bool FitsType(const Data& value, FactType type) {
  switch (type) {
    case FactType::kBoolean: return value.is_bool();
    case FactType::kNumber: return value.is_number();
    case FactType::kText: return value.is_text();
    case FactType::kDate: return value.is_text() && Date::Parse(value.AsText()).has_value();
    case FactType::kDuration: return value.is_text() && value.AsText().size() > 2;
  }
  return false;
}

// A null says that the fact is unknown (again), whatever its type.
Answer CheckFact(const View& view, const std::string& id, const Data& value) {
  const FactDeclaration* fact = view.definition().FindFact(id);
  if (fact == nullptr) {
    std::string known;
    for (const FactDeclaration& declared : view.definition().facts) known += (known.empty() ? "" : ", ") + declared.id;
    return Refuse("unknown-fact", "", {{"fact", Same(id)}, {"known", Same(known)}});
  }
  if (value.is_null() || FitsType(value, fact->type)) return std::nullopt;
  return Refuse("fact-type", FirstArticle(fact->articles),
                {{"fact", Same(id)}, {"type", Same(std::string(ToString(fact->type)))}, {"value", Same(ToJson(value))}});
}

Answer CheckSetting(const View& view, const std::string& id, const std::string& value) {
  const SettingDeclaration* setting = view.definition().FindSetting(id);
  if (setting == nullptr) {
    std::string known;
    for (const auto& declared : view.definition().settings) known += (known.empty() ? "" : ", ") + declared.id;
    return Refuse("unknown-setting", "", {{"setting", Same(id)}, {"known", Same(known)}});
  }
  if (setting->choices.empty() || Contains(setting->choices, value)) return std::nullopt;
  std::string choices;
  for (const std::string& choice : setting->choices) choices += (choices.empty() ? "" : ", ") + choice;
  return Refuse("setting-choice", FirstArticle(setting->articles),
                {{"setting", Same(id)}, {"choices", Same(choices)}, {"value", Same(value)}});
}

std::string OverridableCodes() {
  std::string known;
  for (const RejectionCode& code : RejectionCodes()) {
    if (code.override_rule == OverrideRule::kPerson) known.append(known.empty() ? "" : ", ").append(code.code);
  }
  return known;
}

// A minimum that the law sets without leaving it open is a gate, whoever orders otherwise.
bool HasHardMinimum(const View& view, const StepNode& step) {
  return std::any_of(step.periods.begin(), step.periods.end(), [&](const PeriodRule& rule) {
    const std::string early = view.Resolve(rule.early);
    return rule.minimum && (early == "refused" || (early.empty() && !rule.soft));
  });
}

}  // namespace

Answer AdmitOpen(const View& view, const OpenDossier& open) {
  for (const auto& [id, value] : open.facts) {
    if (auto no = CheckFact(view, id, value)) return no;
  }
  for (const auto& [id, value] : open.settings) {
    if (auto no = CheckSetting(view, id, value)) return no;
  }
  return std::nullopt;
}

Answer AdmitSetFact(const View& view, const Command& command, const SetFact& set) {
  if (auto no = CheckFact(view, set.fact, set.value)) return no;
  const FactDeclaration& fact = *view.definition().FindFact(set.fact);
  if (fact.decided_by.empty() || fact.decided_by == command.actor.role) return std::nullopt;
  return Refuse("wrong-role", FirstArticle(fact.articles),
                {{"expected", view.RoleName(fact.decided_by)}, {"action", Same("set_fact " + set.fact)},
                 {"actor", Same(command.actor.name)}, {"role", view.RoleName(command.actor.role)}});
}

Answer AdmitReturnCommand(const View& view, const ReturnTo& back) {
  if (view.Step(back.from) == nullptr) return RefuseUnknownStep(view, back.from);
  const NodeRef* to = view.definition().Find(back.to);
  if (to == nullptr || std::holds_alternative<EndNode>(*to->node)) return RefuseUnknownStep(view, back.to);
  if (!view.IsOpen(back.from)) return RefuseNotActive(view, back.from);
  return AdmitReturn(view, back);
}

Answer AdmitOverride(const View& view, const OverrideStep& command) {
  const StepNode* step = view.Step(command.step);
  if (step == nullptr) return RefuseUnknownStep(view, command.step);
  const RejectionCode* code = FindRejectionCode(command.what);
  const OverrideRule rule = code == nullptr ? OverrideRule::kNever : code->override_rule;
  const bool hard = command.what == "period-too-short" && HasHardMinimum(view, *step);
  if (rule == OverrideRule::kGate || hard) {
    return Refuse("override-of-gate", FirstArticle(step->articles), {{"what", Same(command.what)}});
  }
  if (rule == OverrideRule::kNever) {
    return Refuse("override-not-possible", "", {{"known", Same(OverridableCodes())}, {"what", Same(command.what)}});
  }
  if (!view.IsOpen(command.step)) return RefuseNotActive(view, command.step);
  return std::nullopt;
}

Answer AdmitCorrect(const View& view, const Command& command, const CorrectEntry& correct) {
  for (const RecordedAction& action : view.dossier().actions()) {
    if (action.position != correct.position) continue;
    const StepNode* step = view.Step(action.step);
    const StepType* type = step == nullptr ? nullptr : view.TypeOf(*step);
    const ActionType* action_type = type == nullptr ? nullptr : type->FindAction(action.action);
    // An opinion is its reviewer's: nobody else may correct what it says.
    if (step != nullptr && !step->reviews.empty()) {
      if (auto no = CheckRole(view, command, *step, action_type, FirstArticle(step->articles))) return no;
    }
    const Data& schema = action_type == nullptr ? DeclareNotApplicableSchema() : action_type->schema;
    return RefusePayload(schema, correct.data, Same(action.action), step == nullptr ? "" : FirstArticle(step->articles));
  }
  return Refuse("unknown-entry", "", {{"position", Same(std::to_string(correct.position))}});
}

Answer AdmitResolve(const View& view, const ResolveIncident& resolve) {
  std::string known;
  for (const auto& [id, incident] : view.dossier().incidents()) {
    if (!incident.open) continue;
    if (id == resolve.incident) return std::nullopt;
    known.append(known.empty() ? "" : ", ").append(id);
  }
  return Refuse("unknown-incident", "",
                {{"incident", Same(resolve.incident)}, {"known", known.empty() ? Text{"无", "none"} : Same(known)}});
}

Answer AdmitMovePlugin(const View& view, const MovePlugin& move) {
  std::string known;
  for (const PluginPin& pin : view.dossier().opened().plugins) {
    known.append(known.empty() ? "" : ", ").append(pin.id);
    if (pin.id != move.to.id) continue;
    if (!(pin == move.to)) return std::nullopt;
    return Refuse("plugin-same", "", {{"plugin", Same(pin.id + " " + pin.version + " (" + pin.digest + ")")}});
  }
  return Refuse("plugin-not-pinned", "", {{"plugin", Same(move.to.id)}, {"known", known.empty() ? Text{"无", "none"} : Same(known)}});
}

}  // namespace juece
