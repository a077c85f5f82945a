#include "dossier/apply.h"

#include <algorithm>
#include <span>
#include <utility>

#include "dossier/lifecycle.h"

namespace juece {

// The only writer of a dossier's members. Every overload is total: an event that does not fit leaves the state as it is.
struct DossierApplier {
  Dossier& d;
  const Event& event;

  void operator()(const DossierOpened& e) {
    if (d.status_ != DossierStatus::kNew) return;
    d.opened_ = e;
    d.opened_at_ = event.occurred_at;
    d.status_ = Next(d.status_, DossierMove::kOpen);
  }

  void operator()(const FactSet& e) {
    d.facts_[e.fact] = {e.value, event.actor, event.occurred_at, e.reason, event.position};
    for (auto& [name, step] : d.steps_) {
      if (!step.applicability) continue;
      for (const auto& [fact, value] : step.applicability->facts) {
        if (fact == e.fact && !(value == e.value)) step.applicability->stale = true;
      }
    }
  }

  void operator()(const StepEntered& e) {
    const auto [entry, first] = d.steps_.try_emplace(e.step);
    if (!first) Undo(e.step);  // nobody was there before: nothing to take back
    if (d.returning_to_ == e.step) d.returning_to_.clear();
    d.path_.push_back(e.step);
    StepState& step = entry->second;
    step.status = Next(step.status, StepMove::kEnter);
    step.round = e.round;
    step.entered_from = e.from;
    step.composite = e.composite;
    step.branch = e.branch;
    step.entered_at = event.occurred_at;
    step.entered_position = event.position;
  }

  void operator()(const CompositeEntered& e) {
    const auto [entry, first] = d.composites_.try_emplace(e.composite);
    if (!first) Undo(e.composite);
    if (d.returning_to_ == e.composite) d.returning_to_.clear();
    d.path_.push_back(e.composite);
    CompositeState& composite = entry->second;
    composite.active = true;
    composite.round = e.round;
    composite.entered_from = e.from;
    composite.within = e.within;
    composite.branch = e.branch;
    composite.entered_position = event.position;
  }

  void operator()(const ApplicabilityDecided& e) {
    StepState& step = d.steps_[e.step];
    step.applicability =
        ApplicabilityState{e.truth, e.facts, event.position, false, e.said_by, e.reason};
    Settle(e.step, step);
  }

  void operator()(const ActionRecorded& e) { Record(ActionRecorded(e)); }

  void Record(ActionRecorded&& e) {
    d.materials_.insert(d.materials_.end(), e.materials.begin(), e.materials.end());
    d.actions_.push_back({event.position, std::move(e.step), e.round, std::move(e.action), std::move(e.event), std::move(e.data),
                          std::move(e.materials), event.occurred_at, event.recorded_at, event.actor, event.late.has_value(), false,
                          event.position});
  }

  void operator()(const ReviewBound& e) {
    d.reviews_.push_back({e.step, e.material, e.digest, e.outcome, event.position, {}});
  }

  void operator()(const ReviewExtended& e) {
    const auto last = std::find_if(
        d.reviews_.rbegin(), d.reviews_.rend(),
        [&](const ReviewState& r) { return r.step == e.step && r.material == e.material; });
    if (last != d.reviews_.rend()) last->extended_to.push_back(e.digest);
  }

  void operator()(const StepLeft& e) {
    const bool applies = e.outcome != "not_applicable";
    if (!Leave(e.step, applies ? StepMove::kLeave : StepMove::kNotApplicable)) return;
    StepState& step = d.steps_[e.step];
    step.outcome = e.outcome;
    step.reason = e.reason;
  }

  void operator()(const StepCancelled& e) {
    if (Leave(e.step, StepMove::kCancel)) d.steps_[e.step].reason = e.reason;
    const auto composite = d.composites_.find(e.step);  // abandoned with the branch around it
    if (composite != d.composites_.end()) composite->second.active = false;
  }

  void operator()(const BranchEnded& e) {
    CompositeState& composite = d.composites_[e.composite];
    composite.ended[e.branch] = e.outcome;
    if (e.cancels_siblings) composite.cancelling_branch = e.branch;
  }

  void operator()(const CompositeLeft& e) {
    CompositeState& composite = d.composites_[e.composite];
    composite.active = false;
    composite.left = true;
    composite.row = e.row;
  }

  void operator()(const MilestoneReached& e) { d.milestones_[e.milestone] = event.position; }

  void operator()(const TaskOpened& e) { d.tasks_[e.task] = {e, true, event.occurred_at}; }

  void operator()(const TaskClosed& e) {
    if (const auto task = d.tasks_.find(e.task); task != d.tasks_.end()) task->second.open = false;
  }

  void operator()(const DeadlineStarted& e) {
    const auto status = e.due ? DeadlineStatus::kRunning : DeadlineStatus::kNotComputable;
    d.deadlines_[e.deadline] = {e, status, e.due, event.position, ""};
  }

