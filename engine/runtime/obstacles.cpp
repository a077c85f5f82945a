// What stands in the way: the refusals that would come, before anybody tries.
#include <fmt/format.h>

#include "process/proposal.h"
#include "runtime/engine.h"

namespace juece {
namespace {

Obstacle ToObstacle(std::string_view step, const Rejection& rejection, const std::string& material = "") {
  return {std::string(step), rejection.code, rejection.message, rejection.article, material};
}

void AddBlocked(const View& view, const StepNode& step, std::vector<Obstacle>& out) {
  if (const IncidentState* incident = view.OpenIncident(step.id)) {
    out.push_back(ToObstacle(step.id, Refuse("incident-open", "",
                                             {{"step", view.StepName(step.id)}, {"incident", Same(incident->raised.incident)},
                                              {"reason", Same(incident->raised.reason)}})));
  }
  const StepState& state = *view.dossier().FindStep(step.id);
  if (!step.applicability || !state.applicability || state.applicability->truth != "unknown") return;
  out.push_back(ToObstacle(step.id, Refuse("applicability-unknown", FirstArticle(step.applicability->articles),
                                           {{"step", view.StepName(step.id)},
                                            {"facts", Same(view.UnknownFacts(step.applicability->when))}})));
}

void AddPeriods(const Proposal& proposal, const StepNode& step, std::vector<Obstacle>& out) {
  for (const auto& [id, state] : proposal.dossier.deadlines()) {
    const DeadlineStarted& started = state.started;
    if (started.step != step.id || started.kind != "minimum") continue;
    const bool running = state.status == DeadlineStatus::kRunning;
    if (running && state.due && proposal.today < *state.due) {
      const Text unit = started.unit == "working-days" ? Text{"个工作日", "working days"} : Text{"日", "calendar days"};
      const std::string today = proposal.today.ToString();
      out.push_back(ToObstacle(step.id, Refuse("period-too-short", started.article,
                                               {{"due", Same(state.due->ToString())},
                                                {"amount", Same(fmt::format("{}", started.amount))}, {"unit", unit},
                                                {"period", Same(started.period)},
                                                {"found", Text{"现在是" + today, "it is " + today}}})));
    } else if (state.status == DeadlineStatus::kNotComputable) {
      out.push_back(ToObstacle(step.id, Refuse("deadline-not-computable", started.article,
                                               {{"period", Same(started.period)},
                                                {"year", Same(fmt::format("{}", started.unknown_year))}})));
    }
  }
}

void AddGates(const Proposal& proposal, const StepNode& step, std::vector<Obstacle>& out) {
  if (!step.milestone) return;
  for (const StaleReview& stale : StaleReviews(proposal, step.milestone->milestone, true)) {
    out.push_back(ToObstacle(step.id, RefuseStaleReview(proposal.view, stale, step.milestone->milestone),
                             stale.material->kind));
  }
  for (const StaleApplicability& stale : StaleApplicabilities(proposal.view)) {
    out.push_back(ToObstacle(step.id, RefuseStaleApplicability(proposal.view, stale)));
  }
}

void AddOpenStep(const Proposal& proposal, const StepNode& step, std::vector<Obstacle>& out) {
  AddBlocked(proposal.view, step, out);
  for (const MissingOne& missing : MissingMaterials(proposal, step, {})) {
    out.push_back(ToObstacle(step.id, missing.refusal, missing.kind));
  }
  AddPeriods(proposal, step, out);
  AddGates(proposal, step, out);
}

// A finished step whose way on hangs on a fact that nobody has stated.
void AddWaiting(const View& view, const StepNode& step, std::vector<Obstacle>& out) {
  const NodeRef* ref = view.definition().Find(step.id);
  const Node* current = view.Current(*ref->region);
  if (current == nullptr || IdOf(*current) != step.id) return;
  const NextNode next = NextOf(view, *current);
  if (next.waiting == nullptr) return;
  out.push_back(ToObstacle(step.id, Refuse("fact-unknown", FirstArticle(step.articles),
                                           {{"facts", Same(view.UnknownFacts(*next.waiting))},
                                            {"step", view.StepName(step.id)}})));
}

void AddStep(const Proposal& proposal, const StepNode& step, bool asked, std::vector<Obstacle>& out) {
  const View& view = proposal.view;
  if (view.IsOpen(step.id)) {
    AddOpenStep(proposal, step, out);
  } else if (view.OnPath(step.id)) {
    AddWaiting(view, step, out);
  } else if (asked) {
    out.push_back(ToObstacle(step.id, Refuse("step-not-active", FirstArticle(step.articles),
                                             {{"step", view.StepName(step.id)}, {"state", {"尚未开始", "not entered yet"}},
                                              {"current", view.StepNames(view.OpenSteps())}})));
    AddGates(proposal, step, out);
  }
}

}  // namespace

std::vector<Obstacle> ObstaclesOf(const World& world, const Dossier& dossier, std::string_view step) {
  Command now;
  now.occurred_at = now.recorded_at = dossier.last_recorded_at();
  const Proposal proposal(world, dossier, now);
  std::vector<Obstacle> out;
  for (const StepNode* node : world.procedure->definition().steps()) {
    if (step.empty() || node->id == step) AddStep(proposal, *node, !step.empty(), out);
  }
  return out;
}

}  // namespace juece
