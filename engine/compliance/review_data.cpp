// The review as data: the contract's shape, with more members.
#include "compliance/review.h"

namespace juece {
namespace {

Data DayOf(const std::optional<Date>& day) { return day ? Data(day->ToString()) : Data(); }

Data ToData(const AppliedLaw& law, Language language) {
  Data ground = Data::EmptyList();
  for (const std::string& article : law.ground) ground.Append(article);
  Data events = Data::EmptyList();
  for (const AppliedLaw::Picked& one : law.events) {
    events.Append(Data::OfMembers({{"id", one.id}, {"event", one.event}, {"date", one.date.empty() ? Data() : Data(one.date)}}));
  }
  return Data::OfMembers({{"version", law.version}, {"from", law.from}, {"to", law.to.empty() ? Data() : Data(law.to)},
                          {"governs_from", law.facts_from}, {"picked_by", law.picked_by}, {"ground", std::move(ground)},
                          {"reading", law.reading.In(language)}, {"events", std::move(events)}});
}

Data TermsOf(const RuleReport& rule, Language language) {
  Data terms = Data::EmptyList();
  for (const RunningTerm& term : rule.terms) {
    Data data = Data::OfMembers({{"what", term.what.In(language)}, {"unit", ToString(term.unit)}});
    if (term.not_before) {
      data.Set("not_before", DayOf(term.not_before));
    } else {
      data.Set("until", DayOf(term.until));
      data.Set("surely_until", DayOf(term.surely_until));
      data.Set("days_left", term.days_left);
    }
    terms.Append(std::move(data));
  }
  return terms;
}

}  // namespace

Data ToData(const RuleReport& rule, Language language) {
  Data findings = Data::EmptyList();
  for (const Finding& finding : rule.findings) {
    findings.Append(ToData(finding, language));
  }
  Data data = Data::OfMembers({{"id", rule.id},
                               {"article", rule.article},
                               {"severity", ToString(rule.severity)},
                               {"title", rule.title.In(language)},
                               {"step", rule.step},
                               {"verdict", ToString(rule.verdict)},
                               {"law", ToData(rule.law, language)}});
  if (const auto state = rule.State()) {
    data.Set("state", ToString(*state));
    data.Set("terms", TermsOf(rule, language));
  }
  data.Set("findings", std::move(findings));
  return data;
}

namespace {

Data EntryData(const TimelineEntry& entry, Language language) {
  return Data::OfMembers({{"id", entry.id},
                          {"date", entry.date.empty() ? Data() : Data(entry.date)},
                          {"step", entry.step},
                          {"event", entry.event},
                          {"title", entry.title.In(language)},
                          {"actor", entry.actor},
                          {"source", entry.source},
                          {"late", entry.late}});
}

}  // namespace

Data ToData(const ReviewReport& report, Language language) {
  Data rules = Data::EmptyList();
  for (const RuleReport& rule : report.rules) {
    rules.Append(ToData(rule, language));
  }
  Data timeline = Data::EmptyList();
  for (const TimelineEntry& entry : report.timeline) {
    timeline.Append(EntryData(entry, language));
  }
  return Data::OfMembers({{"subject", report.subject},
                          {"title", report.title},
                          {"organ", report.organ},
                          {"verdict", ToString(report.verdict)},
                          {"as_of", report.as_of},
                          {"rulebook", Data::OfMembers({{"id", report.rulebook}, {"version", report.rulebook_version}})},
                          {"calendar", Data::OfMembers({{"id", report.calendar}, {"version", report.calendar_version}})},
                          {"whole", report.whole},
                          {"rules", std::move(rules)},
                          {"timeline", std::move(timeline)}});
}

}  // namespace juece
