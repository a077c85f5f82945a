// Ways to entering a step of a type that the goal names, wherever it stands. A branch that stands before such a step may wait there
// while a sibling does the closing visit: as long as this branch has not ended, only a cancelling end takes it away.
#include "proof/explorer.h"

namespace juece {

void Explorer::KeepAim(Aim& best, const RunPath& path, int step) {
  if (!path.exists() || step < 0 || (best.path.exists() && best.path.visits <= path.visits)) return;
  best = {path, step};
}

// `phase`: of the state in which the node is entered.
void Explorer::AimsFrom(const ModelNode& node, const RunPath& before, int phase, RegionAnswer& answer) {
  Aim& late = phase == 1 ? answer.aim_restricted : answer.aim_turned;
  if (node.kind == ModelNode::Kind::kStep) {
    const bool meant = goal_.before_step >= 0 ? node.item == goal_.before_step : model_.StepOf(node).kind->type->id == goal_.before_type;
    if (meant) KeepAim(phase == 1 ? late : answer.aim_free, before, node.item);
    return;
  }
  if (node.kind == ModelNode::Kind::kEnd) return;
  const ModelComposite& composite = model_.CompositeOf(node);
  for (std::size_t b = 0; b < composite.branches.size(); ++b) {
    const RegionAnswer& branch = BranchAnswer(composite, b);
    const auto keep = [&](Aim& best, const Aim& aim) {
      if (aim.path.exists()) KeepAim(best, Join(before, aim.path), aim.step);
    };
    if (phase == 1) {
      keep(late, branch.aim_restricted);
      continue;
    }
    keep(answer.aim_free, branch.aim_free);
    keep(answer.aim_turned, branch.aim_turned);
    for (std::size_t a = 0; branch.aim_free.path.exists() && a < composite.branches.size(); ++a) {
      const RunPath& live = BranchAnswer(composite, a).live;
      if (a != b && live.exists()) KeepAim(late, Join(Join(before, branch.aim_free.path), live), branch.aim_free.step);
    }
  }
}

// `phase`: in which the region is entered.
void Explorer::FillAims(const ModelRegion& region, const Labels& labels, int phase, RegionAnswer& answer) {
  if (!goal_.AtEntry()) return;
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    const int node = static_cast<int>(n);
    if (phase == 0 && labels.At(node, 0).exists()) AimsFrom(region.nodes[n], labels.At(node, 0), 0, answer);
    if (!labels.At(node, 1).exists()) continue;
    RegionAnswer second;  // what follows once the second phase has begun
    AimsFrom(region.nodes[n], labels.At(node, 1), 1, second);
    KeepAim(phase == 1 ? answer.aim_restricted : answer.aim_turned, second.aim_restricted.path, second.aim_restricted.step);
  }
}

std::optional<Run> Explorer::FindEntry() {
  const RegionAnswer root = Answer(model_.root());
  Aim best;
  if (property_.closed_at_start) best = root.aim_restricted;
  KeepAim(best, root.aim_turned.path, root.aim_turned.step);
  if (!best.path.exists()) return std::nullopt;
  return Run{Unroll(Visit(best.path, best.step, -1)), nullptr};
}

}  // namespace juece
