// Periods: how long, how hard, counted from where. Working days and calendar days do not convert: where the units differ, each day of
// the published years is tried.
#include <fmt/format.h>

#include <algorithm>

#include "difference/context.h"
#include "proof/day_units.h"

namespace juece {
namespace {

const PeriodRule* FindById(const std::vector<PeriodRule>& periods, const std::string& id) {
  const auto found = std::find_if(periods.begin(), periods.end(), [&](const PeriodRule& period) { return period.id == id; });
  return found == periods.end() ? nullptr : &*found;
}

// The one of the same id, else one of the same kind and span that has only got another id.
const PeriodRule* FindLike(const std::vector<PeriodRule>& periods, const PeriodRule& wanted, const std::vector<PeriodRule>& siblings) {
  if (const PeriodRule* same = FindById(periods, wanted.id)) return same;
  for (const PeriodRule& period : periods) {
    const bool alike = period.minimum == wanted.minimum && period.from == wanted.from && period.to == wanted.to;
    if (alike && FindById(siblings, period.id) == nullptr) return &period;
  }
  return nullptr;
}

Text KindText(const PeriodRule& period) {
  return period.minimum ? Text{"不少于", "at least "} : Text{"不超过", "at most "};
}

Text Length(const PeriodRule& period) {
  const Text kind = KindText(period);
  const Text amount = AmountText(period.amount, period.unit);
  return {kind.zh + amount.zh, kind.en + amount.en};
}

// The value that counts: a named setting stands for what it is set to.
std::string Resolved(const Side& side, const std::string& value) {
  if (value.empty() || value.front() != '@') return value;
  const SettingDeclaration* setting = side.definition->FindSetting(value.substr(1));
  return setting == nullptr ? value : setting->value;
}

DaySpan SpanOf(const PeriodRule& period) { return {period.amount, period.unit == "working-days"}; }

// Is the first at least as strict, is the second?
Bearing Judge(bool after_as_strict, bool before_as_strict) {
  if (after_as_strict) return before_as_strict ? Bearing::kNeutral : Bearing::kStricter;
  return before_as_strict ? Bearing::kLooser : Bearing::kUnclear;
}

// The strictest value last; what is not among them cannot be compared.
Bearing JudgeByRank(const std::vector<std::string>& ranks, const std::string& before, const std::string& after) {
  const auto was = std::find(ranks.begin(), ranks.end(), before);
  const auto is = std::find(ranks.begin(), ranks.end(), after);
  if (was == ranks.end() || is == ranks.end()) return Bearing::kUnclear;
  return Judge(is >= was, was >= is);
}

class PeriodComparer {
 public:
  PeriodComparer(CompareContext& context, const StepNode& step, const PeriodRule& before, const PeriodRule& after)
      : context_(context), step_(step), before_(before), after_(after), name_(NameOf(step)) {}

  void Compare() {
    if (before_.minimum != after_.minimum) {
      Say("period-kind", Bearing::kUnclear, Length(before_), Length(after_));
    } else if (before_.amount != after_.amount || before_.unit != after_.unit) {
      const bool after_longer = !MayEndEarlier(SpanOf(after_), SpanOf(before_), context_.calendar()).possible;
      const bool before_longer = !MayEndEarlier(SpanOf(before_), SpanOf(after_), context_.calendar()).possible;
      const bool minimum = before_.minimum;
      Say(before_.unit == after_.unit ? "period-length" : "period-unit",
          Judge(minimum ? after_longer : before_longer, minimum ? before_longer : after_longer), Length(before_), Length(after_));
    }
    CompareHardness();
    CompareCounting();
    CompareSpan();
  }

 private:
  void CompareHardness() {
    if (before_.soft != after_.soft) {
      Say("period-softness", before_.soft ? Bearing::kStricter : Bearing::kLooser, SoftText(before_), SoftText(after_));
    }
    const std::string was = Resolved(context_.before(), before_.early);
    const std::string is = Resolved(context_.after(), after_.early);
    if (was != is || before_.early != after_.early) {
      const Bearing bearing = JudgeByRank({"noted", "reason-required", "refused"}, was, is);
      Say("period-early", was == is ? Bearing::kUnclear : bearing, EarlyText(was, before_.early), EarlyText(is, after_.early));
    }
    Free("reason-in", {"缩短理由应写在", "the reason for shortening must stand in "}, before_.reason_in, after_.reason_in);
  }

  void CompareCounting() {
    // What makes a period longer is stricter in a minimum and looser in a limit.
    Count("first-day", {"counted", "not-counted"}, before_.first_day, after_.first_day, {"首日", "first day: "});
    Count("roll", {"none", "next-working-day"}, before_.roll, after_.roll, {"末日遇休假日", "last day that is a day off: "});
  }

