// What a local rule changes of the graph: nodes before or after a step, branches, outcomes that lead back.
#include <fmt/format.h>

#include <algorithm>

#include "definition/clone.h"
#include "definition/overlay_applier.h"

namespace juece {
namespace {

bool Has(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

// Every place in the node that names where the run goes on.
template <typename Visit>
void EachTarget(Node& node, Visit visit) {
  if (auto* step = std::get_if<StepNode>(&node)) {
    for (Transition& row : step->transitions) visit(row.to, row.place);
  } else if (auto* composite = std::get_if<CompositeNode>(&node)) {
    for (ExitRow& row : composite->rows) visit(row.to, row.place);
  }
}

// Takes the outcome out of every row and gives it one of its own, first. Rows that name nothing else go.
void GiveOwnRow(StepNode& step, const std::vector<std::string>& outcomes, const std::string& to, const SourcePlace& place) {
  for (Transition& row : step.transitions) {
    row.outcomes.erase(std::remove_if(row.outcomes.begin(), row.outcomes.end(), [&](const std::string& o) { return Has(outcomes, o); }),
                       row.outcomes.end());
  }
  step.transitions.erase(std::remove_if(step.transitions.begin(), step.transitions.end(),
                                        [](const Transition& row) { return !row.otherwise && row.outcomes.empty(); }),
                         step.transitions.end());
  Transition own;
  own.outcomes = outcomes;
  own.to = to;
  own.place = place;
  step.transitions.insert(step.transitions.begin(), std::move(own));
}

// Where the run goes on after each of the outcomes; empty where that differs, or where an outcome leads nowhere.
std::string CommonTarget(const StepNode& step, const std::set<std::string>& outcomes) {
  std::string target;
  for (const std::string& outcome : outcomes) {
    bool settled = false;
    for (const Transition& row : step.transitions) {
      if (settled || (!row.otherwise && !Has(row.outcomes, outcome))) continue;
      if (!target.empty() && row.to != target) return "";
      target = row.to;
      settled = row.otherwise || row.when.IsAlways();
    }
    if (!settled) return "";
  }
  return target;
}

std::set<std::string> IdsOf(const std::vector<Node>& nodes) {
  std::set<std::string> ids;
  for (const Node& node : nodes) ids.insert(IdOf(node));
  return ids;
}

}  // namespace

std::set<std::string> OverlayApplier::OutcomesOf(const Insertion& change, const Node& anchor) const {
  if (!change.outcomes.empty()) return {change.outcomes.begin(), change.outcomes.end()};
  const auto* step = std::get_if<StepNode>(&anchor);
  if (step == nullptr) return {"*"};
  std::set<std::string> outcomes;
  const StepType* type = catalog_.Find(step->type);
  for (std::size_t i = 0; type != nullptr && i < type->outcomes.size(); ++i) outcomes.insert(type->outcomes[i].id);
  if (step->applicability) outcomes.emplace(kNotApplicableOutcome);
  return outcomes;
}

bool OverlayApplier::IsNew(const Node& node) {
  if (definition_.Find(IdOf(node)) == nullptr) return true;
  if (ledger_ != nullptr) ledger_->Report({fmt::format("标识“{}”", IdOf(node)), fmt::format("the id \"{}\"", IdOf(node))}, PlaceOf(node));
  Report("duplicate-id", PlaceOf(node),
         {fmt::format("插入的环节、并行和终点应有自己的标识,但“{}”已经用过", IdOf(node)),
          fmt::format("Expected inserted nodes to have ids of their own, but \"{}\" is taken", IdOf(node))});
  return false;
}

bool OverlayApplier::AreNew(const std::vector<Node>& nodes) {
  bool all = true;
  for (const Node& node : nodes) {
    all = IsNew(node) && all;
    const auto* composite = std::get_if<CompositeNode>(&node);
    for (std::size_t b = 0; composite != nullptr && b < composite->branches.size(); ++b) {
      all = AreNew(composite->branches[b].region->nodes) && all;
    }
  }
  return all;
}

void OverlayApplier::RequireTarget(const Region& region, const std::string& to, const SourcePlace& place, const std::vector<Node>* own) {
  if (to == kNextNode && own != nullptr) return;
  if (region.Find(to) != nullptr) return;
  if (own != nullptr && std::any_of(own->begin(), own->end(), [&](const Node& node) { return IdOf(node) == to; })) return;
  Report("unknown-reference", place,
         {fmt::format("to 应为{}同一流程区域中的节点,但没有“{}”", own != nullptr ? "next,或者" : "", to),
          fmt::format("Expected \"to\" to be {}a node of the same region, but there is no \"{}\"", own != nullptr ? "next, or " : "", to)});
}

void OverlayApplier::Add(Region& region, const Insertion& change, const std::string& next) {
  for (const Node& node : change.nodes) {
    Node copy = Clone(node);
    EachTarget(copy, [&](std::string& to, const SourcePlace& place) {
      RequireTarget(region, to, place, &change.nodes);
      if (to == kNextNode) to = next;
    });
    if (auto* step = std::get_if<StepNode>(&copy)) AddArticles(step->articles, clause_->articles);
    if (auto* composite = std::get_if<CompositeNode>(&copy)) AddArticles(composite->articles, clause_->articles);
    region.nodes.push_back(std::move(copy));
  }
  definition_.Index();
}

void OverlayApplier::InsertBefore(Found found, const Insertion& change) {
  const std::string entry = IdOf(change.nodes.front());
  for (Node& node : found.region->nodes) {
    EachTarget(node, [&](std::string& to, const SourcePlace&) {
      if (to == change.anchor) to = entry;
    });
  }
  if (found.region->start == change.anchor) found.region->start = entry;
  for (auto& [anchor, tails] : tails_) {
    for (Tail& tail : tails) {
      if (tail.next == change.anchor) tail.next = entry;
    }
  }
  Add(*found.region, change, change.anchor);
}

// Behind what was put after these outcomes before. False where nothing was.
bool OverlayApplier::InsertAtTail(Found found, const Insertion& change, const std::set<std::string>& outcomes) {
  for (Tail& tail : tails_[change.anchor]) {
    const bool meet = std::any_of(outcomes.begin(), outcomes.end(), [&](const std::string& o) { return tail.outcomes.count(o) > 0; });
    if (!meet) continue;
    if (tail.outcomes != outcomes) {
      Report("bad-value", clause_->place,
             {fmt::format("在“{}”之后的几处插入,outcomes 应相同或者没有共同的结果,但只有部分相同", change.anchor),
              fmt::format("Expected insertions after \"{}\" to name the same outcomes or none in common, but they share some", change.anchor)},
             change.anchor);
      return true;
    }
    const std::string entry = IdOf(change.nodes.front());
    for (Node& node : found.region->nodes) {
      if (tail.nodes.count(IdOf(node)) == 0) continue;
      EachTarget(node, [&](std::string& to, const SourcePlace&) {
        if (to == tail.next) to = entry;
      });
    }
    tail.nodes = IdsOf(change.nodes);
    Add(*found.region, change, tail.next);
    return true;
  }
  return false;
}

void OverlayApplier::InsertAfter(Found found, const Insertion& change, const std::set<std::string>& outcomes) {
  auto* step = std::get_if<StepNode>(found.node);
  auto* composite = std::get_if<CompositeNode>(found.node);
  if (outcomes.empty() || InsertAtTail(found, change, outcomes)) return;  // none: the step's type is unknown, which is said elsewhere
  std::string next;
  if (step != nullptr) {
    next = CommonTarget(*step, outcomes);
  } else if (composite != nullptr && change.outcomes.empty() && !composite->rows.empty()) {
    const std::string& first = composite->rows.front().to;
    const bool one = std::all_of(composite->rows.begin(), composite->rows.end(), [&](const ExitRow& row) { return row.to == first; });
    if (one) next = first;
  }
  if (next.empty()) {
    return Report("bad-value", clause_->place,
                  {fmt::format("“{}”的这些结果应去往同一处,才能在其后插入,但去处不同;请写 outcomes,或者写 before", change.anchor),
                   fmt::format("Expected these outcomes of \"{}\" to lead to one place, to insert after them, but they do not; name outcomes, or "
                               "write before",
                               change.anchor)},
                  change.anchor);
  }
  const std::string entry = IdOf(change.nodes.front());
  if (step != nullptr && !change.outcomes.empty()) {
    GiveOwnRow(*step, change.outcomes, entry, clause_->place);
  } else {
    EachTarget(*found.node, [&](std::string& to, const SourcePlace&) { to = entry; });
  }
  tails_[change.anchor].push_back({outcomes, IdsOf(change.nodes), next});
  Add(*found.region, change, next);
}

bool OverlayApplier::ClaimPlaces(const Insertion& change, const std::set<std::string>& outcomes) {
  if (ledger_ == nullptr) return true;
  if (change.before) {
    return ledger_->ClaimPlace("before " + change.anchor, change,
                               {fmt::format("“{}”之前", change.anchor), fmt::format("before \"{}\"", change.anchor)}, clause_->place);
  }
  return std::all_of(outcomes.begin(), outcomes.end(), [&](const std::string& outcome) {
    return ledger_->ClaimPlace(fmt::format("after {} {}", change.anchor, outcome), change,
                               {fmt::format("“{}”之后", change.anchor), fmt::format("after \"{}\"", change.anchor)}, clause_->place);
  });
}

void OverlayApplier::Change(const Insertion& change) {
  const Found found = Find(change.anchor);
  if (found.node == nullptr || (!change.before && std::holds_alternative<EndNode>(*found.node))) {
    return ReportUnknown({"环节或者并行", "a step or parallel"}, change.anchor);
  }
  if (change.nodes.empty() || !AreNew(change.nodes)) return;
  const std::set<std::string> outcomes = change.before ? std::set<std::string>{} : OutcomesOf(change, *found.node);
  if (!ClaimPlaces(change, outcomes)) return;
  if (change.before) {
    InsertBefore(found, change);
  } else {
    InsertAfter(found, change, outcomes);
  }
}

void OverlayApplier::Change(const BranchAddition& change) {
  const Found found = Find(change.parallel);
  auto* composite = found.node == nullptr ? nullptr : std::get_if<CompositeNode>(found.node);
  if (composite == nullptr) return ReportUnknown({"并行", "a parallel"}, change.parallel);
  const bool taken = std::any_of(composite->branches.begin(), composite->branches.end(),
                                 [&](const Branch& branch) { return branch.id == change.branch.id; });
  if (taken && ledger_ != nullptr) {
    ledger_->Report({fmt::format("分支“{}”", change.branch.id), fmt::format("branch \"{}\"", change.branch.id)}, clause_->place);
  }
  if (taken) {
    Report("duplicate-id", clause_->place,
           {fmt::format("增加的分支应有自己的标识,但“{}”已有分支“{}”", change.parallel, change.branch.id),
            fmt::format("Expected an added branch to have an id of its own, but \"{}\" has \"{}\"", change.parallel, change.branch.id)},
           change.parallel);
  }
  if (taken || !AreNew(change.branch.region->nodes)) return;
  for (const ExitRow& row : change.rows) RequireTarget(*found.region, row.to, row.place, nullptr);
  composite->rows.insert(composite->rows.begin(), change.rows.begin(), change.rows.end());
  composite->branches.push_back(Clone(change.branch));
  AddArticles(composite->articles, clause_->articles);
  definition_.Index();
}

void OverlayApplier::Change(const OutcomeClosing& change) {
  const Found found = Find(change.step);
  auto* step = found.node == nullptr ? nullptr : std::get_if<StepNode>(found.node);
  if (step == nullptr) return ReportUnknown({"环节", "a step"}, change.step);
  RequireTarget(*found.region, change.to, clause_->place, nullptr);
  for (const std::string& outcome : change.outcomes) {
    Claim(fmt::format("close {} {}", change.step, outcome), change.to,
          {fmt::format("环节“{}”的结果“{}”的去处", change.step, outcome), fmt::format("where \"{}\" of step \"{}\" leads", outcome, change.step)});
  }
  GiveOwnRow(*step, change.outcomes, change.to, clause_->place);
  AddArticles(step->articles, clause_->articles);
}

}  // namespace juece
