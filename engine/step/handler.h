// What a step's handler sees and may say. Handlers come from plugins (plugin/) or from tests; they decide nothing themselves:
// they return effects, and Decide turns effects into events.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "base/finding.h"
#include "base/text.h"
#include "base/time.h"
#include "catalog/step_type.h"
#include "dossier/dossier.h"
#include "record/rejection.h"

namespace juece {

// The request of one call: borrowed for the call, never kept.
struct StepRequest {
  Instant now;  // of the command
  const Dossier* dossier = nullptr;
  std::string_view step;
  int round = 1;
  const Data* configuration = nullptr;  // with defaults filled in
  // Submit only:
  std::string_view action;
  const Data* data = nullptr;
  const std::vector<MaterialRecord>* materials = nullptr;
  const Actor* actor = nullptr;
  // Deadline only:
  const DeadlineState* deadline = nullptr;
};

struct CompleteEffect {
  std::string outcome;
  std::string reason;
};
struct TaskEffect {
  std::string action;
  Text title;
};
struct ReviewCoverEffect {  // ReviewExtended for the newest version of `material`
  std::string material;
  std::string reason;
};
struct LinkEffect {  // open a linked dossier (adjustment)
  std::string title;
  std::string reason;
};

// What the handler says, collected. Where `rejection` or `failure` is set nothing else counts.
struct Effects {
  std::optional<CompleteEffect> complete;
  std::vector<TaskEffect> tasks;
  std::vector<std::string> required_materials;  // further kinds that must be there before the step can end
  std::vector<ReviewCoverEffect> covers;
  std::vector<Finding> findings;
  std::optional<LinkEffect> link;
  std::optional<Rejection> rejection;  // the payload breaks a rule of the step: an answer
  std::optional<std::string> failure;  // the handler failed: an incident
};

// One step of one definition, configured. Called by one thread at a time for one dossier; several dossiers may call at once, so
// implementations keep no state between calls.
class StepHandler {
 public:
  virtual ~StepHandler() = default;
  [[nodiscard]] virtual Effects Enter(const StepRequest& request) = 0;
  [[nodiscard]] virtual Effects Submit(const StepRequest& request) = 0;
  [[nodiscard]] virtual Effects Deadline(const StepRequest& request) = 0;
  // False where the plugin could not make the step: every call says so, and another handler may be asked for later.
  [[nodiscard]] virtual bool made() const { return true; }
};

class StepFactory;
// What a dossier is handled with that is pinned to certain builds of plugins.
struct PinnedSteps {
  std::shared_ptr<const StepCatalog> catalog;
  std::shared_ptr<StepFactory> factory;
};

// Makes handlers; a plugin library implements it, tests have their own.
class StepFactory {
 public:
  virtual ~StepFactory() = default;
  // Who vouched for a build among its offers when it was loaded, as PluginMark::signer says it.
  [[nodiscard]] virtual std::string SignerOf(std::string_view /*plugin_digest*/) const { return ""; }
  // The same step types, those of the pinned plugins as these very builds offer them, where they are installed. nullopt where new
  // dossiers get the same.
  [[nodiscard]] virtual std::optional<PinnedSteps> PinnedTo(const std::vector<PluginPin>& /*pins*/) { return std::nullopt; }
  // Problems of a configuration beyond its schema (cross-field rules); empty where it is fine.
  [[nodiscard]] virtual std::vector<Text> CheckConfiguration(std::string_view step_type, const Data& configuration) = 0;
  [[nodiscard]] virtual std::shared_ptr<StepHandler> Create(std::string_view step_type, const Data& configuration) = 0;
};

}  // namespace juece
