// What counts as reaching a milestone. A requirement stands before a milestone, so an outcome that no longer reaches it is bound by none.
#include <fmt/format.h>

#include <set>
#include <tuple>

#include "difference/context.h"

namespace juece {
namespace {

using Mark = std::tuple<std::string, std::string, std::string>;  // milestone, step type, outcome

std::set<Mark> MarksOf(const Definition& definition) {
  std::set<Mark> marks;
  for (const StepNode* step : definition.steps()) {
    if (!step->milestone) continue;
    for (const std::string& outcome : step->milestone->outcomes) marks.emplace(step->milestone->milestone, step->type, outcome);
  }
  return marks;
}

std::string StepOf(const Side& side, const std::string& type) {
  for (const StepNode* step : side.definition->steps()) {
    if (step->type == type) return step->id;
  }
  return "";
}

}  // namespace

void CompareMilestones(CompareContext& context) {
  const std::set<Mark> before = MarksOf(*context.before().definition);
  const std::set<Mark> after = MarksOf(*context.after().definition);
  for (const Direction& d : BothDirections(context)) {
    for (const Mark& mark : d.lost ? before : after) {
      if ((d.lost ? after : before).count(mark) > 0) continue;
      const auto& [milestone, type, outcome] = mark;
      const Text name = NameOfType(context, type);
      const Text result = OutcomeName(context, type, outcome);
      const Text title = MilestoneTitle(milestone);
      Difference& difference = context.Add(
          d.Pick("milestone-mark-lost", "milestone-mark-gained"), d.bearing(), kGravityMilestone,
          d.lost ? Text{fmt::format("新版中,{}的结果{}不再算作“{}”:此前应当做到的,不再管到这里", name.zh, result.zh, title.zh),
                        fmt::format("In the new version {} with {} is no longer {}: what is required before it no longer binds there", name.en, result.en, title.en)}
                 : Text{fmt::format("新版中,{}的结果{}也算作“{}”:此前应当做到的,管到这里", name.zh, result.zh, title.zh),
                        fmt::format("In the new version {} with {} is {} too: what is required before it binds there", name.en, result.en, title.en)});
      const std::string now = StepOf(context.after(), type);
      difference.step = now.empty() ? StepOf(context.before(), type) : now;
    }
  }
}

}  // namespace juece
