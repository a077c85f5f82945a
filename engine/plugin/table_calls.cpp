#include "plugin/table_calls.h"

#include <fmt/format.h>

namespace juece {

Effects CallStep(const juece_step_factory& factory, juece_step* step, StepCall call, const StepRequest& request,
                 const DossierShown& shown) {
  const RequestView view(request, shown);
  Effects effects;
  EffectsSink sink(effects);
  try {
    switch (call) {
      case StepCall::kEnter: factory.enter(step, &view.raw, &sink.raw); break;
      case StepCall::kSubmit: factory.submit(step, &view.raw, &sink.raw); break;
      case StepCall::kDeadline: factory.deadline(step, &view.raw, &sink.raw); break;
    }
  } catch (...) {
    // The contract forbids it; where a C++ plugin breaks it all the same, the dossier waits
    // instead of the engine ending.
    effects = {};
    effects.failure = "an exception left the plugin";
  }
  return effects;
}

std::vector<Text> CheckStepConfiguration(const juece_step_factory& factory, std::string_view type, const Data& configuration) {
  std::vector<Text> problems;
  ProblemsSink sink(problems);
  try {
    factory.check_config(ToC(type), &ValueApi(), ToC(&configuration), &sink.raw);
  } catch (...) {
    problems.push_back({"检查配置时有异常越出插件", "an exception left the plugin while the configuration was checked"});
  }
  return problems;
}

juece_step* MakeStep(const juece_step_factory& factory, std::string_view type, const Data& configuration,
                     std::vector<Text>& problems) {
  ProblemsSink sink(problems);
  try {
    return factory.create(ToC(type), &ValueApi(), ToC(&configuration), &sink.raw);
  } catch (...) {
    problems.push_back({"创建步骤时有异常越出插件", "an exception left the plugin while the step was made"});
    return nullptr;
  }
}

std::string WhyUnmade(std::string_view type, const std::vector<Text>& problems) {
  return fmt::format("cannot make a step of type '{}': {}", type, problems.empty() ? "no reason given" : problems.front().en);
}

}  // namespace juece
