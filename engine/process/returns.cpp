// Returns (退回): only backwards on the path, to a step of the same region or of an enclosing one. What is open on the way is
// cancelled by events; what was done there is undone when the target is entered again.
#include "process/proposal.h"

namespace juece {
namespace {

// The regions around a node, from its own outwards.
std::vector<const Region*> RegionsAround(const Definition& definition, std::string_view id) {
  std::vector<const Region*> regions;
  const NodeRef* ref = definition.Find(id);
  while (ref != nullptr) {
    regions.push_back(ref->region);
    ref = ref->parent == nullptr ? nullptr : definition.Find(ref->parent->id);
  }
  return regions;
}

bool IsAround(const Definition& definition, const Region* region, std::string_view id) {
  for (const Region* around : RegionsAround(definition, id)) {
    if (around == region) return true;
  }
  return false;
}

// Do the two stand in different branches of one composite?
bool InSiblingBranches(const Definition& definition, std::string_view a, std::string_view b) {
  for (const NodeRef* x = definition.Find(a); x != nullptr && x->parent != nullptr; x = definition.Find(x->parent->id)) {
    for (const NodeRef* y = definition.Find(b); y != nullptr && y->parent != nullptr; y = definition.Find(y->parent->id)) {
      if (x->parent == y->parent && x->branch != y->branch) return true;
    }
  }
  return false;
}

void CancelStep(Proposal& proposal, std::string_view step, std::string_view reason) {
  if (!proposal.view.IsOpen(step)) return;
  CloseTasks(proposal, step, "", "cancelled");
  CancelDeadlines(proposal, step, reason);
  proposal.Say(StepCancelled{std::string(step), proposal.view.Round(step), std::string(reason)});
}

void CancelNode(Proposal& proposal, const Node& node, std::string_view reason) {
  if (const auto* step = std::get_if<StepNode>(&node)) {
    CancelStep(proposal, step->id, reason);
    return;
  }
  const auto* composite = std::get_if<CompositeNode>(&node);
  if (composite == nullptr) return;
  const auto it = proposal.dossier.composites().find(composite->id);
  if (it == proposal.dossier.composites().end() || !it->second.active) return;
  for (const Branch& branch : composite->branches) CancelRegion(proposal, *branch.region, reason);
  proposal.Say(StepCancelled{composite->id, it->second.round, std::string(reason)});
}

}  // namespace

void CancelRegion(Proposal& proposal, const Region& region, std::string_view reason) {
  for (const Node& node : region.nodes) CancelNode(proposal, node, reason);
}

void CancelFrom(Proposal& proposal, const Region& region, std::string_view node, std::string_view reason) {
  const std::int64_t from = proposal.view.EnteredAt(node);
  for (const Node& other : region.nodes) {
    const std::string& id = IdOf(other);
    if (proposal.view.OnPath(id) && proposal.view.EnteredAt(id) >= from) CancelNode(proposal, other, reason);
  }
}

std::optional<Rejection> AdmitReturn(const View& view, const ReturnTo& command) {
  const Definition& definition = view.definition();
  const NodeRef* to = definition.Find(command.to);
  if (InSiblingBranches(definition, command.from, command.to)) {
    return Refuse("return-sibling", "", {{"to", view.StepName(command.to)}});
  }
  if (!view.OnPath(command.to)) {
    return Refuse("return-forward", "", {{"to", view.StepName(command.to)}, {"from", view.StepName(command.from)}});
  }
  if (!IsAround(definition, to->region, command.from)) {
    return Refuse("return-inside", "",
                  {{"composite", view.StepName(to->parent->id)}, {"to", view.StepName(command.to)}});
  }
  return std::nullopt;
}

}  // namespace juece
