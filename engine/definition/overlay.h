// A local rule: changes to a definition that may only tighten it (docs/overlay-format.md). What it says, as read; how it is merged is
// in merge.h, whether it tightens in proof/tighten.h.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"
#include "definition/definition.h"

namespace juece {

// Where an inserted transition goes on where the run would have gone without the insertion.
inline constexpr std::string_view kNextNode = "next";

// What is not set stays as it was.
struct PeriodChange {
  std::string step;
  std::string ref;  // id of the period
  std::optional<bool> minimum;  // which of the two attributes was written
  int amount = 0;               // with `minimum`
  std::string unit;             // "" = as before; so below
  std::optional<bool> soft;
  std::string reason_in;
  std::string early;
  std::string first_day;
  std::string roll;
};
struct PeriodAddition {
  std::string step;
  PeriodRule rule;
};
struct ConfigurationChange {
  std::string step;
  Data members;  // a map
};
struct ApplicabilityChange {
  std::string step;
  Guard when = Guard::Always();
};
struct MaterialChange {
  std::string step;
  MaterialDemand demand;
};
struct ActorChange {
  std::string step;
  ActionBinding binding;
};
struct SeparationAddition {
  Separation separation;
};
struct SettingChange {
  std::string setting;
  std::string value;
  std::vector<std::string> choices;
};
struct Insertion {
  bool before = true;
  std::string anchor;                 // a step or parallel
  std::vector<std::string> outcomes;  // of a step, when after it; empty: all
  std::vector<std::string> after_overlays;
  std::vector<Node> nodes;  // the first is the entry
};
struct BranchAddition {
  std::string parallel;
  Branch branch;
  std::vector<ExitRow> rows;  // before the present ones
};
struct OutcomeClosing {
  std::string step;
  std::vector<std::string> outcomes;
  std::string to;
};
struct OrderAddition {
  OrderRule order;
};
struct UseAddition {
  std::string step;
  MaterialUse use;
};
struct CitationAddition {
  std::string node;  // a step or parallel
};

using OverlayChange = std::variant<PeriodChange, PeriodAddition, ConfigurationChange, ApplicabilityChange, MaterialChange, ActorChange,
                                   SeparationAddition, SettingChange, Insertion, BranchAddition, OutcomeClosing, OrderAddition,
                                   UseAddition, CitationAddition>;

struct OverlayClause {
  OverlayChange change;
  Articles articles;  // never empty in a file without findings
  SourcePlace place;
};

// A looser local clause that is not taken over.
struct LeftToFloor {
  Articles articles;
  Articles national;
  Text why;
  SourcePlace place;
};

// Move-only: insertions hold regions.
struct Overlay {
  std::string id;  // cn.hlj.major-decision
  std::string version;
  Text title;
  std::string file;
  std::string digest;   // of the exact bytes, set by the caller that has them
  std::string extends;  // id of the definition
  std::string from_version;  // inclusive; "" = any
  std::string to_version;    // inclusive; "" = any
  std::string base_digest;   // "" = any
  std::string level;
  std::string region;
  Date in_force_from;
  std::optional<Date> in_force_to;  // inclusive
  std::vector<std::string> statutes;
  std::vector<std::string> after_overlays;
  std::vector<std::string> rulebooks;
  std::vector<LeftToFloor> left_to_floor;
  std::vector<RoleDeclaration> roles;
  std::vector<FactDeclaration> facts;
  std::vector<SettingDeclaration> settings;
  std::vector<MaterialDeclaration> materials;
  std::vector<OverlayClause> clauses;  // in document order
  SourcePlace place;

  [[nodiscard]] bool InForceOn(Date date) const { return date >= in_force_from && (!in_force_to || date <= *in_force_to); }
};

// Reads a local rule; every mistake of form, and every name that neither it nor `below` declares, is a finding with its place.
// `below`: the definition that it is to change, with the overlays that come before it. nullptr where the document is unreadable;
// an overlay with error findings is returned for further checks but must not be merged.
std::unique_ptr<Overlay> ReadOverlay(std::string bytes, std::string file, const Definition& below, std::vector<Finding>& findings);

}  // namespace juece
