#include "runtime/step_table.h"

#include "catalog/schema.h"

namespace juece {

StepTable::StepTable(std::shared_ptr<const Procedure> procedure, std::shared_ptr<const Installation> installation)
    : procedure_(std::move(procedure)), installation_(std::move(installation)) {
  for (const StepNode* node : procedure_->definition().steps()) {
    Step& step = steps_[node->id];
    step.node = node;
    const StepType* type = procedure_->TypeOf(*node);
    step.configuration = type == nullptr ? node->configuration : WithDefaults(type->configuration_schema, node->configuration);
    if (type == nullptr || type->plugin_id.empty()) continue;
    step.mark = PluginMark{type->plugin_id, type->plugin_version, type->plugin_digest, installation_->factory().SignerOf(type->plugin_digest)};
  }
}

StepTable::Step* StepTable::Find(std::string_view step) {
  const auto found = steps_.find(step);
  return found == steps_.end() ? nullptr : &found->second;
}

std::shared_ptr<StepHandler> StepTable::HandlerOf(Step& step) {
  if (step.ready.load(std::memory_order_acquire)) return step.handler;
  const std::lock_guard lock(mutex_);
  if (step.ready.load(std::memory_order_relaxed)) return step.handler;
  std::shared_ptr<StepHandler> made = installation_->factory().Create(step.node->type, step.configuration);
  if (made == nullptr || !made->made()) return made;
  step.handler = made;
  step.ready.store(true, std::memory_order_release);
  return made;
}

}  // namespace juece
