#include "plan/ways.h"

#include <algorithm>
#include <deque>

namespace juece {
namespace {

// Beyond this the comparison is given up, and the plan says so.
constexpr int kMostWays = 50000;

std::size_t VisitsIn(const Way& way) {
  std::size_t visits = 0;
  ForEachVisit(way, [&](const WayItem&) { ++visits; });
  return visits;
}

bool Passed(const Way& way, int node) {
  return std::any_of(way.begin(), way.end(), [&](const WayItem& item) { return item.node == node; });
}

// The row that these outcomes of the branches select; -1 where none does.
int RowOf(const ModelComposite& composite, const std::vector<int>& outcomes) {
  int otherwise = -1;
  for (std::size_t r = 0; r < composite.rows.size(); ++r) {
    const ModelRow& row = composite.rows[r];
    if (row.otherwise) otherwise = static_cast<int>(r);
    if (row.otherwise || row.cancelling_branch >= 0 || row.sets.size() != outcomes.size()) continue;
    bool matches = true;
    for (std::size_t b = 0; b < outcomes.size(); ++b) matches = matches && row.sets[b][static_cast<std::size_t>(outcomes[b])] != 0;
    if (matches) return static_cast<int>(r);
  }
  return otherwise;
}

// Counts through every combination of indices below `sizes`; false after the last one.
bool Next(std::vector<int>& at, const std::vector<std::size_t>& sizes) {
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (static_cast<std::size_t>(++at[i]) < sizes[i]) return true;
    at[i] = 0;
  }
  return false;
}

}  // namespace

void ForEachVisit(const Way& way, const std::function<void(const WayItem&)>& visit) {
  for (const WayItem& item : way) {
    if (item.composite == nullptr) {
      visit(item);
    } else {
      for (const Way& branch : *item.branches) ForEachVisit(branch, visit);
    }
  }
}

bool Visits(const Way& way, int step) {
  bool found = false;
  ForEachVisit(way, [&](const WayItem& item) { found = found || item.step == step; });
  return found;
}

struct WayFinder::Search {
  const ModelRegion& region;
  std::string_view milestone;  // "" inside branches
  std::vector<std::vector<Way>> at;          // ways up to each node, without it
  std::vector<std::vector<char>> fresh;      // not yet gone on from
  std::deque<int> queue;
  EndWays ends;
  std::vector<Way> goals;
};

Weight WayFinder::WeightOf(const WayItem& item) const {
  if (item.composite == nullptr) return choices_.weight(item.step, item.outcome);
  Weight weight = Weight::kNone;
  for (const Way& branch : *item.branches) {
    for (const WayItem& inner : branch) weight = std::max(weight, WeightOf(inner));
  }
  return weight;
}

// Whether all that `way` asks for is asked for by the other one as well.
bool WayFinder::Asks(const Way& way, const Way& no_more_than) const {
  auto other = no_more_than.begin();
  for (const WayItem& item : way) {
    const Weight weight = WeightOf(item);
    if (weight == Weight::kNone) continue;
    other = std::find_if(other, no_more_than.end(), [&](const WayItem& candidate) { return candidate.node == item.node; });
    if (other == no_more_than.end() || WeightOf(*other) < weight) return false;
    if (item.composite != nullptr) {
      for (std::size_t b = 0; b < item.branches->size(); ++b) {
        if (!Asks((*item.branches)[b], (*other->branches)[b])) return false;
      }
    }
    ++other;
  }
  return true;
}

bool WayFinder::Dominates(const Way& way, const Way& other) const {
  return Asks(way, other) && (!choices_.waiting_helps || Asks(other, way));
}

void WayFinder::Keep(std::vector<Way>& ways, Way way, std::vector<char>* fresh) {
  for (std::size_t w = 0; w < ways.size(); ++w) {
    // Of two that ask for the same the one with fewer visits is shown.
    if (Dominates(ways[w], way) && (VisitsIn(ways[w]) <= VisitsIn(way) || !Asks(way, ways[w]))) return;
  }
  for (std::size_t w = ways.size(); w-- > 0;) {
    if (!Dominates(way, ways[w])) continue;
    ways.erase(ways.begin() + static_cast<std::ptrdiff_t>(w));
    if (fresh != nullptr) fresh->erase(fresh->begin() + static_cast<std::ptrdiff_t>(w));
  }
  ways.push_back(std::move(way));
  if (fresh != nullptr) fresh->push_back(1);
  if (++kept_ > kMostWays) overflow_ = true;
}

void WayFinder::Extend(Search& search, int node, const Way& way) {
  const ModelNode& source = search.region.nodes[static_cast<std::size_t>(node)];
  const auto go = [&](int target, WayItem item) {
    // A node passed twice only adds what it asks for.
    if (target == node || Passed(way, target)) return;
    Way longer = way;
    longer.push_back(std::move(item));
    const auto to = static_cast<std::size_t>(target);
    Keep(search.at[to], std::move(longer), &search.fresh[to]);
    search.queue.push_back(target);
  };
  if (source.kind == ModelNode::Kind::kEnd) {
    auto& ends = source.cancelling ? search.ends.cancelling : search.ends.ordinary;
    Keep(ends[static_cast<std::size_t>(source.item)], way, nullptr);
  } else if (source.kind == ModelNode::Kind::kComposite) {
    for (Exit& exit : ExitsOf(source)) {
      exit.item.node = node;
      go(exit.target, std::move(exit.item));
    }
  } else {
    const ModelStep& step = model_.StepOf(source);
    for (const ModelEdge* edge : choices_.edges(source)) {
      const WayItem item{node, source.item, edge->outcome, nullptr, nullptr};
      const auto& mark = step.node->milestone;
      if (!search.milestone.empty() && mark && mark->milestone == search.milestone &&
          std::find(mark->outcomes.begin(), mark->outcomes.end(), step.outcomes()[static_cast<std::size_t>(edge->outcome)]) !=
              mark->outcomes.end()) {
        Way whole = way;
        whole.push_back(item);
        Keep(search.goals, std::move(whole), nullptr);
      }
      go(edge->target, item);
    }
  }
}

