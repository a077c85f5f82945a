// One rule looking at one subject: finding events, ordering them, and saying what was found. Internal to the layer.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "calendar/work_calendar.h"
#include "compliance/plugin_check.h"
#include "compliance/review.h"
#include "compliance/rulebook.h"
#include "compliance/subject.h"
#include "compliance/texts.h"

namespace juece {

struct CheckResult {
  Verdict verdict = Verdict::kNotApplicable;
  std::vector<Finding> findings;
  VerdictSet outlook{Verdict::kNotApplicable};  // the verdicts that can still come; the verdict alone where the matter does not run
  std::vector<RunningTerm> terms;
};

// Both must hold: violated over not shown over satisfied over not applicable.
CheckResult Together(CheckResult a, CheckResult b);
// One must hold.
CheckResult Either(CheckResult a, CheckResult b);

struct Match {
  const SubjectEvent* event = nullptr;
  Truth truth = Truth::kUnknown;
};

// The events of a subject by their names, in the order told. Borrows the subject, which must not change meanwhile.
class EventIndex {
 public:
  using Events = std::vector<const SubjectEvent*>;
  explicit EventIndex(const Subject& subject);
  [[nodiscard]] const Subject& subject() const { return subject_; }
  [[nodiscard]] Events Named(const std::vector<std::string>& names) const;
  [[nodiscard]] bool HasAny(const std::vector<std::string>& names) const;
  // Whether an event was taken back is asked by every rule that finds it, and has one answer: kept here once known. One thread.
  [[nodiscard]] std::optional<bool>& Superseded(const SubjectEvent& event) const {
    return superseded_[static_cast<std::size_t>(&event - subject_.events.data())];
  }

 private:
  const Subject& subject_;
  mutable std::vector<std::optional<bool>> superseded_;
  std::unordered_map<std::string_view, Events> by_name_;
};

class Scene {
 public:
  using Events = std::vector<const SubjectEvent*>;
  // `today`: what is still to come comes on this day or later; unset where nothing is dated. `governed`: where the events are noted whose
  // day decided that this text of the law judges them; may be nullptr.
  Scene(const EventIndex& index, const Rulebook& rulebook, const Rule& rule, const WorkCalendar& calendar, const InForce& in_force,
        std::optional<Date> today, std::vector<const SubjectEvent*>* governed = nullptr, RuleChecks* checks = nullptr)
      : index_(index),
        subject_(index.subject()),
        rulebook_(rulebook),
        rule_(rule),
        calendar_(calendar),
        in_force_(in_force),
        today_(today),
        governed_(governed),
        checks_(checks) {}

  [[nodiscard]] const Subject& subject() const { return subject_; }
  [[nodiscard]] const Rule& rule() const { return rule_; }
  [[nodiscard]] const WorkCalendar& calendar() const { return calendar_; }
  [[nodiscard]] RuleChecks* checks() const { return checks_; }  // nullptr where no plugins are at hand
  [[nodiscard]] const Vocabulary& words() const { return rulebook_.vocabulary(); }
  [[nodiscard]] bool partial() const { return subject_.knowledge == Knowledge::kPartial; }
  // Everything that has happened stands here, and more may come.
  [[nodiscard]] bool running() const { return subject_.knowledge == Knowledge::kSoFar; }
  [[nodiscard]] const std::optional<Date>& today() const { return today_; }
  // The whole course stands here and ran to its end, so that a gate that is not told was passed untold.
  [[nodiscard]] bool RanToTheEnd() const { return subject_.knowledge == Knowledge::kWhole && !subject_.ended_early; }
  // What has not come will not come.
  [[nodiscard]] bool Closed() const;
  // As Closed, for a duty that grows after an event: a course that was broken off before anything that closes the rule owes it no more.
  [[nodiscard]] bool CameDue() const;