  void operator()(const DeadlineComputed& e) {
    DeadlineState* deadline = MoveDeadline(e.deadline, DeadlineMove::kCompute);
    if (deadline == nullptr) return;
    deadline->due = e.due;
    deadline->started.calendar_version = e.calendar_version;
  }

  void operator()(const DeadlineMet& e) {
    DeadlineState* deadline = MoveDeadline(e.deadline, DeadlineMove::kMeet);
    if (deadline != nullptr) deadline->note = e.shortened_because;
  }

  void operator()(const DeadlineMissed& e) {
    DeadlineState* deadline = MoveDeadline(e.deadline, DeadlineMove::kMiss);
    if (deadline != nullptr) deadline->note = e.note;
  }

  void operator()(const DeadlineCancelled& e) {
    DeadlineState* deadline = MoveDeadline(e.deadline, DeadlineMove::kCancel);
    if (deadline != nullptr) deadline->note = e.reason;
  }

  void operator()(const FindingNoted&) {}  // for review and reports: the state does not depend on it

  void operator()(const Returned& e) {
    Undo(e.to);
    d.returning_to_ = e.to;
  }

  void operator()(const DossierPaused&) {
    d.status_ = Next(d.status_, DossierMove::kPause);
    d.paused_at_ = event.occurred_at;
  }
  void operator()(const DossierResumed&) {
    d.status_ = Next(d.status_, DossierMove::kResume);
    d.paused_at_.reset();
  }
  void operator()(const DossierTerminated&) { d.status_ = Next(d.status_, DossierMove::kTerminate); }
  void operator()(const DossierWithdrawn&) { d.status_ = Next(d.status_, DossierMove::kWithdraw); }

  void operator()(const DossierClosed& e) {
    d.status_ = Next(d.status_, DossierMove::kClose);
    if (d.status_ == DossierStatus::kClosed) d.end_outcome_ = e.outcome;
  }

  void operator()(const StepOverridden& e) {
    std::vector<std::string>& overrides = d.steps_[e.step].overrides;
    if (std::find(overrides.begin(), overrides.end(), e.what) == overrides.end()) {
      overrides.push_back(e.what);
    }
  }

  void operator()(const EntryCorrected& e) {
    // Positions rise, so the action is found by halving.
    const auto action = std::lower_bound(
        d.actions_.begin(), d.actions_.end(), e.corrected,
        [](const RecordedAction& a, std::int64_t position) { return a.position < position; });
    if (action == d.actions_.end() || action->position != e.corrected) return;
    action->data = e.data;
    action->data_position = event.position;
    // An opinion whose entries are corrected afterwards no longer says what was bound: it is stale until it is given again.
    for (ReviewState& review : d.reviews_) {
      if (review.step != action->step || review.position < e.corrected) continue;
      review.digest.clear();
      review.extended_to.clear();
    }
  }

  void operator()(const IncidentRaised& e) {
    d.incidents_[e.incident] = {e, true};
    if (const auto step = d.steps_.find(e.step); step != d.steps_.end()) {
      Settle(step->first, step->second);
    }
  }

  void operator()(const IncidentResolved& e) {
    const auto incident = d.incidents_.find(e.incident);
    if (incident == d.incidents_.end()) return;
    incident->second.open = false;
    const auto step = d.steps_.find(incident->second.raised.step);
    if (step != d.steps_.end()) Settle(step->first, step->second);
  }

  void operator()(const DossierLinked& e) { d.linked_.push_back(e.dossier); }

  // The stored events have lost the values by now; what was folded before loses them here, so that both are the same state.
  void operator()(const PersonalRedacted& e) {
    for (const PersonalPlace& place : e.values) {
      const auto found = d.personal_.find(place);
      if (found == d.personal_.end()) continue;
      found->second.value.clear();
      if (found->second.redacted == 0) found->second.redacted = event.position;
      for (RecordedAction& action : d.actions_) {
        if (action.data_position != place.position || !place.pointer.starts_with("/data")) continue;
        Data* value = action.data.At(std::string_view(place.pointer).substr(5));
        if (value != nullptr) *value = Data::OfMembers({{"commitment", found->second.commitment}});
      }
    }
  }

  void operator()(const PluginMoved& e) {
    for (PluginPin& pin : d.opened_.plugins) {
      if (pin == e.from) pin = e.to;
    }
  }

 private:
  // Blocked while a fact that it needs is unknown or an incident of its own is open; otherwise work goes on.
  void Settle(std::string_view name, StepState& step) {
    const bool unknown = step.applicability && step.applicability->truth == "unknown";
    const bool incident = std::any_of(d.incidents_.begin(), d.incidents_.end(), [&](const auto& i) {
      return i.second.open && i.second.raised.step == name;
    });
    step.status = Next(step.status, unknown || incident ? StepMove::kBlock : StepMove::kUnblock);
  }

  bool Leave(const std::string& name, StepMove move) {
    const auto found = d.steps_.find(name);
    if (found == d.steps_.end()) return false;
    StepState& step = found->second;
    const StepStatus next = Next(step.status, move);
    if (next == step.status) return false;
    step.status = next;
    step.left_at = event.occurred_at;
    step.left_position = event.position;
    return true;
  }

