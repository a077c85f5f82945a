// The prover against brute force, on random definitions.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>

#include "proof/verify.h"
#include "unit/proof/oracle.h"
#include "unit/proof/random_cases.h"
#include "unit/proof/random_definition.h"
#include "unit/proof/shapes.h"

using namespace juece;

namespace {

// JUECE_ORACLE_DEFINITIONS in the environment asks for more than the usual run.
unsigned Definitions() {
  constexpr unsigned kUsual = 3000;
  const char* asked = std::getenv("JUECE_ORACLE_DEFINITIONS");
  return asked == nullptr ? kUsual : static_cast<unsigned>(std::strtoul(asked, nullptr, 10));
}

// The length of the witness of a finding, -1 where there is none, -2 where the finding has no witness.
int WitnessOf(const VerifyReport& report, std::string_view code, const std::string& article) {
  for (const Finding& finding : report.findings) {
    if (finding.code != code || finding.article != article) continue;
    return finding.witness.empty() ? -2 : static_cast<int>(finding.witness.size());
  }
  return -1;
}

std::set<std::string> StepsOf(const VerifyReport& report, std::string_view code) {
  std::set<std::string> steps;
  for (const Finding& finding : report.findings) {
    if (finding.code == code) steps.insert(finding.step);
  }
  return steps;
}

struct Tally {
  int mandatory = 0, gate = 0, fresh = 0, unsound = 0, steps = 0, judged = 0, before = 0, rows = 0, after = 0, either = 0, shut = 0;
};

bool FoundTimes(const VerifyReport& report, const std::string& article, int count) {
  return std::count_if(report.findings.begin(), report.findings.end(),
                       [&](const Finding& f) { return f.code == "gate-never-opens" && f.article == article; }) == count;
}

// The gate can be passed: after an outcome that always opens, and without the step where it may be left out.
void CompareWayOn(const Definition& definition, const VerifyReport& report, const oracle::Case& c, Tally& tally) {
  if (!c.demand.after.empty()) return;
  const oracle::Types types = oracle::RandomTypes();
  std::set<std::string> ordinary;
  bool occurs = false;
  bool each_conditional = true;
  for (const std::string& outcome : c.demand.opening) {
    if (c.demand.only_while.count(outcome) == 0) ordinary.insert(outcome);
  }
  for (const StepNode* step : definition.steps()) {
    if (step->type != c.demand.type && c.demand.or_types.count(step->type) == 0) continue;
    each_conditional = each_conditional && step->applicability.has_value();
    for (const std::string& outcome : types.outcomes.at(step->type)) occurs = occurs || ordinary.count(outcome) > 0;
  }
  int shut = 0;
  if (oracle::ReachesGoal(definition, types, c.demand)) {
    shut += occurs && !oracle::ReachesGoalAfter(definition, types, c.demand, ordinary) ? 1 : 0;
    const bool may_skip = each_conditional && c.demand.or_types.empty();
    shut += may_skip && !oracle::ReachesGoalAfter(definition, types, c.demand, {"not_applicable"}) ? 1 : 0;
  }
  for (const std::string& outcome : c.demand.kept) {
    bool served = false;
    for (const StepNode* step : definition.steps()) {
      if (step->type != c.demand.type) continue;
      served = true;
      shut += oracle::KeepsOpen(*step, outcome, types, c.demand) ? 0 : 1;
    }
    const bool reached = served && oracle::ReachesGoal(definition, types, c.demand);
    shut += reached && !oracle::ReachesGoalAfter(definition, types, c.demand, {outcome}) ? 1 : 0;
  }
  REQUIRE(FoundTimes(report, c.article, shut));
  tally.shut += shut;
}

void CompareCase(const Definition& definition, const VerifyReport& report, const oracle::Case& c, Tally& tally) {
  const oracle::Types types = oracle::RandomTypes();
  if (!oracle::Asked(definition, c)) return;
  INFO(c.article);
  ++tally.judged;
  CompareWayOn(definition, report, c, tally);
  if (!c.demand.after.empty()) {
    const int owed = oracle::ShortestOffence(definition, types, c.demand, oracle::Kind::kAfter);
    REQUIRE(WitnessOf(report, "mandatory-step-bypassed", c.article) == owed);
    tally.after += owed >= 0 ? 1 : 0;
    return;
  }
  const int bypass = oracle::ShortestOffence(definition, types, c.demand, oracle::Kind::kMandatory);
  REQUIRE(WitnessOf(report, "mandatory-step-bypassed", c.article) == bypass);
  tally.mandatory += bypass >= 0 ? 1 : 0;
  tally.before += bypass >= 0 && !c.demand.before.empty() ? 1 : 0;
  if (bypass >= 0) return;
  const int gate = oracle::ShortestOffence(definition, types, c.demand, oracle::Kind::kGate);
  REQUIRE(WitnessOf(report, "gate-outcome-passes", c.article) == gate);
  tally.gate += gate >= 0 ? 1 : 0;
  tally.before += gate >= 0 && !c.demand.before.empty() ? 1 : 0;
  tally.either += gate >= 0 && !c.demand.or_types.empty() ? 1 : 0;
  if (!c.demand.only_while.empty()) {
    oracle::Demand lax = c.demand;
    lax.only_while.clear();
    tally.rows += gate >= 0 && oracle::ShortestOffence(definition, types, lax, oracle::Kind::kGate) < 0 ? 1 : 0;
  }
  if (c.demand.material.empty()) return;
  const int found = WitnessOf(report, "review-not-fresh", c.article);
  if (found == -2) return;  // nobody says that it reviews: reported as such
  const int stale = oracle::ShortestOffence(definition, types, c.demand, oracle::Kind::kFresh);
  REQUIRE(found == stale);
  tally.fresh += stale >= 0 ? 1 : 0;
}

void CompareSteps(const Definition& definition, const VerifyReport& report, Tally& tally) {
  const oracle::Types types = oracle::RandomTypes();
  for (const StepNode* step : definition.steps()) {
    const bool claimed = std::count(report.mandatory.begin(), report.mandatory.end(), step->id) > 0;
    INFO("step " << step->id);
    REQUIRE(claimed == (oracle::AvoidsStep(definition, types, step->id) == 0));
    tally.steps += claimed ? 1 : 0;
  }
}

}  // namespace

