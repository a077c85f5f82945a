// A conditional step serves a requirement only if it applies whenever the statute's condition is true.
#include <fmt/format.h>

#include "proof/checks.h"

namespace juece {

std::optional<Guard> ConditionOf(const CheckContext& context, const ArticleRef& article, const std::string& condition) {
  if (condition.empty()) return Guard::Always();
  const Statute* statute = context.statutes()->Find(article.statute);
  const FactTypes types = [&](std::string_view fact) -> std::optional<FactType> {
    if (statute == nullptr) return std::nullopt;
    const auto declared = statute->facts.find(std::string(fact));
    if (declared == statute->facts.end()) return std::nullopt;
    return ParseFactType(declared->second);
  };
  GuardProblem problem;
  return Guard::Parse(condition, types, problem);
}

bool CheckApplicability(CheckContext& context, const Requirement& requirement, const StepNode& server) {
  if (!server.applicability) return false;
  const Applicability& applies = *server.applicability;
  const Text name = Quote(server.title, server.id);
  const std::string article = requirement.article.ToString();
  const std::string condition = requirement.condition.empty() ? "true" : requirement.condition;
  Text why;
  std::string counterexample;
  const std::optional<Guard> demanded = ConditionOf(context, requirement.article, requirement.condition);
  if (applies.discretionary) {
    why = {"由人裁量是否适用(<applies> 没有 when)", "it is left to discretion (<applies> has no when)"};
  } else if (!demanded || !Implies(*demanded, applies.when, &counterexample)) {
    why = {fmt::format("其适用条件为“{}”,当 {} 时不适用", applies.when.text(), counterexample),
           fmt::format("it applies when \"{}\", which does not hold when {}", applies.when.text(), counterexample)};
  } else {
    return true;
  }
  Finding& finding = context.Error(
      "applicability-narrower", applies.place,
      {fmt::format("只要“{}”成立,{}就应适用(依据 {}),但{}", condition, name.zh, article, why.zh),
       fmt::format("Expected {} to apply whenever \"{}\" holds ({}), but {}", name.en, condition, article, why.en)});
  finding.step = server.id;
  finding.article = article;
  return false;
}

}  // namespace juece
