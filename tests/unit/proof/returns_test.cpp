// Returns, played by section 6 of docs/semantics.md on random definitions: what is on the path, read as a run, obeys what was proved
// without returns, and a review that a milestone needs is never out of reach.
#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <random>

#include "proof/verify.h"
#include "unit/proof/oracle.h"
#include "unit/proof/random_cases.h"
#include "unit/proof/random_definition.h"

using namespace juece;

namespace {

struct Returning {
  const StepNode* step = nullptr;
  std::string outcome;
  const Transition* row = nullptr;
};

struct Place;

// A node on the path of a region: the visit that ended it, or what its branches have on theirs.
struct Entry {
  const Node* node = nullptr;
  std::optional<Returning> visit;
  std::vector<Place> branches;
};

struct Place {
  const Region* region = nullptr;
  std::vector<Entry> path;
  [[nodiscard]] const Node& at() const { return *path.back().node; }
  [[nodiscard]] const EndNode* end() const { return std::get_if<EndNode>(&at()); }
};

// Entering a node again removes it and what was entered after it.
void Enter(Place& place, const std::string& id) {
  const auto again = std::find_if(place.path.begin(), place.path.end(), [&](const Entry& entry) { return IdOf(*entry.node) == id; });
  place.path.erase(again, place.path.end());
  place.path.push_back({place.region->Find(id), std::nullopt, {}});
  const auto* composite = std::get_if<CompositeNode>(place.path.back().node);
  if (composite == nullptr) return;
  for (const Branch& branch : composite->branches) {
    Place inner{branch.region.get(), {}};
    Enter(inner, branch.region->start);
    place.path.back().branches.push_back(std::move(inner));
  }
}

bool Names(const ExitRow& row, const std::string& branch, const std::string& outcome) {
  const auto named = row.when.find(branch);
  return named != row.when.end() && std::count(named->second.begin(), named->second.end(), outcome) > 0;
}

// Leaves the composite that the place stands on, if its branches have come so far.
void Settle(Place& place) {
  const auto& composite = std::get<CompositeNode>(place.at());
  std::vector<Place>& branches = place.path.back().branches;
  const auto cancels = std::find_if(branches.begin(), branches.end(), [](const Place& b) { return b.end() != nullptr && b.end()->cancels_siblings; });
  if (cancels != branches.end()) {
    const std::string& id = composite.branches[static_cast<std::size_t>(cancels - branches.begin())].id;
    const auto row = std::find_if(composite.rows.begin(), composite.rows.end(),
                                  [&](const ExitRow& r) { return r.cancelling && Names(r, id, cancels->end()->outcome); });
    std::rotate(cancels, cancels + 1, branches.end());  // its visits were the last
    if (row != composite.rows.end()) Enter(place, row->to);
    return;
  }
  if (std::any_of(branches.begin(), branches.end(), [](const Place& b) { return b.end() == nullptr; })) return;
  const ExitRow* chosen = nullptr;
  for (const ExitRow& row : composite.rows) {
    bool matches = !row.cancelling && !row.otherwise;
    for (std::size_t b = 0; matches && b < branches.size(); ++b) {
      matches = row.when.count(composite.branches[b].id) == 0 || Names(row, composite.branches[b].id, branches[b].end()->outcome);
    }
    if (matches || (row.otherwise && chosen == nullptr)) chosen = &row;
  }
  if (chosen != nullptr) Enter(place, chosen->to);
}

// The places from the root to each one that stands on a step, by pointers into the tree.
void Standing(std::vector<Place*>& chain, std::vector<std::vector<Place*>>& all) {
  Place& place = *chain.back();
  if (std::holds_alternative<StepNode>(place.at())) all.push_back(chain);
  for (Place& branch : place.path.back().branches) {
    chain.push_back(&branch);
    Standing(chain, all);
    chain.pop_back();
  }
}

// The path as a run; sibling branches may be told one after the other.
void Collect(const Place& place, std::vector<Returning>& run) {
  for (const Entry& entry : place.path) {
    if (entry.visit) run.push_back(*entry.visit);
    for (const Place& branch : entry.branches) Collect(branch, run);
  }
}

bool Holds(const Node& node, const std::string& type) {
  if (const auto* step = std::get_if<StepNode>(&node)) return step->type == type;
  const auto* composite = std::get_if<CompositeNode>(&node);
  return composite != nullptr && std::any_of(composite->branches.begin(), composite->branches.end(), [&](const Branch& branch) {
    return std::any_of(branch.region->nodes.begin(), branch.region->nodes.end(), [&](const Node& inner) { return Holds(inner, type); });
  });
}

struct Proved {
  oracle::Demand demand;
  bool gate = false;
  bool fresh = false;
};

// Requirements before milestones of which no run offends.
std::vector<Proved> ProvedCases(const Definition& definition, const VerifyReport& report) {
  std::vector<Proved> proved;
  for (const oracle::Case& c : oracle::Cases()) {
    const bool other = !c.demand.before.empty() || !c.demand.after.empty() || c.demand.milestone == "end";
    if (other || !oracle::Asked(definition, c)) continue;
    const auto found = [&](std::string_view code) {
      return std::any_of(report.findings.begin(), report.findings.end(),
                         [&](const Finding& f) { return f.code == code && f.article == c.article; });
    };
    if (found("mandatory-step-bypassed")) continue;
    proved.push_back({c.demand, !found("gate-outcome-passes"), !c.demand.material.empty() && !found("review-not-fresh")});
  }
  return proved;
}

class Walk {
 public:
  Walk(const Definition& definition, std::vector<Proved> proved, unsigned seed)
      : types_(oracle::RandomTypes()), proved_(std::move(proved)), random_(seed) {
    root_.region = &definition.root;
    Enter(root_, definition.root.start);
  }

