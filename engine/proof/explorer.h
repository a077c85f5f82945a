// The exact search behind every proof about runs. A property sorts visits into those that open, those that close and the
// rest; the question is whether a run comes to a goal with nothing opened since the last close (or since the start).
//
// Such a run has two phases: anything may happen up to the closing visit, nothing that opens after it. Inside a composite a branch
// in the second phase may be joined by siblings that did all of their work in the first; a sibling that cancels afterwards
// needs only its last visit after the closing one. These cases are the members of RegionAnswer. One search a property, with paths:
// proof/screen.h says first, for many at once, which properties need one. Internal to the layer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "proof/property.h"

namespace juece {

struct RunVisit {
  int step = 0;
  int outcome = -1;  // -1: entered, and there the run stops
  const Transition* row = nullptr;
  VisitMark mark = VisitMark::kNeutral;
};

struct Run {
  std::vector<RunVisit> visits;
  const EndNode* end = nullptr;  // where the goal was an end
};

// A shortest run up to some point: how many visits, and which (an index into the explorer's ropes).
struct RunPath {
  int visits = -1;  // -1: there is none
  int rope = -1;
  [[nodiscard]] bool exists() const { return visits >= 0; }
};

struct EndPaths {
  std::vector<RunPath> ordinary;
  std::vector<RunPath> cancelling;
};

// A way to a step that the goal names, without its own visit.
struct Aim {
  RunPath path;
  int step = -1;
};

struct RegionAnswer {
  EndPaths free;        // first phase throughout
  EndPaths turned;      // entered in the first phase, ended in the second
  EndPaths restricted;  // second phase throughout
  EndPaths late;        // first phase throughout, but the last visit does not open
  EndPaths sudden;      // first phase throughout, and the last visit closes
  RunPath live;         // up to a closing visit after which the region has not been cancelled
  Aim aim_free;         // the goal's step entered: in the first phase throughout,
  Aim aim_turned;       // in the second, the region having been entered in the first,
  Aim aim_restricted;   // in the second throughout
};

class Explorer {
 public:
  Explorer(const Model& model, const Property& property, Goal goal = {});

  // A shortest offending run; nullopt where there is none.
  std::optional<Run> FindRun();
 private:
  // Two runs one after the other, or (with a step) a run and one visit more. By numbers, as there may be millions.
  struct Rope {
    int left = -1;
    int right = -1;
    int step = -1;
    int edge = -1;  // of the model; -1: entered only
  };
  // Shortest paths to the states (node, phase, decision passed) of one region.
  struct Labels {
    std::vector<RunPath> best;
    [[nodiscard]] const RunPath& At(int node, int phase) const { return best[static_cast<std::size_t>(node * 4 + phase * 2)]; }
  };
  struct Search;

  [[nodiscard]] VisitMark MarkOf(int edge) const { return property_.MarkOf(model_, edge); }
  [[nodiscard]] const RegionAnswer& BranchAnswer(const ModelComposite& composite, std::size_t branch) const {
    return answers_[static_cast<std::size_t>(composite.branches[branch])];
  }
  RunPath Visit(const RunPath& before, int step, int edge);
  RunPath Join(const RunPath& first, const RunPath& second);
  static void Keep(RunPath& best, const RunPath& candidate);
  RegionAnswer Answer(int region);
  static void CollectEnds(const ModelRegion& region, const Labels& labels, int phase, EndPaths& ends);
  void FillLast(const ModelRegion& region, const Labels& labels, RegionAnswer& answer);
  void LastOfStep(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer);
  void LastOfComposite(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer);
  void Explore(Search& search);
  void StepEdges(Search& search, int node, int phase, bool decided);
  void MilestoneOf(Search& search, const ModelNode& node, int phase, const RunPath& before);
  void CompositeEdges(Search& search, int node, int phase, bool decided);
  // The ordinary rows of a composite when branches end as `ends` says (one entry a branch): a path for each row that can be
  // taken, in which the visits of branch `last` come last.
  std::vector<RunPath> RowPaths(const ModelComposite& composite, const std::vector<const EndPaths*>& ends, std::size_t last = 0);
  // All branches in one phase throughout; cancelling rows too.
  std::vector<RunPath> FreeRows(const ModelComposite& composite);
  std::vector<RunPath> RestrictedRows(const ModelComposite& composite);
  std::vector<RunPath> TurnedRows(const ModelComposite& composite);
  // Rows left by a last visit of one branch that is of the wanted kind, the others free.
  std::vector<RunPath> LastRows(const ModelComposite& composite, EndPaths RegionAnswer::*kind);
  void CancellingRows(const ModelComposite& composite, EndPaths RegionAnswer::*kind, std::vector<RunPath>& rows);
  RunPath RowPath(const std::vector<const EndPaths*>& ends, const std::vector<int>& choice, std::size_t last);
  static void KeepAim(Aim& best, const RunPath& path, int step);
  void AimsFrom(const ModelNode& node, const RunPath& before, int phase, RegionAnswer& answer);
  void FillAims(const ModelRegion& region, const Labels& labels, int phase, RegionAnswer& answer);
  std::optional<Run> FindEntry();
  [[nodiscard]] std::vector<RunVisit> Unroll(const RunPath& path) const;

  const Model& model_;
  const Property& property_;
  const Goal goal_;
  std::vector<Rope> ropes_;
  std::vector<RegionAnswer> answers_;
};

}  // namespace juece
