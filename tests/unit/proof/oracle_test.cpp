// The prover against brute force, on random definitions.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>

#include "proof/verify.h"
#include "unit/proof/oracle.h"
#include "unit/proof/random_definition.h"

using namespace juece;

namespace {

// JUECE_ORACLE_DEFINITIONS in the environment asks for more than the usual run.
unsigned Definitions() {
  constexpr unsigned kUsual = 3000;
  const char* asked = std::getenv("JUECE_ORACLE_DEFINITIONS");
  return asked == nullptr ? kUsual : static_cast<unsigned>(std::strtoul(asked, nullptr, 10));
}

struct Case {
  std::string article;
  oracle::Demand demand;
};

std::vector<Case> Cases() {
  const std::map<std::string, std::string> never_mind;
  return {{"T:1", {"review", {"ok", "fair"}, true, "submission", "", "", never_mind}},
          {"T:2", {"check", {"yes"}, true, "decision", "", "", never_mind}},
          {"T:3", {"review", {"ok"}, true, "end", "", "", never_mind}},
          {"T:4", {"review", {"ok", "fair"}, true, "submission", "draft", "", never_mind}},
          {"T:5", {"review", {"ok", "fair", "bad"}, true, "end", "draft", "", never_mind}},
          // Before steps of a type, in whatever region they stand.
          {"T:6", {"review", {"ok", "fair"}, true, "", "", "quick", never_mind}},
          {"T:7", {"check", {"yes"}, true, "", "", "edit", never_mind}},
          {"T:8", {"review", {"ok", "fair"}, true, "", "draft", "check", never_mind}},
          // An outcome that opens only while a fact holds.
          {"T:9", {"review", {"ok", "fair"}, true, "submission", "draft", "", {{"fair", "g"}}}},
          {"T:10", {"check", {"yes"}, true, "end", "", "", {{"yes", "f"}}}},
          {"T:11", {"review", {"ok", "bad"}, true, "", "draft", "quick", {{"ok", "g"}, {"bad", "not(f)"}}}}};
}

StatuteBook Book() {
  Statute statute;
  statute.id = "T";
  statute.articles = 11;
  statute.facts["f"] = "boolean";
  statute.facts["g"] = "boolean";
  for (const Case& c : Cases()) {
    Clause clause;
    clause.article = *ArticleRef::Parse(c.article);
    clause.kind = ClauseKind::kGate;
    Requirement requirement;
    requirement.article = clause.article;
    requirement.id = c.article;
    requirement.step_type = c.demand.type;
    requirement.condition = "f";
    requirement.opening_outcomes.assign(c.demand.opening.begin(), c.demand.opening.end());
    requirement.milestone = c.demand.milestone;
    requirement.before_type = c.demand.before;
    requirement.outcome_conditions = c.demand.only_while;
    requirement.fresh_material = c.demand.material;
    clause.requirements.push_back(requirement);
    statute.clauses.push_back(clause);
  }
  StatuteBook book;
  book.Add(statute);
  return book;
}

bool HasMilestone(const Definition& definition, const std::string& milestone) {
  return std::any_of(definition.steps().begin(), definition.steps().end(),
                     [&](const StepNode* s) { return s->milestone && s->milestone->milestone == milestone; });
}

bool HasServer(const Definition& definition, const std::string& type) {
  return std::any_of(definition.steps().begin(), definition.steps().end(), [&](const StepNode* s) { return s->type == type; });
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
  int mandatory = 0, gate = 0, fresh = 0, unsound = 0, steps = 0, judged = 0, before = 0, rows = 0;
};

void CompareCase(const Definition& definition, const VerifyReport& report, const Case& c, Tally& tally) {
  const oracle::Types types = oracle::RandomTypes();
  const std::string milestone = c.demand.milestone == "end" ? "decision" : c.demand.milestone;
  const bool asked = c.demand.before.empty() ? HasMilestone(definition, milestone) : HasServer(definition, c.demand.before);
  if (!asked || !HasServer(definition, c.demand.type)) return;
  INFO(c.article);
  ++tally.judged;
  const int bypass = oracle::ShortestOffence(definition, types, c.demand, oracle::Kind::kMandatory);
  REQUIRE(WitnessOf(report, "mandatory-step-bypassed", c.article) == bypass);
  tally.mandatory += bypass >= 0 ? 1 : 0;
  tally.before += bypass >= 0 && !c.demand.before.empty() ? 1 : 0;
  if (bypass >= 0) return;
  const int gate = oracle::ShortestOffence(definition, types, c.demand, oracle::Kind::kGate);
  REQUIRE(WitnessOf(report, "gate-outcome-passes", c.article) == gate);
  tally.gate += gate >= 0 ? 1 : 0;
  tally.before += gate >= 0 && !c.demand.before.empty() ? 1 : 0;
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
  const StatuteBook book = Book();
  Tally tally;
  const unsigned definitions = Definitions();
  for (unsigned seed = 1; seed <= definitions; ++seed) {
    const std::string xml = oracle::RandomDefinition(seed);
    INFO("seed " << seed << "\n" << xml);
    std::vector<Finding> findings;
    const auto definition = ReadDefinition(xml, "random.xml", findings);
    REQUIRE(definition != nullptr);
    for (const Finding& finding : findings) INFO(ToText(finding, Language::kEnglish));
    REQUIRE(findings.empty());
    const VerifyReport report = Verify({definition.get(), &catalog, &book, {}}, {});
    const oracle::Soundness sound = oracle::Examine(*definition, oracle::RandomTypes());
    REQUIRE(StepsOf(report, "unreachable-step") == sound.unreachable);
    REQUIRE(StepsOf(report, "cannot-finish") == sound.stuck);
    REQUIRE(!StepsOf(report, "loop-without-wait").empty() == sound.hasty_loop);
    tally.unsound += sound.unreachable.empty() && sound.stuck.empty() ? 0 : 1;
    CompareSteps(*definition, report, tally);
    for (const Case& c : Cases()) CompareCase(*definition, report, c, tally);
  }
  WARN("judged " << tally.judged << " requirements: " << tally.mandatory << " bypassed, " << tally.gate << " gates pass, " << tally.fresh
                 << " stale; " << tally.steps << " mandatory steps; " << tally.unsound << " unsound definitions; " << tally.before << " before a step, " << tally.rows << " through a row alone");
  CHECK(tally.mandatory > 100);
  CHECK(tally.gate > 100);
  CHECK(tally.fresh > 50);
  CHECK(tally.before > 100);
  CHECK(tally.rows > 20);
}
