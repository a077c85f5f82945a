#include "plugin/plugin_handler.h"

#include <fmt/format.h>

#include "plugin/c_views.h"

namespace juece {
namespace {

Effects Failed(std::string reason) {
  Effects effects;
  effects.failure = std::move(reason);
  return effects;
}

// A step that could not be made: every call is the same incident.
class BrokenHandler : public StepHandler {
 public:
  explicit BrokenHandler(std::string reason) : reason_(std::move(reason)) {}
  Effects Enter(const StepRequest&) override { return Failed(reason_); }
  Effects Submit(const StepRequest&) override { return Failed(reason_); }
  Effects Deadline(const StepRequest&) override { return Failed(reason_); }

 private:
  std::string reason_;
};

using Call = void (*)(juece_step*, const juece_request*, juece_effects*);

class PluginHandler : public StepHandler {
 public:
  PluginHandler(std::shared_ptr<const PluginLibrary> library, const StepType& type,
                juece_step* step)
      : library_(std::move(library)), type_(type), step_(step) {}
  ~PluginHandler() override { library_->factory().destroy(step_); }
  PluginHandler(const PluginHandler&) = delete;
  PluginHandler& operator=(const PluginHandler&) = delete;

  Effects Enter(const StepRequest& request) override {
    return Run(library_->factory().enter, request);
  }
  Effects Submit(const StepRequest& request) override {
    return Run(library_->factory().submit, request);
  }
  Effects Deadline(const StepRequest& request) override {
    return Run(library_->factory().deadline, request);
  }

 private:
  Effects Run(Call call, const StepRequest& request) {
    const RequestView view(request);
    Effects effects;
    EffectsSink sink(effects);
    try {
      call(step_, &view.raw, &sink.raw);
    } catch (...) {
      // The contract forbids it; where a C++ plugin breaks it all the same, the dossier waits
      // instead of the engine ending.
      return Failed(
          fmt::format("{} {}: an exception left the plugin", library_->id(), library_->version()));
    }
    if (effects.failure)
      return Failed(
          fmt::format("{} {}: {}", library_->id(), library_->version(), *effects.failure));
    if (auto broken = BrokenPromise(effects)) return Failed(std::move(*broken));
    for (TaskEffect& task : effects.tasks) {
      if (task.title.empty()) task.title = type_.FindAction(task.action)->title;
    }
    return effects;
  }

  // What the plugin says must be what its descriptor announced, or nothing that was proved about it
  // holds.
  [[nodiscard]] std::optional<std::string> BrokenPromise(const Effects& effects) const {
    if (effects.complete && type_.FindOutcome(effects.complete->outcome) == nullptr) {
      return fmt::format(
          "{} {}: step type '{}' ended with the outcome '{}', which its descriptor does not name",
          library_->id(), library_->version(), type_.id, effects.complete->outcome);
    }
    for (const TaskEffect& task : effects.tasks) {
      if (type_.FindAction(task.action) == nullptr) {
        return fmt::format(
            "{} {}: step type '{}' opened a task for the action '{}', which its descriptor does "
            "not name",
            library_->id(), library_->version(), type_.id, task.action);
      }
    }
    return std::nullopt;
  }

  std::shared_ptr<const PluginLibrary> library_;
  const StepType& type_;  // inside library_
  juece_step* step_;
};

}  // namespace

std::shared_ptr<StepHandler> MakePluginHandler(std::shared_ptr<const PluginLibrary> library,
                                               const StepType& type, const Data& configuration) {
  std::vector<Text> problems;
  ProblemsSink sink(problems);
  juece_step* step = nullptr;
  try {
    step = library->factory().create(ToC(type.id), &ValueApi(), ToC(&configuration), &sink.raw);
  } catch (...) {
    problems.push_back(
        {"创建步骤时有异常越出插件", "an exception left the plugin while the step was made"});
  }
  if (step != nullptr) return std::make_shared<PluginHandler>(std::move(library), type, step);
  const std::string why = problems.empty() ? "no reason given" : problems.front().en;
  return std::make_shared<BrokenHandler>(fmt::format("{} {}: cannot make a step of type '{}': {}",
                                                     library->id(), library->version(), type.id,
                                                     why));
}

}  // namespace juece
