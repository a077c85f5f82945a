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

}  // namespace

void ProveRuns(const VerifyInput& input, VerifyReport& report) {
  CheckContext context(input, report.findings);
  const Model model = BuildModel(context.definition(), context.catalog());
  const Reach reach = FindReach(model);
  CheckSound(context, model, reach);
  CheckRequirements(context, model, reach);
  CheckOrders(context, model);
  CheckChangesBeforeCancelling(context, model);
  report.mandatory = MandatorySteps(model, reach);
  report.proved = ProvedRequirements(context, report.findings);
}

namespace {

// Is nothing shut that ought to open? Asked apart from the proofs that nothing is open that ought to be shut.
void ProveWayOn(const VerifyInput& input, VerifyReport& report) {
  CheckContext context(input, report.findings);
  const Model model = BuildModel(context.definition(), context.catalog());
  CheckWayOn(context, model, FindReach(model));
}

}  // namespace

VerifyReport Verify(const VerifyInput& input, std::vector<Finding> findings) {
  VerifyReport report;
  report.findings = std::move(findings);
  const bool well_formed = !HasError(report.findings);  // a rule that loosens is an error, but the merged graph can be proved all the same
  if (input.overlays != nullptr) {
    const TightenInput tighten{input.catalog, input.statutes, input.calendar};
    for (const OverlayLayer& layer : *input.overlays) {
      report.overlays.push_back({layer.overlay, JudgeTightening(layer, tighten, report.findings)});
    }
  }
  if (input.definition == nullptr) return report;  // unreadable: the reader has said why
  const Definition& definition = *input.definition;
  report.id = definition.id;
  report.version = definition.version;
  report.digest = definition.digest;
  CheckContext context(input, report.findings);
  const bool known_types = CheckTypes(context);
  CheckChoices(context);
  CheckRoles(context);
  CheckPeriods(context);
  CheckMilestones(context);
  CheckActors(context);
  CheckMaterials(context);
  CheckConfigurationReferences(context);
  CheckStatutoryConfiguration(context);
  CheckArticles(context);
  CheckCitations(context);
  // Proofs speak about runs, and a definition with errors of form or with unknown step types has none.
  report.runs_examined = well_formed && known_types;
  if (report.runs_examined) {
    ProveRuns(input, report);
    ProveWayOn(input, report);
  }
  for (const StepNode* step : definition.steps()) {
    if (step->applicability) report.conditional.push_back(step->id);
  }
  report.articles = ArticlesOf(definition, *input.catalog, input.statutes);
  report.ok = !HasError(report.findings);
  return report;
}

namespace {

std::string_view NameOf(Strictness strictness) {
  switch (strictness) {
    case Strictness::kStricter: return "stricter";
    case Strictness::kNeutral: return "neutral";
    case Strictness::kLooser:
    case Strictness::kIncomparable: break;
  }
  return "looser";
}

std::vector<std::string> Texts(const Articles& articles) {
  std::vector<std::string> texts;
  for (const ArticleRef& article : articles) texts.push_back(article.ToString());
  return texts;
}

Data ToData(const OverlayReport& report, Language language) {
  Data clauses = Data::EmptyList();
  for (const ClauseJudgement& judgement : report.clauses) {
    clauses.Append(Data::OfMembers({{"line", judgement.clause->place.line},
                                    {"articles", TextList(Texts(judgement.clause->articles))},
                                    {"strictness", NameOf(judgement.strictness)}}));
  }
  Data left = Data::EmptyList();
  for (const LeftToFloor& one : report.overlay->left_to_floor) {
    left.Append(Data::OfMembers({{"articles", TextList(Texts(one.articles))},
                                 {"national", TextList(Texts(one.national))},
                                 {"why", one.why.In(language)}}));
  }
  const Overlay& overlay = *report.overlay;
  return Data::OfMembers({{"id", overlay.id}, {"version", overlay.version}, {"digest", overlay.digest}, {"file", overlay.file},
                          {"clauses", clauses}, {"left_to_floor", left}});
}

}  // namespace

Data ToData(const VerifyReport& report, Language language) {
  Data articles = Data::EmptyMap();
  for (const auto& [article, carriers] : report.articles) articles.Set(article, TextList(carriers));
  Data findings = Data::EmptyList();
  for (const Finding& finding : report.findings) findings.Append(ToData(finding, language));
  Data data = Data::OfMembers({{"id", report.id}, {"version", report.version}, {"digest", report.digest}, {"ok", report.ok},
                               {"mandatory", TextList(report.mandatory)}, {"conditional", TextList(report.conditional)},
                               {"articles", articles}, {"findings", findings}});
  if (report.overlays.empty()) return data;
  Data overlays = Data::EmptyList();
  for (const OverlayReport& overlay : report.overlays) overlays.Append(ToData(overlay, language));
  data.Set("overlays", overlays);
  return data;
}

}  // namespace juece
