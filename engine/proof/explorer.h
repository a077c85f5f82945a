// The exact search behind every proof about runs. A property sorts visits into those that open, those that close and the
// rest; the question is whether a run comes to a goal with nothing opened since the last close (or since the start).
//
// Such a run has two phases: anything may happen up to the closing visit, nothing that opens after it. Inside a composite a branch
// in the second phase may be joined by siblings that did all of their work in the first; a sibling that cancels afterwards
// needs only its last visit after the closing one. These cases are the members of RegionAnswer. Linear in the definition.
// Internal to the layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "proof/model.h"

namespace juece {

enum class VisitMark : std::uint8_t { kNeutral, kOpens, kCloses };

struct Property {
  std::vector<std::vector<VisitMark>> marks;  // per step, per outcome
  bool closed_at_start = true;   // a run that never opened anything offends
  bool only_from_start = false;  // closing visits are of no interest
};

Property NeutralProperty(const Model& model);

// What the run must come to.
struct Goal {
  std::string milestone;  // "" with at_end: an end of the root
  bool at_end = false;    // any end of the root that lies after the decision milestone
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

struct RegionAnswer {
  EndPaths free;        // first phase throughout
  EndPaths turned;      // entered in the first phase, ended in the second
  EndPaths restricted;  // second phase throughout
  EndPaths late;        // first phase throughout, but the last visit does not open
  EndPaths sudden;      // first phase throughout, and the last visit closes
  RunPath live;         // up to a closing visit after which the region has not been cancelled
};

class Explorer {
 public:
  Explorer(const Model& model, const Property& property);

  // Step indices of a shortest offending run; nullopt where there is none.
  std::optional<std::vector<int>> FindRun(const Goal& goal);
  // Answers of one region, for what can be reached without any property (soundness).
  [[nodiscard]] const RegionAnswer& AnswerOf(int region) const { return answers_[static_cast<std::size_t>(region)]; }
  // The ordinary rows of a composite when branches end as `ends` says (one entry a branch): a path for each row that can be
  // taken, in which the visits of branch `last` come last.
  std::vector<RunPath> RowPaths(const ModelNode& composite, const std::vector<const EndPaths*>& ends, std::size_t last = 0);
  // Rows for free runs: cancelling rows too.
  std::vector<RunPath> FreeRows(const ModelNode& composite);
  std::vector<RunPath> RestrictedRows(const ModelNode& composite);

 private:
  struct Rope {
    int left = -1;
    int right = -1;
    int step = -1;
  };
  // Shortest paths to the states (node, phase, decision passed) of one region.
  struct Labels {
    std::vector<RunPath> best;
    [[nodiscard]] const RunPath& At(int node, int phase) const { return best[static_cast<std::size_t>(node * 4 + phase * 2)]; }
  };
  struct Search;

  [[nodiscard]] VisitMark MarkOf(int step, int outcome) const {
    return property_.marks[static_cast<std::size_t>(step)][static_cast<std::size_t>(outcome)];
  }
  [[nodiscard]] const RegionAnswer& BranchAnswer(const ModelNode& composite, std::size_t branch) const {
    return answers_[static_cast<std::size_t>(composite.branches[branch])];
  }
  RunPath Visit(const RunPath& before, int step);
  RunPath Join(const RunPath& first, const RunPath& second);
  static void Keep(RunPath& best, const RunPath& candidate);
  RegionAnswer Answer(int region);
  static void CollectEnds(const ModelRegion& region, const Labels& labels, int phase, EndPaths& ends);
  void FillLast(int region, const Labels& labels, RegionAnswer& answer);
  void LastOfStep(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer);
  void LastOfComposite(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer);
  void Explore(Search& search);
  void StepEdges(Search& search, int node, int phase, bool decided);
  void CompositeEdges(Search& search, int node, int phase, bool decided);
  std::vector<RunPath> TurnedRows(const ModelNode& composite);
  // Rows left by a last visit of one branch that is of the wanted kind, the others free.
  std::vector<RunPath> LastRows(const ModelNode& composite, EndPaths RegionAnswer::*kind);
  void CancellingRows(const ModelNode& composite, EndPaths RegionAnswer::*kind, std::vector<RunPath>& rows);
  RunPath RowPath(const std::vector<const EndPaths*>& ends, const std::vector<int>& choice, std::size_t last);
  [[nodiscard]] std::vector<int> Unroll(const RunPath& path) const;

  const Model& model_;
  const Property& property_;
  std::vector<Rope> ropes_;
  std::vector<RegionAnswer> answers_;
};

}  // namespace juece
