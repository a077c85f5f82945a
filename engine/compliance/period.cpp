// Periods between two events, by their bounds where dates are imprecise and by both counts where the first day decides.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compliance/scene.h"

namespace juece {
namespace {

struct Span {
  const SubjectEvent* from = nullptr;
  const SubjectEvent* to = nullptr;
  std::optional<DateRange> start;
  std::optional<DateRange> end;
  Truth concerned = Truth::kTrue;
};

// Days by the two ways to count, for one pair of dates. Unset: the calendar does not know a year.
struct Counts {
  int without_first = 0;
  int with_first = 0;
};

std::optional<Counts> CountDays(const PeriodCheck& check, const Scene& scene, Date from, Date to) {
  const auto without = scene.calendar().Count(from, to, check.unit, FirstDay::kNotCounted);
  const auto with = scene.calendar().Count(from, to, check.unit, FirstDay::kCounted);
  return without && with ? std::optional(Counts{*without, *with}) : std::nullopt;
}

std::optional<DateRange> Earlier(const std::optional<DateRange>& a, const std::optional<DateRange>& b) {
  if (!a || !b) {
    return a ? a : b;
  }
  return DateRange{std::min(a->first, b->first), std::min(a->last, b->last)};
}

// The latest date in a list, or the event's own.
std::optional<DateRange> StartOf(const PeriodCheck& check, const SubjectEvent& event) {
  if (check.from_list.empty()) {
    return event.date;
  }
  std::optional<DateRange> latest;
  for (const Data& item : event.data[check.from_list].AsList()) {
    const auto date = DateRange::Parse(item[check.from_item].AsText());
    if (!date) {
      return std::nullopt;  // one receipt without its date leaves the latest open
    }
    latest = latest ? DateRange{std::max(latest->first, date->first), std::max(latest->last, date->last)} : date;
  }
  return latest;
}

// The first end after a start and before the next start.
const SubjectEvent* EndAfter(const PeriodCheck& check, const Scene& scene, const SubjectEvent& from) {
  for (const SubjectEvent* end : scene.Named(check.to)) {
    if (scene.Before(*end, from) == Truth::kTrue || end == &from) {
      continue;
    }
    const Scene::Events starts = scene.Named(check.from);
    const bool belongs_to_later = std::any_of(starts.begin(), starts.end(), [&](const SubjectEvent* other) {
      return other->event == from.event && other != &from && scene.Before(from, *other) == Truth::kTrue &&
             scene.Before(*other, *end) == Truth::kTrue;
    });
    if (!belongs_to_later) {
      return end;
    }
  }
  return nullptr;
}

// The last start before an end, of the first kind of event that has one.
const SubjectEvent* StartBefore(const PeriodCheck& check, const Scene& scene, const SubjectEvent& to) {
  for (const std::string& name : check.from) {
    const SubjectEvent* last = nullptr;
    for (const SubjectEvent* start : scene.Named({name})) {
      const bool before = scene.Before(to, *start) != Truth::kTrue && scene.Before(*start, to) != Truth::kFalse;
      if (before && (last == nullptr || scene.Before(*last, *start) != Truth::kFalse)) {
        last = start;
      }
    }
    if (last != nullptr) {
      return last;
    }
  }
  return nullptr;
}

std::vector<Span> SpansOf(const PeriodCheck& check, const Scene& scene, int& outside) {
  std::vector<Span> spans;
  const EventPattern anchors = check.each_to ? EventPattern{check.to, std::nullopt} : EventPattern{check.from, check.where};
  for (const Match& match : scene.Governed(anchors, outside)) {
    Span span;
    span.concerned = match.truth;
    span.from = check.each_to ? StartBefore(check, scene, *match.event) : match.event;
    span.to = check.each_to ? match.event : EndAfter(check, scene, *match.event);
    if (span.from != nullptr) {
      span.start = StartOf(check, *span.from);
    }
    span.end = span.to == nullptr ? std::nullopt : span.to->date;
    if (span.from != nullptr && !check.planned.empty()) {
      span.end = Earlier(span.end, PlannedDay(scene, *span.from, span.to, check.planned, check.extended));
    }
    spans.push_back(span);
  }
  return spans;
}

Text Unit(const PeriodCheck& check) {
  return check.unit == DayUnit::kWorkingDays ? Text{"个工作日", "working days"} : Text{"日", "days"};
}

Text Measured(const PeriodCheck& check, const Span& span, const Counts& counts) {
  const Text unit = Unit(check);
  return {fmt::format("{} 至 {}:不计首日为 {} {},计首日为 {} {};{} {} {}", span.start->ToString(), span.end->ToString(),
                      counts.without_first, unit.zh, counts.with_first, unit.zh, check.minimum ? "应不少于" : "应不超过", check.amount,
                      unit.zh),
          fmt::format("{} to {}: {} {} without the first day, {} with it; {} {} {}", span.start->ToString(), span.end->ToString(),
                      counts.without_first, unit.en, counts.with_first, check.minimum ? "at least" : "at most", check.amount,
                      unit.en)};
}

Scene::Events EvidenceOf(const Span& span) {
  Scene::Events evidence;
  if (span.from != nullptr) evidence.push_back(span.from);
  if (span.to != nullptr) evidence.push_back(span.to);
  return evidence;
}

// The reason may stand in the event that opened the period or in another one; unknown where a partial record lacks the member.
Truth ReasonGiven(const PeriodCheck& check, const Scene& scene, const Span& span) {
  if (check.reason.event.empty()) {
    return Truth::kFalse;
  }
  Truth given = Truth::kFalse;
  bool found = false;
  for (const SubjectEvent* event : EvidenceOf(span)) {
    if (event->event != check.reason.event) {
      continue;
    }
    found = true;
    const Data* reason = event->data.Find(check.reason.member);
    const Truth here = reason == nullptr ? (scene.partial() ? Truth::kUnknown : Truth::kFalse)
                       : SaysSomething(*reason) ? Truth::kTrue
                                                : Truth::kFalse;
    given = Or(given, here);
  }
  return found || !scene.partial() ? given : Truth::kUnknown;
}

CheckResult TooShort(const PeriodCheck& check, const Scene& scene, const Span& span, const Text& measured, bool covered) {
  const Scene::Events evidence = EvidenceOf(span);
  if (covered) {
    return scene.Say(Verdict::kNotShown, "covered-by-adjustment",
                     {measured.zh + ";此后审查部门确认了按意见所作的调整,不作违反认定,请说明审查时间",
                      measured.en + "; the reviewer later confirmed the adjusted draft, so this is not called a violation: explain the time"},
                     evidence);
  }
  const Truth reason = check.soft ? ReasonGiven(check, scene, span) : Truth::kFalse;
  if (reason == Truth::kTrue) {
    return scene.Say(Verdict::kSatisfied, "shortened-with-reason",
                     {measured.zh + ";缩短已说明理由", measured.en + "; the reason for the shorter time is stated"}, evidence);
  }
  if (reason == Truth::kUnknown || span.concerned != Truth::kTrue) {
    return scene.Say(Verdict::kNotShown, "reason-not-shown",
                     {measured.zh + ";未显示是否说明了理由", measured.en + "; whether a reason was stated is not shown"}, evidence);
  }
  const Text ask = check.soft ? Text{";应说明理由,但没有", "; expected a stated reason, but there is none"} : Text{};
  return scene.Say(Verdict::kViolated, check.minimum ? "period-too-short" : "period-too-long",
                   {measured.zh + ask.zh, measured.en + ask.en}, evidence);
}

// What the reviewer confirmed after the receipt was carried out as the opinion asked: the review is not called too short.
bool IsCovered(const PeriodCheck& check, const Scene& scene, const Span& span) {
  const Scene::Events covering = scene.Named(check.covered_by);
  return std::any_of(covering.begin(), covering.end(), [&](const SubjectEvent* event) {
    return span.from != nullptr && scene.Before(*span.from, *event) == Truth::kTrue;
  });
}

CheckResult LongEnough(const Scene& scene, const Span& span, const Text& measured) {
  for (const SubjectEvent* event : EvidenceOf(span)) {
    if (Scene::RestsOnLate(*event)) {
      return scene.LateOnly(*event);
    }
  }
  CheckResult result = scene.Say(Verdict::kSatisfied, "period-kept", measured, EvidenceOf(span));
  const Date last = span.end->last;
  if (span.end->exact() && scene.calendar().IsWorkingDay(last) == false) {
    const Text name = scene.calendar().DayName(last);
    const auto next = scene.calendar().Add(last, WorkingDays{1}, FirstDay::kNotCounted, Roll::kNone);
    const std::string day = next.due ? next.due->due.ToString() : "?";
    result = Together(std::move(result),
                      scene.Say(Verdict::kSatisfied, "ends-on-holiday",
                                {fmt::format("末日 {} 为{};如按末日顺延计算,应至 {}。此处按日数评判", last.ToString(), name.zh, day),
                                 fmt::format("The last day {} is a day off ({}); where the last day rolls, the period would end on {}. It "
                                             "is judged by the number of days here",
                                             last.ToString(), name.In(Language::kEnglish), day)},
                                EvidenceOf(span)));
  }
  return result;
}

CheckResult NotMeasurable(const PeriodCheck& check, const Scene& scene, const Span& span) {
  const Text title = scene.words().TitleOf(check.each_to ? check.from : check.to);
  return scene.Say(Verdict::kNotShown, "period-not-shown",
                   {fmt::format("未显示起止日期({}),期限无从计算", title.zh),
                    fmt::format("The dates are not shown ({}), so the period cannot be counted", title.en)},
                   EvidenceOf(span));
}

// For a minimum the shortest possible span decides "kept", the longest "too short"; for a limit the other way round.
CheckResult JudgeSpan(const PeriodCheck& check, const Scene& scene, const Span& span, bool covered) {
  if (!span.start || !span.end) {
    return NotMeasurable(check, scene, span);
  }
  const auto shortest = CountDays(check, scene, span.start->last, span.end->first);
  const auto longest = CountDays(check, scene, span.start->first, span.end->last);
  if (!shortest || !longest) {
    return scene.Say(Verdict::kNotShown, "calendar-unknown",
                     {"工作日历没有所涉年份,无法计算;请安装新的日历", "The work calendar does not know the year: install a newer one"},
                     EvidenceOf(span));
  }
  const Text measured = Measured(check, span, *longest);
  const bool kept = check.minimum ? shortest->without_first >= check.amount : longest->with_first <= check.amount;
  const bool broken = check.minimum ? longest->with_first < check.amount : shortest->without_first > check.amount;
  if (kept) {
    return LongEnough(scene, span, measured);
  }
  if (broken) {
    return TooShort(check, scene, span, measured, covered);
  }
  if (span.start->exact() && span.end->exact()) {
    return scene.Say(Verdict::kNotShown, "first-day-decides",
                     {measured.zh + ";结论取决于首日是否计入(民法典第二百零一条不计),不认定为违反",
                      measured.en + "; the verdict depends on whether the first day counts (Civil Code art. 201: it does not), so it is "
                                    "not called a violation"},
                     EvidenceOf(span));
  }
  return scene.Say(Verdict::kNotShown, "date-imprecise",
                   {fmt::format("{} 至 {}:日期不精确,可能为 {} 至 {} {},不能认定", span.start->ToString(), span.end->ToString(),
                                shortest->without_first, longest->with_first, Unit(check).zh),
                    fmt::format("{} to {}: the dates are imprecise, anything from {} to {} {} is possible", span.start->ToString(),
                                span.end->ToString(), shortest->without_first, longest->with_first, Unit(check).en)},
                   EvidenceOf(span));
}

bool IsOne(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The verdicts that a span can end with while the matter runs. What has both its ends stands; without an end, the end and an
// extension of the announced day are still to come, on this day or later.
VerdictSet OutlookOf(const PeriodCheck& check, const Scene& scene, const Span& span, Verdict verdict) {
  const VerdictSet stands(verdict);
  if (span.to != nullptr || span.from == nullptr || !span.start) {
    return stands;
  }
  const bool reason_to_come = check.soft && IsOne(check.to, check.reason.event);
  if (span.end) {  // the announced last day, which an end can only bring forward
    const bool movable = !check.extended.empty() || !check.minimum || reason_to_come;
    return verdict == Verdict::kViolated && !movable ? stands : VerdictSet::All();
  }
  const auto spent = scene.today() ? CountDays(check, scene, span.start->last, *scene.today()) : std::nullopt;
  const bool in_time = check.minimum || !spent || spent->with_first <= check.amount;
  const bool excused = reason_to_come || (check.soft && ReasonGiven(check, scene, span) == Truth::kTrue);
  return in_time || excused ? VerdictSet::All() : VerdictSet(Verdict::kViolated).With(Verdict::kNotShown);
}

// A later confirmation explains a short span, and makes it good where an earlier one was kept.
VerdictSet Covered(const PeriodCheck& check, VerdictSet outlook, bool first) {
  return check.covered_by.empty() ? outlook : first ? outlook.With(Verdict::kNotShown) : VerdictSet::All();
}

std::optional<Date> LastDay(const PeriodCheck& check, const Scene& scene, Date start, FirstDay first_day) {
  const auto counted = scene.calendar().Add(start, check.amount, check.unit, first_day, Roll::kNone);
  return counted.due ? std::optional(counted.due->due) : std::nullopt;
}

// Until when, or from when on, the end of a period may come that has begun on this day.
std::vector<RunningTerm> TermOf(const PeriodCheck& check, const Scene& scene, Date start) {
  const auto day = LastDay(check, scene, start, FirstDay::kNotCounted);
  if (!scene.today() || !day) {
    return {};
  }
  RunningTerm term;
  term.what = scene.words().TitleOf(check.to);
  term.unit = check.unit;
  if (check.minimum) {
    term.not_before = day;
    return {term};
  }
  const auto spent = CountDays(check, scene, start, *scene.today());
  term.until = day;
  term.surely_until = LastDay(check, scene, start, FirstDay::kCounted);
  term.days_left = spent ? check.amount - spent->without_first : 0;
  return {term};
}

// With one period for each end, the last start that no end has followed.
std::vector<RunningTerm> TermsBeforeEnds(const PeriodCheck& check, const Scene& scene) {
  for (const std::string& name : check.from) {
    const Scene::Events starts = scene.Named({name});
    if (starts.empty()) continue;
    const auto start = StartOf(check, *starts.back());
    const Scene::Events ends = scene.Named(check.to);
    const bool ended = std::any_of(ends.begin(), ends.end(),
                                   [&](const SubjectEvent* end) { return scene.Before(*starts.back(), *end) != Truth::kFalse; });
    return ended || !start ? std::vector<RunningTerm>{} : TermOf(check, scene, start->last);
  }
  return {};
}

CheckResult WhileRunning(const PeriodCheck& check, const Scene& scene, const Span& span, bool first, CheckResult one) {
  if (!scene.running()) {
    return one;
  }
  one.outlook = Covered(check, OutlookOf(check, scene, span, one.verdict), first);
  if (span.from != nullptr && span.to == nullptr && span.start) {
    one.terms = TermOf(check, scene, span.start->last);
  }
  const SubjectEvent* anchor = check.each_to ? span.to : span.from;
  return scene.UndecidedIf(anchor != nullptr && scene.MayBeTakenBack(*anchor), std::move(one));
}

}  // namespace

// An extension belongs to the last start of its kind before it; of several the last one told holds.
std::optional<DateRange> PlannedDay(const Scene& scene, const SubjectEvent& start, const SubjectEvent* end,
                                    const std::string& planned, const std::vector<std::string>& extended) {
  std::optional<DateRange> day = DateRange::Parse(start.data[planned].AsText());
  const SubjectEvent* holds = nullptr;
  for (const SubjectEvent* extension : scene.Named(extended)) {
    const auto until = DateRange::Parse(extension->data[planned].AsText());
    const Scene::Events starts = scene.Named({start.event});
    const bool later_start = std::any_of(starts.begin(), starts.end(), [&](const SubjectEvent* other) {
      return other != &start && scene.Before(start, *other) == Truth::kTrue && scene.Before(*other, *extension) == Truth::kTrue;
    });
    const bool superseded = holds != nullptr && scene.Before(*extension, *holds) == Truth::kTrue;
    const bool too_late = end != nullptr && scene.Before(*end, *extension) == Truth::kTrue;
    if (until && !later_start && !superseded && !too_late && scene.Before(start, *extension) == Truth::kTrue) {
      day = until;
      holds = extension;
    }
  }
  return day;
}

CheckResult Judge(const PeriodCheck& check, const Scene& scene) {
  int outside = 0;
  const std::vector<Span> spans = SpansOf(check, scene, outside);
  const std::vector<std::string>& anchors = check.each_to ? check.to : check.from;
  std::vector<RunningTerm> terms = scene.running() && check.each_to ? TermsBeforeEnds(check, scene) : std::vector<RunningTerm>{};
  if (spans.empty()) {
    CheckResult none = scene.NothingToJudge(anchors, outside);
    none.terms = std::move(terms);
    return none;
  }
  CheckResult result;
  bool earlier_kept = false;
  for (const Span& span : spans) {
    const bool covered = IsCovered(check, scene, span);
    CheckResult one = JudgeSpan(check, scene, span, covered);
    if (covered && earlier_kept && one.verdict == Verdict::kNotShown) {
      one.verdict = Verdict::kSatisfied;  // the first review had its time; the second only looked at what it had asked for
    }
    earlier_kept = earlier_kept || one.verdict == Verdict::kSatisfied;
    result = Together(std::move(result), WhileRunning(check, scene, span, &span == &spans.front(), std::move(one)));
  }
  std::move(terms.begin(), terms.end(), std::back_inserter(result.terms));
  return scene.WithMore(std::move(result));
}

}  // namespace juece
