// The families of checks that Verify runs, one file each. Internal to the layer.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "proof/explorer.h"
#include "proof/model.h"
#include "proof/reach.h"
#include "proof/verify.h"

namespace juece {

// What every check sees, and where it says what it found. Borrows everything.
class CheckContext {
 public:
  CheckContext(const VerifyInput& input, std::vector<Finding>& findings) : input_(input), findings_(findings) {}

  [[nodiscard]] const Definition& definition() const { return *input_.definition; }
  [[nodiscard]] const StepCatalog& catalog() const { return *input_.catalog; }
  [[nodiscard]] const StatuteBook* statutes() const { return input_.statutes; }
  [[nodiscard]] const VerifyInput& input() const { return input_; }

  // The finding is returned so that a step, an article or a witness can be added.
  Finding& Add(std::string_view code, Severity severity, const SourcePlace& place, Text message);
  Finding& Error(std::string_view code, const SourcePlace& place, Text message) {
    return Add(code, Severity::kError, place, std::move(message));
  }

 private:
  const VerifyInput& input_;
  std::vector<Finding>& findings_;
};

// Step types, configurations, outcomes and actions that are named. False where a step type is unknown: no proof then.
bool CheckTypes(CheckContext& context);
// Every outcome and every combination is handled once.
void CheckChoices(CheckContext& context);
void CheckRoles(CheckContext& context);
void CheckPeriods(CheckContext& context);
void CheckArticles(CheckContext& context);
// Each region by itself: reachable, can end, no cycle without waiting.
void CheckSound(CheckContext& context, const Model& model, const Reach& reach);
// Who may do what, and which roles are kept apart, as the claimed statutes say.
void CheckActors(CheckContext& context);
// Documents: those that the statutes ask for are demanded, their kinds are known, what a step changes or reviews is said.
void CheckMaterials(CheckContext& context);
// What configurations name by id must exist.
void CheckConfigurationReferences(CheckContext& context);
// What the claimed statutes ask of configurations.
void CheckStatutoryConfiguration(CheckContext& context);
// Milestones stand where the statutes put them, with every outcome that reaches them.
void CheckMilestones(CheckContext& context);
// What carries a duty of a claimed statute names the article itself, so that a reader need not look into a plugin.
void CheckCitations(CheckContext& context);
// What the claimed statutes require.
void CheckRequirements(CheckContext& context, const Model& model, const Reach& reach);
// The same requirements from the other side: each of their gates can be passed.
void CheckWayOn(CheckContext& context, const Model& model, const Reach& reach);
// What merged local rules demand of the order of steps.
void CheckOrders(CheckContext& context, const Model& model);
// The same for one condition of one server; see check_applicability.cpp. True where not_applicable opens the gate.
bool CheckApplicability(CheckContext& context, const Requirement& requirement, const StepNode& server);
// Closes the rows of servers along which an outcome may pass although the law opens it only under a condition.
void CloseUnsureRows(const CheckContext& context, const Requirement& requirement, const Model& model, const ModelStepKind& kind,
                     Property& property);
// A way that the law keeps open under a condition is there, for each step of the kind.
void CheckKeptRows(CheckContext& context, const Requirement& requirement, const ModelStepKind& kind, const Model& model);
// A condition of a statute as a guard over its facts; Always where it is empty.
std::optional<Guard> ConditionOf(const CheckContext& context, const ArticleRef& article, const std::string& condition);

// What the checks before this have shown of the claimed statutes' requirements.
std::vector<ProvedRequirement> ProvedRequirements(const CheckContext& context, const std::vector<Finding>& findings);

// Step ids on every run that reaches the decision.
std::vector<std::string> MandatorySteps(const Model& model, const Reach& reach);
// "R713:25" -> what carries it, in document order. What a step type names counts where the article binds this procedure.
std::map<std::string, std::vector<std::string>> ArticlesOf(const Definition& definition, const StepCatalog& catalog,
                                                           const StatuteBook* statutes);

// Clauses of the claimed statutes that speak of this kind of procedure and are in force: on the day that the input names, else those
// that have no end.
std::vector<const Clause*> ClaimedClauses(const CheckContext& context);

// Does one of the articles cover the clause, or lie inside it?
bool Cites(const Articles& articles, const ArticleRef& clause);

// ---- words for messages ----
Text Quote(const Text& title, std::string_view id);     // “合法性审查”(legality_review)
Text RunText(const Model& model, const Run& run);       // 合法性审查(不合法) → 提交讨论
std::vector<std::string> RunIds(const Model& model, const Run& run);
// The milestone or the type of step that the requirement stands before.
Text GoalTitle(const StepCatalog& catalog, const Requirement& requirement);
// Types any of which will do: “决策调整”(adjustment)或“决策执行”(execution)
Text AlternativesTitle(const StepCatalog& catalog, const std::vector<std::string>& types);
std::string JoinWords(const std::vector<std::string>& words, std::string_view separator = " ");

}  // namespace juece
