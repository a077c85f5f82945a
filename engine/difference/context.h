// What every comparison sees, and where it says what it found. Internal to the layer.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "difference/difference.h"
#include "difference/match.h"
#include "proof/runs.h"

namespace juece {

// One of the two versions.
struct Side {
  const Definition* definition = nullptr;
  const VerifyReport* report = nullptr;
  Runs* runs = nullptr;  // nullptr where its runs cannot be examined
};

class CompareContext {
 public:
  CompareContext(const DifferenceInput& input, std::vector<Difference>& out);

  [[nodiscard]] const Side& before() const { return before_; }
  [[nodiscard]] const Side& after() const { return after_; }
  [[nodiscard]] const Matching& match() const { return match_; }
  [[nodiscard]] const StepCatalog& catalog() const { return *input_.catalog; }
  [[nodiscard]] const WorkCalendar* calendar() const { return input_.calendar; }
  [[nodiscard]] const StatuteBook* statutes() const { return input_.statutes; }
  [[nodiscard]] bool has_runs() const { return before_.runs != nullptr && after_.runs != nullptr; }

  // The difference is returned so that a run, a step or an article can be added.
  Difference& Add(std::string_view code, Bearing bearing, int gravity, Text message);

  [[nodiscard]] Text DocumentName(const std::string& kind) const;

 private:
  const DifferenceInput& input_;
  std::vector<Difference>& out_;
  Matching match_;
  std::unique_ptr<Runs> before_runs_;
  std::unique_ptr<Runs> after_runs_;
  Side before_;
  Side after_;
};

// Most duties are lost in one direction and gained in the other. `had` is the side that has what is spoken of.
struct Direction {
  const Side& had;
  const Side& other;
  bool lost;  // had by the old version: the new one is looser
  [[nodiscard]] Bearing bearing() const { return lost ? Bearing::kLooser : Bearing::kStricter; }
  [[nodiscard]] std::string_view Pick(std::string_view when_lost, std::string_view when_gained) const {
    return lost ? when_lost : when_gained;
  }
};
std::array<Direction, 2> BothDirections(const CompareContext& context);

// Gravity, the gravest first; one list, so that what stands above what is decided in one place.
enum Gravity : int {
  kGravityRuns = 0,         // the runs of a version cannot be compared
  kGravityMilestone = 10,   // what counts as a decision
  kGravityStatute = 15,
  kGravityStep = 20,        // a step can be avoided
  kGravityGate = 30,        // an outcome passes that did not
  kGravityFresh = 40,
  kGravityApplies = 50,
  kGravityOrder = 60,
  kGravityOutcome = 70,     // where the matter goes
  kGravityPeriod = 80,
  kGravityActor = 90,
  kGravityMaterial = 100,
  kGravityConfiguration = 110,
  kGravityArticle = 120,
  kGravityName = 130,
};

// ---- the comparisons, one family a file ----
void CompareSteps(CompareContext& context);          // steps that can be avoided, gates, order, freshness: by the prover
void CompareMilestones(CompareContext& context);
void CompareApplicability(CompareContext& context);
void CompareOrders(CompareContext& context);         // what local rules demand of the order of steps
void CompareOutcomes(CompareContext& context);       // where each outcome leads
void CompareExits(CompareContext& context);          // where each combination of branch outcomes leads
void ComparePeriods(CompareContext& context);
void CompareActors(CompareContext& context);         // roles that act, separations
void CompareMaterials(CompareContext& context);
void CompareConfigurations(CompareContext& context);
void CompareDeclarations(CompareContext& context);   // settings, facts, followed materials, roles
void CompareKind(CompareContext& context);           // which clauses of the claimed statutes bind at all
void CompareArticles(CompareContext& context);       // statutes and citations
void CompareNames(CompareContext& context);          // renamed, moved, titles

// ---- words ----
Text Named(const Text& title);                               // “公众参与” / "Public participation"
Text NameOf(const StepNode& step);
Text NameOfNode(const Side& side, const std::string& id);    // a step, composite or end by its title
Text NameOfType(const CompareContext& context, std::string_view type);
Text OutcomeName(const CompareContext& context, std::string_view type, std::string_view outcome);
Text RoleName(const Side& side, const std::string& id);
Text FactName(const Side& side, const std::string& id);
Text JoinTexts(const std::vector<Text>& texts);              // 、 / ", "
Text AndTexts(const std::vector<Text>& texts);               // 且 / " and "
Text OrTexts(const std::vector<Text>& texts);                // 或者 / ", or "
// A guard, or a counterexample of Implies, with the facts' titles in the place of their ids.
Text Readable(const Side& side, const std::string& text);
Text GuardText(const Side& side, const Guard& guard);        // "always" where it is
std::string BasisOf(const Articles& articles);
// Days in their unit.
Text AmountText(int amount, const std::string& unit);

}  // namespace juece
