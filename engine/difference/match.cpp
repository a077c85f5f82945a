#include "difference/match.h"

#include <algorithm>

namespace juece {
namespace {

const std::string* Look(const std::map<std::string, std::string>& map, const std::string& id) {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : &found->second;
}

// Two nodes of one id are the same thing only where they are of one kind, and steps of one type.
bool Comparable(const Node& a, const Node& b) {
  if (a.index() != b.index()) return false;
  const auto* step = std::get_if<StepNode>(&a);
  return step == nullptr || step->type == std::get<StepNode>(b).type;
}

void Collect(const Region& region, std::vector<const Node*>& nodes) {
  for (const Node& node : region.nodes) {
    nodes.push_back(&node);
    if (const auto* composite = std::get_if<CompositeNode>(&node)) {
      for (const Branch& branch : composite->branches) {
        if (branch.region) Collect(*branch.region, nodes);
      }
    }
  }
}

}  // namespace

std::vector<const Node*> AllNodes(const Region& region) {
  std::vector<const Node*> nodes;
  Collect(region, nodes);
  return nodes;
}

// What holds others together is paired first: equal ids, then composites by what stands in them, then what stands at one place.
Matching::Matching(const Definition& before, const Definition& after) : before_(before), after_(after) {
  regions_[&before.root] = &after.root;
  PairById();
  PairComposites();
  PairSteps(true);
  PairSteps(false);
  PairComposites();
  PairEnds();
}

void Matching::Pair(const std::string& before_id, const std::string& after_id) {
  forward_[before_id] = after_id;
  backward_[after_id] = before_id;
}

void Matching::PairById() {
  for (const Node* node : AllNodes(before_.root)) {
    const NodeRef* other = after_.Find(IdOf(*node));
    if (other != nullptr && Comparable(*node, *other->node)) Pair(IdOf(*node), IdOf(*node));
  }
}

int Matching::Shared(const Region& before, const Region& after) const {
  int shared = 0;
  for (const Node* node : AllNodes(before)) {
    const std::string* other = Look(forward_, IdOf(*node));
    if (other == nullptr || !std::holds_alternative<StepNode>(*node)) continue;
    for (const Node* inside : AllNodes(after)) shared += IdOf(*inside) == *other ? 1 : 0;
  }
  return shared;
}

void Matching::PairBranches(const CompositeNode& before, const CompositeNode& after) {
  for (const bool by_id : {true, false}) {
    for (const Branch& branch : before.branches) {
      if (!branch.region || branches_.count(&branch) > 0) continue;
      const Branch* best = nullptr;
      int most = 0;
      for (const Branch& other : after.branches) {
        const bool taken = std::any_of(branches_.begin(), branches_.end(), [&](const auto& pair) { return pair.second == &other; });
        if (!other.region || taken) continue;
        const int shared = by_id ? (branch.id == other.id ? 1 : 0) : Shared(*branch.region, *other.region);
        if (shared > most) {
          most = shared;
          best = &other;
        }
      }
      if (best == nullptr) continue;
      branches_[&branch] = best;
      regions_[branch.region.get()] = best->region.get();
    }
  }
}

void Matching::PairComposites() {
  const std::vector<const Node*> others = AllNodes(after_.root);
  for (const Node* node : AllNodes(before_.root)) {
    const auto* composite = std::get_if<CompositeNode>(node);
    if (composite == nullptr) continue;
    const CompositeNode* best = After(*composite);
    int most = 0;
    for (const Node* other : others) {
      const auto* candidate = std::get_if<CompositeNode>(other);
      if (After(*composite) != nullptr || candidate == nullptr || Look(backward_, candidate->id) != nullptr) continue;
      int shared = 0;
      for (const Branch& a : composite->branches) {
        for (const Branch& b : candidate->branches) shared += a.region && b.region ? Shared(*a.region, *b.region) : 0;
      }
      if (shared > most) {
        most = shared;
        best = candidate;
      }
    }
    if (best == nullptr) continue;
    Pair(composite->id, best->id);
    PairBranches(*composite, *best);
  }
}

void Matching::PairSteps(bool same_region) {
  for (const StepNode* step : before_.steps()) {
    if (Look(forward_, step->id) != nullptr) continue;
    for (const StepNode* other : after_.steps()) {
      if (other->type != step->type || Look(backward_, other->id) != nullptr) continue;
      if (same_region && !SameRegion(step->id, other->id)) continue;
      Pair(step->id, other->id);
      break;
    }
  }
}

void Matching::PairEnds() {
  const std::vector<const Node*> others = AllNodes(after_.root);
  for (const Node* node : AllNodes(before_.root)) {
    const auto* end = std::get_if<EndNode>(node);
    if (end == nullptr || Look(forward_, end->id) != nullptr) continue;
    for (const Node* other : others) {
      const auto* candidate = std::get_if<EndNode>(other);
      if (candidate == nullptr || Look(backward_, candidate->id) != nullptr || candidate->outcome != end->outcome ||
          candidate->cancels_siblings != end->cancels_siblings || !SameRegion(end->id, candidate->id)) {
        continue;
      }
      Pair(end->id, candidate->id);
      break;
    }
  }
}

bool Matching::SameRegion(const std::string& before_id, const std::string& after_id) const {
  const NodeRef* before = before_.Find(before_id);
  const NodeRef* after = after_.Find(after_id);
  if (before == nullptr || after == nullptr) return false;
  const auto found = regions_.find(before->region);
  return found != regions_.end() && found->second == after->region;
}

std::string Matching::After(const std::string& before_id) const {
  const std::string* id = Look(forward_, before_id);
  return id == nullptr ? "" : *id;
}

std::string Matching::Before(const std::string& after_id) const {
  const std::string* id = Look(backward_, after_id);
  return id == nullptr ? "" : *id;
}

const StepNode* Matching::After(const StepNode& before) const {
  const std::string* id = Look(forward_, before.id);
  return id == nullptr ? nullptr : after_.FindStep(*id);
}

const StepNode* Matching::Before(const StepNode& after) const {
  const std::string* id = Look(backward_, after.id);
  return id == nullptr ? nullptr : before_.FindStep(*id);
}

const CompositeNode* Matching::After(const CompositeNode& before) const {
  const std::string* id = Look(forward_, before.id);
  const NodeRef* other = id == nullptr ? nullptr : after_.Find(*id);
  return other == nullptr ? nullptr : std::get_if<CompositeNode>(other->node);
}

const Branch* Matching::After(const Branch& before) const {
  const auto found = branches_.find(&before);
  return found == branches_.end() ? nullptr : found->second;
}

}  // namespace juece
