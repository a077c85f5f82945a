// Who acts, as the claimed statutes say: actions that only certain roles may do, and roles that one person may not both fill.
#include <fmt/format.h>

#include <algorithm>

#include "proof/statutory.h"

namespace juece {
namespace {

bool Has(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

bool Declared(const Definition& definition, const std::string& role) {
  return std::any_of(definition.roles.begin(), definition.roles.end(), [&](const RoleDeclaration& r) { return r.id == role; });
}

// The roles that may do the action: as the definition binds it, else those that the step type suggests, and where they are bound.
struct Bound {
  std::vector<std::string> roles;
  SourcePlace place;
};

Bound BoundRoles(const Definition& definition, const StepNode& step, const ActionType& action) {
  for (const ActionBinding& binding : step.actions) {
    if (binding.action == action.id) return {binding.roles, binding.place};
  }
  Bound bound{{}, step.place};
  for (const std::string& role : action.roles) {
    if (Declared(definition, role)) bound.roles.push_back(role);
  }
  return bound;
}

void CheckAction(CheckContext& context, const StepNode& step, const ActionType& action, const ActorRule& law) {
  const Bound bound = BoundRoles(context.definition(), step, action);
  for (const std::string& role : bound.roles) {
    if (Has(law.roles, role)) continue;
    const Text name = Quote(step.title, step.id);
    const Text title = Quote(action.title, action.id);
    const std::string allowed = JoinWords(law.roles, ", ");
    const std::string article = law.article.ToString();
    Finding& finding = context.Error(
        "impossible-role", bound.place,
        {fmt::format("环节{}的操作{}应只由 {} 办理(依据 {}),但也可由“{}”办理", name.zh, title.zh, allowed, article, role),
         fmt::format("Expected {} of {} to be done by {} only ({}), but \"{}\" may do it", title.en, name.en, allowed, article, role)});
    finding.step = step.id;
    finding.article = article;
  }
}

// Whose discretion it is that the step may be left out.
void CheckDecider(CheckContext& context, const StepNode& step, const ActorRule& law) {
  if (LeftOutOnlyBy(step, law)) return;
  const std::string& role = step.applicability->decided_by;
  const Text name = Quote(step.title, step.id);
  const std::string allowed = JoinWords(law.roles, ", ");
  const std::string article = law.article.ToString();
  Finding& finding = context.Error(
      "impossible-role", step.applicability->place,
      {fmt::format("环节{}是否适用应只由 {} 决定(依据 {}),但由“{}”决定", name.zh, allowed, article, role),
       fmt::format("Expected {} only to decide whether {} applies ({}), but \"{}\" does", allowed, name.en, article, role)});
  finding.step = step.id;
  finding.article = article;
}

void CheckActor(CheckContext& context, const ActorRule& law) {
  for (const StepNode* step : context.definition().steps()) {
    const StepType* type = step->type == law.step_type ? context.catalog().Find(step->type) : nullptr;
    if (type == nullptr) continue;
    for (const std::string& id : law.actions) {
      if (id == kNotApplicableOutcome) CheckDecider(context, *step, law);
      if (const ActionType* action = type->FindAction(id)) CheckAction(context, *step, *action, law);
    }
  }
}

}  // namespace

bool DoneOnlyBy(const Definition& definition, const StepNode& step, const ActionType& action, const ActorRule& law) {
  const Bound bound = BoundRoles(definition, step, action);
  return !bound.roles.empty() && std::all_of(bound.roles.begin(), bound.roles.end(), [&](const std::string& role) { return Has(law.roles, role); });
}

bool LeftOutOnlyBy(const StepNode& step, const ActorRule& law) {
  return !step.applicability || !step.applicability->discretionary || Has(law.roles, step.applicability->decided_by);
}

const Separation* FindSeparation(const Definition& definition, const SeparationRule& law) {
  const auto kept = std::find_if(definition.separations.begin(), definition.separations.end(), [&](const Separation& s) {
    return s.steps.empty() && std::all_of(law.roles.begin(), law.roles.end(), [&](const std::string& role) { return Has(s.roles, role); });
  });
  return kept == definition.separations.end() ? nullptr : &*kept;
}

namespace {

// Whether a separation names one of the claimed clauses that ask for one.
bool NamesGround(const CheckContext& context, const Separation& separation) {
  const std::vector<const Clause*> clauses = ClaimedClauses(context);
  return std::any_of(clauses.begin(), clauses.end(),
                     [&](const Clause* clause) { return !clause->separations.empty() && Cites(separation.articles, clause->article); });
}

// Where the definition has no such role nobody can hold it.
void CheckSeparation(CheckContext& context, const SeparationRule& law) {
  const Definition& definition = context.definition();
  if (!std::all_of(law.roles.begin(), law.roles.end(), [&](const std::string& role) { return Declared(definition, role); })) return;
  const Separation* kept = FindSeparation(definition, law);
  if (kept != nullptr && NamesGround(context, *kept)) return;
  const std::string roles = JoinWords(law.roles);
  const std::string article = law.article.ToString();
  context
      .Error("impossible-role", definition.PlaceOfClaim(law.article.statute),
             {fmt::format("应写明职责分离 <separation roles=\"{}\" article=\"{}\">,不限环节,但没有写", roles, article),
              fmt::format("Expected <separation roles=\"{}\" article=\"{}\"> for all steps, but there is none", roles, article)})
      .article = article;
}

}  // namespace

void CheckActors(CheckContext& context) {
  for (const Clause* clause : ClaimedClauses(context)) {
    for (const ActorRule& law : clause->actors) CheckActor(context, law);
    for (const SeparationRule& law : clause->separations) CheckSeparation(context, law);
  }
}

}  // namespace juece
