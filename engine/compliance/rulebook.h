// A rulebook: what the law asks of a procedure, as data. Read from workflows/rulebooks/*.xml (schema
// workflows/schema/rulebook.xsd). A rule has a body of few composable forms; numbers, roles and document kinds stand in the XML.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/article.h"
#include "base/finding.h"
#include "calendar/work_calendar.h"
#include "compliance/vocabulary.h"
#include "guard/guard.h"

namespace juece {

inline constexpr std::string_view kCountSuffix = "_count";  // after the name of a list: how many items it has

// Events of one of these names whose data satisfy the guard. A guard that reads nothing that such an event can say does not
// concern it.
struct EventPattern {
  std::vector<std::string> events;
  std::optional<Guard> where;
  [[nodiscard]] bool empty() const { return events.empty(); }
};

// Where in the subject a name or a digest stands: event, member, or event, list, member of each item; "@actor" is who acted.
struct DataPath {
  std::string event;
  std::string member;
  std::string item;
};

// The event happens; before each `before`, after each `after`, or at all. `due`: events by which it must have happened, though
// its presence alone satisfies while none of them is known.
struct OccursCheck {
  EventPattern event;
  bool last = false;  // the last one before the gate must satisfy `where`, not just any
  EventPattern before;
  EventPattern after;
  std::vector<std::string> due;
};

// No such event happens.
struct NeverCheck {
  EventPattern event;
};

// A period between two events. The end is the earlier of the `to` event and the planned last day.
struct PeriodCheck {
  std::vector<std::string> from;  // event names, in order of preference
  std::optional<Guard> where;     // over the data of `from`
  std::vector<std::string> to;
  bool each_to = false;        // one period for each end instead of each start
  std::string from_list;       // a list in the data of `from` whose latest `from_item` date starts the period
  std::string from_item;
  std::string planned;         // member of `from` with the announced last day
  std::string extended_event;  // replaces the planned day by its member of the same name
  bool minimum = true;
  int amount = 0;
  DayUnit unit = DayUnit::kCalendarDays;
  bool soft = false;
  DataPath reason;             // where a recorded reason makes a soft period good
  std::vector<std::string> covered_by;  // events that explain a short second period
};

// What the data of an event must say. `when` limits it to some of the events (or items); a list makes it speak of items.
struct DataCheck {
  EventPattern event;
  std::string list;
  enum class Items { kEvery, kLast, kAny } items = Items::kEvery;
  bool allow_empty = false;  // an empty list is fine
  std::optional<Guard> when;        // over the event's data
  std::optional<Guard> item_where;  // over the item's members
  std::vector<std::string> present;
  std::optional<Guard> holds;
  bool missing_violates = false;  // in a dossier that stands whole, a member that `holds` reads and that is absent breaks it
};

// A document of this kind was handed in with the event, as a material or in a list of its data.
struct MaterialCheck {
  EventPattern event;
  std::vector<std::string> kinds;  // one of them
  std::string list;
};

// What was reviewed is what passes the gate: digests where they are known, else no change of the draft between the two.
struct FreshCheck {
  EventPattern gate;
  std::vector<std::string> review;
  EventPattern changes;
  EventPattern carries_out;  // changes that carry out the review's own opinion; with the guard false they change the substance
  EventPattern confirms;     // the reviewer confirms such a change
  std::string kind;          // of the material; "": digests are not compared
  std::string member;        // of the data that hold a digest
};

// No name on the left is among the names on the right.
struct DisjointCheck {
  EventPattern given;  // concerns only such events on the left
  std::vector<DataPath> left;
  std::vector<DataPath> right;
};

struct Check;
struct AnyOfCheck {
  std::vector<Check> checks;
};
struct Check {
  std::variant<OccursCheck, NeverCheck, PeriodCheck, DataCheck, MaterialCheck, FreshCheck, DisjointCheck, AnyOfCheck> form;
};

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
  std::vector<std::string> shown_by;  // events that show by themselves that the rule applies
  std::vector<std::string> given;     // events without which there is nothing to judge
  std::vector<std::string> closed_by; // events after which what has not come will not come
  std::vector<Check> checks;          // all must hold
  SourcePlace place;
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
  [[nodiscard]] const std::vector<Settling>& settled() const { return settled_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }
  // Statutes that bind only a procedure that is put under them; the others attach by their own facts.
  [[nodiscard]] bool OnlyWhereListed(std::string_view statute) const;

 private:
  friend class RulebookReader;
  std::string id_;
  std::string version_;
  Text title_;
  std::vector<Rule> rules_;
  std::vector<std::string> listed_;
  std::vector<Settling> settled_;
  std::shared_ptr<const Vocabulary> vocabulary_;
};

}  // namespace juece
