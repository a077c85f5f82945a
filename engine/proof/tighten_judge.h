// The judge of one local rule's clauses. Internal to the layer.
#pragma once

#include <string>
#include <vector>

#include "proof/checks.h"
#include "proof/tighten.h"

namespace juece {

class TightenJudge {
 public:
  TightenJudge(const OverlayLayer& layer, const TightenInput& input, std::vector<Finding>& findings)
      : overlay_(*layer.overlay), below_(*layer.below), input_(input), findings_(findings) {}

  ClauseJudgement Judge(const OverlayClause& clause);

 private:
  // What the clause makes of something, and what it was.
  struct Loosened {
    std::string step;
    Articles national;
    Text what;     // “征求意见”的期限
    Text said;     // 不少于20日
    Text present;  // 不少于30日
    Text why;      // more to say; may be empty
  };

  // tighten_steps.cpp
  Strictness Of(const PeriodChange& change);
  Strictness Of(const PeriodAddition&) { return Strictness::kStricter; }
  Strictness Of(const ConfigurationChange& change);
  Strictness Of(const ApplicabilityChange& change);
  Strictness Of(const MaterialChange& change);
  Strictness Of(const ActorChange& change);
  Strictness Of(const SeparationAddition&) { return Strictness::kStricter; }
  Strictness Of(const SettingChange& change);
  Strictness AmountOf(const StepNode& step, const PeriodRule& period, const PeriodChange& change);
  Strictness ManneredOf(const StepNode& step, const PeriodRule& period, const PeriodChange& change);
  [[nodiscard]] std::vector<int> RanksOf(std::string_view attribute, const std::string& value, bool minimum) const;
  // tighten_flow.cpp
  Strictness Of(const Insertion& change);
  Strictness Of(const BranchAddition& change);
  Strictness Of(const OutcomeClosing& change);
  Strictness Of(const OrderAddition&) { return Strictness::kStricter; }
  Strictness Of(const UseAddition&) { return Strictness::kStricter; }
  Strictness Of(const CitationAddition&) { return Strictness::kNeutral; }
  [[nodiscard]] bool MayBeDecided(const std::string& from, bool from_itself) const;
  bool EndsBeforeDecision(const NodeRef& anchor, bool from_itself, const EndNode& end, const Text& what);
  // False, and reported, where a jump from `from` to `to` passes by what every run passes.
  bool LeadsBack(const Region& region, const std::string& from, bool from_itself, const std::string& to, const Text& what);

  Strictness Loosens(const Loosened& loosened);
  // “《…》第15条(R713:15)”; the reference alone where no statute file has it.
  [[nodiscard]] Text Cite(const Articles& articles) const;

  const Overlay& overlay_;
  const Definition& below_;
  const TightenInput& input_;
  std::vector<Finding>& findings_;
  const OverlayClause* clause_ = nullptr;
};

}  // namespace juece
