// The exit tables of composites, as paths.
#include <utility>

#include "proof/explorer.h"
#include "proof/otherwise.h"

namespace juece {
namespace {

// The cheapest of the wanted outcomes; -1 where none can be reached.
int Cheapest(const std::vector<RunPath>& ends, const std::vector<char>& wanted) {
  int best = -1;
  for (std::size_t o = 0; o < ends.size(); ++o) {
    if (wanted[o] == 0 || !ends[o].exists()) continue;
    if (best < 0 || ends[o].visits < ends[static_cast<std::size_t>(best)].visits) best = static_cast<int>(o);
  }
  return best;
}

}  // namespace

RunPath Explorer::RowPath(const std::vector<const EndPaths*>& ends, const std::vector<int>& choice,
                          std::size_t last) {
  RunPath path{0, -1};
  for (std::size_t b = 0; b < ends.size(); ++b) {
    if (b != last) path = Join(path, ends[b]->ordinary[static_cast<std::size_t>(choice[b])]);
  }
  return Join(path, ends[last]->ordinary[static_cast<std::size_t>(choice[last])]);
}

std::vector<RunPath> Explorer::RowPaths(const ModelComposite& composite, const std::vector<const EndPaths*>& ends, std::size_t last) {
  std::vector<RunPath> paths(composite.rows.size());
  std::vector<const std::vector<std::vector<char>>*> ordinary;
  for (std::size_t r = 0; r < paths.size(); ++r) {
    const ModelRow& row = composite.rows[r];
    if (row.otherwise || row.cancelling_branch >= 0) continue;
    ordinary.push_back(&row.sets);
    std::vector<int> choice;
    for (std::size_t b = 0; b < ends.size(); ++b) choice.push_back(Cheapest(ends[b]->ordinary, row.sets[b]));
    bool complete = true;
    for (const int o : choice) complete = complete && o >= 0;
    if (complete) paths[r] = RowPath(ends, choice, last);
  }
  for (std::size_t r = 0; r < paths.size(); ++r) {
    if (!composite.rows[r].otherwise) continue;
    std::vector<std::vector<int>> costs;
    for (const EndPaths* branch : ends) {
      costs.emplace_back();
      for (const RunPath& end : branch->ordinary) costs.back().push_back(end.visits);
    }
    if (const auto choice = CheapestUncovered(costs, ordinary)) paths[r] = RowPath(ends, *choice, last);
  }
  return paths;
}

void Explorer::CancellingRows(const ModelComposite& composite, EndPaths RegionAnswer::*kind, std::vector<RunPath>& rows) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const ModelRow& row = composite.rows[r];
    if (row.cancelling_branch < 0) continue;
    const auto& ends = (BranchAnswer(composite, static_cast<std::size_t>(row.cancelling_branch)).*kind).cancelling;
    const int choice = Cheapest(ends, row.cancelling_set);
    if (choice >= 0) Keep(rows[r], ends[static_cast<std::size_t>(choice)]);
  }
}

std::vector<RunPath> Explorer::FreeRows(const ModelComposite& composite) {
  std::vector<const EndPaths*> ends;
  for (std::size_t b = 0; b < composite.branches.size(); ++b) ends.push_back(&BranchAnswer(composite, b).free);
  std::vector<RunPath> rows = RowPaths(composite, ends);
  CancellingRows(composite, &RegionAnswer::free, rows);
  return rows;
}

std::vector<RunPath> Explorer::RestrictedRows(const ModelComposite& composite) {
  std::vector<const EndPaths*> ends;
  for (std::size_t b = 0; b < composite.branches.size(); ++b) ends.push_back(&BranchAnswer(composite, b).restricted);
  std::vector<RunPath> rows = RowPaths(composite, ends);
  CancellingRows(composite, &RegionAnswer::restricted, rows);
  return rows;
}

std::vector<RunPath> Explorer::LastRows(const ModelComposite& composite, EndPaths RegionAnswer::*kind) {
  std::vector<RunPath> rows(composite.rows.size());
  for (std::size_t a = 0; a < composite.branches.size(); ++a) {
    std::vector<const EndPaths*> ends;
    for (std::size_t b = 0; b < composite.branches.size(); ++b) {
      const RegionAnswer& answer = BranchAnswer(composite, b);
      ends.push_back(a == b ? &(answer.*kind) : &answer.free);
    }
    const std::vector<RunPath> some = RowPaths(composite, ends, a);
    for (std::size_t r = 0; r < rows.size(); ++r) Keep(rows[r], some[r]);
  }
  CancellingRows(composite, kind, rows);
  return rows;
}

std::vector<RunPath> Explorer::TurnedRows(const ModelComposite& composite) {
  std::vector<RunPath> rows = LastRows(composite, &RegionAnswer::turned);
  // A branch closes and lives on, then a sibling cancels whose last visit opens nothing.
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const ModelRow& row = composite.rows[r];
    if (row.cancelling_branch < 0) continue;
    const auto cancels = static_cast<std::size_t>(row.cancelling_branch);
    const auto& ends = BranchAnswer(composite, cancels).late.cancelling;
    const int choice = Cheapest(ends, row.cancelling_set);
    for (std::size_t a = 0; choice >= 0 && a < composite.branches.size(); ++a) {
      const RunPath& live = BranchAnswer(composite, a).live;
      if (a != cancels && live.exists()) Keep(rows[r], Join(live, ends[static_cast<std::size_t>(choice)]));
    }
  }
  return rows;
}

}  // namespace juece
