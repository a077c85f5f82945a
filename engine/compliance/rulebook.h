// A rulebook: what the law asks of a procedure, as data. Read from workflows/rulebooks/*.xml (schema
// workflows/schema/rulebook.xsd). A rule has a body of few composable forms; numbers, roles and document kinds stand in the XML.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "base/finding.h"
#include "compliance/check.h"
#include "compliance/vocabulary.h"
#include "guard/guard.h"
#include "law/provisions.h"

namespace juece {

// An event that comes again before one of `by` has been taken back: only the last one counts. (A submission that was returned
// before the meeting was never discussed.)
struct Settling {
  std::string event;
  std::vector<std::string> by;
};

struct Rule {
  std::string id;
  ArticleRef article;
  Severity severity = Severity::kError;
  Text title;
  Text remedy;  // what to do where it is violated
  Guard applies = Guard::Always();
  std::vector<ExceptionRef> except;   // where one of these takes effect, the rule does not apply
  std::vector<ExceptionRef> judges;   // whose use the rule judges: that their own condition was met
  std::string text;                   // the version of the clause that it stands for; "": the last one
  std::vector<std::string> shown_by;  // events that show by themselves that the rule applies
  std::vector<std::string> given;     // events without which there is nothing to judge
  std::vector<std::string> closed_by; // events after which what has not come will not come
  std::vector<Check> checks;          // all must hold
  std::string step;                   // whose duty it judges (StepOf), worked out once when it is read
  SourcePlace place;
};

// What two rules on one outcome are to each other. kOver: the first is stricter, or goes before the others.
enum class RelationKind { kExclusive, kAgreeing, kOver };
std::string_view ToString(RelationKind kind);  // "exclusive" "agreeing" "over"

struct RuleRelation {
  RelationKind kind = RelationKind::kAgreeing;
  std::vector<std::string> rules;  // of this rulebook or another
  std::optional<Guard> none_when;  // when none of them applies; unset: one always does
  Text reason;
  SourcePlace place;
};

// Why one number stands in several rules: each has it from a clause of its own.
struct NumberWaiver {
  std::string number;  // "30 calendar-days", or a number alone
  std::vector<std::string> rules;
  Text reason;
  SourcePlace place;
};

// A hard gate or a soft floor of the law, and the rules that judge it.
struct LegalGate {
  bool hard = true;
  std::vector<ArticleRef> articles;
  std::vector<std::string> rules;
  Text title;
};

// Immutable; safe to share between threads.
class Rulebook {
 public:
  // Every mistake is a finding with its place; nullptr where there is any. A later rulebook of the same form can be read with
  // the same vocabulary and reviewed after the first.
  static std::shared_ptr<const Rulebook> Read(std::string bytes, std::string file, std::shared_ptr<const Vocabulary> vocabulary,
                                              std::vector<Finding>& findings);
  static std::shared_ptr<const Rulebook> ReadFile(const std::string& path, std::shared_ptr<const Vocabulary> vocabulary,
                                                  std::vector<Finding>& findings);

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] const Text& title() const { return title_; }
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  [[nodiscard]] const Rule* Find(std::string_view id) const;
  [[nodiscard]] const std::vector<LegalGate>& gates() const { return gates_; }
  [[nodiscard]] const std::vector<RuleRelation>& relations() const { return relations_; }
  [[nodiscard]] const std::vector<NumberWaiver>& waivers() const { return waivers_; }
  [[nodiscard]] const std::vector<Settling>& settled() const { return settled_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }
  // Statutes that bind only a procedure that is put under them; the others attach by their own facts.
  [[nodiscard]] bool OnlyWhereListed(std::string_view statute) const;
  // Whether such a statute is taken to bind also a subject that does not say under which statutes it stands.
  [[nodiscard]] bool IsPresumed(std::string_view statute) const;

 private:
  friend class RulebookReader;
  std::string id_;
  std::string version_;
  Text title_;
  std::vector<Rule> rules_;
  std::vector<std::string> listed_;
  std::vector<std::string> not_presumed_;
  std::vector<Settling> settled_;
  std::vector<LegalGate> gates_;
  std::vector<RuleRelation> relations_;
  std::vector<NumberWaiver> waivers_;
  std::shared_ptr<const Vocabulary> vocabulary_;
};

}  // namespace juece
