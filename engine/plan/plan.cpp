#include "plan/plan.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "plan/planner.h"
#include "plan/request.h"

namespace juece {
namespace {

constexpr std::array<std::string_view, 4> kMilestones{"submission", "decision", "issue", "publication"};
constexpr std::size_t kMostUnknowns = 12;

bool Marks(const Definition& definition, std::string_view milestone) {
  const auto& steps = definition.steps();
  return std::any_of(steps.begin(), steps.end(), [&](const StepNode* step) { return step->milestone && step->milestone->milestone == milestone; });
}

// The decision; where the definition marks none, the last milestone that it marks.
std::string GoalOf(const Definition& definition) {
  if (Marks(definition, "decision")) return "decision";
  for (auto milestone = kMilestones.rbegin(); milestone != kMilestones.rend(); ++milestone) {
    if (Marks(definition, *milestone)) return std::string(*milestone);
  }
  return "";
}

// What one assignment of the unknown facts comes to.
struct Case {
  std::vector<bool> assigned;
  bool reachable = false;
  bool possible = false;
  PlannedDate date;  // the earliest; without a day of start, the last day of start
  int visits = 0;    // applied ones on the way
};

class PlanMaker {
 public:
  PlanMaker(const PlanRequest& request, const Model& model)
      : request_(request), model_(model), counter_(*request.calendar), timed_(TimedSteps(model, request)),
        unknowns_(UnknownsOf(model, request, timed_)), input_{model, request, counter_}, planner_(input_, timed_) {}

  Result<Plan> Make() {
    plan_.goal = GoalOf(*request_.definition);
    if (plan_.goal.empty()) {
      return Status::InvalidArgument({"应为标明里程碑的程序,但这个程序没有标明,无从推算。",
                                      "Expected a procedure that marks a milestone, but this one marks none; there is nothing to plan for."});
    }
    if (unknowns_.size() > kMostUnknowns) return TooManyUnknowns();
    const Case strictest = CompareCases();
    const KnownFacts facts(request_, unknowns_, strictest.assigned);
    plan_.reachable = strictest.reachable;
    if (request_.from) Forward(facts);
    Backward(facts);
    if (planner_.overflow()) {
      return Status::Unsupported({"应为走法数量有限的程序,但走法太多,不能逐一比较。请用 --outcome 和 --fact 限定。",
                                  "Expected a procedure with a bounded number of ways, but there are too many to compare. Narrow them by --outcome and --fact."});
    }
    return std::move(plan_);
  }

 private:
  Status TooManyUnknowns() const {
    std::string names;
    for (const Unknown& unknown : unknowns_) names += (names.empty() ? "" : " ") + (unknown.fact.empty() ? unknown.condition : unknown.fact);
    return Status::Unsupported(
        {fmt::format("未认定的事实应不多于 {} 项,但有 {} 项:{}。请用 --fact 认定一些。", kMostUnknowns, unknowns_.size(), names),
         fmt::format("Expected at most {} unknown facts, but there are {}: {}. State some by --fact.", kMostUnknowns, unknowns_.size(), names)});
  }

  [[nodiscard]] DayNumber Floor() const { return request_.from ? NumberOf(*request_.from) : NumberOf(*request_.decide_on) - kHorizonDays; }

  // ---- unknown facts ----

  Case CaseOf(std::vector<bool> assigned) {
    Case result;
    result.assigned = std::move(assigned);
    const KnownFacts facts(request_, unknowns_, result.assigned);
    const DayNumber from = Floor();
    const std::optional<Timed> soonest = planner_.Soonest(facts, plan_.goal, from);
    result.reachable = soonest.has_value();
    if (!soonest) return result;
    for (const PlacedVisit& visit : soonest->layout.visits) result.visits += visit.left == visit.entered ? 0 : 1;
    if (request_.from) {
      result.possible = soonest->schedule.possible;
      result.date = soonest->Of(soonest->layout.goal);
    } else {
      const LatestVisit latest = planner_.LastStart(facts, plan_.goal, -1, NumberOf(*request_.decide_on), from);
      result.possible = latest.possible;
      result.date = {DateOfNumber(latest.start), latest.unknown_year};
    }
    return result;
  }

  // Whether `a` asks for more than `b`: a later earliest date, or an earlier last start.
  [[nodiscard]] bool Stricter(const Case& a, const Case& b) const {
    if (a.reachable != b.reachable) return !a.reachable;
    if (a.possible != b.possible) return !a.possible;
    if (a.date.exact() != b.date.exact()) return !a.date.exact();
    if (a.date.date != b.date.date) return request_.from ? a.date.date > b.date.date : a.date.date < b.date.date;
    return a.visits > b.visits;
  }
  static std::optional<PlannedDate> DateOf(const Case& c) { return c.reachable && c.possible ? std::optional(c.date) : std::nullopt; }