  void Go() {
    for (int move = 0; move < 60 && root_.end() == nullptr; ++move) {
      std::vector<std::vector<Place*>> all;
      std::vector<Place*> chain = {&root_};
      Standing(chain, all);
      if (all.empty()) return;  // the definition strands it
      chain = all[Pick(all.size())];
      if (Pick(4) == 0) Return(chain);
      else End(chain);
    }
  }

  int returns = 0;
  int milestones = 0;
  int after_return = 0;

 private:
  std::size_t Pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }

  void Return(const std::vector<Place*>& chain) {
    Place& place = *chain[Pick(chain.size())];
    const std::string target = IdOf(*place.path[Pick(place.path.size())].node);
    const std::size_t before = place.path.size();
    Enter(place, target);
    ++returns;
    REQUIRE(place.path.size() <= before);  // never forward
  }

  void End(const std::vector<Place*>& chain) {
    Place& place = *chain.back();
    const auto& step = std::get<StepNode>(place.at());
    const std::vector<std::string> outcomes = oracle::Outcomes(step, types_);
    const std::string outcome = outcomes[Pick(outcomes.size())];
    const auto rows = oracle::Rows(step, outcome);
    if (rows.empty()) return;
    const Transition* row = rows[Pick(rows.size())];
    place.path.back().visit = Returning{&step, outcome, row};
    if (step.milestone && std::count(step.milestone->outcomes.begin(), step.milestone->outcomes.end(), outcome) > 0) Check(step.milestone->milestone);
    Enter(place, row->to);
    for (std::size_t i = chain.size() - 1; i-- > 0 && chain[i + 1]->end() != nullptr;) Settle(*chain[i]);
  }

  void Check(const std::string& milestone) {
    std::vector<Returning> run;
    Collect(root_, run);
    for (const Proved& proved : proved_) {
      if (proved.demand.milestone != milestone) continue;
      ++milestones;
      after_return += returns > 0 ? 1 : 0;
      const auto memory = [&](oracle::Kind kind) {
        int at = kind == oracle::Kind::kFresh ? 1 : 0;
        for (const Returning& visit : run) at = oracle::Remember(at, *visit.step, visit.outcome, *visit.row, proved.demand, types_, kind);
        return at;
      };
      REQUIRE(memory(oracle::Kind::kMandatory) == 1);
      if (proved.gate) REQUIRE(memory(oracle::Kind::kGate) == 1);
      if (proved.fresh) REQUIRE(memory(oracle::Kind::kFresh) == 1);
      // The review, or the parallel around it, can be returned to.
      REQUIRE(std::any_of(root_.path.begin(), root_.path.end(), [&](const Entry& entry) {
        const auto& more = proved.demand.or_types;
        return Holds(*entry.node, proved.demand.type) ||
               std::any_of(more.begin(), more.end(), [&](const std::string& type) { return Holds(*entry.node, type); });
      }));
    }
  }

  const oracle::Types types_;
  std::vector<Proved> proved_;
  std::mt19937 random_;
  Place root_;
};

}  // namespace

TEST_CASE("what is proved without returns holds for dossiers with returns", "[proof][returns]") {
  const StepCatalog catalog = oracle::RandomCatalog();
  const StatuteBook book = oracle::Book();
  int returns = 0;
  int milestones = 0;
  int after_return = 0;
  for (unsigned seed = 1; seed <= 1500; ++seed) {
    const std::string xml = oracle::RandomDefinition(seed);
    std::vector<Finding> findings;
    const auto definition = ReadDefinition(xml, "random.xml", findings);
    REQUIRE(definition != nullptr);
    const std::vector<Proved> proved = ProvedCases(*definition, Verify({definition.get(), &catalog, &book, {}}, {}));
    if (proved.empty()) continue;
    for (unsigned walk = 0; walk < 10; ++walk) {
      INFO("seed " << seed << " walk " << walk << "\n" << xml);
      Walk one(*definition, proved, seed * 100 + walk);
      one.Go();
      returns += one.returns;
      milestones += one.milestones;
      after_return += one.after_return;
    }
  }
  WARN(returns << " returns, " << milestones << " proved milestones reached, " << after_return << " of them after a return");
  CHECK(returns > 1000);
  CHECK(after_return > 300);
}
