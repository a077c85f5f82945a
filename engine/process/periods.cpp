// Minimum and limit periods: what starts them, when they are due, what ends them.
#include <algorithm>

#include <fmt/format.h>

#include "process/proposal.h"

namespace juece {
namespace {

FirstDay FirstDayOf(std::string_view text) { return text == "counted" ? FirstDay::kCounted : FirstDay::kNotCounted; }
Roll RollOf(std::string_view text) { return text == "next-working-day" ? Roll::kNextWorkingDay : Roll::kNone; }

Text UnitName(std::string_view unit) {
  return unit == "working-days" ? Text{"个工作日", "working days"} : Text{"日", "calendar days"};
}

// A deadline that still runs: as stored, or started by this very command.
struct OpenDeadline {
  DeadlineStarted started;
  std::optional<Date> due;
};

bool IsRunning(const DeadlineState& state) {
  return state.status == DeadlineStatus::kRunning || state.status == DeadlineStatus::kNotComputable;
}

std::vector<OpenDeadline> OpenDeadlinesOf(const Proposal& proposal, std::string_view step, int round,
                                          std::string_view period) {
  std::vector<OpenDeadline> open;
  const std::string prefix = fmt::format("{}/{}/{}", step, round, period);
  const auto& deadlines = proposal.dossier.deadlines();
  for (auto it = deadlines.lower_bound(prefix); it != deadlines.end() && it->first.starts_with(prefix); ++it) {
    if (IsRunning(it->second) && it->second.started.period == period) open.push_back({it->second.started, it->second.due});
  }
  for (const EventBody& event : proposal.events) {
    const auto* started = std::get_if<DeadlineStarted>(&event);
    if (started != nullptr && started->step == step && started->round == round && started->period == period) {
      open.push_back({*started, started->due});
    }
  }
  return open;
}

std::string NewDeadlineId(const Proposal& proposal, std::string_view step, int round, std::string_view period) {
  const std::string base = fmt::format("{}/{}/{}", step, round, period);
  std::string id = base;
  const auto taken = [&](const std::string& candidate) {
    if (proposal.dossier.deadlines().contains(candidate)) return true;
    return std::any_of(proposal.events.begin(), proposal.events.end(), [&](const EventBody& event) {
      const auto* started = std::get_if<DeadlineStarted>(&event);
      return started != nullptr && started->deadline == candidate;
    });
  };
  for (int n = 2; taken(id); ++n) id = fmt::format("{}#{}", base, n);
  return id;
}

// The reason for a shorter period, where the rule says that it must stand; from this command or from what is recorded.
std::string ReasonFor(const Proposal& proposal, const StepNode& step, const PeriodRule& rule, std::string_view event,
                      const Data& data) {
  const auto slash = rule.reason_in.find('/');
  if (slash == std::string::npos) return "";
  const std::string_view where = std::string_view(rule.reason_in).substr(0, slash);
  const std::string_view pointer = std::string_view(rule.reason_in).substr(slash);
  const Data* found = nullptr;
  if (where == event) {
    found = data.At(pointer);
  } else if (const RecordedAction* action = proposal.view.LatestAction(step.id, where)) {
    found = action->data.At(pointer);
  }
  return found == nullptr ? "" : found->AsText();
}

struct Shortening {
  const StepNode& step;
  const PeriodRule& rule;
  const DeadlineStarted& deadline;
  Date due;
  Date on;
  std::string_view event;
  const Data& data;
  bool planned;
};

Rejection RefuseTooShort(const Shortening& s) {
  const Text unit = UnitName(s.rule.unit);
  const std::string on = s.on.ToString();
  const Text found = s.planned ? Text{"公告的截止日是" + on, "the announced last day is " + on}
                               : Text{"“" + std::string(s.event) + "”发生在" + on, std::string(s.event) + " came on " + on};
  return Refuse("period-too-short", FirstArticle(s.rule.articles),
                {{"due", Same(s.due.ToString())}, {"amount", Same(fmt::format("{}", s.rule.amount))}, {"unit", unit},
                 {"period", Same(s.rule.id)}, {"found", found}});
}

void NoteShortened(Proposal& proposal, const Shortening& s, const std::string& why) {
  FindingNoted noted;
  noted.step = s.step.id;
  noted.code = "period-shortened";
  noted.severity = ToString(Severity::kNote);
  noted.article = FirstArticle(s.rule.articles);
  noted.message = {fmt::format("期限“{}”应至{}届满,实际于{}结束:{}", s.rule.id, s.due.ToString(), s.on.ToString(), why),
                   fmt::format("Period {} was to run until {} and ended on {}: {}", s.rule.id, s.due.ToString(),
                               s.on.ToString(), why)};
  proposal.Say(std::move(noted));
}

// A minimum that ends early: refused, allowed for a reason, or noted. `because` says why it was allowed.
bool AllowEarly(Proposal& proposal, const Shortening& s, std::string& because) {
  std::string mode = proposal.view.Resolve(s.rule.early);
  if (mode.empty()) mode = s.rule.soft ? "reason-required" : "refused";
  if (mode == "reason-required") {
    because = ReasonFor(proposal, s.step, s.rule, s.event, s.data);
    if (!because.empty()) return true;
  }
  if (mode == "noted") {
    because = "noted";
  } else if (proposal.Overridden(s.step.id, "period-too-short")) {
    because = "override";
  } else {
    return proposal.Refused(RefuseTooShort(s));
  }
  NoteShortened(proposal, s, because);
  return true;
}

bool CheckPlanned(Proposal& proposal, const StepNode& step, const PeriodRule& rule, const DeadlineStarted& started,
                  std::string_view event, const Data& data) {
  if (rule.planned.empty() || !started.due) return true;
  const std::optional<Date> planned = LatestDateAt(data, rule.planned);
  if (!planned || *planned >= *started.due) return true;
  std::string because;
  return AllowEarly(proposal, {step, rule, started, *started.due, *planned, event, data, true}, because);
}

bool StartPeriod(Proposal& proposal, const StepNode& step, int round, const PeriodRule& rule, std::string_view event,
                 const Data& data, Date occurred) {
  DeadlineStarted started;
  started.deadline = NewDeadlineId(proposal, step.id, round, rule.id);
  started.step = step.id;
  started.round = round;
  started.period = rule.id;
  started.kind = rule.minimum ? "minimum" : "limit";
  started.start = occurred;
  if (!rule.from_date.empty()) started.start = LatestDateAt(data, rule.from_date).value_or(occurred);
  started.amount = rule.amount;
  started.unit = rule.unit;
  started.first_day = proposal.view.Resolve(rule.first_day);
  started.roll = proposal.view.Resolve(rule.roll);
  started.article = FirstArticle(rule.articles);
  started.soft = rule.soft;
  const WorkCalendar& calendar = *proposal.view.world().calendar;
  started.calendar_version = calendar.version();
  const auto answer = calendar.Add(started.start, rule.amount, ParseDayUnit(rule.unit).value_or(DayUnit::kCalendarDays),
                                   FirstDayOf(started.first_day), RollOf(started.roll));
  if (answer.due) started.due = answer.due->due;
  if (answer.unknown) started.unknown_year = answer.unknown->year;
  if (rule.minimum && !CheckPlanned(proposal, step, rule, started, event, data)) return false;
  proposal.Say(std::move(started));
  return true;
}

Rejection RefuseNotComputable(const OpenDeadline& open, const PeriodRule& rule) {
  return Refuse("deadline-not-computable", FirstArticle(rule.articles),
                {{"period", Same(rule.id)}, {"year", Same(fmt::format("{}", open.started.unknown_year))}});
}

bool EndMinimum(Proposal& proposal, const StepNode& step, const PeriodRule& rule, const OpenDeadline& open,
                std::string_view event, const Data& data) {
  if (!open.due) {
    if (proposal.view.Resolve(rule.early) != "noted") return proposal.Refused(RefuseNotComputable(open, rule));
    // Nobody can say whether it was kept, and by its setting the period keeps no gate closed: the record says just that.
    proposal.Say(DeadlineCancelled{open.started.deadline, "not computable when it ended"});
    return true;
  }
  std::string because;
  if (proposal.today < *open.due &&
      !AllowEarly(proposal, {step, rule, open.started, *open.due, proposal.today, event, data, false}, because)) {
    return false;
  }
  // Shortened for a recorded reason it is met; let pass without one it was missed, and stays so in the record.
  if (because == "noted" || because == "override") {
    proposal.Say(DeadlineMissed{open.started.deadline, proposal.today, "ended early: " + because});
  } else {
    proposal.Say(DeadlineMet{open.started.deadline, proposal.today, because});
  }
  return true;
}

// The last day that was announced, as extended since; unset where the rule or the record names none.
std::optional<Date> AnnouncedDay(const View& view, const StepNode& step, const PeriodRule& rule) {
  if (rule.planned.empty()) return std::nullopt;
  const RecordedAction* opened = view.LatestAction(step.id, rule.from);
  if (opened == nullptr) return std::nullopt;
  const RecordedAction* extended = rule.extended_by.empty() ? nullptr : view.LatestAction(step.id, rule.extended_by);
  // An extension speaks of the announcement before it, not of a later one.
  const bool moved = extended != nullptr && extended->position > opened->position;
  return LatestDateAt(moved ? extended->data : opened->data, rule.planned);
}

// Whoever relies on the day that was announced may still come: the minimum alone does not end the period.
bool KeepsAnnouncedDay(Proposal& proposal, const StepNode& step, const PeriodRule& rule, std::string_view event) {
  const std::optional<Date> announced = AnnouncedDay(proposal.view, step, rule);
  if (!announced || proposal.today >= *announced) return true;
  return proposal.Refused(Refuse("announced-day-not-over", FirstArticle(rule.articles),
                                 {{"announced", Same(announced->ToString())}, {"event", Same(std::string(event))},
                                  {"on", Same(proposal.today.ToString())}}));
}

void EndLimit(Proposal& proposal, const OpenDeadline& open) {
  const Command& command = proposal.command;
  // Late registration never counts as on time by itself.
  const bool told_late = command.late && open.due && proposal.view.DateOf(command.recorded_at) > *open.due;
  if (open.due && (proposal.today > *open.due || told_late)) {
    proposal.Say(DeadlineMissed{open.started.deadline, proposal.today,
                                proposal.today > *open.due ? "ended late" : "registered late"});
  } else if (open.due) {
    proposal.Say(DeadlineMet{open.started.deadline, proposal.today, ""});
  } else {
    // In a year that no calendar knows nobody can say whether it was in time; the record says just that.
    proposal.Say(DeadlineCancelled{open.started.deadline, "not computable when it ended"});
  }
}

}  // namespace

std::optional<Date> DueOf(const View& view, const DeadlineStarted& started) {
  const auto answer = view.world().calendar->Add(started.start, started.amount,
                                                 ParseDayUnit(started.unit).value_or(DayUnit::kCalendarDays),
                                                 FirstDayOf(started.first_day), RollOf(started.roll));
  return answer.due ? std::optional(answer.due->due) : std::nullopt;
}

bool StartPeriods(Proposal& proposal, const StepNode& step, int round, std::string_view event, const Data& data) {
  for (const PeriodRule& rule : step.periods) {
    if (rule.from == event && !StartPeriod(proposal, step, round, rule, event, data, proposal.today)) return false;
  }
  return true;
}

bool StartPeriodsOfOtherSteps(Proposal& proposal, std::string_view step, std::string_view event, const Data& data) {
  for (const StepNode* other : proposal.view.definition().steps()) {
    if (other->id == step || other->periods.empty() || !proposal.view.IsOpen(other->id)) continue;
    const int round = proposal.view.Round(other->id);
    for (const PeriodRule& rule : other->periods) {
      const auto slash = rule.from.find('/');
      if (slash == std::string::npos || std::string_view(rule.from).substr(0, slash) != step) continue;
      if (std::string_view(rule.from).substr(slash + 1) != event) continue;
      if (!StartPeriod(proposal, *other, round, rule, event, data, proposal.today)) return false;
    }
  }
  return true;
}

bool StartPeriodsOnEntry(Proposal& proposal, const StepNode& step, int round) {
  if (!StartPeriods(proposal, step, round, "entered", Data())) return false;
  for (const PeriodRule& rule : step.periods) {
    const auto slash = rule.from.find('/');
    if (slash == std::string::npos) continue;
    const std::string_view from = rule.from;
    const RecordedAction* action = proposal.view.LatestAction(from.substr(0, slash), from.substr(slash + 1));
    if (action == nullptr) continue;
    const Date occurred = proposal.view.DateOf(action->occurred_at);
    if (!StartPeriod(proposal, step, round, rule, action->event, action->data, occurred)) return false;
  }
  return true;
}

bool EndPeriods(Proposal& proposal, const StepNode& step, int round, std::string_view event, const Data& data) {
  for (const PeriodRule& rule : step.periods) {
    if (rule.to != event) continue;
    for (const OpenDeadline& open : OpenDeadlinesOf(proposal, step.id, round, rule.id)) {
      if (!rule.minimum) {
        EndLimit(proposal, open);
      } else if (!EndMinimum(proposal, step, rule, open, event, data) || !KeepsAnnouncedDay(proposal, step, rule, event)) {
        return false;
      }
    }
  }
  return true;
}

void ExtendLimits(Proposal& proposal, const StepNode& step, int round, std::string_view event, const Data& data) {
  for (const PeriodRule& rule : step.periods) {
    if (rule.minimum || rule.extended_by != event) continue;
    const std::optional<Date> until = LatestDateAt(data, rule.planned);
    for (const OpenDeadline& open : OpenDeadlinesOf(proposal, step.id, round, rule.id)) {
      // Time that has run out is not given back, and an extension shortens nothing.
      if (!until || !open.due || proposal.today > *open.due || *until <= *open.due) continue;
      proposal.Say(DeadlineComputed{open.started.deadline, *until, proposal.view.world().calendar->version()});
    }
  }
}

void CancelDeadlines(Proposal& proposal, std::string_view step, std::string_view reason) {
  std::vector<std::string> closed;
  for (const EventBody& event : proposal.events) {
    if (const auto* met = std::get_if<DeadlineMet>(&event)) closed.push_back(met->deadline);
    if (const auto* missed = std::get_if<DeadlineMissed>(&event)) closed.push_back(missed->deadline);
    if (const auto* cancelled = std::get_if<DeadlineCancelled>(&event)) closed.push_back(cancelled->deadline);
  }
  std::vector<std::string> open;
  for (const auto& [id, state] : proposal.dossier.deadlines()) {
    if (IsRunning(state) && (step.empty() || state.started.step == step)) open.push_back(id);
  }
  for (const EventBody& event : proposal.events) {
    const auto* started = std::get_if<DeadlineStarted>(&event);
    if (started != nullptr && (step.empty() || started->step == step)) open.push_back(started->deadline);
  }
  for (const std::string& id : open) {
    if (!Contains(closed, id)) proposal.Say(DeadlineCancelled{id, std::string(reason)});
  }
}

void RecomputePeriods(Proposal& proposal, const RecordedAction& action, const Data& data) {
  int ordinal = 0;
  for (const RecordedAction& earlier : proposal.dossier.actions()) {
    if (earlier.step == action.step && earlier.round == action.round && earlier.event == action.event) ++ordinal;
    if (earlier.position == action.position) break;
  }
  const StepNode* step = proposal.view.Step(action.step);
  if (step == nullptr) return;
  for (const PeriodRule& rule : step->periods) {
    if (rule.from != action.event || rule.from_date.empty()) continue;
    std::string id = fmt::format("{}/{}/{}", action.step, action.round, rule.id);
    if (ordinal > 1) id += fmt::format("#{}", ordinal);
    const auto it = proposal.dossier.deadlines().find(id);
    if (it == proposal.dossier.deadlines().end() || !IsRunning(it->second)) continue;
    DeadlineStarted moved = it->second.started;
    moved.start = LatestDateAt(data, rule.from_date).value_or(proposal.view.DateOf(action.occurred_at));
    const std::optional<Date> due = DueOf(proposal.view, moved);
    if (due && due != it->second.due) {
      proposal.Say(DeadlineComputed{id, *due, proposal.view.world().calendar->version()});
    }
  }
}

void MoveLimitsByPause(Proposal& proposal) {
  if (!proposal.dossier.paused_at()) return;
  const View& view = proposal.view;
  const WorkCalendar& calendar = *view.world().calendar;
  const Date paused = view.DateOf(*proposal.dossier.paused_at());
  for (const auto& [id, state] : proposal.dossier.deadlines()) {
    if (!IsRunning(state) || !state.due) continue;
    const bool limit = state.started.kind == "limit";
    if (view.Setting(limit ? "pause_stops_limits" : "pause_stops_minimums", limit ? "yes" : "no") != "yes") continue;
    const DayUnit unit = ParseDayUnit(state.started.unit).value_or(DayUnit::kCalendarDays);
    const std::optional<int> days = calendar.Count(paused, proposal.today, unit, FirstDay::kNotCounted);
    if (!days || *days <= 0) continue;
    const auto moved = calendar.Add(*state.due, *days, unit, FirstDay::kNotCounted, RollOf(state.started.roll));
    if (moved.due) proposal.Say(DeadlineComputed{id, moved.due->due, calendar.version()});
  }
}

}  // namespace juece
