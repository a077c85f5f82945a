// When a procedure can lawfully come to its decision: the earliest date from a day of start, and for a wished date the last day on
// which each step may begin. What the numbers mean is in docs/planning.md; this layer and the test oracle are each built from it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/status.h"
#include "calendar/work_calendar.h"
#include "catalog/step_type.h"
#include "definition/definition.h"

namespace juece {

struct PlannedDuration {
  int amount = 0;
  DayUnit unit = DayUnit::kCalendarDays;
};

// What is asked. Borrows the definition (proved: the ways through it are lawful only then), the catalog and the calendar.
struct PlanRequest {
  const Definition* definition = nullptr;
  const StepCatalog* catalog = nullptr;
  const WorkCalendar* calendar = nullptr;
  std::optional<Date> from;       // no step begins before; one of `from` and `decide_on` is set
  std::optional<Date> decide_on;  // the wished date of the decision
  std::map<std::string, Data> facts;            // known ones; a null is unknown
  std::map<std::string, std::string> settings;  // other choices than the definition's
  std::map<std::string, PlannedDuration> durations;  // step -> how long the office takes for it
  std::map<std::string, std::string> outcomes;       // step -> the outcome to plan with
  std::map<std::string, int> shortened;              // "step/period" -> amount of a soft minimum that is cut short with a reason
  std::set<std::string> without;                     // "step/period": what starts it does not take place
  bool working_days_only = false;                    // nothing happens on a day off
  std::vector<Text> local_rules;                     // titles of those that are merged into the definition; for reports
};

// A date, or why there is none: then `date` is the earliest that it could be and `unknown_year` the year that no calendar knows.
struct PlannedDate {
  Date date;
  int unknown_year = 0;
  [[nodiscard]] bool exact() const { return unknown_year == 0; }
  friend auto operator<=>(const PlannedDate&, const PlannedDate&) = default;
};

// A minimum, a limit, or a duration of the office's own (`period` is nullptr then), as it falls in the plan.
struct PlannedPeriod {
  std::string step;
  const PeriodRule* period = nullptr;
  int amount = 0;  // what was planned with: less than the rule's where it was shortened
  DayUnit unit = DayUnit::kCalendarDays;
  FirstDay first_day = FirstDay::kNotCounted;
  Roll roll = Roll::kNone;
  PlannedDate from;              // when it starts at the earliest
  PlannedDate to;                // when what ends it comes at the earliest
  std::optional<DueDate> count;  // how it was counted from `from`; unset where the calendar does not know the year
  std::optional<Date> last_from;      // the last day on which it may start, for the backward plan
  std::optional<DueDate> last_count;  // how it is counted from there
  bool critical = false;  // on the critical path
};

struct PlannedStep {
  const StepNode* step = nullptr;
  std::string outcome;
  PlannedDate starts;
  PlannedDate ends;
  std::optional<Date> last_start;  // one day later, and the date aimed at can no longer be kept
  std::optional<Date> last_end;
  bool critical = false;
  bool after_goal = false;         // comes after the milestone that is planned for
  std::vector<std::string> facts_open;  // unknown facts that decide whether it applies; the plan takes it as it stands
};

struct PlannedMilestone {
  std::string milestone;
  std::string step;
  std::optional<PlannedDate> earliest;  // unset: no lawful schedule reaches it, `broken` says which limit is in the way
  std::string broken;                   // "step/period"
};

// A fact (or a condition over facts that are not boolean) that nobody has stated, and what it changes.
struct OpenFact {
  std::string fact;       // id; empty where it is a condition as a whole
  std::string condition;  // its text then
  bool assumed = false;   // what the plan takes it for: the stricter
  std::optional<PlannedDate> if_true;   // the earliest date (without `from`: the last day of start) in the strictest case that is left
  std::optional<PlannedDate> if_false;
  [[nodiscard]] bool matters() const { return if_true != if_false; }
};

struct Plan {
  std::string goal;  // the milestone that is planned for: decision, or the last one that the definition marks
  std::optional<PlannedDate> earliest;  // unset without `from`, and where no lawful schedule reaches the goal
  std::string broken;                   // "step/period" of a limit that cannot be kept, where there is no schedule
  bool reachable = true;                // false: no way leads there under these facts and outcomes
  std::optional<PlannedDate> best_case;  // as `earliest`, if every unknown fact turned out well
  std::vector<PlannedMilestone> milestones;
  std::vector<PlannedStep> steps;      // in the order of their start
  std::vector<PlannedPeriod> periods;  // in the order of the steps
  std::vector<OpenFact> open_facts;
  // The backward plan: for `decide_on`, else for the earliest date itself (then what has no slack is critical).
  std::optional<Date> aimed_at;
  bool aim_possible = false;
  int aim_unknown_year = 0;  // the backward count leaves the calendar
  std::optional<Date> start_by;  // the last day of start for `aimed_at`, also where that lies before `from`
};

// Pure. InvalidArgument names what the definition does not have or the law does not allow (shortening a strict period); Unsupported
// where there are more unknown facts or more ways than are compared.
Result<Plan> MakePlan(const PlanRequest& request);

}  // namespace juece
