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
  // Per step, per edge of its node, where the row that is taken matters too; empty: as the outcome says.
  std::vector<std::vector<VisitMark>> row_marks;
  bool closed_at_start = true;   // a run that never opened anything offends
  bool only_from_start = false;  // closing visits are of no interest
};

Property NeutralProperty(const Model& model);

// What the run must come to.
struct Goal {
  std::string milestone;    // "" with at_end: an end of the root
  bool at_end = false;      // any end of the root that lies after the decision milestone
  std::string before_type;  // set: a step of this type being entered, in whatever region; what its own visit does comes later
};

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
    RunVisit visit = {-1, -1, nullptr, VisitMark::kNeutral};
  };
  // Shortest paths to the states (node, phase, decision passed) of one region.
  struct Labels {
    std::vector<RunPath> best;
    [[nodiscard]] const RunPath& At(int node, int phase) const { return best[static_cast<std::size_t>(node * 4 + phase * 2)]; }
  };
  struct Search;

  [[nodiscard]] VisitMark MarkOf(const ModelNode& node, std::size_t edge) const {
    const auto step = static_cast<std::size_t>(node.step);
    if (!property_.row_marks.empty() && !property_.row_marks[step].empty()) return property_.row_marks[step][edge];
    return property_.marks[step][static_cast<std::size_t>(node.edges[edge].outcome)];
  }
  [[nodiscard]] const RegionAnswer& BranchAnswer(const ModelNode& composite, std::size_t branch) const {
    return answers_[static_cast<std::size_t>(composite.branches[branch])];
  }
  RunPath Visit(const RunPath& before, const RunVisit& visit);
  RunPath Visit(const RunPath& before, const ModelNode& node, std::size_t edge);
  RunPath Join(const RunPath& first, const RunPath& second);
  static void Keep(RunPath& best, const RunPath& candidate);
  RegionAnswer Answer(int region);
  static void CollectEnds(const ModelRegion& region, const Labels& labels, int phase, EndPaths& ends);
  void FillLast(int region, const Labels& labels, RegionAnswer& answer);
  void LastOfStep(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer);
  void LastOfComposite(const ModelRegion& region, const ModelNode& node, const RunPath& before, RegionAnswer& answer);
  void Explore(Search& search);
  void StepEdges(Search& search, int node, int phase, bool decided);
  void MilestoneOf(Search& search, const ModelNode& node, int phase, const RunPath& before);
  void CompositeEdges(Search& search, int node, int phase, bool decided);
  std::vector<RunPath> TurnedRows(const ModelNode& composite);
  // Rows left by a last visit of one branch that is of the wanted kind, the others free.
  std::vector<RunPath> LastRows(const ModelNode& composite, EndPaths RegionAnswer::*kind);
  void CancellingRows(const ModelNode& composite, EndPaths RegionAnswer::*kind, std::vector<RunPath>& rows);
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