  Case CompareCases() {
    std::vector<Case> cases;
    for (std::size_t bits = 0; bits < std::size_t{1} << unknowns_.size(); ++bits) {
      std::vector<bool> assigned;
      for (std::size_t u = 0; u < unknowns_.size(); ++u) assigned.push_back((bits >> u & 1) != 0);
      cases.push_back(CaseOf(std::move(assigned)));
    }
    const auto strictest = [&](auto counts) {
      const Case* best = nullptr;
      for (const Case& c : cases) {
        if (counts(c) && (best == nullptr || Stricter(c, *best))) best = &c;
      }
      return *best;
    };
    const Case all = strictest([](const Case&) { return true; });
    for (std::size_t u = 0; u < unknowns_.size(); ++u) {
      OpenFact open;
      open.fact = unknowns_[u].fact;
      open.condition = unknowns_[u].condition;
      open.assumed = all.assigned[u];
      open.if_true = DateOf(strictest([&](const Case& c) { return c.assigned[u]; }));
      open.if_false = DateOf(strictest([&](const Case& c) { return !c.assigned[u]; }));
      plan_.open_facts.push_back(std::move(open));
    }
    const Case* best = &cases.front();
    for (const Case& c : cases) best = Stricter(*best, c) ? &c : best;
    plan_.best_case = DateOf(*best);
    return all;
  }

  // ---- forward ----

  void Forward(const KnownFacts& facts) {
    std::optional<Timed> goal;
    std::optional<Timed> furthest;
    for (const std::string_view milestone : kMilestones) {
      if (!Marks(*request_.definition, milestone)) continue;
      std::optional<Timed> soonest = planner_.Soonest(facts, milestone, Floor());
      if (!soonest) continue;
      AddMilestone(std::string(milestone), *soonest);
      if (milestone == plan_.goal) goal = soonest;
      if (soonest->schedule.possible) furthest = std::move(soonest);
    }
    if (!goal) return;
    if (!goal->schedule.possible) {
      plan_.broken = NameOf(goal->schedule.broken);
      return;
    }
    plan_.earliest = goal->Of(goal->layout.goal);
    // The whole way is shown where its first part is as soon as the goal can be.
    const PlacedVisit* reached = furthest ? GoalVisit(furthest->layout) : nullptr;
    const bool whole = reached != nullptr && furthest->Of(reached->left) == *plan_.earliest;
    Show(whole ? *furthest : *goal, whole ? reached->left : goal->layout.goal, facts);
  }

  static std::string NameOf(const std::optional<Bond>& bond) {
    return !bond || bond->period == nullptr ? "" : bond->step->id + "/" + bond->period->id;
  }

  void AddMilestone(const std::string& milestone, const Timed& timed) {
    PlannedMilestone out;
    out.milestone = milestone;
    out.step = model_.steps[static_cast<std::size_t>(timed.layout.visits.back().step)].node->id;
    if (timed.schedule.possible) {
      out.earliest = timed.Of(timed.layout.goal);
    } else {
      out.broken = NameOf(timed.schedule.broken);
    }
    plan_.milestones.push_back(std::move(out));
  }

  [[nodiscard]] const ModelStep& StepOf(const PlacedVisit& visit) const { return model_.steps[static_cast<std::size_t>(visit.step)]; }

  [[nodiscard]] const PlacedVisit* GoalVisit(const Layout& layout) const {
    for (const PlacedVisit& visit : layout.visits) {
      const auto& mark = StepOf(visit).node->milestone;
      const std::string& outcome = StepOf(visit).outcomes()[static_cast<std::size_t>(visit.outcome)];
      if (mark && mark->milestone == plan_.goal && std::find(mark->outcomes.begin(), mark->outcomes.end(), outcome) != mark->outcomes.end()) {
        return &visit;
      }
    }
    return nullptr;
  }

  // The moments and bonds that fix the date of the goal.
  void TraceCritical(const Timed& timed, int goal, std::vector<bool>& moments, std::vector<bool>& bonds) {
    moments.assign(static_cast<std::size_t>(timed.layout.moments), false);
    bonds.assign(timed.layout.bonds.size(), false);
    for (int moment = goal; !moments[static_cast<std::size_t>(moment)];) {
      moments[static_cast<std::size_t>(moment)] = true;
      const int cause = timed.schedule.cause[static_cast<std::size_t>(moment)];
      // Beyond the layout's own bonds: a branch that was held open; there the trace ends.
      if (cause < 0 || static_cast<std::size_t>(cause) >= bonds.size()) return;
      bonds[static_cast<std::size_t>(cause)] = true;
      const Bond& bond = timed.layout.bonds[static_cast<std::size_t>(cause)];
      moment = bond.at_least ? bond.from : bond.to;
    }
  }