  void CompareSpan() {
    Free("from", {"起算于", "runs from "}, before_.from, after_.from);
    Free("from-date", {"起算日取自", "start date taken from "}, before_.from_date, after_.from_date);
    Free("to", {"算到", "runs to "}, before_.to, after_.to);
    if (before_.planned.empty() != after_.planned.empty()) {
      const bool gained = before_.planned.empty();
      Say("period-announced", gained ? Bearing::kStricter : Bearing::kLooser, PlannedText(before_), PlannedText(after_));
    } else {
      Free("planned", {"公告的截止日取自", "announced last day taken from "}, before_.planned, after_.planned);
    }
    Free("extended-by", {"截止日可以由此延后:", "last day moved by "}, before_.extended_by, after_.extended_by);
  }

  void Count(std::string_view what, std::vector<std::string> longer_last, const std::string& before, const std::string& after, const Text& label) {
    std::string was = Resolved(context_.before(), before);
    std::string is = Resolved(context_.after(), after);
    if (before == after) return;  // a setting's own change is spoken of where the settings are
    const std::string usual = what == "first-day" ? "not-counted" : "none";
    if (was.empty()) was = usual;
    if (is.empty()) is = usual;
    if (!before_.minimum) std::reverse(longer_last.begin(), longer_last.end());
    const Bearing bearing = was == is ? Bearing::kNeutral : JudgeByRank(longer_last, was, is);
    const auto show = [&](const std::string& value, const std::string& written) {
      const std::string text = written.empty() ? value : written == value ? value : fmt::format("{} = {}", written, value);
      return Text{label.zh + " " + text, label.en + text};
    };
    Say(fmt::format("period-{}", what), bearing, show(was, before), show(is, after));
  }

  // What has no order: whoever changes it has to look himself.
  void Free(std::string_view what, const Text& label, const std::string& was, const std::string& is) {
    if (was == is) return;
    const auto show = [&](const std::string& value) {
      return value.empty() ? Text{label.zh + "(没有写)", label.en + "(nothing)"} : Text{label.zh + " " + value, label.en + value};
    };
    Say(fmt::format("period-{}", what), Bearing::kUnclear, show(was), show(is));
  }

  static Text SoftText(const PeriodRule& period) {
    return period.soft ? Text{"说明理由可以缩短", "may be shorter with a reason"} : Text{"不得缩短", "may not be shorter"};
  }
  static Text PlannedText(const PeriodRule& period) {
    return period.planned.empty() ? Text{"不核对公告的截止日", "the announced last day is not compared"}
                                  : Text{"以公告的截止日为准", "kept open to the announced last day"};
  }
  static Text EarlyText(const std::string& value, const std::string& written) {
    const std::string by = written == value ? "" : fmt::format(" ({})", written);
    if (value == "refused") return {"提前结束的,拒绝" + by, "an early end is refused" + by};
    if (value == "reason-required") return {"提前结束的,须说明理由" + by, "an early end needs a reason" + by};
    if (value == "noted") return {"提前结束的,只作记录" + by, "an early end is only noted" + by};
    return {value.empty() ? "提前结束的处理没有写" : value, value.empty() ? "nothing is said of an early end" : value};
  }

  void Say(std::string_view code, Bearing bearing, const Text& was, const Text& is) {
    Difference& difference = context_.Add(
        code, bearing, kGravityPeriod,
        {fmt::format("{}的期限“{}”:{} → {}", name_.zh, after_.id, was.zh, is.zh),
         fmt::format("Period \"{}\" of {}: {} → {}", after_.id, name_.en, was.en, is.en)});
    difference.step = step_.id;
    difference.article = BasisOf(after_.articles.empty() ? before_.articles : after_.articles);
  }

  CompareContext& context_;
  const StepNode& step_;
  const PeriodRule& before_;
  const PeriodRule& after_;
  Text name_;
};

void CompareStep(CompareContext& context, const Direction& d, const StepNode& had, const StepNode& other, const StepNode& shown) {
  for (const PeriodRule& period : had.periods) {
    const PeriodRule* same = FindLike(other.periods, period, had.periods);
    if (same != nullptr) {
      if (d.lost) PeriodComparer(context, shown, period, *same).Compare();
      continue;
    }
    const Text name = NameOf(shown);
    const Text length = Length(period);
    Difference& difference = context.Add(
        d.Pick("period-removed", "period-added"), d.bearing(), kGravityPeriod,
        d.lost ? Text{fmt::format("{}不再有期限“{}”({})", name.zh, period.id, length.zh),
                      fmt::format("{} no longer has the period \"{}\" ({})", name.en, period.id, length.en)}
               : Text{fmt::format("{}增加了期限“{}”({})", name.zh, period.id, length.zh),
                      fmt::format("{} now has the period \"{}\" ({})", name.en, period.id, length.en)});
    difference.step = shown.id;
    difference.article = BasisOf(period.articles);
  }
}

}  // namespace

void ComparePeriods(CompareContext& context) {
  for (const Direction& d : BothDirections(context)) {
    for (const StepNode* before : context.before().definition->steps()) {
      const StepNode* after = context.match().After(*before);
      if (after != nullptr) CompareStep(context, d, d.lost ? *before : *after, d.lost ? *after : *before, *after);
    }
  }
}

}  // namespace juece
