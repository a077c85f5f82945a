// One assignment of the unknown facts, planned: the best way to a milestone with its schedule. Internal to the layer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/schedule.h"
#include "plan/unknowns.h"

namespace juece {

// A way with its earliest schedule.
struct Timed {
  Way way;
  Layout layout;
  Schedule schedule;
  [[nodiscard]] PlannedDate Of(int moment) const {
    return {DateOfNumber(schedule.days[static_cast<std::size_t>(moment)]), schedule.unknown_year};
  }
};

struct LatestVisit {
  bool possible = false;
  int unknown_year = 0;
  DayNumber start = 0;
  DayNumber end = 0;
};

class Planner {
 public:
  Planner(const LayoutInput& input, const std::vector<bool>& timed_steps) : input_(input), timed_steps_(timed_steps) {}

  // The way that reaches the milestone first; nullopt where none leads there. Not possible in its schedule: every way breaks a limit.
  std::optional<Timed> Soonest(const KnownFacts& facts, std::string_view milestone, DayNumber from);
  // The last day on which the step may be entered (and left) while the milestone is reached by `day` and nothing comes before
  // `floor`. `step` -1: of the way as a whole, so the start.
  LatestVisit LastStart(const KnownFacts& facts, std::string_view milestone, int step, DayNumber day, DayNumber floor);
  // More ways than are compared.
  [[nodiscard]] bool overflow() const { return overflow_; }

 private:
  std::vector<Way> Ways(const KnownFacts& facts, std::string_view milestone, int kept);

  const LayoutInput& input_;
  const std::vector<bool>& timed_steps_;
  bool overflow_ = false;
};

// Per step: it has a period that is planned, a duration, or a period of another step looks at it.
std::vector<bool> TimedSteps(const Model& model, const PlanRequest& request);

}  // namespace juece
