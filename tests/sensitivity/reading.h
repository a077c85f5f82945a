// A second reading of the law, from its text and by hand: what each clause says of a matter that stands whole. It shares nothing with the
// review but the matter itself; the sensitivity test holds the review to it, edit by edit.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/work_calendar.h"
#include "compliance/review.h"
#include "compliance/subject.h"

namespace juece::reading {

// Four answers, written short: the clause is kept, broken, not shown either way, or says nothing here.
inline constexpr Verdict kKept = Verdict::kSatisfied;
inline constexpr Verdict kBroken = Verdict::kViolated;
inline constexpr Verdict kOpen = Verdict::kNotShown;
inline constexpr Verdict kSilent = Verdict::kNotApplicable;

enum class Answer { kYes, kNo, kUnknown };

using Event = const SubjectEvent*;
using Events = std::vector<Event>;

// One matter, with the questions that clauses ask of it.
class Matter {
 public:
  Matter(const Subject& subject, const WorkCalendar& calendar);

  [[nodiscard]] Events Of(std::string_view names) const;  // several names with spaces between; in the order told
  [[nodiscard]] bool Has(std::string_view names) const { return !Of(names).empty(); }
  [[nodiscard]] Answer Fact(const std::string& fact) const;
  [[nodiscard]] std::string Setting(const std::string& setting) const;  // "" where not said
  [[nodiscard]] const WorkCalendar& calendar() const { return calendar_; }
  [[nodiscard]] const Subject& subject() const { return subject_; }

  // Submissions that were discussed, and the discussions: one that was handed in anew before any meeting is none.
  [[nodiscard]] Events Submissions() const;
  [[nodiscard]] Events BeforeDiscussion() const;  // Submissions and the meetings

 private:
  const Subject& subject_;
  const WorkCalendar& calendar_;
  std::map<std::string_view, Events> named_;
};

// The day on which it happened; a report to the Party committee on the day that it names, where that is earlier.
Date DayOf(Event event);
Answer Before(Event a, Event b);
// Registered late with no document to show for it: proves no point of time.
bool IsBare(Event event);
bool HasDocument(Event event, std::string_view kind);  // among its materials

Answer And(Answer a, Answer b);
Answer Or(Answer a, Answer b);
Answer Not(Answer a);

const Data& At(Event event, std::string_view member);
bool Filled(const Data& value);                            // says something
Answer Yes(Event event, std::string_view member);          // a boolean: yes, no, not said
Answer Is(Event event, std::string_view member, std::initializer_list<std::string_view> values);  // a word: one of them, another, not said

// All of it must hold; one of it must.
Verdict All(std::initializer_list<Verdict> parts);
Verdict Any(std::initializer_list<Verdict> parts);
Verdict Each(const Events& events, const std::function<Verdict(Event)>& judge);  // kSilent where there is none

// "Something of this kind must precede every one of those": `good` says whether an event is of the kind. Where no gate is told in a
// matter that ran to its end, it was passed all the same.
using Kind = std::function<Answer(Event)>;
Answer Anything(Event event);
Verdict Precedes(const Events& candidates, const Kind& good, const Events& gates);
// The last of them before each gate must be of the kind.
Verdict LastPrecedes(const Events& candidates, const Kind& good, const Events& gates);
// After each start there is one of the kind.
Verdict Follows(const Events& starts, const Events& candidates, const Kind& good = Anything);
// By the first submission for discussion, else the meeting, else the issue of the decision.
Verdict HappensInTime(const Matter& matter, const Events& candidates, const Kind& good = Anything);

// The gates that let something pass, and all that is told in the order in which it happened.
Events Passed(const Matter& m, const Events& gates);
Events InTime(const Matter& m);

// The members of its data are filled: what a clause demands to be written, and is not, is missing.
Verdict Writes(Event event, std::initializer_list<std::string_view> members);
Verdict ItemsWrite(Event event, std::string_view list, std::initializer_list<std::string_view> members);  // each item of a list
Verdict From(Answer answer);  // yes is kept, no is broken, unknown is open
// Who acted: in one of these roles.
Verdict ActedAs(const Events& events, std::initializer_list<std::string_view> roles);
// Applies under a condition over facts: open where it is not known.
Verdict If(Answer condition, Verdict verdict);

// One rule of a rulebook, and how the clause behind it reads.
struct Clause {
  const char* rule;
  Text reason;  // what the clause says, and so what must show in an edited matter
  std::function<Verdict(const Matter&)> read;
};

// The text that passes each gate is the text that was reviewed: R713 25, and NDM 6 alike.
Verdict ReviewedText(const Matter& matter);

std::vector<Clause> DraftClauses();        // R713 10–13, 19, 20
std::vector<Clause> PublicClauses();       // R713 14–18
std::vector<Clause> ReviewClauses();       // R713 22–28
std::vector<Clause> CompetitionClauses();  // FC, FCM
std::vector<Clause> MeetingClauses();      // R713 29, 30
std::vector<Clause> DecisionClauses();     // R713 31–37, 8; GI
std::vector<Clause> OtherClauses();        // the other procedures

}  // namespace juece::reading
