// The review: judges a subject by a rulebook, rule by rule, with the evidence named. Pure: the same input gives the same report
// byte for byte. How the four verdicts come about is written down in docs/record-format.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/data.h"
#include "base/finding.h"
#include "calendar/work_calendar.h"
#include "compliance/outlook.h"
#include "compliance/rulebook.h"
#include "compliance/subject.h"
#include "law/statute.h"

namespace juece {

enum class OverallVerdict { kCompliant, kViolated, kNotShown };
std::string_view ToString(OverallVerdict verdict);
Text TitleOf(OverallVerdict verdict);

// Which text of the law a rule was judged by, with the event and the day that picked it.
struct AppliedLaw {
  struct Picked {
    std::string id;     // evidence
    std::string event;
    std::string date;   // "" where unknown
  };
  std::string version;  // of the clause's text; "": the clause is not among the statutes
  std::string from, to;      // in force; to "" = still
  std::string facts_from;    // the first day whose facts it governs
  std::string picked_by;     // "act", or the event whose day picks the version
  std::vector<std::string> ground;  // the transitional clause
  Text reading;              // how it is read
  std::vector<Picked> events;  // whose day decided; empty where nothing that it judges happened
};

struct RuleReport {
  std::string id;
  std::string article;
  Severity severity = Severity::kError;
  Text title;
  Verdict verdict = Verdict::kNotShown;
  std::vector<Finding> findings;  // never empty: every verdict says what it rests on
  AppliedLaw law;
  // Only of a matter that runs: the verdicts that can still come, and the periods that run.
  std::optional<VerdictSet> outlook;
  std::vector<RunningTerm> terms;
  std::string step;  // whose duty it is; "" where no step records what the rule looks at
  [[nodiscard]] std::optional<RunningState> State() const;
};

// What happened, as the evidence ids of the findings name it.
struct TimelineEntry {
  std::string id;
  std::string date;  // "" where unknown
  std::string step;
  std::string event;
  Text title;
  std::string actor;
  std::string source;
  bool late = false;
  std::vector<MaterialRecord> materials;
  std::string note;            // the reason that it states, if any
  bool by_engine = false;      // said by the engine itself, not recorded by a step
};

struct ReviewReport {
  std::string subject;
  std::string title;
  std::string organ;
  OverallVerdict verdict = OverallVerdict::kNotShown;
  std::string as_of;  // "" where nothing is dated
  std::string rulebook;
  std::string rulebook_version;
  Text rulebook_title;
  std::string calendar;
  std::string calendar_version;
  bool whole = false;  // nothing more will come
  std::vector<std::pair<std::string, Text>> statutes;  // id and title of each that a rule cites
  std::vector<std::pair<std::string, Text>> steps;     // of the vocabulary, in its order: each that a rule or an event belongs to
  std::vector<RuleReport> rules;
  std::vector<TimelineEntry> timeline;
  [[nodiscard]] int Count(Verdict wanted) const;
};

class RuleChecks;  // compliance/plugin_check.h

struct ReviewOptions {
  std::optional<Date> as_of;  // judge what was known on that day; default: the last day that the subject tells of
  RuleChecks* checks = nullptr;  // of plugins, borrowed; without them what they would judge is not shown
};

// violated: some rule of severity error or warning is. Else not_shown: some such rule is, or none at all is satisfied. Else
// compliant: every such rule that applies is satisfied. Rules of severity note never decide.
ReviewReport Review(const Rulebook& rulebook, const StatuteBook& statutes, const WorkCalendar& calendar, Subject subject,
                    const ReviewOptions& options = {});

// Joins the report of a further rulebook on the same subject: its rules, its statutes, the worst verdict.
void Join(ReviewReport& all, ReviewReport more);

// Whether a rule of the book stands for a clause that speaks of this kind of procedure.
bool SpeaksOf(const Rulebook& rulebook, const StatuteBook& statutes, const std::string& procedure_kind);

// What the review takes a guard over the data of an event to say of it; true without a guard, and where the guard reads nothing that
// such an event can say.
Truth HoldsOf(const std::optional<Guard>& guard, const SubjectEvent& event, const Vocabulary& words);

// Rules whose article no statute of the book knows: a finding "unknown-reference" for each.
void CheckArticles(const Rulebook& rulebook, const StatuteBook& statutes, std::vector<Finding>& findings);

// The contract's shape of one subject, with more members: {"subject","verdict","rules":[{"id","article","verdict","findings"}]}.
Data ToData(const ReviewReport& report, Language language);
Data ToData(const RuleReport& rule, Language language);  // one of "rules"

}  // namespace juece
