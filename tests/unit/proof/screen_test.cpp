// The pass over many questions against the search with paths, one question at a time, on definitions larger than brute force can walk;
// the brute-force oracle judges both on small ones.
#include <catch2/catch.hpp>

#include <random>
#include <set>

#include "commands/random_procedure.h"
#include "proof/checks.h"
#include "proof/dirty_set.h"
#include "proof/fresh.h"

using namespace juece;

namespace {

Property Opening(const Model& model, const Requirement& requirement) {
  Property property = NeutralProperty(model);
  for (const ModelStepKind* kind : model.KindsOfTypes(requirement.step_types)) {
    for (std::size_t o = 0; o < kind->outcomes.size(); ++o) {
      property.by_outcome[static_cast<std::size_t>(kind->first_outcome) + o] = kind->outcomes[o] == "bad" ? VisitMark::kCloses : VisitMark::kOpens;
    }
  }
  return property;
}

std::set<std::string> Found(const cli::RandomProcedure& procedure) {
  VerifyReport report;
  ProveRuns({procedure.definition.get(), &procedure.catalog, &procedure.statutes, {}, {}}, report);
  std::set<std::string> found;
  for (const Finding& finding : report.findings) found.insert(finding.code + " " + finding.article);
  return found;
}

}  // namespace

TEST_CASE("the pass over all requirements agrees with a search for each", "[proof]") {
  int asked = 0;
  int offended = 0;
  for (unsigned seed = 1; seed <= 45; ++seed) {
    const cli::RandomProcedure procedure =
        cli::MakeRandomProcedure(100 + static_cast<int>(seed % 7) * 200, seed, static_cast<int>(seed) % (cli::kRandomReviews + 1));
    const std::set<std::string> found = Found(procedure);
    const Model model = BuildModel(*procedure.definition, procedure.catalog);
    for (const Clause& clause : procedure.statutes.statutes().front().clauses) {
      const Requirement& requirement = clause.requirements.front();
      const std::string article = requirement.article.ToString();
      INFO("seed " << seed << " " << article);
      const Goal goal{requirement.milestone, requirement.milestone == "end", requirement.before_type};
      const Property opening = Opening(model, requirement);
      const bool bypassed = found.count("mandatory-step-bypassed " + article) > 0;
      const bool passes = Explorer(model, opening, goal).FindRun().has_value();
      REQUIRE(passes == (bypassed || found.count("gate-outcome-passes " + article) > 0));
      ++asked;
      offended += passes ? 1 : 0;
      if (bypassed || requirement.fresh_material.empty()) continue;
      const Property fresh = FreshProperty(model, requirement, opening);
      REQUIRE(Explorer(model, fresh, goal).FindRun().has_value() == (found.count("review-not-fresh " + article) > 0));
    }
  }
  CHECK(asked == 45 * 32);
  CHECK(offended > asked / 4);
  CHECK(offended < asked * 3 / 4);
}

TEST_CASE("a set that gives the next number", "[proof]") {
  std::mt19937 random(3);
  for (const int size : {1, 63, 64, 65, 5000, 300000}) {
    DirtySet set(size);
    std::set<int> known;
    for (int move = 0; move < 3000; ++move) {
      const int number = static_cast<int>(random() % static_cast<unsigned>(size));
      if (random() % 3 != 0) {
        set.Insert(number);
        known.insert(number);
      } else {
        set.Erase(number);
        known.erase(number);
      }
      const int from = static_cast<int>(random() % static_cast<unsigned>(size));
      const auto next = known.lower_bound(from);
      REQUIRE(set.Next(from) == (next == known.end() ? -1 : *next));
    }
  }
}