  DeadlineState* MoveDeadline(const std::string& id, DeadlineMove move) {
    const auto found = d.deadlines_.find(id);
    if (found == d.deadlines_.end()) return nullptr;
    DeadlineState& deadline = found->second;
    const DeadlineStatus next = Next(deadline.status, move);
    const bool final = deadline.status == next && next != DeadlineStatus::kRunning;
    deadline.status = next;
    return final ? nullptr : &deadline;
  }

  // The region of a node on the path: the composite that it stands in, and the branch.
  std::pair<std::string_view, std::string_view> RegionOf(const std::string& node) const {
    if (const auto step = d.steps_.find(node); step != d.steps_.end()) {
      return {step->second.composite, step->second.branch};
    }
    const auto composite = d.composites_.find(node);
    if (composite == d.composites_.end()) return {};
    return {composite->second.within, composite->second.branch};
  }

  // Going back to a node takes it and what was entered after it off the path: in its own region, and inside the composites of
  // that region. What a sibling branch has done meanwhile stays.
  void Undo(const std::string& node) {
    const auto from = std::find(d.path_.begin(), d.path_.end(), node);
    if (from == d.path_.end()) return;
    const auto region = RegionOf(node);
    if (from + 1 == d.path_.end()) {  // where the same step is entered again at once
      UndoMilestones(node, region.first.empty());
      UndoActions(EnteredAt(node), {&node, 1});
      Reset(node);
      d.path_.pop_back();
      return;
    }
    std::vector<std::string> gone;
    gone.push_back(std::move(*from));
    auto kept = from;
    for (auto later = from + 1; later != d.path_.end(); ++later) {
      const auto its = RegionOf(*later);
      if (its == region || std::find(gone.begin(), gone.end(), its.first) != gone.end()) {
        gone.push_back(std::move(*later));
      } else {
        *kept++ = std::move(*later);
      }
    }
    d.path_.erase(kept, d.path_.end());
    UndoMilestones(node, region.first.empty());
    UndoActions(EnteredAt(node), gone);
    for (const std::string& name : gone) Reset(name);
  }

  std::int64_t EnteredAt(const std::string& node) const {
    if (const auto step = d.steps_.find(node); step != d.steps_.end()) {
      return step->second.entered_position;
    }
    const auto composite = d.composites_.find(node);
    return composite == d.composites_.end() ? 0 : composite->second.entered_position;
  }

  // Milestones stand in the root region: they fall where the return crosses them there.
  void UndoMilestones(const std::string& node, bool in_root) {
    if (!in_root) return;
    const std::int64_t since = EnteredAt(node);
    std::erase_if(d.milestones_, [&](const auto& m) { return m.second > since; });
  }

  // From the newest back to the entry of the node: what was undone before is not looked at again.
  void UndoActions(std::int64_t since, std::span<const std::string> steps) {
    for (auto action = d.actions_.rbegin(); action != d.actions_.rend(); ++action) {
      if (action->position < since) break;
      if (std::find(steps.begin(), steps.end(), action->step) != steps.end()) action->undone = true;
    }
  }

  // Back to waiting; only the number of rounds goes on counting.
  void Reset(const std::string& name) {
    if (const auto step = d.steps_.find(name); step != d.steps_.end()) {
      StepState fresh;
      fresh.status = Next(step->second.status, StepMove::kUndo);
      fresh.round = step->second.round;
      step->second = std::move(fresh);
    }
    if (const auto composite = d.composites_.find(name); composite != d.composites_.end()) {
      CompositeState fresh;
      fresh.round = composite->second.round;
      composite->second = std::move(fresh);
    }
  }

 public:
  void Header() {
    for (const PersonalValue& personal : event.personal) {
      d.personal_[{event.position, personal.pointer}] = {personal.value, personal.commitment, 0};
    }
    d.id_ = event.dossier;
    d.version_ = event.position;
    d.last_occurred_at_ = std::max(d.last_occurred_at_, event.occurred_at);
    d.last_recorded_at_ = std::max(d.last_recorded_at_, event.recorded_at);
    d.last_hash_ = event.hash;
  }
  static void SetLastHash(Dossier& dossier, const std::string& hash) { dossier.last_hash_ = hash; }
};

void Apply(Dossier& dossier, const Event& event) {
  DossierApplier applier{dossier, event};
  std::visit(applier, event.body);
  applier.Header();
}

void Apply(Dossier& dossier, Event&& event) {
  DossierApplier applier{dossier, event};
  if (auto* action = std::get_if<ActionRecorded>(&event.body)) {
    applier.Record(std::move(*action));  // the one that carries much
  } else {
    std::visit(applier, event.body);
  }
  applier.Header();
}

void SetLastHash(Dossier& dossier, const std::string& hash) { DossierApplier::SetLastHash(dossier, hash); }

Dossier Fold(const std::vector<Event>& events) {
  Dossier dossier;
  for (const Event& event : events) Apply(dossier, event);
  return dossier;
}

}  // namespace juece
