#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "assessment/indicator.h"

namespace juece {
namespace {

constexpr std::array<std::string_view, 5> kStandings{"outside", "unsure", "reached", "missed", "not_shown"};

// One matter looked at under one indicator. What does not hold, or is not known to, says why.
class Look {
 public:
  Look(const MatterView& matter, const Vocabulary& words) : matter_(matter), words_(words) {}

  Truth All(const std::vector<Condition>& conditions) {
    Truth all = Truth::kTrue;
    for (const Condition& condition : conditions) all = And(all, One(condition));
    return all;
  }

  // Whether the numerator's rules judge the matter at all: true without rules, false where none of them applies.
  Truth Concerned(const std::vector<Condition>& conditions) {
    Truth concerned = Truth::kFalse;
    bool any = false;
    for (const Condition& condition : conditions) {
      const auto* rules = std::get_if<RulesSatisfied>(&condition.form);
      for (std::size_t i = 0; rules != nullptr && i < rules->rules.size(); ++i) {
        any = true;
        concerned = Or(concerned, Applies(rules->rules[i]));
      }
    }
    return any ? concerned : Truth::kTrue;
  }

  std::vector<Text> TakeWhy() { return std::move(why_); }

 private:
  Truth One(const Condition& condition) {
    return std::visit([this](const auto& form) { return Holds(form); }, condition.form);
  }

  Truth Holds(const KindIs& form) const { return Known(form.kinds, matter_.subject->procedure_kind); }
  Truth Holds(const LevelIs& form) const { return Known(form.levels, matter_.subject->level); }
  Truth Holds(const IsWhole& /*form*/) const { return matter_.subject->knowledge == Knowledge::kWhole ? Truth::kTrue
                                              : Truth::kFalse; }

  static Truth Known(const std::vector<std::string>& names, const std::string& name) {
    if (name.empty()) return Truth::kUnknown;
    return std::find(names.begin(), names.end(), name) == names.end() ? Truth::kFalse : Truth::kTrue;
  }

  Truth Holds(const FactHolds& form) {
    const Truth truth = form.guard.Evaluate([this](std::string_view fact) -> const Data* {
      const auto found = matter_.subject->facts.find(fact);
      return found == matter_.subject->facts.end() ? nullptr : &found->second;
    });
    if (truth == Truth::kUnknown) {
      for (const std::string& fact : form.guard.facts()) {
        const auto found = matter_.subject->facts.find(fact);
        const VocabularyFact* declared = words_.FindFact(fact);
        const Text title = declared == nullptr ? Text{fact, fact} : declared->title;
        if (found == matter_.subject->facts.end() || found->second.is_null()) {
          Say({"事实未知:" + title.zh, "fact unknown: " + title.en});
        }
      }
    }
    return truth;
  }

  // In a partial record what is not told may have happened; in a dossier that still runs it has not happened so far.
  Truth Holds(const EventHappened& form) {
    Truth happened = matter_.subject->knowledge == Knowledge::kPartial ? Truth::kUnknown : Truth::kFalse;
    for (const SubjectEvent& event : matter_.subject->events) {
      if (std::find(form.pattern.events.begin(), form.pattern.events.end(), event.event) != form.pattern.events.end()) {
        happened = Or(happened, HoldsOf(form.pattern.where, event, words_));
      }
    }
    if (happened != Truth::kTrue) {
      const Text title = words_.TitleOf(form.pattern.events);
      Say(happened == Truth::kFalse ? Text{"没有:" + title.zh, "did not happen: " + title.en}
          : Text{"未显示:" + title.zh, "not shown: " + title.en});
    }
    return happened;
  }

  Truth Holds(const RulesSatisfied& form) {
    Truth all = Truth::kTrue;
    for (const std::string& rule : form.rules) {
      const RuleReport* report = Find(rule);
      if (report == nullptr || report->verdict == Verdict::kNotApplicable || report->verdict == Verdict::kSatisfied) continue;
      all = And(all, report->verdict == Verdict::kViolated ? Truth::kFalse : Truth::kUnknown);
      for (const Finding& finding : report->findings) {
        if (report->verdict == Verdict::kViolated && (finding.code == "shown" || finding.severity != report->severity)) continue;
        Say({fmt::format("[{}] {}:{}", report->article, report->title.zh, finding.message.zh),
             fmt::format("[{}] {}: {}", report->article, report->title.en, finding.message.en)});
        if (report->verdict == Verdict::kNotShown) break;  // the first says it; the rest is what was seen besides
      }
    }
    return all;
  }

  Truth Holds(const AnyCondition& form) {
    Truth any = Truth::kFalse;
    for (const Condition& condition : form.conditions) any = Or(any, One(condition));
    return any;
  }
  Truth Holds(const NotCondition& form) { return Not(All(form.conditions)); }

  const RuleReport* Find(const std::string& rule) const {
    const auto& rules = matter_.report->rules;
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const RuleReport& one) { return one.id == rule; });
    return found == rules.end() ? nullptr : &*found;
  }

  Truth Applies(const std::string& rule) {
    const RuleReport* report = Find(rule);
    if (report == nullptr || report->verdict == Verdict::kNotApplicable) return Truth::kFalse;
    const bool open = report->verdict == Verdict::kNotShown && !report->findings.empty()
        && report->findings.front().code == "fact-unknown";
    if (!open) return Truth::kTrue;
    Say({fmt::format("[{}] {}:{}", report->article, report->title.zh, report->findings.front().message.zh),
         fmt::format("[{}] {}: {}", report->article, report->title.en, report->findings.front().message.en)});
    return Truth::kUnknown;
  }

  void Say(Text text) { why_.push_back(std::move(text)); }

