// The folded state of one dossier (案卷): what its events say, nothing else. Read-only to everyone but Apply.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/by_id.h"
#include "record/event.h"

namespace juece {

enum class DossierStatus { kNew, kRunning, kPaused, kClosed, kTerminated, kWithdrawn };
std::string_view ToString(DossierStatus status);  // "new" "running" "paused" "closed" "terminated" "withdrawn"

// waiting: not entered yet (or undone by a return); active: work goes on; blocked: entered, but a fact is unknown or an
// incident is open; done; not_applicable; cancelled.
enum class StepStatus { kWaiting, kActive, kBlocked, kDone, kNotApplicable, kCancelled };
std::string_view ToString(StepStatus status);

// An action as the history of its step knows it; `data` is as corrected.
struct RecordedAction {
  std::int64_t position = 0;
  std::string step;
  int round = 1;
  std::string action;
  std::string event;
  Data data;
  std::vector<MaterialRecord> materials;
  Instant occurred_at;
  Instant recorded_at;
  Actor actor;
  bool late = false;
  bool undone = false;  // its step was entered again afterwards: history, no longer part of the present path
  std::int64_t data_position = 0;  // of the event that `data` is from: the entry itself, or its last correction
};

// A personal value of the record.
struct PersonalState {
  std::string value;           // canonical JSON; "" once it was redacted
  std::string commitment;
  std::int64_t redacted = 0;  // position of the event that redacted it; 0: it is there
};

struct ApplicabilityState {
  std::string truth;  // "true" | "false" | "unknown"
  std::vector<std::pair<std::string, Data>> facts;
  std::int64_t position = 0;
  bool stale = false;  // a fact that it read has changed since
  std::string said_by;
  std::string reason;
};

struct StepState {
  StepStatus status = StepStatus::kWaiting;
  int round = 0;
  std::string outcome;
  std::string reason;
  std::string entered_from;
  std::string composite;  // region, "" in the root
  std::string branch;
  std::optional<Instant> entered_at;
  std::optional<Instant> left_at;
  std::int64_t entered_position = 0;
  std::int64_t left_position = 0;
  std::optional<ApplicabilityState> applicability;
  std::vector<std::string> overrides;  // rejection codes set aside in this round
};

struct CompositeState {
  bool active = false;
  bool left = false;
  int round = 0;
  int row = -1;
  std::map<std::string, std::string> ended;  // branch -> outcome
  std::string cancelling_branch;             // "" unless a cancelling end was reached
  std::string entered_from;
  std::string within;  // region that it stands in, "" in the root
  std::string branch;
  std::int64_t entered_position = 0;
};

enum class DeadlineStatus { kRunning, kMet, kMissed, kCancelled, kNotComputable };
std::string_view ToString(DeadlineStatus status);

struct DeadlineState {
  DeadlineStarted started;
  DeadlineStatus status = DeadlineStatus::kRunning;
  std::optional<Date> due;
  std::int64_t position = 0;
  std::string note;
};

struct TaskState {
  TaskOpened opened;
  bool open = true;
  Instant opened_at;
};

struct FactState {
  Data value;
  Actor said_by;
  Instant said_at;
  std::string reason;
  std::int64_t position = 0;
};

struct ReviewState {
  std::string step;
  std::string material;
  std::string digest;
  std::string outcome;
  std::int64_t position = 0;
  std::vector<std::string> extended_to;  // digests that the reviewer confirmed as covered
};

struct IncidentState {
  IncidentRaised raised;
  bool open = true;
};

class Dossier {
 public:
  // The state, by value semantics: public to read, changed only by Apply (dossier/apply.h), which is a friend.
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] std::int64_t version() const { return version_; }  // position of the last event applied
  [[nodiscard]] DossierStatus status() const { return status_; }
  [[nodiscard]] const DossierOpened& opened() const { return opened_; }
  [[nodiscard]] Instant opened_at() const { return opened_at_; }
  [[nodiscard]] Instant last_occurred_at() const { return last_occurred_at_; }
  [[nodiscard]] Instant last_recorded_at() const { return last_recorded_at_; }
  [[nodiscard]] const std::string& last_hash() const { return last_hash_; }
  [[nodiscard]] const std::string& end_outcome() const { return end_outcome_; }
  [[nodiscard]] const ById<StepState>& steps() const { return steps_; }
  [[nodiscard]] const ById<CompositeState>& composites() const { return composites_; }
  [[nodiscard]] const ById<FactState>& facts() const { return facts_; }
  [[nodiscard]] const ById<DeadlineState>& deadlines() const { return deadlines_; }
  [[nodiscard]] const ById<TaskState>& tasks() const { return tasks_; }
  [[nodiscard]] const ById<IncidentState>& incidents() const { return incidents_; }
  [[nodiscard]] const ById<std::int64_t>& milestones() const { return milestones_; }
  [[nodiscard]] const std::vector<RecordedAction>& actions() const { return actions_; }
  [[nodiscard]] const std::vector<MaterialRecord>& materials() const { return materials_; }
  [[nodiscard]] const std::vector<ReviewState>& reviews() const { return reviews_; }
  // The current path: nodes entered and not undone, in order of entry. "No return leads forward" is judged on it.
  [[nodiscard]] const std::vector<std::string>& path() const { return path_; }
  [[nodiscard]] const std::vector<std::string>& linked() const { return linked_; }
  // The target of a return that has not been entered again yet; "" otherwise. Set by Returned, cleared when it is entered.
  [[nodiscard]] const std::string& returning_to() const { return returning_to_; }
  [[nodiscard]] const std::optional<Instant>& paused_at() const { return paused_at_; }  // while paused

  [[nodiscard]] const std::map<PersonalPlace, PersonalState>& personal() const { return personal_; }

  [[nodiscard]] const StepState* FindStep(std::string_view step) const;
  [[nodiscard]] const Data* FactValue(std::string_view fact) const;  // nullptr while unknown
  // The newest material of that kind, nullptr where there is none.
  [[nodiscard]] const MaterialRecord* Newest(std::string_view kind) const;
  [[nodiscard]] std::string Setting(std::string_view id) const;  // "" where there is none of that name

 private:
  friend struct DossierApplier;
  std::string id_;
  std::int64_t version_ = 0;
  DossierStatus status_ = DossierStatus::kNew;
  DossierOpened opened_;
  Instant opened_at_;
  Instant last_occurred_at_;
  Instant last_recorded_at_;
  std::string last_hash_;
  std::string end_outcome_;
  ById<StepState> steps_;
  ById<CompositeState> composites_;
  ById<FactState> facts_;
  ById<DeadlineState> deadlines_;
  ById<TaskState> tasks_;
  ById<IncidentState> incidents_;
  ById<std::int64_t> milestones_;
  std::vector<RecordedAction> actions_;
  std::vector<MaterialRecord> materials_;
  std::vector<ReviewState> reviews_;
  std::vector<std::string> path_;
  std::vector<std::string> linked_;
  std::string returning_to_;
  std::optional<Instant> paused_at_;
  std::map<PersonalPlace, PersonalState> personal_;
};

}  // namespace juece
