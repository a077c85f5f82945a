// Every action has somebody who may do it, and separations leave somebody to do it.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "proof/checks.h"

namespace juece {
namespace {

bool DeclaredRole(const Definition& definition, const std::string& role) {
  return std::any_of(definition.roles.begin(), definition.roles.end(), [&](const RoleDeclaration& r) { return r.id == role; });
}

void CheckAction(CheckContext& context, const StepNode& step, const ActionType& action) {
  const auto binding = std::find_if(step.actions.begin(), step.actions.end(), [&](const ActionBinding& b) { return b.action == action.id; });
  if (binding != step.actions.end()) return;  // the reader has checked its roles
  const bool somebody = std::any_of(action.roles.begin(), action.roles.end(),
                                    [&](const std::string& role) { return DeclaredRole(context.definition(), role); });
  if (somebody) return;
  const Text name = Quote(step.title, step.id);
  const Text title = Quote(action.title, action.id);
  const std::string roles = action.roles.empty() ? "–" : JoinWords(action.roles, ", ");
  context.Error("impossible-role", step.place,
                {fmt::format("环节{}的操作{}应有人可以办理,但没有写 <action>,而环节类型建议的角色({})均未声明", name.zh, title.zh, roles),
                 fmt::format("Expected somebody to be able to do {} in {}, but there is no <action> for it and none of the roles that the "
                             "step type suggests ({}) is declared",
                             title.en, name.en, roles)})
      .step = step.id;
}

void CheckSeparation(CheckContext& context, const Separation& separation) {
  const std::set<std::string> distinct(separation.roles.begin(), separation.roles.end());
  if (distinct.size() >= 2 && distinct.size() == separation.roles.size()) return;
  context.Error("impossible-role", separation.place,
                {fmt::format("职责分离应写至少两个不同的角色,但写的是“{}”", JoinWords(separation.roles)),
                 fmt::format("Expected a separation to name at least two different roles, but found \"{}\"", JoinWords(separation.roles))});
}

}  // namespace

void CheckRoles(CheckContext& context) {
  for (const Separation& separation : context.definition().separations) CheckSeparation(context, separation);
  for (const StepNode* step : context.definition().steps()) {
    const StepType* type = context.catalog().Find(step->type);
    if (type == nullptr) continue;
    for (const ActionType& action : type->actions) CheckAction(context, *step, action);
  }
}

}  // namespace juece