  const MatterView& matter_;
  const Vocabulary& words_;
  std::vector<Text> why_;
};

IndicatorCase CaseOf(const Indicator& indicator, const MatterView& matter, const Vocabulary& words) {
  IndicatorCase made{matter.report->subject, matter.report->title, matter.report->organ, Standing::kOutside, {}};
  Look counts(matter, words);
  // One after the other: what each says stands in this order.
  const Truth kept = counts.All(indicator.filter);
  const Truth denominated = counts.All(indicator.denominator);
  const Truth concerned = counts.Concerned(indicator.numerator);
  const Truth counted = And(And(kept, denominated), concerned);
  if (counted == Truth::kFalse) return made;
  if (counted == Truth::kUnknown) {
    made.standing = Standing::kUnsure;
    made.why = counts.TakeWhy();
    return made;
  }
  Look reaches(matter, words);
  const Truth reached = reaches.All(indicator.numerator);
  made.standing = reached == Truth::kTrue ? Standing::kReached : reached == Truth::kFalse ? Standing::kMissed
      : Standing::kNotShown;
  if (reached != Truth::kTrue) made.why = reaches.TakeWhy();
  return made;
}

Data CasesData(const IndicatorResult& result, Standing standing, Language language) {
  Data cases = Data::EmptyList();
  for (const IndicatorCase& one : result.cases) {
    if (one.standing != standing) continue;
    Data why = Data::EmptyList();
    for (const Text& text : one.why) why.Append(text.In(language));
    cases.Append(Data::OfMembers({{"subject", one.subject}, {"title", one.title}, {"organ", one.organ},
                                  {"why", std::move(why)}}));
  }
  return cases;
}

}  // namespace

std::string_view ToString(Standing standing) { return kStandings.at(static_cast<std::size_t>(standing)); }

Text TitleOf(Standing standing) {
  switch (standing) {
    case Standing::kOutside:
      return {"不计入", "Not counted"};
    case Standing::kUnsure:
      return {"是否计入未显示", "Not shown whether it counts"};
    case Standing::kReached:
      return {"达到", "Reached"};
    case Standing::kMissed:
      return {"未达到", "Missed"};
    case Standing::kNotShown:
      return {"是否达到未显示", "Not shown"};
  }
  return {};
}

std::string_view ToString(Target target) { return target == Target::kReached ? "reached" : target == Target::kMissed ? "missed"
                                          : "not_shown"; }

Text TitleOf(Target target) {
  return target == Target::kReached  ? Text{"达标", "on target"}
         : target == Target::kMissed ? Text{"未达标", "below target"}
                                     : Text{"尚不足以认定", "not shown"};
}

int IndicatorResult::Count(Standing wanted) const {
  return static_cast<int>(std::count_if(cases.begin(), cases.end(),
                                        [&](const IndicatorCase& one) { return one.standing == wanted; }));
}

int IndicatorResult::Counted() const { return static_cast<int>(cases.size()) - Count(Standing::kOutside); }

std::string IndicatorResult::LeastRate() const {
  return Counted() == 0 ? "" : PerCent(Points::FromInteger(Count(Standing::kReached)), Points::FromInteger(Counted()));
}

std::string IndicatorResult::MostRate() const {
  return Counted() == 0 ? "" : PerCent(Points::FromInteger(Counted() - Count(Standing::kMissed)), Points::FromInteger(Counted()));
}

std::optional<Target> IndicatorResult::Against() const {
  if (Counted() == 0) return std::nullopt;
  const Points counted = Points::FromInteger(Counted());
  if (Reaches(Points::FromInteger(Count(Standing::kReached)), counted, indicator->target)) return Target::kReached;
  return Reaches(Points::FromInteger(Counted() - Count(Standing::kMissed)), counted, indicator->target) ? Target::kNotShown
      : Target::kMissed;
}

Measured Measure(const IndicatorSet& set, const std::vector<MatterView>& matters) {
  Measured measured{&set, {}};
  for (const Indicator& indicator : set.indicators()) {
    IndicatorResult result{&indicator, {}};
    for (const MatterView& matter : matters) result.cases.push_back(CaseOf(indicator, matter, set.vocabulary()));
    measured.results.push_back(std::move(result));
  }
  return measured;
}

Data ToData(const Measured& measured, Language language) {
  const IndicatorSet& set = *measured.set;
  Data list = Data::EmptyList();
  for (const IndicatorResult& result : measured.results) {
    const Indicator& indicator = *result.indicator;
    const auto against = result.Against();
    Data one = Data::OfMembers({{"id", indicator.id},
                                {"title", indicator.title.In(language)},
                                {"basis", indicator.basis},
                                {"target", indicator.target},
                                {"against_target", against ? Data(ToString(*against)) : Data()},
                                {"counted", result.Counted()},
                                {"rate", result.Counted() == 0 ? Data()
                                 : Data::OfMembers({{"least", result.LeastRate()}, {"most", result.MostRate()}})},
                                {"counts", Data::EmptyMap()}});
    Data counts = Data::EmptyMap();
    for (const Standing standing : {Standing::kReached, Standing::kMissed, Standing::kNotShown, Standing::kUnsure,
                                    Standing::kOutside}) {
      counts.Set(ToString(standing), result.Count(standing));
    }
    one.Set("counts", std::move(counts));
    for (const Standing standing : {Standing::kMissed, Standing::kNotShown, Standing::kUnsure, Standing::kReached}) {
      one.Set(ToString(standing), CasesData(result, standing, language));
    }
    list.Append(std::move(one));
  }
  return Data::OfMembers({{"set", Data::OfMembers({{"id", set.id()}, {"version", set.version()},
                                                   {"title", set.title().In(language)}})},
                          {"indicators", std::move(list)}});
}

}  // namespace juece
