// Events: what happened, in the past tense, for ever. Only stored events change state. Closed: a new event does not compile
// until it is applied, encoded and described. Canonical bytes and the hash chain are specified in docs/events.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/data.h"
#include "base/rare.h"
#include "base/text.h"
#include "base/time.h"
#include "record/command.h"
#include "record/material.h"
#include "record/personal_value.h"

namespace juece {

struct DossierOpened {
  std::string procedure;  // id
  std::string procedure_version;
  std::string procedure_digest;  // of definition and overlays as merged; the dossier is pinned to it
  std::vector<std::string> overlays;  // local rules merged into it: "id@digest"
  std::string title;
  std::string organ;
  int offset_minutes = 0;
  std::vector<std::pair<std::string, std::string>> settings;  // every named setting with the value in force
  std::string calendar;
  std::string calendar_version;
  std::string office_digest;  // of the office directory, "" where none
  std::vector<PluginPin> plugins;
  std::string linked_from;
};
struct FactSet {
  std::string fact;
  Data value;
  std::string reason;
};
// Adds the step to the path and begins a new round of it. A second entry undoes what was entered after it in the same region and
// in the composites inside; where work there was still open, StepCancelled events stand before it.
struct StepEntered {
  std::string step;
  int round = 1;  // how many times this step has been entered
  std::string from;
  std::string outcome;    // of `from`, that led here
  std::string composite;  // the region it stands in: the innermost composite and its branch; both "" in the root
  std::string branch;
};
struct CompositeEntered {
  std::string composite;
  int round = 1;
  std::string from;
  std::string outcome;
  std::string within;  // the region this composite stands in, as `composite` and `branch` of StepEntered
  std::string branch;
};
struct ApplicabilityDecided {
  std::string step;
  int round = 1;
  std::string truth;  // "true" | "false" | "unknown"
  std::string guard;
  std::vector<std::pair<std::string, Data>> facts;  // what the guard read
  std::string said_by;                              // who set the facts that settle it, or who decided
  std::string reason;
};
struct ActionRecorded {
  std::string step;
  int round = 1;
  std::string action;
  std::string event;
  Data data;
  std::vector<MaterialRecord> materials;
};
// The opinion of a review names the digest that it examined.
struct ReviewBound {
  std::string step;
  int round = 1;
  std::string material;
  std::string digest;
  std::string outcome;
};
// An adjustment that only carries out the opinion is covered by the same review (R713:28), once the reviewer confirms it.
struct ReviewExtended {
  std::string step;
  std::string material;
  std::string digest;
  std::string reason;
};
struct StepLeft {
  std::string step;
  int round = 1;
  std::string outcome;
  std::string reason;
  std::string said_by;
};
// An open step is abandoned: it leaves the path, its actions of that round are undone. `step` may be a composite's id: the
// composite is then neither active nor left.
struct StepCancelled {
  std::string step;
  int round = 1;
  std::string reason;
};
struct BranchEnded {
  std::string composite;
  std::string branch;
  std::string end;
  std::string outcome;
  bool cancels_siblings = false;
};
struct CompositeLeft {
  std::string composite;
  int round = 1;
  int row = 0;
};
struct MilestoneReached {
  std::string milestone;
  std::string step;
};
struct TaskOpened {
  std::string task;
  std::string step;
  int round = 1;
  std::string action;
  std::vector<std::string> roles;
  Text title;
};
struct TaskClosed {
  std::string task;
  std::string how;  // done | cancelled
};
struct DeadlineStarted {
  std::string deadline;  // id: step/round/period, with #n where the start event came again
  std::string step;
  int round = 1;
  std::string period;
  std::string kind;  // "minimum" | "limit"
  Date start;
  int amount = 0;
  std::string unit;
  std::string first_day;
  std::string roll;
  std::optional<Date> due;  // unset: not yet computable
  int unknown_year = 0;
  std::string calendar_version;
  std::string article;
  bool soft = false;
};
struct DeadlineComputed {
  std::string deadline;
  Date due;
  std::string calendar_version;
};
struct DeadlineMet {
  std::string deadline;
  Date on;
  std::string shortened_because;  // a minimum that ended early for a recorded reason
};
struct DeadlineMissed {
  std::string deadline;
  Date on;
  std::string note;
};
struct DeadlineCancelled {
  std::string deadline;
  std::string reason;
};
struct FindingNoted {
  std::string step;
  std::string code;
  std::string severity;
  Text message;
  std::string article;
};
// Until `to` is entered again the dossier is returning to it (Dossier::returning_to); what lies behind `to` is cancelled by
// events of its own.
struct Returned {
  std::string from;
  std::string to;
  std::string authority;
  std::string reason;
};
struct DossierPaused {
  std::string authority;
  std::string reason;
};
struct DossierResumed {
  std::string authority;
  std::string reason;
};
struct DossierTerminated {
  std::string authority;
  std::string reason;
};
struct DossierWithdrawn {
  std::string authority;
  std::string reason;
};
struct DossierClosed {
  std::string end;
  std::string outcome;
};
struct StepOverridden {
  std::string step;
  std::string what;
  std::string authority;
  std::string reason;
};
struct EntryCorrected {
  std::int64_t corrected = 0;  // position of the event whose data is superseded
  Data data;
  std::string authority;
  std::string reason;
};
struct IncidentRaised {
  std::string incident;
  std::string step;
  std::string action;  // "" on entry or deadline
  std::string reason;
  PluginPin plugin;
};
struct IncidentResolved {
  std::string incident;
  std::string authority;
  std::string reason;
};
struct DossierLinked {
  std::string dossier;   // the other one
  std::string relation;  // "adjusted-by"
  std::string step;
};

// Personal values left the record; where each stood keeps its commitment, and every hash stays.
struct PersonalRedacted {
  std::vector<PersonalPlace> values;
  std::string authority;
  std::string reason;
};
// The dossier is pinned to another build of a plugin from here on.
struct PluginMoved {
  PluginPin from;
  PluginPin to;
  std::string authority;
  std::string reason;
};

using EventBody =
    std::variant<DossierOpened, FactSet, StepEntered, CompositeEntered, ApplicabilityDecided, ActionRecorded, ReviewBound,
                 ReviewExtended, StepLeft, StepCancelled, BranchEnded, CompositeLeft, MilestoneReached, TaskOpened, TaskClosed,
                 DeadlineStarted, DeadlineComputed, DeadlineMet, DeadlineMissed, DeadlineCancelled, FindingNoted, Returned,
                 DossierPaused, DossierResumed, DossierTerminated, DossierWithdrawn, DossierClosed, StepOverridden,
                 EntryCorrected, IncidentRaised, IncidentResolved, DossierLinked, PersonalRedacted, PluginMoved>;

struct Event {
  Event() = default;
  Event(const std::string& of, std::int64_t at, Instant occurred, Instant recorded, const Actor& by, EventBody&& what)
      : dossier(of), position(at), occurred_at(occurred), recorded_at(recorded), actor(by), body(std::move(what)) {}

  std::string dossier;
  std::int64_t position = 0;  // from 1, without gaps
  Instant occurred_at;
  Instant recorded_at;
  Actor actor;
  Rare<LateRegistration> late;
  EventBody body;
  Rare<PluginMark> plugin;  // whose answer this event rests on; none where no plugin was asked
  std::vector<PersonalValue> personal;
  std::string previous_hash;  // of the event before in this dossier; "" for the first
  std::string hash;           // algorithm:hex over previous_hash and the canonical bytes
};

// snake_case name of the body's type: "dossier_opened", …
std::string_view NameOf(const EventBody& body);

}  // namespace juece
