// The templates, each decided in one pass over the case.
#include <algorithm>
#include <set>

#include "base/decimal.h"
#include "base/time.h"
#include "compliance/log_rules.h"

namespace juece {
namespace {

using Events = std::vector<LogEvent>;

LogVerdict Holds(bool holds) { return holds ? LogVerdict::kSatisfied : LogVerdict::kViolated; }

// ---- templates over activities ----

struct Places {
  int count_a = 0, count_b = 0;
  int first_a = -1, last_a = -1, first_b = -1, last_b = -1;
};

Places PlacesOf(const LogRule& rule, const Events& events) {
  Places at;
  for (int i = 0; i < static_cast<int>(events.size()); ++i) {
    const std::int32_t activity = events[static_cast<std::size_t>(i)].activity;
    if (activity == rule.a) {
      ++at.count_a;
      at.first_a = at.first_a < 0 ? i : at.first_a;
      at.last_a = i;
    } else if (activity == rule.b && rule.b != kOtherActivity) {
      ++at.count_b;
      at.first_b = at.first_b < 0 ? i : at.first_b;
      at.last_b = i;
    }
  }
  return at;
}

bool Response(const Places& at) { return at.last_a <= at.last_b; }
bool Precedence(const Places& at) { return at.first_b < 0 || (at.first_a >= 0 && at.first_a < at.first_b); }
bool EverFollows(const Places& at) { return at.first_a >= 0 && at.first_a < at.last_b; }

bool AlternateResponse(const LogRule& rule, const Events& events) {
  bool open = false;
  for (const LogEvent& event : events) {
    if (event.activity == rule.a) {
      if (open) return false;
      open = true;
    } else if (event.activity == rule.b) {
      open = false;
    }
  }
  return !open;
}

bool AlternatePrecedence(const LogRule& rule, const Events& events) {
  bool ready = false;
  for (const LogEvent& event : events) {
    if (event.activity == rule.a) {
      ready = true;
    } else if (event.activity == rule.b) {
      if (!ready) return false;
      ready = false;
    }
  }
  return true;
}

bool ChainResponse(const LogRule& rule, const Events& events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].activity == rule.a && (i + 1 == events.size() || events[i + 1].activity != rule.b)) return false;
  }
  return true;
}

bool ChainPrecedence(const LogRule& rule, const Events& events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].activity == rule.b && (i == 0 || events[i - 1].activity != rule.a)) return false;
  }
  return true;
}

bool EverNext(const LogRule& rule, const Events& events) {
  for (std::size_t i = 1; i < events.size(); ++i) {
    if (events[i - 1].activity == rule.a && events[i].activity == rule.b) return true;
  }
  return false;
}

// ---- time ----

// The bounds for the a at `from`; nothing where no b follows.
std::optional<LogVerdict> Bounds(const LogRule& rule, const Events& events, std::size_t from) {
  const auto found = std::find_if(events.begin() + static_cast<std::ptrdiff_t>(from) + 1, events.end(),
                                  [&](const LogEvent& event) { return event.activity == rule.b; });
  if (found == events.end()) return std::nullopt;
  if (!events[from].unix_ms || !found->unix_ms) return LogVerdict::kNotShown;
  const std::int64_t between = *found->unix_ms - *events[from].unix_ms;
  if (between < 0) return LogVerdict::kNotShown;  // the times contradict the order of the log
  return Holds((!rule.at_most || between <= *rule.at_most) && (!rule.at_least || between >= *rule.at_least));
}

LogVerdict Within(const LogRule& rule, const Events& events) {
  LogVerdict verdict = LogVerdict::kSatisfied;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].activity != rule.a) continue;
    const LogVerdict one = Bounds(rule, events, i).value_or(Holds(!rule.missing_violates));
    if (one == LogVerdict::kViolated) return one;
    if (one == LogVerdict::kNotShown) verdict = one;
    if (!rule.each) break;
  }
  return verdict;
}

// ---- who ----

LogVerdict FourEyes(const LogRule& rule, const LogTrace& trace, std::size_t keys) {
  std::set<std::int32_t> did_a, did_b;
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    const std::int32_t activity = trace.events[i].activity;
    if (activity == rule.a) did_a.insert(trace.ValueOf(i, rule.key, keys));
    if (activity == rule.b) did_b.insert(trace.ValueOf(i, rule.key, keys));
  }
  const bool unknown = !did_a.empty() && !did_b.empty() && (did_a.contains(kNoValue) || did_b.contains(kNoValue));
  const bool same = std::any_of(did_a.begin(), did_a.end(), [&](std::int32_t who) { return who != kNoValue && did_b.contains(who); });
  return same ? LogVerdict::kViolated : unknown ? LogVerdict::kNotShown : LogVerdict::kSatisfied;
}

