// What the comparison says about runs, against brute force: steps that can be avoided, gates that open, order and fresh reviews. The
// expectation is written here from docs/version-difference.md and asks the oracle alone.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <regex>

#include "unit/difference/compare.h"
#include "unit/proof/oracle.h"
#include "unit/proof/random_definition.h"

using namespace juece;

namespace {

const std::vector<std::string> kGoals = {"decision", "submission", "end"};  // what random definitions can have

// JUECE_ORACLE_DIFFERENCES in the environment asks for more than the usual run.
unsigned Pairs() {
  constexpr unsigned kUsual = 1000;
  const char* asked = std::getenv("JUECE_ORACLE_DIFFERENCES");
  return asked == nullptr ? kUsual : static_cast<unsigned>(std::strtoul(asked, nullptr, 10));
}

// One transition or exit led to another node of its own region.
std::string Redirected(const std::string& xml, unsigned seed) {
  static const std::regex kTarget(R"re( to="([a-z]\d+)")re");
  std::vector<std::smatch> found;
  for (std::sregex_iterator it(xml.begin(), xml.end(), kTarget), end; it != end; ++it) found.push_back(*it);
  std::mt19937 random(seed);
  const std::smatch& a = found[random() % found.size()];
  const std::smatch& b = found[random() % found.size()];
  std::string out = xml;
  out.replace(static_cast<std::size_t>(a.position(1)), static_cast<std::size_t>(a.length(1)), b.str(1));
  return out;
}

class Asker {
 public:
  explicit Asker(const Definition& definition) : definition_(definition), types_(oracle::RandomTypes()) {}

  [[nodiscard]] bool Has(const std::string& type) const {
    return std::any_of(definition_.steps().begin(), definition_.steps().end(), [&](const StepNode* s) { return s->type == type; });
  }
  [[nodiscard]] bool Several(const std::string& type) const {
    return std::count_if(definition_.steps().begin(), definition_.steps().end(), [&](const StepNode* s) { return s->type == type; }) > 1;
  }
  [[nodiscard]] bool Reaches(const std::string& goal) const { return Ask("nobody", goal, oracle::Kind::kMandatory); }
  [[nodiscard]] bool Avoids(const std::string& type, const std::string& goal) const { return Ask(type, goal, oracle::Kind::kMandatory); }
  // A run on which the last visit ended so, where every run has a visit.
  [[nodiscard]] bool Passes(const std::string& type, const std::string& goal, const std::string& outcome) const {
    oracle::Demand demand = DemandFor(type, goal);
    demand.opening.erase(outcome);
    return oracle::ShortestOffence(definition_, types_, demand, oracle::Kind::kGate) >= 0;
  }
  [[nodiscard]] bool Stale(const std::string& type, const std::string& goal) const {
    oracle::Demand demand = DemandFor(type, goal);
    demand.material = "draft";
    return oracle::ShortestOffence(definition_, types_, demand, oracle::Kind::kFresh) >= 0;
  }
  [[nodiscard]] bool EntersWithout(const std::string& later, const std::string& type) const {
    oracle::Demand demand = DemandFor(type, "");
    demand.before = later;
    return oracle::ShortestOffence(definition_, types_, demand, oracle::Kind::kMandatory) >= 0;
  }
  [[nodiscard]] bool Reviews(const std::string& type) const {
    return std::any_of(definition_.steps().begin(), definition_.steps().end(),
                       [&](const StepNode* s) { return s->type == type && !s->reviews.empty(); });
  }
  [[nodiscard]] const std::vector<std::string>& Outcomes(const std::string& type) const { return types_.outcomes.at(type); }

 private:
  [[nodiscard]] oracle::Demand DemandFor(const std::string& type, const std::string& goal) const {
    oracle::Demand demand{type, {}, true, goal, "", "", {}};
    const auto known = types_.outcomes.find(type);
    if (known != types_.outcomes.end()) demand.opening.insert(known->second.begin(), known->second.end());
    return demand;
  }
  [[nodiscard]] bool Ask(const std::string& type, const std::string& goal, oracle::Kind kind) const {
    return oracle::ShortestOffence(definition_, types_, DemandFor(type, goal), kind) >= 0;
  }

  const Definition& definition_;
  oracle::Types types_;
};

struct Tally {
  int avoidable = 0, gates = 0, order = 0, stale = 0;
};

class PairTest {
 public:
  PairTest(const test::Version& had, const test::Version& other, const VersionDifference& difference, bool lost)
      : had_(*had.definition), other_(*other.definition), old_(lost ? *had.definition : *other.definition),
        new_(lost ? *other.definition : *had.definition), difference_(difference), lost_(lost) {
    for (const std::string& goal : kGoals) {
      if (had_.Reaches(goal) && other_.Reaches(goal)) goals_.push_back(goal);
    }
  }

