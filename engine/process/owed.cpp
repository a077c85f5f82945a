// What is owed by the procedure and the state alone: so a crash loses nothing, and a restart owes the same.
#include <algorithm>

#include "process/proposal.h"

namespace juece {
namespace {

using OwedWork = std::optional<CommandBody>;

OwedWork OwedIn(const View& view, const Region& region);

int RowOf(const CompositeNode& composite, const CompositeState& state) {
  int otherwise = -1;
  for (std::size_t i = 0; i < composite.rows.size(); ++i) {
    const ExitRow& row = composite.rows[i];
    if (row.otherwise) {
      otherwise = static_cast<int>(i);
      continue;
    }
    if (row.cancelling != !state.cancelling_branch.empty()) continue;
    const bool matches = std::all_of(row.when.begin(), row.when.end(), [&](const auto& cell) {
      const auto ended = state.ended.find(cell.first);
      if (row.cancelling && cell.first != state.cancelling_branch) return false;
      return ended != state.ended.end() && Contains(cell.second, ended->second);
    });
    if (matches) return static_cast<int>(i);
  }
  return otherwise;
}

OwedWork OwedByComposite(const View& view, const CompositeNode& composite, const CompositeState& state) {
  if (!state.cancelling_branch.empty() || state.ended.size() == composite.branches.size()) {
    const int row = RowOf(composite, state);
    return row < 0 ? OwedWork() : LeaveComposite{composite.id, row};
  }
  for (const Branch& branch : composite.branches) {
    if (state.ended.contains(branch.id)) continue;
    if (OwedWork work = OwedIn(view, *branch.region)) return work;
  }
  return std::nullopt;
}

// An open step whose condition reads facts that have changed, or that was entered before it could be judged.
OwedWork OwedByOpenStep(const View& view, const StepNode& step, const StepState& state) {
  if (!step.applicability || step.applicability->discretionary || view.OpenIncident(step.id) != nullptr) return std::nullopt;
  const Truth now = view.Evaluate(step.applicability->when);
  if (state.applicability && !state.applicability->stale && state.applicability->truth == ToString(now)) return std::nullopt;
  return EvaluateApplicability{step.id};
}

OwedWork OwedByNext(const View& view, const Region& region, const Node& left) {
  const NextNode next = NextOf(view, left);
  if (next.to.empty()) return std::nullopt;
  const Node* target = region.Find(next.to);
  const bool root = &region == &view.definition().root;
  if (root && target != nullptr && std::holds_alternative<EndNode>(*target)) return CloseDossier{std::string(next.to)};
  return EnterStep{std::string(next.to), IdOf(left), std::string(next.outcome)};
}

OwedWork OwedIn(const View& view, const Region& region) {
  const Node* current = view.Current(region);
  if (current == nullptr) return EnterStep{region.start, "", ""};
  if (const auto* composite = std::get_if<CompositeNode>(current)) {
    const CompositeState& state = view.dossier().composites().find(composite->id)->second;
    return state.active ? OwedByComposite(view, *composite, state) : OwedByNext(view, region, *current);
  }
  const auto& step = std::get<StepNode>(*current);
  const StepState& state = *view.dossier().FindStep(step.id);  // it is on the path
  const bool open = state.status == StepStatus::kActive || state.status == StepStatus::kBlocked;
  return open ? OwedByOpenStep(view, step, state) : OwedByNext(view, region, *current);
}

OwedWork OwedDeadline(const View& view, Instant now) {
  const Date today = view.DateOf(now);
  for (const auto& [id, state] : view.dossier().deadlines()) {
    if (state.status == DeadlineStatus::kNotComputable && DueOf(view, state.started)) return ComputeDeadline{id};
    if (state.status != DeadlineStatus::kRunning || state.started.kind != "limit" || !state.due) continue;
    if (*state.due < today && view.OpenIncident(state.started.step) == nullptr) return FireDeadline{id};
  }
  return std::nullopt;
}

}  // namespace

NextNode NextOf(const View& view, const Node& node) {
  if (const auto* composite = std::get_if<CompositeNode>(&node)) {
    const int row = view.dossier().composites().find(composite->id)->second.row;
    if (row < 0 || row >= static_cast<int>(composite->rows.size())) return {};
    return {composite->rows[static_cast<std::size_t>(row)].to, "", nullptr};
  }
  const auto& step = std::get<StepNode>(node);
  NextNode next;
  next.outcome = view.dossier().FindStep(step.id)->outcome;
  for (const Transition& transition : step.transitions) {
    if (!transition.otherwise && !Contains(transition.outcomes, next.outcome)) continue;
    const Truth truth = view.Evaluate(transition.when);
    if (truth == Truth::kFalse) continue;
    if (truth == Truth::kUnknown) {
      next.waiting = &transition.when;
    } else {
      next.to = transition.to;
    }
    break;
  }
  return next;
}

std::optional<CommandBody> Owed(const World& world, const Dossier& dossier, Instant now) {
  if (dossier.status() != DossierStatus::kRunning) return std::nullopt;
  const View view(world, dossier);
  if (!dossier.returning_to().empty()) return EnterStep{dossier.returning_to(), "", "returned"};
  if (OwedWork work = OwedIn(view, view.definition().root)) return work;
  return OwedDeadline(view, now);
}

}  // namespace juece
