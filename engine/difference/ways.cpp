#include "difference/ways.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace juece {
namespace {

const std::vector<std::string> kWayGoals = {"submission", "decision", "issue", "publication", "end"};

Text TypeNames(const CompareContext& context, const std::set<std::string>& types) {
  std::vector<Text> names;
  for (const std::string& type : types) names.push_back(NameOfType(context, type));
  return JoinTexts(names);
}

// Types that `a` is certain of on the way to a goal that both can reach, and `b` is not.
std::set<std::string> OnlyCertain(const Ahead& a, const Ahead& b) {
  std::set<std::string> types;
  for (const auto& [goal, type] : a.certain) {
    if (b.goals.count(goal) > 0 && b.certain.count({goal, type}) == 0) types.insert(type);
  }
  return types;
}

std::vector<Text> OnlyGoals(const Ahead& a, const Ahead& b) {
  std::vector<Text> names;
  for (const std::string& goal : kWayGoals) {
    if (a.goals.count(goal) > 0 && b.goals.count(goal) == 0) names.push_back(MilestoneTitle(goal));
  }
  return names;
}

// All nodes that can be entered straight after `id`.
std::vector<std::string> Successors(const Definition& definition, const std::string& id) {
  std::vector<std::string> next;
  const NodeRef* found = definition.Find(id);
  if (found == nullptr) return next;
  if (const auto* step = std::get_if<StepNode>(found->node)) {
    for (const Transition& row : step->transitions) next.push_back(row.to);
  } else if (const auto* composite = std::get_if<CompositeNode>(found->node)) {
    for (const ExitRow& row : composite->rows) next.push_back(row.to);
  }
  return next;
}

// Is there a way inside the region from one node to the other, over nodes of `through` alone?
bool LeadsThrough(const Definition& definition, const std::string& from, const std::string& to,
                  const std::function<bool(const std::string&)>& through) {
  std::set<std::string> seen = {from};
  std::vector<std::string> open = {from};
  while (!open.empty()) {
    const std::string at = open.back();
    open.pop_back();
    if (at == to) return true;
    if (!through(at)) continue;
    for (const std::string& next : Successors(definition, at)) {
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return false;
}

}  // namespace

bool GoesBack(const Definition& definition, const std::string& step, const std::string& to) {
  const NodeRef* found = definition.Find(step);
  if (found == nullptr) return false;
  std::set<std::string> seen = {found->region->start};
  std::vector<std::string> level = {found->region->start};
  while (!level.empty()) {  // one transition farther each time
    if (std::find(level.begin(), level.end(), to) != level.end()) return true;
    if (std::find(level.begin(), level.end(), step) != level.end()) return false;
    std::vector<std::string> next;
    for (const std::string& at : level) {
      for (const std::string& id : Successors(definition, at)) {
        if (seen.insert(id).second) next.push_back(id);
      }
    }
    level = std::move(next);
  }
  return false;
}

bool SameWay(const CompareContext& context, const std::string& was, const std::string& is) {
  const Matching& match = context.match();
  const std::string still = match.After(was);
  const std::string origin = match.Before(is);
  if (still == is) return true;
  if (!still.empty() && origin.empty()) {
    return LeadsThrough(*context.after().definition, is, still, [&](const std::string& id) { return match.Before(id).empty(); });
  }
  if (still.empty() && !origin.empty()) {
    return LeadsThrough(*context.before().definition, was, origin, [&](const std::string& id) { return match.After(id).empty(); });
  }
  return false;
}

std::set<std::string> CommonTypes(const CompareContext& context) {
  std::set<std::string> before;
  for (const StepNode* step : context.before().definition->steps()) before.insert(step->type);
  std::set<std::string> both;
  for (const StepNode* step : context.after().definition->steps()) {
    if (before.count(step->type) > 0) both.insert(step->type);
  }
  return both;
}

Ahead LookAhead(const Side& side, const FromThere& from_there, const std::set<std::string>& types) {
  Ahead ahead;
  for (const std::string& goal : kWayGoals) {
    if (!side.runs->Find(from_there(goal))) continue;
    ahead.goals.insert(goal);
    for (const std::string& type : types) {
      RunQuestion question = from_there(goal);
      const auto point = std::move(question.effect);
      question.effect = [&](const StepNode& step, std::string_view outcome, const Transition* row) {
        const VisitEffect effect = point ? point(step, outcome, row) : VisitEffect::kNone;
        return effect == VisitEffect::kNone && step.type == type ? VisitEffect::kSettles : effect;
      };
      if (!side.runs->Find(question)) ahead.certain.emplace(goal, type);
    }
  }
  return ahead;
}

AheadCompared CompareAhead(const CompareContext& context, const Ahead& was, const Ahead& is) {
  const std::set<std::string> lost = OnlyCertain(was, is);
  const std::set<std::string> gained = OnlyCertain(is, was);
  const std::vector<Text> now_reached = OnlyGoals(is, was);
  const std::vector<Text> no_longer = OnlyGoals(was, is);
  AheadCompared out;
  const bool looser = !lost.empty() || !now_reached.empty();
  const bool stricter = !gained.empty() || !no_longer.empty();
  if (looser || stricter) out.bearing = !stricter ? Bearing::kLooser : !looser ? Bearing::kStricter : Bearing::kUnclear;
  const auto add = [&](const Text& text) {
    out.detail.zh += ";" + text.zh;
    out.detail.en += "; " + text.en;
  };
  if (!now_reached.empty()) {
    const Text names = JoinTexts(now_reached);
    add({"此后可以到“" + names.zh + "”,旧版不能", "from there " + names.en + " can be reached, which it could not"});
  }
  if (!lost.empty()) {
    const Text names = TypeNames(context, lost);
    add({"此后不必再经" + names.zh, "it need not pass " + names.en + " again"});
  }
  if (!no_longer.empty()) {
    const Text names = JoinTexts(no_longer);
    add({"此后不能再到“" + names.zh + "”", "from there " + names.en + " can no longer be reached"});
  }
  if (!gained.empty()) {
    const Text names = TypeNames(context, gained);
    add({"此后必须再经" + names.zh, "it has to pass " + names.en + " again"});
  }
  return out;
}

std::vector<GuardedTarget> TargetsOf(const Definition& definition, const StepNode& step, std::string_view outcome) {
  const FactTypes types = [&](std::string_view fact) -> std::optional<FactType> {
    const FactDeclaration* declared = definition.FindFact(fact);
    return declared == nullptr ? std::nullopt : std::optional(declared->type);
  };
  std::vector<GuardedTarget> targets;
  std::string not_before;  // none of the rows before was taken
  for (const Transition& row : step.transitions) {
    const bool names = row.otherwise || std::find(row.outcomes.begin(), row.outcomes.end(), outcome) != row.outcomes.end();
    if (!names) continue;
    const std::string own = row.when.IsAlways() ? "" : fmt::format("({})", row.when.text());
    const std::string text = own.empty() ? not_before : not_before.empty() ? own : fmt::format("{} and {}", own, not_before);
    GuardProblem problem;
    const std::optional<Guard> taken = text.empty() ? Guard::Always() : Guard::Parse(text, types, problem);
    if (taken) targets.push_back({*taken, row.to});
    if (row.when.IsAlways()) break;
    not_before += fmt::format("{}not({})", not_before.empty() ? "" : " and ", row.when.text());
  }
  return targets;
}

}  // namespace juece
