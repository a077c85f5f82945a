// One way as moments in time and what binds them: each rule says that a moment comes not before, or not after, what is counted from
// another one. All of it is monotone, so there is one earliest schedule and one latest. Internal to the layer.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plan/count.h"
#include "plan/plan.h"
#include "plan/ways.h"

namespace juece {

// `to` comes not before (`at_least`), or not after, what `counting` says from `from`; without it: from's own day.
struct Bond {
  int from = 0;
  int to = 0;
  bool at_least = true;
  const Counting* counting = nullptr;
  const StepNode* step = nullptr;       // of the period or duration
  const PeriodRule* period = nullptr;
};

// A composite is left when its last branch ends.
struct Join {
  int out = 0;
  std::vector<int> ends;
};

struct PlacedVisit {
  int step = 0;  // of the model
  int outcome = 0;
  int entered = 0;  // moments
  int left = 0;
  std::vector<std::pair<int, int>> branch;  // from the outside in: the composite (numbered along the way) and the branch
};

struct Layout {
  int moments = 1;  // 0: the start
  int goal = 0;     // the moment at which the way is over; no other one comes after it
  std::vector<PlacedVisit> visits;
  std::vector<Bond> bonds;
  std::vector<Join> joins;
  [[nodiscard]] const PlacedVisit* VisitOf(int step) const;
};

// Where periods, durations and settings come from. Borrows everything.
struct LayoutInput {
  const Model& model;
  const PlanRequest& request;
  DayCounter& counter;
};

// The counting of a period as the request would have it: settings resolved, shortened where asked.
const Counting* CountingOf(const LayoutInput& input, const StepNode& step, const PeriodRule& period);
Layout LayOut(const LayoutInput& input, const Way& way);

struct Schedule {
  bool possible = true;
  std::vector<DayNumber> days;  // per moment
  std::vector<int> cause;       // the bond that put a moment where it is; -1: the start
  int unknown_year = 0;         // set: the days are the earliest that they could be, no more
  std::optional<Bond> broken;   // not possible: a limit that cannot be kept, where one is known; a copy, since layouts are copied too
};

// Every moment as early as it can be, none before `from`.
Schedule Earliest(const Layout& layout, const LayoutInput& input, DayNumber from);
// Every moment as late as it can be while the way is over by `day` and nothing comes before `floor`.
Schedule Latest(const Layout& layout, const LayoutInput& input, DayNumber day, DayNumber floor);

// How far ahead a plan looks. Beyond it limits that push each other on are called broken.
inline constexpr DayNumber kHorizonDays = 3660;

}  // namespace juece