  void Show(const Timed& timed, int goal, const KnownFacts& facts) {
    std::vector<bool> moments;
    std::vector<bool> bonds;
    TraceCritical(timed, goal, moments, bonds);
    bool after = false;
    for (const PlacedVisit& visit : timed.layout.visits) {
      PlannedStep step;
      step.step = StepOf(visit).node;
      step.outcome = StepOf(visit).outcomes()[static_cast<std::size_t>(visit.outcome)];
      step.starts = timed.Of(visit.entered);
      step.ends = timed.Of(visit.left);
      step.after_goal = after;
      const auto& applies = step.step->applicability;
      if (applies && !applies->discretionary && facts.Of(applies->when) == Truth::kUnknown) step.facts_open = applies->when.facts();
      plan_.steps.push_back(std::move(step));
      after = after || visit.left == goal;
    }
    for (std::size_t b = 0; b < timed.layout.bonds.size(); ++b) {
      const Bond& bond = timed.layout.bonds[b];
      if (bond.counting == nullptr) continue;
      AddPeriod(bond, timed, bonds[b]);
      for (PlannedStep& step : plan_.steps) step.critical = step.critical || (bonds[b] && step.step == bond.step);
    }
  }

  void AddPeriod(const Bond& bond, const Timed& timed, bool critical) {
    PlannedPeriod period;
    period.step = bond.step->id;
    period.period = bond.period;
    period.amount = bond.counting->amount();
    period.unit = bond.counting->unit();
    period.first_day = bond.counting->first_day();
    period.roll = bond.counting->roll();
    period.from = timed.Of(bond.from);
    period.to = timed.Of(bond.to);
    period.count = bond.counting->Explain(period.from.date);
    period.critical = critical;
    plan_.periods.push_back(std::move(period));
  }

  // ---- backward ----

  void Backward(const KnownFacts& facts) {
    if (request_.decide_on) {
      plan_.aimed_at = request_.decide_on;
    } else if (plan_.earliest && plan_.earliest->exact()) {
      plan_.aimed_at = plan_.earliest->date;
    }
    if (!plan_.aimed_at || !plan_.reachable) return;
    const DayNumber day = NumberOf(*plan_.aimed_at);
    const LatestVisit ever = planner_.LastStart(facts, plan_.goal, -1, day, day - kHorizonDays);
    if (ever.possible && ever.unknown_year == 0) plan_.start_by = DateOfNumber(ever.start);
    const LatestVisit whole = planner_.LastStart(facts, plan_.goal, -1, day, Floor());
    plan_.aim_possible = whole.possible;
    plan_.aim_unknown_year = whole.unknown_year;
    if (!whole.possible || whole.unknown_year != 0) return;
    // Without a day of start the plan begins on the last day on which it still may.
    if (!request_.from) ShowFrom(facts, whole.start);
    for (PlannedStep& step : plan_.steps) {
      if (step.after_goal) continue;
      const LatestVisit latest = planner_.LastStart(facts, plan_.goal, IndexOf(*step.step), day, Floor());
      if (!latest.possible || latest.unknown_year != 0) continue;
      step.last_start = DateOfNumber(latest.start);
      step.last_end = DateOfNumber(latest.end);
    }
    LastPeriods(facts, day);
  }

  void ShowFrom(const KnownFacts& facts, DayNumber from) {
    const std::optional<Timed> soonest = planner_.Soonest(facts, plan_.goal, from);
    if (soonest && soonest->schedule.possible) Show(*soonest, soonest->layout.goal, facts);
  }

  [[nodiscard]] int IndexOf(const StepNode& step) const {
    for (std::size_t s = 0; s < model_.steps.size(); ++s) {
      if (model_.steps[s].node == &step) return static_cast<int>(s);
    }
    return -1;
  }

  // When each period of the way has to start at the latest, and how it is counted from there.
  void LastPeriods(const KnownFacts& facts, DayNumber day) {
    const std::optional<Timed> way = planner_.Soonest(facts, plan_.goal, Floor());
    if (!way) return;
    const Schedule latest = Latest(way->layout, input_, day, Floor());
    if (!latest.possible || latest.unknown_year != 0) return;
    for (const Bond& bond : way->layout.bonds) {
      if (bond.counting == nullptr) continue;
      for (PlannedPeriod& period : plan_.periods) {
        if (period.step != bond.step->id || period.period != bond.period) continue;
        period.last_from = DateOfNumber(latest.days[static_cast<std::size_t>(bond.from)]);
        period.last_count = bond.counting->Explain(*period.last_from);
      }
    }
  }

  const PlanRequest& request_;
  const Model& model_;
  DayCounter counter_;
  std::vector<bool> timed_;
  std::vector<Unknown> unknowns_;
  LayoutInput input_;
  Planner planner_;
  Plan plan_;
};

}  // namespace

Result<Plan> MakePlan(const PlanRequest& request) {
  if (Status status = CheckRequest(request); !status.ok()) return status;
  const Model model = BuildModel(*request.definition, *request.catalog);
  return PlanMaker(request, model).Make();
}

}  // namespace juece