// ---- attributes of the case ----

std::optional<std::strong_ordering> Compare(const std::string& left, const std::string& right) {
  const auto left_time = ParseLogTime(left);
  const auto right_time = ParseLogTime(right);
  if (left_time && right_time) return left_time->unix_ms() <=> right_time->unix_ms();
  const auto left_day = Date::Parse(left);
  const auto right_day = Date::Parse(right);
  if (left_day && right_day) return *left_day <=> *right_day;
  const auto left_number = Decimal::Parse(left);
  const auto right_number = Decimal::Parse(right);
  if (left_number && right_number) return *left_number <=> *right_number;
  return std::nullopt;
}

LogVerdict CompareAttributes(const LogRule& rule, const LogTrace& trace) {
  const auto& left = trace.attributes[rule.left];
  const auto& right = trace.attributes[rule.right];
  if (!left || !right) return LogVerdict::kNotShown;
  if (rule.comparison == Comparison::kEqual && *left == *right) return LogVerdict::kSatisfied;
  const auto order = Compare(*left, *right);
  if (!order) {  // plain texts are the same or they are not
    return rule.comparison == Comparison::kEqual      ? LogVerdict::kViolated
           : rule.comparison == Comparison::kNotEqual ? Holds(*left != *right)
                                                      : LogVerdict::kNotShown;
  }
  switch (rule.comparison) {
    case Comparison::kLess: return Holds(*order < 0);
    case Comparison::kLessOrEqual: return Holds(*order <= 0);
    case Comparison::kEqual: return Holds(*order == 0);
    case Comparison::kNotEqual: return Holds(*order != 0);
    case Comparison::kGreaterOrEqual: return Holds(*order >= 0);
    case Comparison::kGreater: return Holds(*order > 0);
  }
  return LogVerdict::kNotShown;
}

LogVerdict JudgeActivities(const LogRule& rule, const Events& events) {
  const Places at = PlacesOf(rule, events);
  switch (rule.form) {
    case LogTemplate::kExistence: return Holds(at.count_a >= rule.count);
    case LogTemplate::kAbsence: return Holds(at.count_a < rule.count);
    case LogTemplate::kExactly: return Holds(at.count_a == rule.count);
    case LogTemplate::kInit: return Holds(at.first_a == 0);
    case LogTemplate::kEnd: return Holds(at.last_a >= 0 && at.last_a + 1 == static_cast<int>(events.size()));
    case LogTemplate::kChoice: return Holds(at.count_a + at.count_b > 0);
    case LogTemplate::kExclusiveChoice: return Holds((at.count_a > 0) != (at.count_b > 0));
    case LogTemplate::kRespondedExistence: return Holds(at.count_a == 0 || at.count_b > 0);
    case LogTemplate::kCoExistence: return Holds((at.count_a > 0) == (at.count_b > 0));
    case LogTemplate::kNotRespondedExistence:
    case LogTemplate::kNotCoExistence: return Holds(at.count_a == 0 || at.count_b == 0);
    case LogTemplate::kResponse: return Holds(Response(at));
    case LogTemplate::kPrecedence: return Holds(Precedence(at));
    case LogTemplate::kSuccession: return Holds(Response(at) && Precedence(at));
    case LogTemplate::kAlternateResponse: return Holds(AlternateResponse(rule, events));
    case LogTemplate::kAlternatePrecedence: return Holds(AlternatePrecedence(rule, events));
    case LogTemplate::kAlternateSuccession: return Holds(AlternateResponse(rule, events) && AlternatePrecedence(rule, events));
    case LogTemplate::kChainResponse: return Holds(ChainResponse(rule, events));
    case LogTemplate::kChainPrecedence: return Holds(ChainPrecedence(rule, events));
    case LogTemplate::kChainSuccession: return Holds(ChainResponse(rule, events) && ChainPrecedence(rule, events));
    case LogTemplate::kNotResponse:
    case LogTemplate::kNotPrecedence:
    case LogTemplate::kNotSuccession: return Holds(!EverFollows(at));
    case LogTemplate::kNotChainResponse:
    case LogTemplate::kNotChainPrecedence:
    case LogTemplate::kNotChainSuccession: return Holds(!EverNext(rule, events));
    default: return LogVerdict::kNotShown;  // the other forms do not come here
  }
}

}  // namespace

LogVerdict Judge(const LogRule& rule, const LogTrace& trace, const LogSelection& selection) {
  switch (rule.form) {
    case LogTemplate::kWithin: return Within(rule, trace.events);
    case LogTemplate::kFourEyes: return FourEyes(rule, trace, selection.event_keys.size());
    case LogTemplate::kAttribute: return CompareAttributes(rule, trace);
    default: return JudgeActivities(rule, trace.events);
  }
}

}  // namespace juece
