// What a statute sets beside its demands: numbers as dated series, exceptions with a name and a kind, and how the text that governs a
// case is picked. Docs: docs/law-as-code.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "base/text.h"
#include "base/time.h"
#include "guard/guard.h"

namespace juece {

// A number that holds from one day to another, read in one clause of the text of that time.
struct ParameterValue {
  std::string amount;      // "30", or a part of the whole: "2/3"
  Date from;
  std::optional<Date> to;  // inclusive; unset: no end is known ("open" in the file)
  ArticleRef reference;    // the clause that sets it on these days
  Date checked;            // the last day on which a person compared it with the source
  Text written;            // how the text writes it where a count stands for it ("three months" for 92); empty: as it is
  [[nodiscard]] bool HoldsOn(Date day) const { return from <= day && (!to || day <= *to); }
};

// A number of the law over time. Its values do not overlap.
struct Parameter {
  std::string id;    // unique in its statute, e.g. consultation-days
  std::string unit;  // calendar-days | working-days | persons | items | part
  Text title;
  std::vector<ParameterValue> values;  // in the order of time
  [[nodiscard]] const ParameterValue* On(Date day) const;
};

enum class ExceptionKind { kCarveOut, kReplacement, kNotApplicable, kProviso, kSavings };
std::string_view ToString(ExceptionKind kind);  // "carve-out" "replacement" "not-applicable" "proviso" "savings"
std::optional<ExceptionKind> ParseExceptionKind(std::string_view name);
Text TitleOf(ExceptionKind kind);

// An exception is a provision of its own: it never stands as a negated condition in what it is an exception to.
struct LegalException {
  std::string id;                   // unique in its statute, e.g. lawfully-undisclosed
  ArticleRef article;               // the clause that states it
  std::vector<ArticleRef> targets;  // the clauses that it takes something from; of any statute
  std::string against;              // the exception of the same statute that it is an exception to; "" = none
  ExceptionKind kind = ExceptionKind::kCarveOut;
  std::string condition;            // guard text over the statute's facts
  Guard effect = Guard::Always();   // when it takes effect: its condition, and no exception to it; set when the statute is read
  bool reads_record = false;        // of facts that the record alone shows
  Text summary;
  Text reason;                      // why no demand and no rule of a procedure rests on it; empty where one does
};

// "R713#lawfully-undisclosed"
struct ExceptionRef {
  std::string statute;
  std::string id;
  static std::optional<ExceptionRef> Parse(std::string_view text);
  [[nodiscard]] std::string ToString() const { return statute + "#" + id; }
  friend auto operator<=>(const ExceptionRef&, const ExceptionRef&) = default;
};

// Three dates, three fields: a clause says from when it is in force; this says which facts the text governs, and which event of the
// record picks the version, with the transitional clause as ground.
struct Governance {
  static constexpr std::string_view kAct = "act";  // every act by the text of its own day
  Date facts_from;                 // what happened before is judged by what was law then
  std::string picked_by;           // kAct, or an event whose day picks the version for the whole matter
  std::vector<ArticleRef> ground;  // the transitional clause; empty where the text has none
  Text reading;                    // what the ground says, or how its silence is read
};

// Who made a local statute, for which area, and under which clause: local law registers upward, at a slot that is open for its level.
struct Enactment {
  std::string level;  // as in an overlay: province prefecture city county district township department
  Text region;
  Text authority;
  std::optional<ArticleRef> under;  // unset: not under a clause that stands here; `reading` says what it rests on
  Text reading;
};

}  // namespace juece
