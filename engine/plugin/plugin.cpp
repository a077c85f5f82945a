#include "plugin/plugin.h"

#include <fmt/format.h>

#include <optional>

namespace juece {
namespace {

// What the plugin says must be what its descriptor announced, or nothing that was proved about it
// holds.
std::optional<std::string> BrokenPromise(const StepType& type, const Effects& effects) {
  if (effects.complete && type.FindOutcome(effects.complete->outcome) == nullptr) {
    return fmt::format(
        "step type '{}' ended with the outcome '{}', which its descriptor does not name", type.id,
        effects.complete->outcome);
  }
  for (const TaskEffect& task : effects.tasks) {
    if (type.FindAction(task.action) == nullptr) {
      return fmt::format(
          "step type '{}' opened a task for the action '{}', which its descriptor does not name",
          type.id, task.action);
    }
  }
  return std::nullopt;
}

}  // namespace

Effects Plugin::Failed(std::string_view reason) const {
  Effects effects;
  effects.failure = fmt::format("{} {}: {}", id(), version(), reason);
  return effects;
}

Effects Plugin::Held(const StepType& type, Effects effects) const {
  if (effects.failure) return Failed(*effects.failure);
  if (const auto broken = BrokenPromise(type, effects)) return Failed(*broken);
  for (TaskEffect& task : effects.tasks) {
    if (task.title.empty()) task.title = type.FindAction(task.action)->title;
  }
  return effects;
}

}  // namespace juece
