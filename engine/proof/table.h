// Exit tables of composites, for many questions at once. `ends(number)` gives the questions under which a branch can end with an
// outcome (by the model's number). Internal to the layer.
#pragma once

#include <algorithm>
#include <vector>

#include "proof/reach.h"

namespace juece {

// Whether a combination of the outcomes that can be chosen is left by the ordinary rows, which are disjoint. can[b][o].
bool LeavesSome(const ModelComposite& composite, const std::vector<std::vector<char>>& can);

// Calls visit(number) for each ordinary outcome of branch `b` that the row admits; for `otherwise`, those that lead there.
template <typename Visit>
void ForEachAdmitted(const Model& model, const Reach& reach, const ModelComposite& composite, const ModelRow& row, std::size_t b, Visit visit) {
  const ModelRegion& branch = model.Region(composite.branches[b]);
  for (std::size_t o = 0; o < branch.ordinary.size(); ++o) {
    const int number = branch.OrdinaryNumber(o);
    if (row.otherwise ? reach.leads_otherwise[static_cast<std::size_t>(number)] != 0 : row.sets[b][o] != 0) visit(number);
  }
}

// Calls visit(number) for each outcome of a cancelling row.
template <typename Visit>
void ForEachCancelling(const Model& model, const ModelComposite& composite, const ModelRow& row, Visit visit) {
  const ModelRegion& branch = model.Region(composite.branches[static_cast<std::size_t>(row.cancelling_branch)]);
  for (std::size_t o = 0; o < branch.cancelling.size(); ++o) {
    if (row.cancelling_set[o] != 0) visit(branch.CancellingNumber(o));
  }
}

// Under which questions `otherwise` can be taken. Questions that see the same outcomes share one count.
template <typename Ends>
Questions OtherwiseRow(const Model& model, const ModelComposite& composite, Ends ends) {
  Questions left = ~Questions{0};  // no branch without an outcome
  std::vector<Questions> classes;
  for (const int b : composite.branches) {
    Questions some = 0;
    for (std::size_t o = 0; o < model.Region(b).ordinary.size(); ++o) some |= ends(model.Region(b).OrdinaryNumber(o));
    left &= some;
  }
  const bool alone = std::none_of(composite.rows.begin(), composite.rows.end(),
                                  [](const ModelRow& row) { return !row.otherwise && row.cancelling_branch < 0; });
  if (left == 0 || alone) return left;
  classes.push_back(left);
  for (const int b : composite.branches) {
    for (std::size_t o = 0; o < model.Region(b).ordinary.size(); ++o) {
      const Questions can = ends(model.Region(b).OrdinaryNumber(o));
      for (std::size_t c = classes.size(); c-- > 0;) {
        const Questions without = classes[c] & ~can;
        if (without == 0 || without == classes[c]) continue;
        classes[c] &= can;
        classes.push_back(without);
      }
    }
  }
  Questions taken = 0;
  for (const Questions same : classes) {
    std::vector<std::vector<char>> can;
    for (const int b : composite.branches) {
      can.emplace_back();
      for (std::size_t o = 0; o < model.Region(b).ordinary.size(); ++o) {
        can.back().push_back((ends(model.Region(b).OrdinaryNumber(o)) & same) != 0);
      }
    }
    if (LeavesSome(composite, can)) taken |= same;
  }
  return taken;
}

// Under which questions a row can be taken when every branch ends as `ends` says.
template <typename Ends>
Questions RowTaken(const Model& model, const Reach& reach, const ModelComposite& composite, const ModelRow& row, Ends ends) {
  if (row.otherwise) return OtherwiseRow(model, composite, ends);
  Questions taken = 0;
  if (row.cancelling_branch >= 0) {
    ForEachCancelling(model, composite, row, [&](int number) { taken |= ends(number); });
    return taken;
  }
  taken = ~Questions{0};
  for (std::size_t b = 0; b < composite.branches.size(); ++b) {
    Questions some = 0;
    ForEachAdmitted(model, reach, composite, row, b, [&](int number) { some |= ends(number); });
    taken &= some;
  }
  return taken;
}

}  // namespace juece
