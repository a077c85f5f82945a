// What a handler's answer means: tasks, findings, reviews that are covered, and the end of a step with all that hangs on it.
#include <algorithm>

#include <fmt/format.h>

#include "process/proposal.h"

namespace juece {
namespace {

const std::vector<std::string>& RolesOf(const StepNode& step, const ActionType& action) {
  for (const ActionBinding& binding : step.actions) {
    if (binding.action == action.id && !binding.roles.empty()) return binding.roles;
  }
  return action.roles;
}

bool HasOpenTask(const Proposal& proposal, const std::string& id) {
  const auto it = proposal.dossier.tasks().find(id);
  const bool stored = it != proposal.dossier.tasks().end() && it->second.open;
  const bool closed = std::any_of(proposal.events.begin(), proposal.events.end(), [&](const EventBody& event) {
    const auto* task = std::get_if<TaskClosed>(&event);
    return task != nullptr && task->task == id;
  });
  const bool opened = std::any_of(proposal.events.begin(), proposal.events.end(), [&](const EventBody& event) {
    const auto* task = std::get_if<TaskOpened>(&event);
    return task != nullptr && task->task == id;
  });
  return (stored && !closed) || opened;
}

void OpenTask(Proposal& proposal, const StepNode& step, int round, const std::string& action, const Text& title) {
  const StepType* type = proposal.view.TypeOf(step);
  const ActionType* action_type = type == nullptr ? nullptr : type->FindAction(action);
  TaskOpened task;
  task.task = fmt::format("{}/{}/{}", step.id, round, action);
  if (HasOpenTask(proposal, task.task)) return;
  task.step = step.id;
  task.round = round;
  task.action = action;
  if (action_type != nullptr) task.roles = RolesOf(step, *action_type);
  task.title = title.empty() && action_type != nullptr ? action_type->title : title;
  proposal.Say(std::move(task));
}

void SayFindings(Proposal& proposal, const StepNode& step, const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    FindingNoted noted;
    noted.step = step.id;
    noted.code = finding.code;
    noted.severity = ToString(finding.severity);
    noted.message = finding.message;
    noted.article = finding.article;
    proposal.Say(std::move(noted));
  }
}

// The text on which the work of this step began: the newest one handed in before the step was entered in this round.
std::string TextAtEntry(const Proposal& proposal, std::string_view step, std::string_view kind) {
  const StepState* state = proposal.dossier.FindStep(step);
  std::string digest;
  for (const RecordedAction& action : proposal.dossier.actions()) {
    if (state == nullptr || action.position > state->entered_position) break;
    for (const MaterialRecord& material : action.materials) {
      if (material.kind == kind) digest = material.digest;
    }
  }
  return digest;
}

// An adjustment that only carries out the opinion stays covered by the reviews given on the text before it; a review of an older
// text than that is not revived.
void SayCovers(Proposal& proposal, const StepNode& step, const std::vector<ReviewCoverEffect>& covers) {
  if (covers.empty() || proposal.view.Setting("legality_adjustment_covered", "on") == "off") return;
  for (const ReviewCoverEffect& cover : covers) {
    for (const MaterialDeclaration& material : proposal.view.definition().materials) {
      if (material.id != cover.material) continue;
      const MaterialRecord* newest = proposal.Newest(material.kind);
      if (newest == nullptr) continue;
      const std::string before = TextAtEntry(proposal, step.id, material.kind);
      std::vector<std::string> said;
      for (const ReviewState& review : proposal.dossier.reviews()) {
        if (review.material != material.id || Contains(said, review.step)) continue;
        const bool of_that_text = !before.empty() && (review.digest == before || Contains(review.extended_to, before));
        if (review.step != step.id && !of_that_text) continue;
        said.push_back(review.step);
        proposal.Say(ReviewExtended{review.step, material.id, newest->digest, cover.reason});
      }
    }
  }
}

bool BindReviews(Proposal& proposal, const StepNode& step, int round, const std::string& outcome) {
  for (const MaterialUse& use : step.reviews) {
    if (!use.outcomes.empty() && !Contains(use.outcomes, outcome)) continue;
    for (const MaterialDeclaration& material : proposal.view.definition().materials) {
      if (material.id != use.material) continue;
      const MaterialRecord* newest = proposal.Newest(material.kind);
      if (newest == nullptr) {
        return proposal.Refused(Refuse("material-missing", FirstArticle(step.articles),
                                       {{"kind", proposal.view.MaterialName(material.kind)}, {"step", proposal.view.StepName(step.id)}}));
      }
      proposal.Say(ReviewBound{step.id, round, material.id, newest->digest, outcome});
    }
  }
  return true;
}

bool KnowsOutcome(const View& view, const StepNode& step, const std::string& outcome) {
  const StepType* type = view.TypeOf(step);
  return type != nullptr && type->FindOutcome(outcome) != nullptr;
}

}  // namespace

const MaterialRecord* Proposal::Newest(std::string_view kind) const {
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    const auto* recorded = std::get_if<ActionRecorded>(&*event);
    if (recorded == nullptr) continue;
    for (auto it = recorded->materials.rbegin(); it != recorded->materials.rend(); ++it) {
      if (it->kind == kind) return &*it;
    }
  }
  return dossier.Newest(kind);
}

