#include "plan/schedule.h"

#include <algorithm>

namespace juece {
namespace {

std::string Resolve(const LayoutInput& input, const std::string& value) {
  if (value.empty() || value.front() != '@') return value;
  const std::string id = value.substr(1);
  const auto chosen = input.request.settings.find(id);
  if (chosen != input.request.settings.end()) return chosen->second;
  const SettingDeclaration* setting = input.request.definition->FindSetting(id);
  return setting == nullptr ? "" : setting->value;
}

// Places the visits of a way one after the other and side by side, and then binds them.
class LayoutBuilder {
 public:
  LayoutBuilder(const LayoutInput& input, Layout& layout) : input_(input), layout_(layout) {}

  void Build(const Way& way) {
    layout_.goal = Place(way, 0);
    for (std::size_t v = 0; v < layout_.visits.size(); ++v) Bind(layout_.visits[v]);
  }

 private:
  int NewMoment() { return layout_.moments++; }
  [[nodiscard]] const ModelStep& StepOf(const PlacedVisit& visit) const { return input_.model.steps[static_cast<std::size_t>(visit.step)]; }
  [[nodiscard]] bool Applied(const PlacedVisit& visit) const {
    return StepOf(visit).outcomes()[static_cast<std::size_t>(visit.outcome)] != kNotApplicableOutcome;
  }

  // A step is entered on the day on which what came before it is left. Returns the moment at which the way is over.
  int Place(const Way& way, int entered) {
    int now = entered;
    for (const WayItem& item : way) now = item.composite == nullptr ? PlaceVisit(item, now) : PlaceBranches(item, now);
    return now;
  }
  int PlaceVisit(const WayItem& item, int entered) {
    PlacedVisit visit{item.step, item.outcome, entered, entered, branch_};
    // A step that does not apply is left as soon as it is entered.
    if (Applied(visit)) {
      visit.left = NewMoment();
      layout_.bonds.push_back({entered, visit.left, true, nullptr, nullptr, nullptr});
    }
    layout_.visits.push_back(visit);
    return visit.left;
  }
  int PlaceBranches(const WayItem& item, int entered) {
    Join join;
    const int composite = composites_++;
    for (std::size_t b = 0; b < item.branches->size(); ++b) {
      if ((*item.branches)[b].empty()) continue;
      branch_.emplace_back(composite, static_cast<int>(b));
      join.ends.push_back(Place((*item.branches)[b], entered));
      branch_.pop_back();
    }
    if (join.ends.size() == 1) return join.ends.front();
    join.out = NewMoment();
    for (const int end : join.ends) layout_.bonds.push_back({end, join.out, true, nullptr, nullptr, nullptr});
    layout_.joins.push_back(join);
    return join.out;
  }

  // The visit that an event belongs to: "event" to `visit` itself, "step/event" to that step's; nullptr where it is not on this way.
  const PlacedVisit* VisitOf(const PlacedVisit& visit, const std::string& name) const {
    const auto slash = name.find('/');
    if (slash == std::string::npos) return &visit;
    for (const PlacedVisit& other : layout_.visits) {
      if (StepOf(other).node->id == std::string_view(name).substr(0, slash)) return &other;
    }
    return nullptr;
  }
  // Whether `a` begins only when `b` is over: it comes later, and not in a branch beside b's.
  [[nodiscard]] bool Behind(const PlacedVisit& a, const PlacedVisit& b) const {
    const auto [in_a, in_b] = std::mismatch(a.branch.begin(), a.branch.end(), b.branch.begin(), b.branch.end());
    const bool beside = in_a != a.branch.end() && in_b != b.branch.end() && in_a->first == in_b->first;
    return !beside && &a > &b;
  }
  int EventOf(const PlacedVisit& visit, const std::string& event) {
    if (event == "entered") return visit.entered;
    if (event == "left") return visit.left;
    if (!Applied(visit)) return -1;
    const auto [at, added] = events_.try_emplace({visit.step, event}, 0);
    if (added) {
      at->second = NewMoment();
      layout_.bonds.push_back({visit.entered, at->second, true, nullptr, nullptr, nullptr});
      layout_.bonds.push_back({at->second, visit.left, true, nullptr, nullptr, nullptr});
    }
    return at->second;
  }

  void Bind(const PlacedVisit& visit) {
    if (!Applied(visit)) return;
    const StepNode& step = *StepOf(visit).node;
    for (const PeriodRule& period : step.periods) {
      if (input_.request.without.contains(step.id + "/" + period.id)) continue;
      const PlacedVisit* starting = VisitOf(visit, period.from);
      const PlacedVisit* ending = VisitOf(visit, period.to);
      if (starting == nullptr || ending == nullptr || Behind(*starting, *ending)) continue;
      const int from = EventOf(*starting, period.from.substr(period.from.find('/') + 1));
      const int to = EventOf(*ending, period.to.substr(period.to.find('/') + 1));
      if (from >= 0 && to >= 0) layout_.bonds.push_back({from, to, period.minimum, CountingOf(input_, step, period), &step, &period});
    }
    const auto duration = input_.request.durations.find(step.id);
    if (duration == input_.request.durations.end() || duration->second.amount == 0) return;
    const Counting* counting = input_.counter.Of(duration->second.amount, duration->second.unit, FirstDay::kNotCounted, Roll::kNone);
    layout_.bonds.push_back({visit.entered, visit.left, true, counting, &step, nullptr});
  }