TEST_CASE("the prover agrees with brute force on random definitions") {
  const StepCatalog catalog = oracle::RandomCatalog();
  const StatuteBook book = oracle::Book();
  Tally tally;
  oracle::Shapes shapes;
  const unsigned definitions = Definitions();
  for (unsigned seed = 1; seed <= definitions; ++seed) {
    const std::string xml = oracle::RandomDefinition(seed);
    INFO("seed " << seed << "\n" << xml);
    std::vector<Finding> findings;
    const auto definition = ReadDefinition(xml, "random.xml", findings);
    REQUIRE(definition != nullptr);
    for (const Finding& finding : findings) INFO(ToText(finding, Language::kEnglish));
    REQUIRE(findings.empty());
    shapes.Count(*definition);
    const VerifyReport report = Verify({definition.get(), &catalog, &book, {}}, {});
    const oracle::Soundness sound = oracle::Examine(*definition, oracle::RandomTypes());
    REQUIRE(StepsOf(report, "unreachable-step") == sound.unreachable);
    REQUIRE(StepsOf(report, "cannot-finish") == sound.stuck);
    REQUIRE(!StepsOf(report, "loop-without-wait").empty() == sound.hasty_loop);
    tally.unsound += sound.unreachable.empty() && sound.stuck.empty() ? 0 : 1;
    CompareSteps(*definition, report, tally);
    for (const oracle::Case& c : oracle::Cases()) CompareCase(*definition, report, c, tally);
  }
  WARN("judged " << tally.judged << " requirements: " << tally.mandatory << " bypassed, " << tally.gate << " gates pass, " << tally.fresh
                 << " stale; " << tally.steps << " mandatory steps; " << tally.unsound << " unsound definitions; " << tally.before << " before a step, " << tally.rows << " through a row alone, "
                 << tally.after << " owed after a step, " << tally.either << " that several types serve, " << tally.shut << " gates that never open");
  CHECK(tally.mandatory > 100);
  CHECK(tally.gate > 100);
  CHECK(tally.fresh > 50);
  CHECK(tally.before > 100);
  CHECK(tally.rows > 20);
  CHECK(tally.after > 100);
  CHECK(tally.either > 100);
  CHECK(tally.shut > 100);
  WARN(shapes.ToText());
  // Every shape of the language in one definition of fifty at least.
  for (const auto& [shape, count] : shapes.counts()) {
    INFO(shape);
    CHECK(count * 50 >= static_cast<int>(definitions));
  }
}
