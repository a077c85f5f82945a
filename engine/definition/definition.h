// A procedure's definition as the XML says it: a tree of regions (docs/semantics.md), read and checked for form only. The
// proofs are in proof/, the run is in process/.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/article.h"
#include "base/by_id.h"
#include "base/data.h"
#include "base/finding.h"
#include "base/text.h"
#include "definition/declarations.h"
#include "guard/guard.h"

namespace juece {

class XmlDocument;

struct Applicability {
  Guard when = Guard::Always();
  bool discretionary = false;  // no condition in the law: `decided_by` says whether, with a reason
  std::string decided_by;
  Articles articles;
  SourcePlace place;
};

struct MaterialDemand {
  std::string kind;  // D302
  Guard when = Guard::Always();
  bool required = true;
  Articles articles;
  SourcePlace place;
};

// A period between two events of a step. minimum: `to` may not come before it is over; limit: not after.
struct PeriodRule {
  std::string id;
  bool minimum = true;
  int amount = 0;
  std::string unit;       // calendar-days | working-days
  std::string from;       // event name, "entered" for the step's entry, or "step/event" of an earlier step
  std::string from_date;  // JSON pointer, "*" allowed for list items (the latest counts), of the start date in from's data; "" = when it occurred
  std::string to;         // event name, or "left"
  std::string planned;    // JSON pointer in from's data of the announced last day: checked at once, and `to` may not come before it
  std::string extended_by;  // event that moves the announced last day, in its data at the same pointer
  bool soft = false;      // "generally": may be shorter with a reason
  std::string reason_in;  // "event/pointer" where the reason must stand
  std::string early;      // for a minimum: refused | reason-required | noted; "@setting" names a setting
  std::string first_day;  // not-counted | counted | "@setting"
  std::string roll;       // none | next-working-day | "@setting"
  Articles articles;
  SourcePlace place;
  std::string stands_beside;  // set by a local rule in another unit: the period, by id, that holds as well
};

// What the step does to a followed material: changes it (always or with these outcomes), or reviews it.
struct MaterialUse {
  std::string material;
  std::vector<std::string> outcomes;  // empty: every outcome
  SourcePlace place;
};

struct ActionBinding {
  std::string action;
  std::vector<std::string> roles;
  SourcePlace place;
};

struct Transition {
  std::vector<std::string> outcomes;  // empty for otherwise
  Guard when = Guard::Always();
  bool otherwise = false;
  std::string to;
  SourcePlace place;
};

struct MilestoneMark {
  std::string milestone;  // submission | decision | issue | publication
  std::vector<std::string> outcomes;
  SourcePlace place;
};

struct StepNode {
  std::string id;
  std::string type;
  Text title;
  Articles articles;
  Data configuration;  // a map, checked against the step type's schema
  SourcePlace configuration_place;  // of <configuration>; the step's where there is none
  std::optional<Applicability> applicability;
  std::vector<ActionBinding> actions;
  std::vector<MaterialDemand> materials;
  std::vector<PeriodRule> periods;
  std::vector<MaterialUse> changes;
  std::vector<MaterialUse> reviews;
  std::vector<Transition> transitions;
  std::optional<MilestoneMark> milestone;
  SourcePlace place;
};

struct EndNode {
  std::string id;
  std::string outcome;
  Text title;
  bool cancels_siblings = false;
  SourcePlace place;
};

struct Region;

struct Branch {
  std::string id;
  Text title;
  std::unique_ptr<Region> region;
  SourcePlace place;
};

struct ExitRow {
  std::map<std::string, std::vector<std::string>> when;  // branch -> outcomes; branches not named: any outcome
  bool otherwise = false;
  bool cancelling = false;  // a row of one branch and the outcomes of its cancelling ends
  std::string to;
  SourcePlace place;
};

struct CompositeNode {
  std::string id;
  Text title;
  Articles articles;
  std::vector<Branch> branches;
  std::vector<ExitRow> rows;
  SourcePlace place;
};

// A local rule's own demand: `step` was visited (last with one of the outcomes) before `before` is entered.
struct OrderRule {
  std::string step;
  std::string before;
  std::vector<std::string> outcomes;  // empty: any
  Articles articles;
  SourcePlace place;
};

// What a milestone is called; the id itself where it is none of the four.
Text MilestoneTitle(std::string_view milestone);

using Node = std::variant<StepNode, CompositeNode, EndNode>;
const std::string& IdOf(const Node& node);
const SourcePlace& PlaceOf(const Node& node);

struct Region {
  std::string start;
  std::vector<Node> nodes;  // in document order
  [[nodiscard]] const Node* Find(std::string_view id) const;
};

// Where a node stands: its region, and the composite and branch around that region (nullptr for the root).
struct NodeRef {
  const Node* node = nullptr;
  const Region* region = nullptr;
  const CompositeNode* parent = nullptr;
  const Branch* branch = nullptr;
};

// The kind of a procedure that does not say what kind it is: a major administrative decision.
inline constexpr std::string_view kDecisionKind = "decision";

struct Definition {
  std::string id;  // cn.major-decision
  std::string version;
  Text title;
  std::string kind = std::string(kDecisionKind);  // of procedure: which clauses of the claimed statutes bind it
  std::string file;
  std::string digest;  // of the exact bytes, set by the caller that has them
  std::vector<std::string> statutes;  // claimed: R713 FC …
  std::vector<RoleDeclaration> roles;
  std::vector<FactDeclaration> facts;
  std::vector<SettingDeclaration> settings;
  std::vector<MaterialDeclaration> materials;
  std::vector<Separation> separations;
  std::vector<OrderRule> orders;  // of merged local rules
  std::map<std::string, SourcePlace, std::less<>> claimed_at;  // statutes that a local rule claims: where
  Region root;
  SourcePlace place;

  // Where the claim of a statute stands: in a local rule, else the definition itself.
  [[nodiscard]] const SourcePlace& PlaceOfClaim(std::string_view statute) const;
  [[nodiscard]] std::unique_ptr<Definition> Clone() const;
  // Ids are unique in the whole definition, so a node is found by id alone. Filled by Index(), which the reader calls.
  void Index();
  [[nodiscard]] const NodeRef* Find(std::string_view id) const;
  [[nodiscard]] const StepNode* FindStep(std::string_view id) const;
  [[nodiscard]] const FactDeclaration* FindFact(std::string_view id) const;
  [[nodiscard]] const SettingDeclaration* FindSetting(std::string_view id) const;
  // All steps, depth first in document order.
  [[nodiscard]] const std::vector<const StepNode*>& steps() const { return steps_; }

 private:
  void IndexRegion(const Region& region, const CompositeNode* parent, const Branch* branch);
  ById<NodeRef> index_;
  std::vector<const StepNode*> steps_;
};

// Reads a definition; every mistake of form is a finding with its place. nullptr where the document is unreadable; a
// definition with error findings is returned for further checks but must not be run. Not copyable: nodes point into it.
std::unique_ptr<Definition> ReadDefinition(std::string bytes, std::string file, std::vector<Finding>& findings);
// The same from a document that has been parsed; it is needed no longer than the call.
std::unique_ptr<Definition> ReadDefinition(const XmlDocument& document, std::vector<Finding>& findings);
std::unique_ptr<Definition> ReadDefinitionFile(const std::string& path, std::vector<Finding>& findings);

}  // namespace juece
