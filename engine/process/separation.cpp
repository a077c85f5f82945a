// Separation of duties: two roles that one person may not both fill, in the whole dossier or across the steps named.
#include <algorithm>

#include "process/proposal.h"

namespace juece {
namespace {

bool InScope(const Separation& separation, std::string_view step) {
  return separation.steps.empty() || Contains(separation.steps, step);
}

// One person acts where the name is the same, be it as actor or as the one who delegated.
bool SamePerson(const Actor& a, const Actor& b) {
  const auto is = [](const std::string& x, const std::string& y) { return !x.empty() && x == y; };
  return is(a.name, b.name) || is(a.name, b.on_behalf_of) || is(a.on_behalf_of, b.name);
}

std::optional<Rejection> Conflict(const View& view, const Separation& separation, const Actor& actor, bool any_state,
                                  std::int64_t before) {
  for (const RecordedAction& action : view.dossier().actions()) {
    if (!any_state && action.position >= before) break;
    if (!InScope(separation, action.step) || !Contains(separation.roles, action.actor.role)) continue;
    if (action.actor.role == actor.role || !SamePerson(action.actor, actor)) continue;
    return Refuse("separation-of-duties", FirstArticle(separation.articles),
                  {{"roles", view.RoleNames(separation.roles)}, {"actor", Same(actor.name)},
                   {"step", view.StepName(action.step)}, {"other", view.RoleName(action.actor.role)}});
  }
  return std::nullopt;
}

}  // namespace

std::optional<Rejection> CheckSeparation(const View& view, std::string_view step, const Actor& actor) {
  for (const Separation& separation : view.definition().separations) {
    if (!InScope(separation, step) || !Contains(separation.roles, actor.role)) continue;
    if (auto conflict = Conflict(view, separation, actor, true, 0)) return conflict;
  }
  return std::nullopt;
}

std::optional<Rejection> CheckSeparationAtCompletion(const View& view, std::string_view step) {
  for (const Separation& separation : view.definition().separations) {
    if (!InScope(separation, step)) continue;
    for (const RecordedAction& action : view.dossier().actions()) {
      if (action.step != step || !Contains(separation.roles, action.actor.role)) continue;
      if (auto conflict = Conflict(view, separation, action.actor, false, action.position)) return conflict;
    }
  }
  return std::nullopt;
}

}  // namespace juece
