// The law as data: statutes, their articles and clauses, and what each clause requires of a procedure. Read from
// workflows/statutes/*.xml (schema workflows/schema/statute.xsd); texts are our own summaries, never the law's sentences.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/article.h"
#include "base/finding.h"
#include "base/text.h"
#include "base/time.h"
#include "law/provisions.h"

namespace juece {

enum class ClauseKind { kGate, kDuty, kPeriod, kProhibition, kScope, kLiability, kPrinciple };
std::string_view ToString(ClauseKind kind);
std::optional<ClauseKind> ParseClauseKind(std::string_view name);

// What must precede a milestone, or every step of another type (`before_type`; exactly one of the two is set): a step of one of
// these types, ended with one of the opening outcomes. Where `condition` is set, only when it is true; `fresh_material` says that the
// step reviews that material and must come after its last change.
struct Requirement {
  std::string id;  // e.g. "legality-review-before-submission"
  ArticleRef article;
  std::vector<std::string> step_types;  // any of them serves; several only without a condition
  std::string condition;  // guard text over the statute's facts; "" = always
  std::vector<std::string> opening_outcomes;
  std::string milestone;    // submission | decision | issue | publication | end
  std::string before_type;  // a step type, e.g. execution
  std::string fresh_material;  // "" = no freshness asked
  // Set: owed only after a step of this type has ended with one of `after_outcomes`, and each time anew.
  std::string after_type;
  std::vector<std::string> after_outcomes;
  // Opening outcomes that open only while a guard over the statute's facts is true: outcome -> guard. In the proofs they open along rows
  // that imply it; what a dossier did is judged by the compliance review.
  std::map<std::string, std::string> outcome_conditions;
  // Of those outcomes the ones that the law keeps open: while the guard is true the step must be able to end so, and pass.
  std::set<std::string> kept_outcomes;
  // Exceptions that take something from this demand, and of an outcome those under which alone it opens; both conditions hold theirs.
  std::vector<std::string> except;
  std::map<std::string, std::vector<std::string>> outcome_under;
};

// A period that a clause sets, to compare a definition's period with: minimum may not be shorter, limit not longer.
struct StatutoryPeriod {
  std::string id;
  ArticleRef article;
  std::string step_type;
  bool minimum = true;
  int amount = 0;
  std::string unit;  // calendar-days | working-days
  std::string from;  // event names, see docs/record-format.md
  std::string to;
  bool soft = false;       // "generally": may be shorter with a recorded reason
  std::string reason_in;   // where the reason must stand, e.g. "notice"
  // How the dates are read from the record, as in a definition's period; "" = not said.
  std::string from_date;
  std::string planned;
  std::string extended_by;
  std::string parameter;            // whose value of the clause's time `amount` is
  std::vector<std::string> except;  // of a soft period: the provisos that allow it to be shorter
};

// Where a milestone stands: at steps of this type, when they end with one of these outcomes. A definition may put it nowhere else,
// or it could empty every gate before it.
struct MilestonePlace {
  std::string milestone;
  std::string step_type;
  std::vector<std::string> outcomes;
  ArticleRef article;
};

// Who alone may do these actions of steps of this type.
struct ActorRule {
  std::string step_type;
  std::vector<std::string> actions;
  std::vector<std::string> roles;
  ArticleRef article;
};

// Roles that no person may hold together in one dossier.
struct SeparationRule {
  std::vector<std::string> roles;
  ArticleRef article;
};

// A document kind that a clause asks for: whenever `condition` holds and its step is done ("true": always); "" = in some case that
// the definition may narrow down.
struct MaterialRule {
  std::string kind;
  std::string condition;
  std::string step_type;  // only of steps of this type, where there are any; "" = of whichever step lists it
  std::vector<std::string> except;  // ids of exceptions: not owed where one applies
  std::vector<std::string> under;   // owed only where one of these applies
};

// What the configuration of every step of this type must say, given or by its type's default: one of the four is set. A list
// includes these words, or holds no others; a single value equals this one. `key`: the list is of objects, and the words stand in this
// member of them.
struct ConfigurationRule {
  std::string step_type;
  std::string member;
  std::string key;
  std::vector<std::string> includes;
  std::vector<std::string> within;
  std::string equals;
  std::optional<int> least;  // a number is not smaller
};

struct Clause {
  ArticleRef article;
  ClauseKind kind = ClauseKind::kDuty;
  std::vector<std::string> procedures;  // kinds of procedure that it speaks of (Definition::kind); empty: every kind
  Text summary;
  Date in_force_from;
  std::optional<Date> in_force_to;  // inclusive; unset = still in force
  std::string version;              // of the article's text, e.g. "2019-04-20"
  // sha256 of the clause's text without its number and with white space removed, "sha256:…"; "" where the text is not held
  // (Statute::text_not_held says why).
  std::string text_digest;
  std::vector<Requirement> requirements;
  std::vector<MilestonePlace> milestones;
  std::vector<StatutoryPeriod> periods;
  std::vector<MaterialRule> materials;
  std::vector<ActorRule> actors;
  std::vector<SeparationRule> separations;
  std::vector<ConfigurationRule> configurations;
  // Events (the record's vocabulary) by which a rulebook judges, afterwards, whether the clause was followed.
  std::vector<std::string> judged;
  std::vector<LegalException> exceptions;  // that this clause states
  std::optional<Governance> governance;    // where it is not that of the statute
  std::vector<std::string> opens;          // levels that may make rules of their own under it
  Text no_requirement;                 // why it requires nothing of a procedure; empty where it does
  std::vector<ArticleRef> see;         // then: the clauses that hold what it says
  // Binds whoever decides: a gate, a duty, a period, a prohibition. Purposes, scope and liability do not.
  [[nodiscard]] bool Binds() const {
    return kind == ClauseKind::kGate || kind == ClauseKind::kDuty || kind == ClauseKind::kPeriod || kind == ClauseKind::kProhibition;
  }
  [[nodiscard]] bool SpeaksOf(std::string_view procedure_kind) const;
  [[nodiscard]] bool InForceOn(Date date) const { return date >= in_force_from && (!in_force_to || date <= *in_force_to); }
};

struct Statute {
  std::string id;  // R713, FC, FCM, GI, CC
  Text title;
  Text number;  // e.g. 国务院令第713号
  std::string version;  // of these data
  Date in_force_from;
  std::optional<Date> in_force_to;
  int articles = 0;  // how many the text has
  bool complete = false;  // every article stands here (true for R713, FC)
  Text text_not_held;     // why some clauses have no digest
  std::map<std::string, std::string> facts;  // facts its conditions read: id -> type
  // Of these, the ones that nobody answers beforehand: the record shows them where this member of an event says something.
  std::map<std::string, std::string> recorded;  // id -> "consultation_opened/reason_for_shortening"
  std::map<std::string, Text> fact_titles;
  std::optional<Governance> governance;
  std::optional<Enactment> maker;  // of a local statute
  std::vector<Parameter> parameters;
  std::vector<Clause> clauses;               // in the order of the text
  // Exact, else the smallest that covers it, else the first inside it; of versions the one in force on `date`, without a date the last.
  [[nodiscard]] const Clause* Find(const ArticleRef& article) const;
  [[nodiscard]] const Clause* Find(const ArticleRef& article, Date date) const;
  // Whether one of its clauses speaks of procedures of this kind.
  [[nodiscard]] bool SpeaksOf(std::string_view procedure_kind) const;
  [[nodiscard]] const LegalException* FindException(std::string_view exception) const;
  [[nodiscard]] const Parameter* FindParameter(std::string_view parameter) const;
  [[nodiscard]] const Governance* GovernanceOf(const Clause& clause) const;  // its own, else that of the statute; nullptr: not stated
  [[nodiscard]] bool HasArticle(int article) const;  // of the text, whether or not a clause of it stands here
  [[nodiscard]] Date LastChange() const;             // the last day on which a clause came into force, or went out of it
};

// All statutes known to this installation. Immutable after reading; safe to share between threads.
class StatuteBook {
 public:
  // Every *.xml of the folder and of those in it (local statutes), in the order of their paths. A file with an error is reported and
  // left out.
  static std::shared_ptr<const StatuteBook> ReadDirectory(const std::string& path, std::vector<Finding>& findings);
  void Add(Statute statute);
  [[nodiscard]] const Statute* Find(std::string_view id) const;
  [[nodiscard]] const Clause* Find(const ArticleRef& article) const;
  [[nodiscard]] const LegalException* Find(const ExceptionRef& exception) const;
  [[nodiscard]] const std::vector<Statute>& statutes() const { return statutes_; }

 private:
  std::vector<Statute> statutes_;
  std::vector<std::unordered_map<int, std::vector<std::size_t>>> by_article_;  // of each: article number -> where its clauses stand
};

// Reports every mistake in one run; nullopt where there was any. `file` is used for places only.
std::optional<Statute> ReadStatute(std::string bytes, std::string file, std::vector<Finding>& findings);

}  // namespace juece
