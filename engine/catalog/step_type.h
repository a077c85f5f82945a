// Step types as data: what a plugin offers, read from its descriptor (a JSON document, see docs/abi.md). The engine, the
// prover and the forms use this description; none of them knows a plugin.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "base/by_id.h"
#include "base/data.h"
#include "base/status.h"
#include "base/text.h"

namespace juece {

struct OutcomeType {
  std::string id;
  Text title;
  bool opens = false;  // may open a gate
  std::vector<std::string> changes;  // kinds of followed materials that it may leave with a new text
};

struct ActionMaterial {
  std::string kind;       // D302
  bool required = false;  // the action is refused without it
  std::vector<ArticleRef> articles;
};

// One thing that a person can do in a step. Recorded as an event named `event` with the payload as its data.
struct ActionType {
  std::string id;
  std::string event;  // the record's vocabulary: consultation_opened, …
  Text title;
  std::vector<std::string> roles;  // role ids suggested by the plugin; a definition's <action roles="…"> replaces them
  Data schema;                     // JSON Schema subset of the payload (catalog/schema.h)
  bool personal = false;           // the schema marks something as personal
  std::vector<ActionMaterial> materials;
  std::vector<ArticleRef> articles;
};

// A refusal that the handler can utter, for the reference.
struct RefusalType {
  std::string code;
  Text title;
  std::vector<ArticleRef> articles;
};

struct StepType {
  std::string id;
  Text title;
  Text summary;
  std::vector<OutcomeType> outcomes;
  bool waits = true;  // always waits for a person or a date
  std::vector<ActionType> actions;
  std::vector<RefusalType> refusals;
  Data configuration_schema;
  std::vector<ArticleRef> articles;
  std::string plugin_id;
  std::string plugin_version;
  std::string plugin_digest;

  [[nodiscard]] const OutcomeType* FindOutcome(std::string_view outcome) const;
  [[nodiscard]] const ActionType* FindAction(std::string_view action) const;
};

// The outcome with which every conditional step that does not apply ends; known to the engine, not to plugins.
inline constexpr std::string_view kNotApplicableOutcome = "not_applicable";

// Reads one step type from a descriptor's "steps" member. The message of a failure names the JSON pointer.
Result<StepType> ReadStepType(const Data& descriptor);
Data ToData(const StepType& type);  // the contract's shape of `plugin describe`

// What is installed. Filled once at start, then immutable and safe to share.
class StepCatalog {
 public:
  Status Add(StepType type);  // a second type of the same id is refused
  [[nodiscard]] const StepType* Find(std::string_view id) const;
  [[nodiscard]] const ById<StepType>& types() const { return types_; }

 private:
  ById<StepType> types_;
};

}  // namespace juece
