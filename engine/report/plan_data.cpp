#include "report/plan_report.h"
#include "report/plan_words.h"

namespace juece {
namespace {

Data DateData(const PlannedDate& date) {
  if (date.exact()) return Data::OfMembers({{"date", date.date.ToString()}});
  return Data::OfMembers({{"not_before", date.date.ToString()}, {"unknown_year", date.unknown_year}});
}
Data DateData(const std::optional<PlannedDate>& date) { return date ? DateData(*date) : Data(); }
Data DateData(const std::optional<Date>& date) { return date ? Data(date->ToString()) : Data(); }

Data ArticlesData(const Articles& articles) {
  Data list = Data::EmptyList();
  for (const ArticleRef& article : articles) list.Append(article.ToString());
  return list;
}

// As `juece due` says it.
Data CountData(const DueDate& count, Language language) {
  Data counted = Data::EmptyList();
  for (const CountedDay& day : count.counted) counted.Append(day.date.ToString());
  Data skipped = Data::EmptyList();
  for (const CountedDay& day : count.skipped) {
    skipped.Append(Data::OfMembers({{"date", day.date.ToString()}, {"why", day.why.In(language)}}));
  }
  return Data::OfMembers({{"from", count.from.ToString()}, {"due", count.due.ToString()}, {"counted", counted}, {"skipped", skipped}});
}

Data PeriodData(const PlannedPeriod& period, Language language) {
  Data data = Data::OfMembers({{"step", period.step},
                               {"period", period.period == nullptr ? Data() : Data(period.period->id)},
                               {"kind", period.period == nullptr ? "duration" : period.period->minimum ? "minimum" : "limit"},
                               {"amount", period.amount},
                               {"unit", std::string(ToString(period.unit))},
                               {"first_day", std::string(ToString(period.first_day))},
                               {"roll", std::string(ToString(period.roll))},
                               {"articles", period.period == nullptr ? Data::EmptyList() : ArticlesData(period.period->articles)},
                               {"from", DateData(period.from)},
                               {"to", DateData(period.to)},
                               {"critical", period.critical}});
  data.Set("count", period.count ? CountData(*period.count, language) : Data());
  data.Set("latest", period.last_count ? CountData(*period.last_count, language) : Data());
  if (period.period != nullptr && period.amount != period.period->amount) {
    data.Set("shortened_from", period.period->amount);
    data.Set("reason_in", period.period->reason_in);
  }
  return data;
}

Data StepData(const PlannedStep& step, Language language) {
  Data open = Data::EmptyList();
  for (const std::string& fact : step.facts_open) open.Append(fact);
  return Data::OfMembers({{"id", step.step->id},
                          {"title", step.step->title.In(language)},
                          {"outcome", step.outcome},
                          {"starts", DateData(step.starts)},
                          {"ends", DateData(step.ends)},
                          {"last_start", DateData(step.last_start)},
                          {"last_end", DateData(step.last_end)},
                          {"critical", step.critical},
                          {"after_goal", step.after_goal},
                          {"articles", ArticlesData(step.step->articles)},
                          {"unknown_facts", open}});
}

Data OpenFactData(const OpenFact& fact) {
  Data data = fact.fact.empty() ? Data::OfMembers({{"condition", fact.condition}}) : Data::OfMembers({{"fact", fact.fact}});
  data.Set("assumed", fact.assumed);
  data.Set("matters", fact.matters());
  data.Set("if_true", DateData(fact.if_true));
  data.Set("if_false", DateData(fact.if_false));
  return data;
}

}  // namespace

Data PlanData(const PlanRequest& request, const Plan& plan, Language language) {
  Data milestones = Data::EmptyList();
  for (const PlannedMilestone& milestone : plan.milestones) {
    Data data = Data::OfMembers({{"id", milestone.milestone}, {"step", milestone.step}, {"earliest", DateData(milestone.earliest)}});
    if (!milestone.broken.empty()) data.Set("broken", milestone.broken);
    milestones.Append(std::move(data));
  }
  Data steps = Data::EmptyList();
  Data critical = Data::EmptyList();
  for (const PlannedStep& step : plan.steps) {
    steps.Append(StepData(step, language));
    if (step.critical) critical.Append(step.step->id);
  }
  Data periods = Data::EmptyList();
  for (const PlannedPeriod& period : plan.periods) periods.Append(PeriodData(period, language));
  Data facts = Data::EmptyList();
  for (const OpenFact& fact : plan.open_facts) facts.Append(OpenFactData(fact));
  Data assumptions = Data::EmptyList();
  for (const Text& note : AssumptionsOf(request, plan)) assumptions.Append(note.In(language));
  Data rules = Data::EmptyList();
  for (const Text& rule : request.local_rules) rules.Append(rule.In(language));
  Data backward;
  if (plan.aimed_at) {
    backward = Data::OfMembers({{"decide_on", plan.aimed_at->ToString()}, {"possible", plan.aim_possible}, {"start_by", DateData(plan.start_by)}});
    if (plan.aim_unknown_year != 0) backward.Set("unknown_year", plan.aim_unknown_year);
  }
  Data data = Data::OfMembers(
      {{"definition", Data::OfMembers({{"id", request.definition->id}, {"version", request.definition->version}, {"digest", request.definition->digest}})},
       {"local_rules", rules},
       {"calendar", Data::OfMembers({{"id", request.calendar->id()}, {"version", request.calendar->version()}})},
       {"from", DateData(request.from)},
       {"goal", plan.goal},
       {"reachable", plan.reachable},
       {"earliest", DateData(plan.earliest)},
       {"best_case", DateData(plan.best_case)},
       {"milestones", milestones},
       {"critical_path", critical},
       {"steps", steps},
       {"periods", periods},
       {"unknown_facts", facts},
       {"assumptions", assumptions},
       {"backward", backward}});
  if (!plan.broken.empty()) data.Set("broken", plan.broken);
  return data;
}

}  // namespace juece
