#include "compliance/review.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "compliance/exceptions.h"
#include "compliance/scene.h"
#include "compliance/texts.h"

namespace juece {
namespace {

bool SpeaksOf(const StatuteBook& statutes, const ArticleRef& article, const std::string& kind) {
  const Clause* clause = statutes.Find(article);
  return clause == nullptr || clause->SpeaksOf(kind);
}

// Everything that is dated lies outside the time of the article.
bool LiesOutside(const Subject& subject, const InForce& in_force) {
  bool dated = false;
  for (const SubjectEvent& event : subject.events) {
    if (!event.date) {
      continue;
    }
    dated = true;
    if (!(event.date->last < in_force.from) && !(in_force.to && *in_force.to < event.date->first)) {
      return false;
    }
  }
  return dated;
}

Truth OwnCondition(const Scene& scene) {
  const Subject& subject = scene.subject();
  return scene.rule().applies.Evaluate([&](std::string_view fact) -> const Data* {
    const auto found = subject.facts.find(fact);
    return found == subject.facts.end() ? nullptr : &found->second;
  });
}

// The rule's own condition, and no exception that it names.
Truth Applies(const Scene& scene, const std::vector<Considered>& exceptions) {
  Truth truth = OwnCondition(scene);
  for (const Considered& one : exceptions) truth = And(truth, Not(one.applies));
  return truth == Truth::kUnknown && !scene.Named(scene.rule().shown_by).empty() ? Truth::kTrue : truth;
}

Text FactTitles(const Scene& scene, const std::vector<Considered>& exceptions) {
  Text titles = FactLines(scene, scene.rule().applies);
  for (const Considered& one : exceptions) {
    titles.zh += (titles.zh.empty() ? "" : ";") + one.facts.zh;
    titles.en += (titles.en.empty() ? "" : "; ") + one.facts.en;
  }
  return titles;
}

CheckResult DoesNotApply(const Scene& scene, const std::vector<Considered>& exceptions) {
  if (OwnCondition(scene) != Truth::kFalse) {
    for (const Considered& one : exceptions) {
      if (one.applies == Truth::kTrue) return Excepted(scene, one);
    }
  }
  const Text facts = FactLines(scene, scene.rule().applies);
  return scene.Say(Verdict::kNotApplicable, "does-not-apply",
                   {"按所载事实不适用(" + facts.zh + ")", "Does not apply by the facts (" + facts.en + ")"});
}

// Whether the rule applies is open, so its body can decide nothing; what it found is kept for the reader.
CheckResult Open(const Scene& scene, CheckResult body, Text why) {
  if (body.verdict == Verdict::kNotApplicable) {
    return body;
  }
  CheckResult result = scene.Say(Verdict::kNotShown, "fact-unknown", std::move(why));
  // The fact stays as it is known, unless an event is still to come that shows it; what the body alone makes not applicable is so.
  const bool to_be_shown = scene.running() && !scene.rule().shown_by.empty();
  const bool ends_without = body.outlook.Has(Verdict::kNotApplicable);
  result.outlook = to_be_shown ? body.outlook.With(Verdict::kNotShown) : ends_without ? result.outlook.With(Verdict::kNotApplicable) : result.outlook;
  result.terms = std::move(body.terms);
  for (Finding& finding : body.findings) {
    finding.severity = Severity::kNote;
    result.findings.push_back(std::move(finding));
  }
  return result;
}

CheckResult JudgeBody(const Scene& scene) {
  const std::vector<Check>& checks = scene.rule().checks;
  CheckResult result = Judge(checks.front(), scene);  // a rule has one check at least
  for (std::size_t i = 1; i < checks.size(); ++i) {
    result = Together(std::move(result), Judge(checks[i], scene));
  }
  return result;
}

CheckResult JudgeRule(const Scene& scene, const StatuteBook& statutes) {
  const std::vector<Considered> exceptions = ConsiderExceptions(scene, statutes);
  const Truth applies = Applies(scene, exceptions);
  if (applies == Truth::kFalse) {
    return DoesNotApply(scene, exceptions);
  }
  const std::vector<std::string>& given = scene.rule().given;
  if (!given.empty() && scene.Named(given).empty()) {
    return scene.NothingToJudge(given, 0);
  }
  CheckResult body = JudgeBody(scene);
  if (applies == Truth::kTrue) {
    for (const Considered& one : exceptions) body.findings.push_back(NotTaken(scene, one));
    return body;
  }
  const Text facts = FactTitles(scene, exceptions);
  return Open(scene, std::move(body),
              {"是否适用取决于未知的事实(" + facts.zh + ")", "Whether it applies depends on unknown facts (" + facts.en + ")"});
}

bool IsPutUnder(const Rulebook& rulebook, const Subject& subject, const std::string& statute) {
  if (!rulebook.OnlyWhereListed(statute)) return true;
  if (subject.statutes.empty()) return rulebook.IsPresumed(statute);
  return std::find(subject.statutes.begin(), subject.statutes.end(), statute) != subject.statutes.end();
}

CheckResult PickedByUnknown(const Scene& scene, const GoverningText& text) {
  const Text event = scene.words().TitleOf({text.governance->picked_by});
  const std::string article = scene.rule().article.ToString();
  return scene.Say(Verdict::kNotShown, "version-not-shown",
                   {article + " 依哪一版本评判取决于" + event.zh + "的日期,而该日期不明", "Which text of " + article + " judges this depends on the day of " + event.en + ", which is not known"});
}

void AddRemedy(const Rule& rule, CheckResult& result) {
  for (Finding& finding : result.findings) {
    if (finding.severity == rule.severity && result.verdict == Verdict::kViolated && finding.code != "shown" && !rule.remedy.empty()) {
      finding.message.zh += "。" + rule.remedy.zh;
      finding.message.en += ". " + rule.remedy.en;
    }
  }
}

RuleReport ReviewRule(const Rulebook& rulebook, const StatuteBook& statutes, const WorkCalendar& calendar, const EventIndex& index,
                      const Rule& rule, std::optional<Date> today, RuleChecks* checks) {
  const Subject& subject = index.subject();
  const std::string article = rule.article.ToString();
  const GoverningText text = TextFor(rule, statutes, subject);
  std::vector<const SubjectEvent*> governed;
  const Scene scene(index, rulebook, rule, calendar, text.in_force.value_or(InForce{}), today, &governed, checks);
  CheckResult result;
  if (!text.in_force) {
    result = scene.Say(Verdict::kNotShown, "unknown-reference",
                       {article + " 不在已安装的法规数据中,不能评判", article + " is not among the installed statutes and cannot be judged"});
  } else if (!IsPutUnder(rulebook, subject, rule.article.statute)) {
    result = scene.Say(Verdict::kNotApplicable, "other-statute",
                       {"记录未列 " + rule.article.statute + " 为适用的法规", "The record does not put itself under " + rule.article.statute});
  } else if (!SpeaksOf(statutes, rule.article, subject.procedure_kind)) {
    result = scene.Say(Verdict::kNotApplicable, "other-procedure",
                       {article + " 不规定这一类程序(" + subject.procedure_kind + ")",
                        article + " does not speak of this kind of procedure (" + subject.procedure_kind + ")"});
  } else if (text.picked == Truth::kFalse || LiesOutside(subject, *text.in_force)) {
    result = scene.NotInForce();
  } else {
    result = text.picked == Truth::kTrue ? JudgeRule(scene, statutes) : PickedByUnknown(scene, text);
  }
  AddRemedy(rule, result);
  RuleReport report{rule.id, article, rule.severity, rule.title, result.verdict, std::move(result.findings), LawOf(text, governed), std::nullopt, {},
                    rule.step};
  if (scene.running()) {
    report.outlook = result.outlook;
    report.terms = std::move(result.terms);
  }
  return report;
}

OverallVerdict Overall(const std::vector<RuleReport>& rules) {
  bool satisfied = false;
  bool open = false;
  for (const RuleReport& rule : rules) {
    if (rule.severity == Severity::kNote) {
      continue;
    }
    if (rule.verdict == Verdict::kViolated) {
      return OverallVerdict::kViolated;
    }
    open = open || rule.verdict == Verdict::kNotShown;
    satisfied = satisfied || rule.verdict == Verdict::kSatisfied;
  }
  return satisfied && !open ? OverallVerdict::kCompliant : OverallVerdict::kNotShown;
}

std::vector<std::pair<std::string, Text>> StatutesOf(const Rulebook& rulebook, const StatuteBook& statutes) {
  std::vector<std::pair<std::string, Text>> cited;
  for (const Rule& rule : rulebook.rules()) {
    const auto known = std::any_of(cited.begin(), cited.end(), [&](const auto& one) { return one.first == rule.article.statute; });
    if (const Statute* statute = statutes.Find(rule.article.statute); statute != nullptr && !known) {
      cited.emplace_back(statute->id, statute->title);
    }
  }
  return cited;
}

std::vector<TimelineEntry> TimelineOf(const Subject& subject, const Vocabulary& words) {
  std::vector<TimelineEntry> timeline;
  timeline.reserve(subject.events.size());
  for (const SubjectEvent& event : subject.events) {
    const EventType* type = words.Find(event.event);
    timeline.push_back({event.id, event.date ? event.date->ToString() : "", event.step, event.event,
                        type == nullptr ? Text{event.event, event.event} : type->title, event.actor, event.source,
                        event.late.has_value(), event.materials, event.data["reason"].AsText(),
                        type == nullptr || type->step.empty()});
  }
  return timeline;
}

std::vector<std::pair<std::string, Text>> StepsOf(const ReviewReport& report, const Vocabulary& words) {
  std::set<std::string> concerned;
  for (const RuleReport& rule : report.rules) concerned.insert(rule.step);
  for (const TimelineEntry& entry : report.timeline) concerned.insert(entry.step);
  std::vector<std::pair<std::string, Text>> steps;
  for (const VocabularyStep& step : words.steps()) {
    if (concerned.contains(step.id)) steps.emplace_back(step.id, step.title);
  }
  return steps;
}

}  // namespace

void Join(ReviewReport& all, ReviewReport more) {
  all.rulebook += " " + more.rulebook;
  if (more.verdict == OverallVerdict::kViolated || all.verdict == OverallVerdict::kCompliant) {
    all.verdict = more.verdict;
  }
  const auto add = [](auto& to, auto& from) {
    for (auto& one : from) {
      const auto same = [&](const auto& known) { return known.first == one.first; };
      if (std::none_of(to.begin(), to.end(), same)) to.push_back(std::move(one));
    }
  };
  add(all.statutes, more.statutes);
  add(all.steps, more.steps);
  all.rules.insert(all.rules.end(), std::make_move_iterator(more.rules.begin()), std::make_move_iterator(more.rules.end()));
}

bool SpeaksOf(const Rulebook& rulebook, const StatuteBook& statutes, const std::string& procedure_kind) {
  return std::any_of(rulebook.rules().begin(), rulebook.rules().end(),
                     [&](const Rule& rule) { return SpeaksOf(statutes, rule.article, procedure_kind); });
}

std::string_view ToString(OverallVerdict verdict) {
  return verdict == OverallVerdict::kCompliant ? "compliant" : verdict == OverallVerdict::kViolated ? "violated" : "not_shown";
}

Text TitleOf(OverallVerdict verdict) {
  switch (verdict) {
    case OverallVerdict::kCompliant:
      return {"符合规定", "Compliant"};
    case OverallVerdict::kViolated:
      return {"有违反", "Violated"};
    case OverallVerdict::kNotShown:
      return {"尚不足以认定", "Not shown"};
  }
  return {};
}

std::optional<RunningState> RuleReport::State() const {
  return outlook ? std::optional(StateOf(verdict, *outlook)) : std::nullopt;
}

int ReviewReport::Count(Verdict wanted) const {
  return static_cast<int>(std::count_if(rules.begin(), rules.end(), [&](const RuleReport& rule) { return rule.verdict == wanted; }));
}

ReviewReport Review(const Rulebook& rulebook, const StatuteBook& statutes, const WorkCalendar& calendar, Subject given,
                    const ReviewOptions& options) {
  const Subject subject =
      DatedByData(options.as_of ? AsOf(std::move(given), *options.as_of) : std::move(given), rulebook.vocabulary());
  ReviewReport report;
  report.subject = subject.id;
  report.title = subject.title;
  report.organ = subject.organ;
  const std::optional<Date> as_of = options.as_of ? options.as_of : subject.last;
  report.as_of = as_of ? as_of->ToString() : "";
  report.rulebook = rulebook.id();
  report.rulebook_version = rulebook.version();
  report.rulebook_title = rulebook.title();
  report.calendar = calendar.id();
  report.calendar_version = calendar.version();
  report.whole = subject.knowledge == Knowledge::kWhole;
  report.statutes = StatutesOf(rulebook, statutes);
  const std::optional<Date> today = as_of && subject.last ? std::max(as_of, subject.last) : as_of;
  const EventIndex index(subject);
  report.rules.reserve(rulebook.rules().size());
  for (const Rule& rule : rulebook.rules()) {
    report.rules.push_back(ReviewRule(rulebook, statutes, calendar, index, rule, today, options.checks));
  }
  report.verdict = Overall(report.rules);
  report.timeline = TimelineOf(subject, rulebook.vocabulary());
  report.steps = StepsOf(report, rulebook.vocabulary());
  return report;
}

void CheckArticles(const Rulebook& rulebook, const StatuteBook& statutes, std::vector<Finding>& findings) {
  for (const Rule& rule : rulebook.rules()) {
    if (statutes.Find(rule.article) != nullptr) {
      continue;
    }
    Finding finding;
    finding.code = "unknown-reference";
    finding.place = rule.place;
    finding.article = rule.article.ToString();
    finding.message = {"规则 " + rule.id + " 应引用法规数据中的条款,但没有 " + finding.article,
                       "Expected rule " + rule.id + " to cite a clause of the statutes, but there is no " + finding.article};
    findings.push_back(std::move(finding));
  }
}

}  // namespace juece