void WayFinder::Explore(Search& search) {
  const auto start = static_cast<std::size_t>(search.region.start);
  search.at[start].push_back({});
  search.fresh[start].push_back(1);
  search.queue.push_back(search.region.start);
  while (!search.queue.empty() && !overflow_) {
    const int node = search.queue.front();
    search.queue.pop_front();
    auto& fresh = search.fresh[static_cast<std::size_t>(node)];
    // Going on from here never adds a way to this node itself, so the list stays as it is.
    for (std::size_t w = 0; w < fresh.size() && !overflow_; ++w) {
      if (fresh[w] == 0) continue;
      fresh[w] = 0;
      Extend(search, node, search.at[static_cast<std::size_t>(node)][w]);
    }
  }
}

const WayFinder::EndWays& WayFinder::Ends(int region) {
  if (ends_.empty()) ends_.resize(model_.regions.size());
  auto& known = ends_[static_cast<std::size_t>(region)];
  if (known == nullptr) {
    const ModelRegion& source = model_.regions[static_cast<std::size_t>(region)];
    Search search{source, "", std::vector<std::vector<Way>>(source.nodes.size()), std::vector<std::vector<char>>(source.nodes.size()), {}, {}, {}};
    search.ends.ordinary.resize(source.ordinary.size());
    search.ends.cancelling.resize(source.cancelling.size());
    Explore(search);
    known = std::make_unique<EndWays>(std::move(search.ends));
  }
  return *known;
}

void WayFinder::OrdinaryExits(const ModelNode& node, std::vector<std::vector<Way>>& by_row) {
  const ModelComposite& composite = model_.CompositeOf(node);
  std::vector<std::vector<std::pair<int, const Way*>>> choices;  // per branch: how it ends, and on which way
  std::vector<std::size_t> sizes;
  for (const int branch : composite.branches) {
    choices.emplace_back();
    const EndWays& ends = Ends(branch);
    for (std::size_t o = 0; o < ends.ordinary.size(); ++o) {
      for (const Way& way : ends.ordinary[o]) choices.back().emplace_back(static_cast<int>(o), &way);
    }
    if (choices.back().empty()) return;
    sizes.push_back(choices.back().size());
  }
  std::vector<int> at(choices.size(), 0);
  do {
    std::vector<int> outcomes;
    auto branches = std::make_shared<std::vector<Way>>();
    for (std::size_t b = 0; b < choices.size(); ++b) {
      const auto& [outcome, way] = choices[b][static_cast<std::size_t>(at[b])];
      outcomes.push_back(outcome);
      branches->push_back(*way);
    }
    const int row = RowOf(composite, outcomes);
    if (row >= 0) Keep(by_row[static_cast<std::size_t>(row)], {{0, -1, -1, std::get_if<CompositeNode>(node.source), branches}}, nullptr);
    if (++kept_ > kMostWays) overflow_ = true;
  } while (!overflow_ && Next(at, sizes));
}

void WayFinder::CancellingExits(const ModelNode& node, std::vector<std::vector<Way>>& by_row) {
  const ModelComposite& composite = model_.CompositeOf(node);
  for (std::size_t r = 0; r < composite.rows.size(); ++r) {
    const ModelRow& row = composite.rows[r];
    if (row.cancelling_branch < 0) continue;
    const EndWays& ends = Ends(composite.branches[static_cast<std::size_t>(row.cancelling_branch)]);
    for (std::size_t o = 0; o < ends.cancelling.size(); ++o) {
      if (row.cancelling_set[o] == 0) continue;
      for (const Way& way : ends.cancelling[o]) {
        auto branches = std::make_shared<std::vector<Way>>(composite.branches.size());
        (*branches)[static_cast<std::size_t>(row.cancelling_branch)] = way;
        Keep(by_row[r], {{0, -1, -1, std::get_if<CompositeNode>(node.source), branches}}, nullptr);
      }
    }
  }
}

std::vector<WayFinder::Exit> WayFinder::ExitsOf(const ModelNode& node) {
  const std::vector<ModelRow>& rows = model_.CompositeOf(node).rows;
  std::vector<std::vector<Way>> by_row(rows.size());
  OrdinaryExits(node, by_row);
  CancellingExits(node, by_row);
  std::vector<Exit> exits;
  for (std::size_t r = 0; r < by_row.size(); ++r) {
    for (Way& way : by_row[r]) exits.push_back({rows[r].target, std::move(way.front())});
  }
  return exits;
}

std::vector<Way> WayFinder::ToMilestone(std::string_view milestone) {
  const ModelRegion& root = model_.regions[static_cast<std::size_t>(model_.root())];
  Search search{root, milestone, std::vector<std::vector<Way>>(root.nodes.size()), std::vector<std::vector<char>>(root.nodes.size()), {}, {}, {}};
  search.ends.ordinary.resize(root.ordinary.size());
  search.ends.cancelling.resize(root.cancelling.size());
  Explore(search);
  return overflow_ ? std::vector<Way>{} : std::move(search.goals);
}

}  // namespace juece
