// Who acts: roles of the actions, and which roles one person may not hold together.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "difference/context.h"

namespace juece {
namespace {

// action -> roles: those that the definition names, else those that the step type suggests.
std::map<std::string, std::set<std::string>> ActionsOf(const CompareContext& context, const StepNode& step) {
  std::map<std::string, std::set<std::string>> actions;
  if (const StepType* type = context.catalog().Find(step.type)) {
    for (const ActionType& action : type->actions) actions[action.id] = {action.roles.begin(), action.roles.end()};
  }
  for (const ActionBinding& binding : step.actions) actions[binding.action] = {binding.roles.begin(), binding.roles.end()};
  return actions;
}

Text ActionName(const CompareContext& context, const StepNode& step, const std::string& action) {
  const StepType* type = context.catalog().Find(step.type);
  const ActionType* found = type == nullptr ? nullptr : type->FindAction(action);
  return Named(found == nullptr || found->title.empty() ? Text{action, action} : found->title);
}

// Roles of `had` that `other` does not admit, role by role with the actions.
void CompareStep(CompareContext& context, const Direction& d, const StepNode& had, const StepNode& other) {
  const auto others = ActionsOf(context, other);
  std::map<std::string, std::vector<Text>> only;
  for (const auto& [action, roles] : ActionsOf(context, had)) {
    const auto same = others.find(action);
    if (same == others.end()) continue;  // of another step type: not matched in the first place
    for (const std::string& role : roles) {
      if (same->second.count(role) == 0) only[role].push_back(ActionName(context, had, action));
    }
  }
  for (const auto& [role, actions] : only) {
    const Text name = NameOf(d.lost ? other : had);
    const Text who = RoleName(d.had, role);
    const Text what = JoinTexts(actions);
    // Whom a role is taken from cannot act any more, which is stricter; a role that is added is looser.
    Difference& difference = context.Add(
        d.lost ? "actor-lost" : "actor-gained", d.lost ? Bearing::kStricter : Bearing::kLooser, kGravityActor,
        d.lost ? Text{fmt::format("{}在{}中不再办理{}", who.zh, name.zh, what.zh), fmt::format("{} no longer acts in {}: {}", who.en, name.en, what.en)}
               : Text{fmt::format("{}在{}中也可以办理{}", who.zh, name.zh, what.zh), fmt::format("{} may now act in {}: {}", who.en, name.en, what.en)});
    difference.step = d.lost ? other.id : had.id;
    difference.article = BasisOf((d.lost ? other : had).articles);
  }
}

// Does keeping `a` keep `b` too? Step ids are those of the new version.
bool Covers(const std::set<std::string>& a_roles, const std::set<std::string>& a_steps, const std::set<std::string>& b_roles,
            const std::set<std::string>& b_steps) {
  const bool steps = a_steps.empty() || (!b_steps.empty() && std::includes(a_steps.begin(), a_steps.end(), b_steps.begin(), b_steps.end()));
  return steps && std::includes(a_roles.begin(), a_roles.end(), b_roles.begin(), b_roles.end());
}

std::set<std::string> StepsOf(const CompareContext& context, const Separation& separation, bool before) {
  std::set<std::string> steps;
  for (const std::string& step : separation.steps) {
    const std::string after = before ? context.match().After(step) : step;
    steps.insert(after.empty() ? step : after);
  }
  return steps;
}

void CompareSeparations(CompareContext& context, const Direction& d) {
  for (const Separation& separation : d.had.definition->separations) {
    const std::set<std::string> roles(separation.roles.begin(), separation.roles.end());
    const std::set<std::string> steps = StepsOf(context, separation, d.lost);
    const auto& others = d.other.definition->separations;
    const bool kept = std::any_of(others.begin(), others.end(), [&](const Separation& other) {
      return Covers({other.roles.begin(), other.roles.end()}, StepsOf(context, other, !d.lost), roles, steps);
    });
    if (kept) continue;
    std::vector<Text> names;
    for (const std::string& role : separation.roles) names.push_back(RoleName(d.had, role));
    const Text who = JoinTexts(names);
    std::vector<Text> places;
    for (const std::string& step : separation.steps) places.push_back(NameOfNode(d.had, step));
    const Text where = places.empty() ? Text{} : Text{fmt::format("(在{}中)", JoinTexts(places).zh), fmt::format(" (in {})", JoinTexts(places).en)};
    context
        .Add(d.Pick("separation-lost", "separation-gained"), d.bearing(), kGravityActor,
             d.lost ? Text{fmt::format("新版允许同一人兼任{}{}", who.zh, where.zh), fmt::format("The new version allows one person to be {}{}", who.en, where.en)}
                    : Text{fmt::format("新版不允许同一人兼任{}{}", who.zh, where.zh), fmt::format("The new version does not allow one person to be {}{}", who.en, where.en)})
        .article = BasisOf(separation.articles);
  }
}

}  // namespace

void CompareActors(CompareContext& context) {
  for (const Direction& d : BothDirections(context)) {
    for (const StepNode* before : context.before().definition->steps()) {
      const StepNode* after = context.match().After(*before);
      if (after != nullptr) CompareStep(context, d, d.lost ? *before : *after, d.lost ? *after : *before);
    }
    CompareSeparations(context, d);
  }
}

}  // namespace juece
