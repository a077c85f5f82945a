#include "plan/planner.h"

#include <algorithm>

namespace juece {
namespace {

// Whether `a` is the better of two for a plan: it keeps its limits, comes sooner, and of two days that are the same the one that is
// not sure is kept in sight.
bool Better(const Timed& a, const Timed& b) {
  if (a.schedule.possible != b.schedule.possible) return a.schedule.possible;
  if (!a.schedule.possible) return false;
  const DayNumber day = a.schedule.days[static_cast<std::size_t>(a.layout.goal)];
  const DayNumber other = b.schedule.days[static_cast<std::size_t>(b.layout.goal)];
  return day != other ? day < other : a.schedule.unknown_year != 0 && b.schedule.unknown_year == 0;
}

// A limit that runs from an entry or a leaving is kept more easily by a way with more steps to wait in before it.
bool WaitingHelps(const PlanRequest& request) {
  const auto boundary = [](const std::string& name) {
    const std::string event = name.substr(name.find('/') + 1);
    return event == "entered" || event == "left";
  };
  for (const StepNode* step : request.definition->steps()) {
    for (const PeriodRule& period : step->periods) {
      if (request.without.contains(step->id + "/" + period.id)) continue;
      if ((!period.minimum && boundary(period.from)) || period.to.substr(period.to.find('/') + 1) == "entered") return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Way> Planner::Ways(const KnownFacts& facts, std::string_view milestone, int kept) {
  WayChoices choices;
  choices.edges = [&](const ModelNode& node) { return EdgesOf(input_.model, node, input_.request, facts); };
  // A step may begin later where there is one more to wait in before it.
  const bool waiting_helps = kept >= 0 || WaitingHelps(input_.request);
  choices.waiting_helps = waiting_helps;
  choices.weight = [&](int step, int outcome) {
    const ModelStep& source = input_.model.steps[static_cast<std::size_t>(step)];
    const bool applied = source.outcomes()[static_cast<std::size_t>(outcome)] != kNotApplicableOutcome;
    if (applied && (waiting_helps || timed_steps_[static_cast<std::size_t>(step)])) return Weight::kTimed;
    return step == kept ? Weight::kLookedFor : Weight::kNone;
  };
  WayFinder finder(input_.model, std::move(choices));
  std::vector<Way> ways = finder.ToMilestone(milestone);
  overflow_ = overflow_ || finder.overflow();
  return ways;
}

std::optional<Timed> Planner::Soonest(const KnownFacts& facts, std::string_view milestone, DayNumber from) {
  std::optional<Timed> best;
  for (Way& way : Ways(facts, milestone, -1)) {
    Timed timed{std::move(way), {}, {}};
    timed.layout = LayOut(input_, timed.way);
    timed.schedule = Earliest(timed.layout, input_, from);
    if (!best || Better(timed, *best)) best = std::move(timed);
  }
  return best;
}

LatestVisit Planner::LastStart(const KnownFacts& facts, std::string_view milestone, int step, DayNumber day, DayNumber floor) {
  LatestVisit latest;
  for (const Way& way : Ways(facts, milestone, step)) {
    const Layout layout = LayOut(input_, way);
    const PlacedVisit* visit = step < 0 ? nullptr : layout.VisitOf(step);
    if (step >= 0 && visit == nullptr) continue;
    const Schedule schedule = Latest(layout, input_, day, floor);
    if (!schedule.possible) continue;
    const DayNumber start = schedule.days[static_cast<std::size_t>(visit == nullptr ? 0 : visit->entered)];
    const DayNumber end = schedule.days[static_cast<std::size_t>(visit == nullptr ? layout.goal : visit->left)];
    latest.start = latest.possible ? std::max(latest.start, start) : start;
    latest.end = latest.possible ? std::max(latest.end, end) : end;
    latest.possible = true;
    if (schedule.unknown_year != 0) latest.unknown_year = schedule.unknown_year;
  }
  return latest;
}

std::vector<bool> TimedSteps(const Model& model, const PlanRequest& request) {
  std::vector<bool> timed(model.steps.size(), false);
  for (std::size_t s = 0; s < model.steps.size(); ++s) {
    const StepNode& step = *model.steps[s].node;
    const auto duration = request.durations.find(step.id);
    if (duration != request.durations.end() && duration->second.amount != 0) timed[s] = true;
    for (const PeriodRule& period : step.periods) {
      if (request.without.contains(step.id + "/" + period.id)) continue;
      timed[s] = true;
      for (const std::string& event : {period.from, period.to}) {
        const auto slash = event.find('/');
        for (std::size_t other = 0; slash != std::string::npos && other < model.steps.size(); ++other) {
          if (model.steps[other].node->id == std::string_view(event).substr(0, slash)) timed[other] = true;
        }
      }
    }
  }
  return timed;
}

}  // namespace juece
