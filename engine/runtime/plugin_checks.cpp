#include "runtime/plugin_checks.h"

#include <fmt/format.h>

#include <mutex>

#include "catalog/schema.h"

namespace juece {
namespace {

class PluginChecks : public RuleChecks {
 public:
  explicit PluginChecks(std::shared_ptr<const FunctionHost> functions) : functions_(std::move(functions)) {}
  PluginChecks(InstallationPaths paths, std::shared_ptr<Clock> clock) : paths_(std::move(paths)), clock_(std::move(clock)) {}

  Result<PluginVerdict> Judge(const std::string& check, const Data& configuration, const Data& subject) override {
    std::call_once(once_, [this] { Load(); });
    const FunctionType* function = functions_ == nullptr ? nullptr : functions_->FindFunction(check);
    if (function == nullptr || function->kind != FunctionKind::kRuleCheck) {
      return Status::NotFound({fmt::format("应安装提供它的插件,但没有名为“{}”的规则检查", check),
                               fmt::format("expected a plugin that offers it to be installed, but there is no rule check '{}'", check)});
    }
    const Data complete = WithDefaults(function->configuration_schema, configuration.is_null() ? Data::EmptyMap() : configuration);
    for (const SchemaProblem& problem : ValidateSchema(function->configuration_schema, complete)) return Status::InvalidArgument(problem.message);
    for (const Text& problem : functions_->CheckFunctionConfiguration(check, complete)) return Status::InvalidArgument(problem);
    FunctionCall call;
    call.now = Instant::AtStartOf(DayOf(subject), kChinaOffsetMinutes);
    call.subject = &subject;
    call.configuration = &complete;
    const FunctionAnswer answer = functions_->RunFunction(check, call);
    if (answer.failure) return Status::Unavailable({*answer.failure, *answer.failure});
    return PluginVerdict{VerdictOf(answer.verdict), answer.reason};
  }

 private:
  void Load() {
    if (functions_ != nullptr) return;
    std::vector<Finding> ignored;  // what does not load is missed by the rules that ask for it, and they say so
    functions_ = Installation::Load(paths_, ignored, clock_)->functions();
  }

  // The day of the event: what a check may take for today, so that a review gives the same report at any time.
  static Date DayOf(const Data& subject) {
    const auto date = DateRange::Parse(subject["event"]["date"].AsText());
    return date ? date->last : Date();
  }

  static Verdict VerdictOf(FunctionVerdict verdict) {
    switch (verdict) {
      case FunctionVerdict::kSatisfied: return Verdict::kSatisfied;
      case FunctionVerdict::kViolated: return Verdict::kViolated;
      case FunctionVerdict::kNotApplicable: return Verdict::kNotApplicable;
      case FunctionVerdict::kNone:
      case FunctionVerdict::kNotShown: break;
    }
    return Verdict::kNotShown;
  }

  std::once_flag once_;
  std::shared_ptr<const FunctionHost> functions_;
  InstallationPaths paths_;
  std::shared_ptr<Clock> clock_;
};

}  // namespace

std::shared_ptr<RuleChecks> InstalledChecks(const InstallationPaths& paths, std::shared_ptr<Clock> clock) {
  return std::make_shared<PluginChecks>(paths, std::move(clock));
}

std::shared_ptr<RuleChecks> ChecksOf(std::shared_ptr<const FunctionHost> functions) {
  return std::make_shared<PluginChecks>(std::move(functions));
}

}  // namespace juece
