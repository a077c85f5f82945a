#include "proof/verify.h"

#include <algorithm>

#include "proof/checks.h"
#include "proof/fresh.h"

namespace juece {
namespace {

Data TextList(const std::vector<std::string>& texts) {
  Data list = Data::EmptyList();
  for (const std::string& text : texts) list.Append(text);
  return list;
}

// Proofs speak about runs, and a definition with errors of form or with unknown step types has none.
void Prove(CheckContext& context, VerifyReport& report) {
  const Model model = BuildModel(context.definition(), context.catalog());
  const Reach reach = FindReach(model);
  CheckSound(context, model, reach);
  CheckRequirements(context, model, reach);
  CheckChangesBeforeCancelling(context, model);
  report.mandatory = MandatorySteps(model, reach);
}

}  // namespace

VerifyReport Verify(const VerifyInput& input, std::vector<Finding> findings) {
  VerifyReport report;
  report.findings = std::move(findings);
  if (input.definition == nullptr) return report;  // unreadable: the reader has said why
  const Definition& definition = *input.definition;
  report.id = definition.id;
  report.version = definition.version;
  report.digest = definition.digest;
  const bool well_formed = !HasError(report.findings);
  CheckContext context(input, report.findings);
  const bool known_types = CheckTypes(context);
  CheckChoices(context);
  CheckRoles(context);
  CheckPeriods(context);
  CheckMilestones(context);
  CheckActors(context);
  CheckMaterials(context);
  CheckConfigurationReferences(context);
  CheckArticles(context);
  if (well_formed && known_types) Prove(context, report);
  for (const StepNode* step : definition.steps()) {
    if (step->applicability) report.conditional.push_back(step->id);
  }
  report.articles = ArticlesOf(definition, *input.catalog);
  report.ok = !HasError(report.findings);
  return report;
}

Data ToData(const VerifyReport& report, Language language) {
  Data articles = Data::EmptyMap();
  for (const auto& [article, carriers] : report.articles) articles.Set(article, TextList(carriers));
  Data findings = Data::EmptyList();
  for (const Finding& finding : report.findings) findings.Append(ToData(finding, language));
  return Data::OfMembers({{"id", report.id}, {"version", report.version}, {"digest", report.digest}, {"ok", report.ok},
                          {"mandatory", TextList(report.mandatory)}, {"conditional", TextList(report.conditional)},
                          {"articles", articles}, {"findings", findings}});
}

}  // namespace juece