  const LayoutInput& input_;
  Layout& layout_;
  std::map<std::pair<int, std::string>, int> events_;
  std::vector<std::pair<int, int>> branch_;  // where the placing stands
  int composites_ = 0;
};

Counted OverFrom(const Bond& bond, DayNumber from) { return bond.counting == nullptr ? Counted{from, 0} : bond.counting->Over(from); }

// Moves moments, each only as far as it must, until nothing has to move.
class Mover {
 public:
  Mover(const Layout& layout, const LayoutInput& input, Schedule& schedule) : layout_(layout), input_(input), schedule_(schedule) {}

  enum class Limits { kKept, kIgnored };
  // `extra` binds like the bonds of the layout. False where something is pushed beyond `ceiling`.
  bool Forward(const std::vector<Bond>& extra, DayNumber ceiling, Limits limits) {
    for (bool moved = true; moved;) {
      moved = false;
      for (std::size_t b = 0; b < layout_.bonds.size() + extra.size(); ++b) {
        const Bond& bond = b < layout_.bonds.size() ? layout_.bonds[b] : extra[b - layout_.bonds.size()];
        if (!bond.at_least && limits == Limits::kIgnored) continue;
        moved = (bond.at_least ? Raise(bond, static_cast<int>(b)) : RaiseStart(bond, static_cast<int>(b), ceiling)) || moved;
        if (At(bond.to) > ceiling || At(bond.from) > ceiling) return false;
      }
      for (int m = 0; input_.request.working_days_only && m < layout_.moments; ++m) {
        const Counted day = input_.counter.WorkingDayFrom(At(m), 1);
        moved = moved || day.day != At(m);
        At(m) = day.day;
      }
    }
    Note(extra);
    return true;
  }

  bool Backward(DayNumber floor) {
    for (bool moved = true; moved;) {
      moved = false;
      for (const Bond& bond : layout_.bonds) {
        moved = (bond.at_least ? LowerStart(bond, floor) : Lower(bond)) || moved;
        if (At(bond.from) < floor || At(bond.to) < floor) return false;
      }
      for (const Join& join : layout_.joins) {
        const DayNumber last = LastOf(join);
        moved = moved || last < At(join.out);
        At(join.out) = std::min(At(join.out), last);
      }
      for (int m = 0; input_.request.working_days_only && m < layout_.moments; ++m) {
        const Counted day = input_.counter.WorkingDayFrom(At(m), -1);
        moved = moved || day.day != At(m);
        At(m) = day.day;
        if (At(m) < floor) return false;
      }
    }
    Note({});
    return true;
  }

  [[nodiscard]] DayNumber LastOf(const Join& join) const {
    DayNumber last = schedule_.days[static_cast<std::size_t>(join.ends.front())];
    for (const int end : join.ends) last = std::max(last, schedule_.days[static_cast<std::size_t>(end)]);
    return last;
  }

 private:
  DayNumber& At(int moment) { return schedule_.days[static_cast<std::size_t>(moment)]; }

  bool Raise(const Bond& bond, int index) {
    const Counted over = OverFrom(bond, At(bond.from));
    if (At(bond.to) >= over.day) return false;
    At(bond.to) = over.day;
    schedule_.cause[static_cast<std::size_t>(bond.to)] = index;
    return true;
  }
  // A limit is kept by starting it later, where nothing else keeps it.
  bool RaiseStart(const Bond& bond, int index, DayNumber ceiling) {
    bool moved = false;
    for (Counted over = OverFrom(bond, At(bond.from)); over.unknown_year == 0 && over.day < At(bond.to) && At(bond.from) <= ceiling;
         over = OverFrom(bond, At(bond.from))) {
      ++At(bond.from);
      schedule_.cause[static_cast<std::size_t>(bond.from)] = index;
      moved = true;
    }
    return moved;
  }
  bool Lower(const Bond& bond) {
    const Counted over = OverFrom(bond, At(bond.from));
    if (over.unknown_year != 0 || At(bond.to) <= over.day) return false;
    At(bond.to) = over.day;
    return true;
  }
  bool LowerStart(const Bond& bond, DayNumber floor) {
    bool moved = false;
    while (At(bond.from) >= floor && OverFrom(bond, At(bond.from)).day > At(bond.to)) {
      --At(bond.from);
      moved = true;
    }
    return moved;
  }
  // What the calendar could not say: a count that did not come to a day, unless it is kept anyway.
  void Note(const std::vector<Bond>& extra) {
    const auto look = [&](const Bond& bond) {
      const Counted over = OverFrom(bond, At(bond.from));
      if (over.unknown_year != 0 && (bond.at_least || over.day < At(bond.to))) schedule_.unknown_year = over.unknown_year;
    };
    for (const Bond& bond : layout_.bonds) look(bond);
    for (const Bond& bond : extra) look(bond);
    for (int m = 0; input_.request.working_days_only && m < layout_.moments; ++m) {
      const Counted day = input_.counter.WorkingDayFrom(At(m), 1);
      if (day.unknown_year != 0) schedule_.unknown_year = day.unknown_year;
    }
  }

