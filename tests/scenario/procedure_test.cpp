// The national procedure beside the names that others rely on, and beside the data that it speaks of.
#include <catch2/catch.hpp>
#include <set>

#include "runtime/procedure_loader.h"
#include "scenario.h"
#include "support/places.h"
#include "xml/document.h"

namespace juece::scenario {
namespace {

const Definition& National() {
  static const LoadedProcedure loaded = LoadProcedure(*InstallationUnderTest(), "cn.major-decision", {});
  REQUIRE(loaded.definition != nullptr);
  CHECK(loaded.report.findings.empty());
  REQUIRE(loaded.procedure != nullptr);
  return *loaded.definition;
}

// The document kinds of workflows/documents/cn.xml.
std::set<std::string> DocumentKinds() {
  std::vector<Finding> findings;
  const auto document = ReadXmlFile(SourceDir() + "/workflows/documents/cn.xml", findings);
  REQUIRE(document != nullptr);
  std::set<std::string> kinds;
  for (const auto& group : document->root().children) {
    for (const auto& element : group->children) {
      if (element->name == "document") kinds.emplace(element->Get("id"));
    }
  }
  return kinds;
}

template <typename List>
std::set<std::string> Ids(const List& list) {
  std::set<std::string> ids;
  for (const auto& item : list) ids.insert(item.id);
  return ids;
}

void CheckArticles(const Articles& articles, const std::string& where) {
  const StatuteBook& law = *InstallationUnderTest()->statutes();
  INFO(where);
  CHECK(!articles.empty());
  for (const ArticleRef& article : articles) {
    INFO(article.ToString());
    const Statute* statute = law.Find(article.statute);
    REQUIRE(statute != nullptr);
    CHECK(statute->HasArticle(article.article));
  }
}

}  // namespace

TEST_CASE("the national procedure has the names that others rely on", "[scenario][national]") {
  const Definition& national = National();
  CHECK(Ids(national.roles) ==
        std::set<std::string>{"decision_organ", "chief_executive", "member", "government_office", "undertaking_unit",
                              "assisting_unit", "review_department", "legal_adviser", "expert", "assessor",
                              "market_regulator", "meeting_secretary", "executing_unit", "evaluator", "archivist",
                              "supervisor", "auditor"});
  CHECK(Ids(national.facts) ==
        std::set<std::string>{"lawfully_undisclosed", "touches_other_units", "special_groups", "technical", "may_cause_harm",
                              "risk_already_evaluated", "touches_market", "exploratory_reform", "congress_matter",
                              "widely_noticed"});
  std::vector<std::string> steps;
  for (const StepNode* step : national.steps()) {
    steps.push_back(step->id);
    CHECK(step->type == step->id);
  }
  CHECK(steps ==
        std::vector<std::string>{"initiation", "drafting", "coordination", "public_participation", "expert_argumentation",
                                 "risk_assessment", "fair_competition_review", "legality_review", "submission",
                                 "collective_deliberation", "party_report", "congress_report", "issue", "publication",
                                 "archiving", "execution", "execution_suspension", "adjustment", "post_evaluation"});
}

TEST_CASE("every element of the national procedure that comes from a law names an article that exists", "[scenario][national]") {
  const Definition& national = National();
  for (const auto& role : national.roles) CheckArticles(role.articles, role.id);
  for (const auto& fact : national.facts) CheckArticles(fact.articles, fact.id);
  for (const auto& separation : national.separations) CheckArticles(separation.articles, "separation");
  for (const StepNode* step : national.steps()) {
    CheckArticles(step->articles, step->id);
    if (step->applicability) CheckArticles(step->applicability->articles, step->id + " applies");
    for (const auto& period : step->periods) CheckArticles(period.articles, step->id + "/" + period.id);
    for (const auto& material : step->materials) CheckArticles(material.articles, step->id + "/" + material.kind);
  }
}

TEST_CASE("procedure, document kinds and directories are valid by their schemas", "[scenario][national]") {
  const std::string root = SourceDir() + "/";
  const std::pair<const char*, const char*> files[] = {{"workflows/cn/major-decision.xml", "definition.xsd"},
                                                       {"workflows/documents/cn.xml", "documents.xsd"},
                                                       {"samples/offices/yunchuan.xml", "office.xsd"}};
  for (const auto& [file, schema] : files) {
    std::vector<Finding> findings;
    const auto document = ReadXmlFile(root + file, findings);
    REQUIRE(document != nullptr);
    CHECK(ValidateXml(*document, root + "workflows/schema/" + schema, findings));
    for (const Finding& finding : findings) FAIL_CHECK(ToText(finding, Language::kEnglish));
  }
}

TEST_CASE("every material of the national procedure is a document kind", "[scenario][national]") {
  const std::set<std::string> kinds = DocumentKinds();
  CHECK(kinds.size() == 103);
  for (const auto& material : National().materials) CHECK(kinds.contains(material.kind));
  for (const StepNode* step : National().steps()) {
    for (const auto& material : step->materials) {
      INFO(step->id << " " << material.kind);
      CHECK(kinds.contains(material.kind));
    }
  }
}

}  // namespace juece::scenario
