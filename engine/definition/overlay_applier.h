// Puts what local rules say into a definition, rule by rule. Internal to the layer; merge.h is the door.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "catalog/step_type.h"
#include "definition/definition.h"
#include "definition/overlay.h"
#include "definition/overlay_order.h"

namespace juece {

// Who said what where two independent rules must not differ. Reports the second one.
class ConflictLedger {
 public:
  // `Enter` numbers the overlays as `order` does. Borrows both.
  ConflictLedger(const OverlayOrder& order, std::vector<Finding>& findings) : order_(order), findings_(findings) {}

  void Enter(std::size_t overlay) { now_ = overlay; }
  // `said` differs from what an independent rule said of `key`: a conflict. `what`: the words for it.
  void Claim(const std::string& key, const std::string& said, const Text& what, const SourcePlace& place);
  // Two insertions at one place: one of them must say after which rule it comes.
  // False where it is a conflict.
  bool ClaimPlace(const std::string& key, const Insertion& insertion, const Text& what, const SourcePlace& place);
  void Report(const Text& what, const SourcePlace& place);

 private:
  struct Said {
    std::size_t overlay = 0;
    std::string text;
    std::vector<std::string> after;
  };
  [[nodiscard]] bool Independent(std::size_t a, std::size_t b) const { return a != b && !order_.Precedes(a, b) && !order_.Precedes(b, a); }
  void Report(std::size_t other, const Text& what, const Text& remedy, const SourcePlace& place);
  const OverlayOrder& order_;
  std::vector<Finding>& findings_;
  std::map<std::string, std::vector<Said>> said_;
  std::size_t now_ = 0;
};

// One for one definition under merging. Takes the stricter of two values. `findings` (may be nullptr) learns of names that are
// not there; `ledger` (may be nullptr) of values that differ between independent rules.
class OverlayApplier {
 public:
  OverlayApplier(Definition& definition, const StepCatalog& catalog, std::vector<Finding>* findings, ConflictLedger* ledger)
      : definition_(definition), catalog_(catalog), findings_(findings), ledger_(ledger) {}

  void Apply(const Overlay& overlay);

 private:
  struct Found {
    Region* region = nullptr;
    Node* node = nullptr;
  };
  // Where the last insertion after an outcome ends: from these nodes the run goes on to `next`.
  struct Tail {
    std::set<std::string> outcomes;  // of the anchor
    std::set<std::string> nodes;
    std::string next;
  };

  void Declare(const Overlay& overlay);
  void Change(const PeriodChange& change);
  void Change(const PeriodAddition& change);
  void Change(const ConfigurationChange& change);
  void Change(const ApplicabilityChange& change);
  void Change(const MaterialChange& change);
  void Change(const ActorChange& change);
  void Change(const SeparationAddition& change);
  void Change(const SettingChange& change);
  void Change(const Insertion& change);
  void Change(const BranchAddition& change);
  void Change(const OutcomeClosing& change);
  void Change(const OrderAddition& change);
  void Change(const UseAddition& change);
  void Change(const CitationAddition& change);

  // overlay_steps.cpp
  void Tighten(PeriodRule& period, const PeriodChange& change);
  void Claim(const std::string& key, const std::string& said, const Text& what);
  // overlay_flow.cpp
  void InsertBefore(Found found, const Insertion& change);
  void InsertAfter(Found found, const Insertion& change, const std::set<std::string>& outcomes);
  bool InsertAtTail(Found found, const Insertion& change, const std::set<std::string>& outcomes);
  bool ClaimPlaces(const Insertion& change, const std::set<std::string>& outcomes);
  void Add(Region& region, const Insertion& change, const std::string& next);
  bool AreNew(const std::vector<Node>& nodes);
  bool IsNew(const Node& node);
  void RequireTarget(const Region& region, const std::string& to, const SourcePlace& place, const std::vector<Node>* own);
  // Those after which nodes are inserted: as written, else all; of a parallel "*".
  std::set<std::string> OutcomesOf(const Insertion& change, const Node& anchor) const;

  Found Find(const std::string& id);
  StepNode* FindStep(const std::string& id);  // reports where there is none
  void Report(std::string_view code, const SourcePlace& place, Text message, std::string step = "");
  void ReportUnknown(const Text& what, const std::string& id);

  Definition& definition_;
  const StepCatalog& catalog_;
  std::vector<Finding>* findings_;
  ConflictLedger* ledger_;
  const Overlay* overlay_ = nullptr;        // being applied
  const OverlayClause* clause_ = nullptr;   // of it
  std::map<std::string, std::vector<Tail>> tails_;  // by anchor
};

// Appends those that are not there yet.
void AddArticles(Articles& articles, const Articles& more);
// Puts them first: they are now what a demand rests on, and what a refusal names.
void LeadArticles(Articles& articles, const Articles& more);

}  // namespace juece