bool Proposal::Overridden(std::string_view step, std::string_view code) const {
  const StepState* state = dossier.FindStep(step);
  return state != nullptr && Contains(state->overrides, code);
}

std::vector<MissingOne> MissingMaterials(const Proposal& proposal, const StepNode& step,
                                         const std::vector<std::string>& further) {
  std::vector<MissingOne> missing;
  if (proposal.Overridden(step.id, "material-missing")) return missing;
  const View& view = proposal.view;
  const auto add = [&](const std::string& kind, const std::string& article) {
    missing.push_back({kind, Refuse("material-missing", article,
                                    {{"kind", view.MaterialName(kind)}, {"step", view.StepName(step.id)}})});
  };
  for (const MaterialDemand& demand : step.materials) {
    if (!demand.required || proposal.Newest(demand.kind) != nullptr) continue;
    const Truth due = view.Evaluate(demand.when);
    if (due == Truth::kTrue) add(demand.kind, FirstArticle(demand.articles));
    if (due == Truth::kUnknown) {
      missing.push_back({demand.kind, Refuse("fact-unknown", FirstArticle(demand.articles),
                                             {{"facts", Same(view.UnknownFacts(demand.when))},
                                              {"step", view.StepName(step.id)}})});
    }
  }
  for (const std::string& kind : further) {
    if (proposal.Newest(kind) == nullptr) add(kind, FirstArticle(step.articles));
  }
  return missing;
}

void CloseTasks(Proposal& proposal, std::string_view step, std::string_view action, std::string_view how) {
  std::vector<std::string> ids;
  const auto matches = [&](const TaskOpened& task) {
    return (step.empty() || task.step == step) && (action.empty() || task.action == action);
  };
  for (const auto& [id, task] : proposal.dossier.tasks()) {
    if (task.open && matches(task.opened)) ids.push_back(id);
  }
  for (const EventBody& event : proposal.events) {
    const auto* opened = std::get_if<TaskOpened>(&event);
    if (opened != nullptr && matches(*opened) && !Contains(ids, opened->task)) ids.push_back(opened->task);
  }
  for (const std::string& id : ids) {
    if (HasOpenTask(proposal, id)) proposal.Say(TaskClosed{id, std::string(how)});
  }
}

void RaiseIncident(Proposal& proposal, std::string_view kind, const StepNode& step, int round, std::string_view action,
                   const std::string& reason) {
  IncidentRaised raised;
  raised.incident = fmt::format("{}:{}/{}#{}", kind, step.id, round, proposal.dossier.incidents().size() + 1);
  raised.step = step.id;
  raised.action = action;
  raised.reason = reason;
  if (const StepType* type = proposal.view.TypeOf(step)) {
    raised.plugin = {type->plugin_id, type->plugin_version, type->plugin_digest};
  }
  proposal.Say(std::move(raised));
}

void LeaveNotApplicable(Proposal& proposal, const StepNode& step, int round, const std::string& reason,
                        const std::string& said_by) {
  proposal.Say(StepLeft{step.id, round, std::string(kNotApplicableOutcome), reason, said_by});
  CloseTasks(proposal, step.id, "", "cancelled");
  CancelDeadlines(proposal, step.id, "the step does not apply");
}

bool Complete(Proposal& proposal, const StepNode& step, int round, const CompleteEffect& complete,
              const std::vector<std::string>& required_materials) {
  const auto missing = MissingMaterials(proposal, step, required_materials);
  if (!missing.empty()) return proposal.Refused(missing.front().refusal);
  if (auto conflict = CheckSeparationAtCompletion(proposal.view, step.id)) return proposal.Refused(std::move(*conflict));
  if (!EndPeriods(proposal, step, round, "left", Data())) return false;
  if (!BindReviews(proposal, step, round, complete.outcome)) return false;
  if (auto closed = CheckGates(proposal, step, complete.outcome)) return proposal.Refused(std::move(*closed));
  proposal.Say(StepLeft{step.id, round, complete.outcome, complete.reason, proposal.command.actor.name});
  if (step.milestone && Contains(step.milestone->outcomes, complete.outcome)) {
    proposal.Say(MilestoneReached{step.milestone->milestone, step.id});
  }
  CloseTasks(proposal, step.id, "", "cancelled");
  CancelDeadlines(proposal, step.id, "the step ended");
  return true;
}

bool SayEffects(Proposal& proposal, const StepNode& step, int round, const Effects& effects, const std::vector<TaskEffect>& tasks) {
  SayFindings(proposal, step, effects.findings);
  SayCovers(proposal, step, effects.covers);
  for (const TaskEffect& task : tasks) OpenTask(proposal, step, round, task.action, task.title);
  if (effects.link) proposal.Say(DossierLinked{"", "adjusted-by", step.id});
  if (!effects.complete) return true;
  if (!KnowsOutcome(proposal.view, step, effects.complete->outcome)) {
    RaiseIncident(proposal, "outcome", step, round, "", "the handler named an outcome that its type does not have: " +
                                                            effects.complete->outcome);
    return true;
  }
  return Complete(proposal, step, round, *effects.complete, effects.required_materials);
}

}  // namespace juece
