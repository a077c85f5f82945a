// The forms that a rule is made of, as data. Numbers, roles and document kinds stand in the XML, never in code.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/data.h"
#include "base/text.h"
#include "calendar/work_calendar.h"
#include "compliance/log_rules.h"
#include "guard/guard.h"

namespace juece {

inline constexpr std::string_view kCountSuffix = "_count";  // after the name of a list: how many items it has
inline constexpr std::string_view kJoinedPrefix = "with_";  // before a member of the item that a check looks up elsewhere

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
  std::vector<std::string> extended;  // events that replace the planned day by their member of the same name
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
  DataPath joined;        // a list elsewhere; of its last item whose `item` is this event's `joined_by`, guards read the members
  std::string joined_by;
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
  EventPattern perhaps;      // changes whose weight nobody states
  std::string kind;          // of the material; "": digests are not compared
  std::string member;        // of the data that hold a digest
};

// No name on the left is among the names on the right.
struct DisjointCheck {
  EventPattern given;  // concerns only such events on the left
  std::vector<DataPath> left;
  std::vector<DataPath> right;
  bool last = false;  // of several events of `given` that name the same party, the last one holds
};

// Where the head of the meeting departs from the majority of its members, the reason is stated. The views are counted; what the law
// leaves open are settings, and where one that is not given decides, nothing is called a violation.
struct MajorityCheck {
  EventPattern event;
  std::string views, name, role, view;  // the list, and members of its items
  std::string absent;                   // list of who did not come
  DataPath members;                     // event, list, member: who belongs to the meeting
  std::string head;                     // role
  std::vector<std::string> agree, disagree, silent;  // values of `view`; any other counts for neither
  std::string outcome;
  std::vector<std::string> against;  // outcomes by which the head decides against the draft
  std::string flag;                  // what the record itself says of a departure
  std::string reason;
  struct Settings {
    std::string of, silence, absence, head_counts;
  } settings;
};

// The stages named in a list of the data come in this order; others may stand between.
struct SequenceCheck {
  struct Stage {
    std::string id;
    Text title;
  };
  EventPattern event;
  std::string list;
  std::vector<Stage> stages;
};

// What was announced to last until a day is not closed before it.
struct KeptOpenCheck {
  EventPattern from;
  std::string planned;
  std::vector<std::string> extended;  // each moves the day by its member of the same name
  std::vector<std::string> to;
};

// A DECLARE template over the events, with the meaning that it has over the cases of a log (compliance/log_rules.h). Where what it
// speaks of never happens there is nothing to judge.
struct DeclareCheck {
  LogTemplate form = LogTemplate::kExistence;
  EventPattern a;
  EventPattern b;  // empty where the template has one event
  int count = 1;
};

// Whoever, or whatever, is named on the left is named on the right too: each participant has a receipt, each opinion an answer.
struct CoversCheck {
  EventPattern asked;  // the events on the left
  std::vector<DataPath> left;
  std::vector<DataPath> right;
  std::vector<std::string> answers;  // the events on the right
  bool follows = false;  // only what comes after the event on the left, and before the next of its kind
};

// A rule check of a plugin judges each such event (compliance/plugin_check.h): what the forms above cannot say.
struct PluginCheck {
  std::string check;  // its id
  EventPattern event;
  Data configuration;  // as written; null where nothing is
};

struct Check;
struct AnyOfCheck {
  std::vector<Check> checks;
};
struct Check {
  std::variant<OccursCheck, NeverCheck, PeriodCheck, DataCheck, MaterialCheck, FreshCheck, DisjointCheck, MajorityCheck,
               SequenceCheck, KeptOpenCheck, DeclareCheck, CoversCheck, PluginCheck, AnyOfCheck>
      form;
};

}  // namespace juece