  const Layout& layout_;
  const LayoutInput& input_;
  Schedule& schedule_;
};

Schedule Blank(const Layout& layout, DayNumber day) {
  Schedule schedule;
  schedule.days.assign(static_cast<std::size_t>(layout.moments), day);
  schedule.cause.assign(static_cast<std::size_t>(layout.moments), -1);
  return schedule;
}

// Behind every count that a plan could need: working days are at most twice as many days.
DayNumber Span(const Layout& layout) {
  DayNumber span = kHorizonDays;
  for (const Bond& bond : layout.bonds) span += bond.counting == nullptr ? 0 : 2 * static_cast<DayNumber>(bond.counting->amount());
  return span;
}

// A limit that the schedule without limits breaks; none also where that one leaves the calendar.
std::optional<Bond> BrokenLimit(const Layout& layout, const LayoutInput& input, DayNumber from) {
  Schedule schedule = Blank(layout, from);
  Mover(layout, input, schedule).Forward({}, from + Span(layout), Mover::Limits::kIgnored);
  for (const Bond& bond : layout.bonds) {
    if (bond.at_least && OverFrom(bond, schedule.days[static_cast<std::size_t>(bond.from)]).unknown_year != 0) return std::nullopt;
  }
  for (const Bond& bond : layout.bonds) {
    if (bond.at_least) continue;
    const Counted over = OverFrom(bond, schedule.days[static_cast<std::size_t>(bond.from)]);
    if (over.unknown_year == 0 && schedule.days[static_cast<std::size_t>(bond.to)] > over.day) return bond;
  }
  return std::nullopt;
}

bool Sooner(const Layout& layout, const Schedule& a, const Schedule& b) {
  if (a.possible != b.possible) return a.possible;
  const auto goal = static_cast<std::size_t>(layout.goal);
  return a.possible && a.days[goal] < b.days[goal];
}

Schedule EarliestWith(const Layout& layout, const LayoutInput& input, DayNumber from, std::vector<Bond>& extra) {
  Schedule schedule = Blank(layout, from);
  Mover mover(layout, input, schedule);
  schedule.possible = mover.Forward(extra, from + Span(layout), Mover::Limits::kKept);
  if (!schedule.possible) return schedule;
  // A limit that starts when a composite is left may hold the composite open: then some branch has to end that late. Each is tried.
  for (const Join& join : layout.joins) {
    if (schedule.days[static_cast<std::size_t>(join.out)] <= mover.LastOf(join)) continue;
    Schedule best;
    for (const int end : join.ends) {
      extra.push_back({join.out, end, true, nullptr, nullptr, nullptr});
      Schedule tried = EarliestWith(layout, input, from, extra);
      extra.pop_back();
      if (best.days.empty() || Sooner(layout, tried, best)) best = std::move(tried);
    }
    return best;
  }
  return schedule;
}

}  // namespace

const PlacedVisit* Layout::VisitOf(int step) const {
  const auto found = std::find_if(visits.begin(), visits.end(), [&](const PlacedVisit& visit) { return visit.step == step; });
  return found == visits.end() ? nullptr : &*found;
}

const Counting* CountingOf(const LayoutInput& input, const StepNode& step, const PeriodRule& period) {
  const auto shortened = input.request.shortened.find(step.id + "/" + period.id);
  const int amount = shortened == input.request.shortened.end() ? period.amount : shortened->second;
  return input.counter.Of(amount, ParseDayUnit(period.unit).value_or(DayUnit::kCalendarDays),
                          Resolve(input, period.first_day) == "counted" ? FirstDay::kCounted : FirstDay::kNotCounted,
                          Resolve(input, period.roll) == "next-working-day" ? Roll::kNextWorkingDay : Roll::kNone);
}

Layout LayOut(const LayoutInput& input, const Way& way) {
  Layout layout;
  LayoutBuilder(input, layout).Build(way);
  return layout;
}

Schedule Earliest(const Layout& layout, const LayoutInput& input, DayNumber from) {
  std::vector<Bond> extra;
  Schedule schedule = EarliestWith(layout, input, from, extra);
  // Where only an unknown year could still keep a limit, no schedule is known: the limit is what to tell.
  if (!schedule.possible || schedule.unknown_year != 0) schedule.broken = BrokenLimit(layout, input, from);
  if (schedule.broken) schedule.possible = false;
  return schedule;
}

Schedule Latest(const Layout& layout, const LayoutInput& input, DayNumber day, DayNumber floor) {
  Schedule schedule = Blank(layout, day);
  schedule.possible = Mover(layout, input, schedule).Backward(floor);
  return schedule;
}

}  // namespace juece