  void Check(Tally& tally) {
    for (const auto& [type, outcomes] : oracle::RandomTypes().outcomes) {
      INFO("type " << type << (lost_ ? " lost" : " gained"));
      const bool avoided = Avoidance(type);
      const bool absent = had_.Has(type) && !other_.Has(type);
      const bool several = had_.Several(type) || other_.Several(type);
      const bool said = Said(lost_ ? "step-avoidable" : "step-unavoidable", type) || Said(lost_ ? "step-removed" : "step-added", type);
      if (avoided || absent) {
        REQUIRE(said);
        ++tally.avoidable;
        continue;
      }
      if (!several) REQUIRE_FALSE(said);
      if (!had_.Has(type) || !other_.Has(type)) continue;
      tally.gates += CheckGates(type, outcomes) ? 1 : 0;
      tally.order += CheckOrder(type) ? 1 : 0;
      tally.stale += CheckStale(type) ? 1 : 0;
    }
  }

 private:
  [[nodiscard]] bool Avoidance(const std::string& type) const {
    if (!had_.Has(type)) return false;
    return std::any_of(goals_.begin(), goals_.end(), [&](const std::string& goal) { return !had_.Avoids(type, goal) && other_.Avoids(type, goal); });
  }

  // Is there a difference of this code about a step of this type?
  [[nodiscard]] int Count(const std::string& code, const std::string& type) const {
    return static_cast<int>(std::count_if(difference_.differences.begin(), difference_.differences.end(), [&](const Difference& entry) {
      const StepNode* step = (entry.code == "step-removed" ? old_ : new_).FindStep(entry.step);
      return entry.code == code && step != nullptr && step->type == type;
    }));
  }
  [[nodiscard]] bool Said(const std::string& code, const std::string& type) const { return Count(code, type) > 0; }

  // How many outcomes pass newly.
  bool CheckGates(const std::string& type, const std::vector<std::string>& outcomes) const {
    int expected = 0;
    for (const std::string& outcome : outcomes) {
      expected += std::any_of(goals_.begin(), goals_.end(), [&](const std::string& goal) {
        return !had_.Avoids(type, goal) && !had_.Passes(type, goal, outcome) && other_.Passes(type, goal, outcome);
      }) ? 1 : 0;
    }
    int found = Count(lost_ ? "gate-opened" : "gate-closed", type);
    for (const Difference& entry : difference_.differences) {  // the oracle was not asked about not_applicable
      const StepNode* step = new_.FindStep(entry.step);
      const bool not_applicable = entry.message.en.find("ended last with \"not applicable\"") != std::string::npos;
      if (entry.code == (lost_ ? "gate-opened" : "gate-closed") && not_applicable && step != nullptr && step->type == type) --found;
    }
    REQUIRE(found == expected);
    return expected > 0;
  }

  bool CheckOrder(const std::string& type) const {
    bool expected = false;
    for (const auto& [later, unused] : oracle::RandomTypes().outcomes) {
      if (later == type || !had_.Has(later) || !other_.Has(later)) continue;
      expected = expected || (!had_.EntersWithout(later, type) && had_.EntersWithout(later, "nobody") && other_.EntersWithout(later, type));
    }
    REQUIRE(Said(lost_ ? "order-lost" : "order-gained", type) == expected);
    return expected;
  }

  bool CheckStale(const std::string& type) const {
    const bool expected = had_.Reviews(type) && std::any_of(goals_.begin(), goals_.end(), [&](const std::string& goal) {
      return !had_.Stale(type, goal) && other_.Stale(type, goal);
    });
    REQUIRE(Said(lost_ ? "review-staleable" : "review-kept-fresh", type) == expected);
    return expected;
  }

  Asker had_;
  Asker other_;
  const Definition& old_;
  const Definition& new_;
  const VersionDifference& difference_;
  bool lost_;
  std::vector<std::string> goals_;
};

}  // namespace

TEST_CASE("what the comparison says about runs agrees with brute force", "[difference][oracle]") {
  const StepCatalog catalog = oracle::RandomCatalog();
  Tally tally;
  for (unsigned seed = 1; seed <= Pairs(); ++seed) {
    const std::string before_xml = oracle::RandomDefinition(seed);
    const std::string after_xml = seed % 3 == 0 ? oracle::RandomDefinition(seed + 100000) : Redirected(before_xml, seed);
    INFO("seed " << seed << "\n" << before_xml << "\n" << after_xml);
    const test::Version before = test::ReadVersion(before_xml, "old.xml", catalog);
    const test::Version after = test::ReadVersion(after_xml, "new.xml", catalog);
    REQUIRE(before.report.runs_examined);
    if (!after.report.runs_examined) continue;  // the edit led out of its region
    const VersionDifference difference = test::Compare(before, after, catalog);
    const VersionDifference back = test::Compare(after, before, catalog);
    INFO(ToText(difference, Language::kEnglish));
    PairTest(before, after, difference, true).Check(tally);
    PairTest(after, before, difference, false).Check(tally);
    if (seed % 3 != 0) {  // of two unrelated definitions it is not certain which step has become which
      REQUIRE(difference.Count(Bearing::kLooser) == back.Count(Bearing::kStricter));
      REQUIRE(difference.Count(Bearing::kStricter) == back.Count(Bearing::kLooser));
    }
    REQUIRE(test::Compare(before, before, catalog).differences.empty());
  }
  WARN("steps avoidable " << tally.avoidable << ", gates " << tally.gates << ", order " << tally.order << ", stale reviews " << tally.stale);
  CHECK(tally.avoidable > 20);
  CHECK(tally.gates > 5);
  CHECK(tally.order > 5);
  CHECK(tally.stale > 2);
}