  // Events of these names, in the order told; with the guard false they are left out.
  [[nodiscard]] std::vector<Match> Find(const EventPattern& pattern) const;
  // All of them by time; undated events stay where they are told.
  [[nodiscard]] Events InTime() const;
  [[nodiscard]] Events Named(const std::vector<std::string>& names) const { return index_.Named(names); }
  // Taken back: the same event comes again before anything that settles it.
  [[nodiscard]] bool IsSuperseded(const SubjectEvent& event) const;
  // As Find, without what was taken back, limited to what happened while the article was in force; `outside` counts what did not.
  [[nodiscard]] std::vector<Match> Governed(const EventPattern& pattern, int& outside) const;
  [[nodiscard]] Truth IsGoverned(const SubjectEvent& event) const;
  // `more`: values that the event itself does not have.
  using Values = std::map<std::string, Data, std::less<>>;
  [[nodiscard]] Truth Evaluate(const std::optional<Guard>& guard, const SubjectEvent& event, const Values* more = nullptr) const;
  // Did `a` happen before `b`? Of one day, the order told settles it only in favour of what is told first.
  [[nodiscard]] Truth Before(const SubjectEvent& a, const SubjectEvent& b) const;
  // True where a verdict must not rest on this event's date alone: registered late, without a document.
  [[nodiscard]] static bool RestsOnLate(const SubjectEvent& event) { return event.late && event.materials.empty(); }

  // While the matter runs: the same event may come again before what settles it, so that this one was taken back.
  [[nodiscard]] bool MayBeTakenBack(const SubjectEvent& event) const;
  // What is still to come may make any verdict of it; as it is where the matter does not run.
  [[nodiscard]] CheckResult Undecided(CheckResult result) const;
  [[nodiscard]] CheckResult UndecidedIf(bool open, CheckResult result) const { return open ? Undecided(std::move(result)) : std::move(result); }
  // More of the same may come, each judged in one of these ways, beside what stands.
  [[nodiscard]] CheckResult WithMore(CheckResult result, VerdictSet more = VerdictSet::All()) const;

  [[nodiscard]] Text Describe(const SubjectEvent& event) const;  // title and date
  [[nodiscard]] CheckResult Say(Verdict verdict, std::string code, Text message, const Events& evidence = {}) const;
  [[nodiscard]] CheckResult NotInForce() const;
  [[nodiscard]] CheckResult LateOnly(const SubjectEvent& event) const;
  [[nodiscard]] CheckResult NothingToJudge(const std::vector<std::string>& events, int outside) const;

 private:
  [[nodiscard]] bool ComesAgain(const SubjectEvent& event) const;

  const EventIndex& index_;
  const Subject& subject_;
  const Rulebook& rulebook_;
  const Rule& rule_;
  const WorkCalendar& calendar_;
  InForce in_force_;
  std::optional<Date> today_;
  std::vector<const SubjectEvent*>* governed_;
  RuleChecks* checks_;
};

CheckResult Judge(const OccursCheck& check, const Scene& scene);
CheckResult Judge(const NeverCheck& check, const Scene& scene);
CheckResult Judge(const PeriodCheck& check, const Scene& scene);
CheckResult Judge(const DataCheck& check, const Scene& scene);
CheckResult Judge(const MaterialCheck& check, const Scene& scene);
CheckResult Judge(const FreshCheck& check, const Scene& scene);
CheckResult Judge(const DisjointCheck& check, const Scene& scene);
CheckResult Judge(const MajorityCheck& check, const Scene& scene);
CheckResult Judge(const SequenceCheck& check, const Scene& scene);
CheckResult Judge(const KeptOpenCheck& check, const Scene& scene);
CheckResult Judge(const DeclareCheck& check, const Scene& scene);
CheckResult Judge(const CoversCheck& check, const Scene& scene);
CheckResult Judge(const PluginCheck& check, const Scene& scene);
CheckResult Judge(const AnyOfCheck& check, const Scene& scene);
CheckResult Judge(const Check& check, const Scene& scene);

// The last day that `start` announces in its member `planned`, moved by the extensions that belong to it. `end`: what is told after
// it moves nothing any more; nullptr where it has not ended.
std::optional<DateRange> PlannedDay(const Scene& scene, const SubjectEvent& start, const SubjectEvent* end,
                                    const std::string& planned, const std::vector<std::string>& extended);

// Is there anything in this value? Null, "" and [] are nothing.
bool SaysSomething(const Data& value);

}  // namespace juece
