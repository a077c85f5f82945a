// The shipped procedures that are no major decision: proved as they stand, and each attempt to loosen one is found out. What binds a
// procedure follows from its kind.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "runtime/procedure_loader.h"
#include "scenario.h"
#include "support/places.h"
#include "xml/document.h"

namespace juece::scenario {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(SourceDir()) / "workflows/cn";

std::string Bytes(const std::string& name) {
  std::ifstream in(kFolder / (name + ".xml"), std::ios::binary);
  INFO(name);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

// Every occurrence; there must be one.
std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  INFO("looking for " << what);
  REQUIRE(text.find(what) != std::string::npos);
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) text.replace(at, what.size(), with);
  return text;
}

VerifyReport Judge(std::string bytes) { return LoadProcedureDocuments(*InstallationUnderTest(), {"", "p.xml", std::move(bytes)}, {}).report; }

std::string Texts(const VerifyReport& report) {
  std::string out;
  for (const Finding& finding : report.findings) out += ToText(finding, Language::kEnglish) + "\n";
  return out;
}

bool Finds(const VerifyReport& report, const std::string& code, const std::string& step) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
    return finding.code == code && (step.empty() || finding.step == step);
  });
}

struct Loosening {
  const char* procedure;
  const char* what;
  const char* with;
  const char* code;
  const char* step;
};

// One edit each that a hurried office would like.
const Loosening kLoosenings[] = {
    // A number for what was never reviewed; published without a number; never filed; never cleaned up.
    {"normative-document-8", R"(<on outcome="exploratory_risk_stated unlawful" to="drafting"/>)",
     R"(<on outcome="exploratory_risk_stated unlawful" to="submission"/>)", "gate-outcome-passes", "legality_review"},
    {"normative-document-8", R"(<on outcome="adopted adopted_with_changes" to="unified_registration"/>)",
     R"(<on outcome="adopted adopted_with_changes" to="issue"/>)", "mandatory-step-bypassed", "unified_registration"},
    {"normative-document-8", R"(<on outcome="published" to="filing"/>)", R"(<on outcome="published" to="archiving"/>)",
     "mandatory-step-bypassed", "filing"},
    {"normative-document-8", R"(<on outcome="evaluated adjustment_advised not_applicable" to="document_cleanup"/>)",
     R"(<on outcome="evaluated adjustment_advised not_applicable" to="completed"/>)", "mandatory-step-bypassed", "document_cleanup"},
    {"normative-document-8", R"(<on outcome="substantive_change" to="fair_competition_review"/>)",
     R"(<on outcome="substantive_change" to="submission"/>)", "review-not-fresh", "legality_review"},
    {"normative-document-8", R"(kind="limit" amount="30")", R"(kind="limit" amount="60")", "deadline-contradiction", "filing"},
    {"normative-document-8", R"(kind="limit" amount="15")", R"(kind="limit" amount="20")", "deadline-contradiction", "legality_review"},
    {"normative-document-8", R"(<action id="conclude" roles="filing_authority"/>)", R"(<action id="conclude" roles="undertaking_unit"/>)",
     "impossible-role", "filing"},
    {"normative-document-8", R"(when="important_document or weighs_on_rights or closely_tied_to_business")", R"(when="important_document")",
     "applicability-narrower", "public_participation"},
    {"normative-document-6", R"(kind="limit" amount="15" unit="calendar-days")", R"(kind="limit" amount="30" unit="calendar-days")",
     "deadline-contradiction", "filing"},
    {"normative-document-6", R"(<on outcome="drafted" to="hearing_opinions"/>)", R"(<on outcome="drafted" to="coordination"/>)",
     "mandatory-step-bypassed", "public_participation"},
    {"decision-catalogue", R"(<on outcome="issued" to="party_report"/>)", R"(<on outcome="issued" to="publication"/>)",
     "mandatory-step-bypassed", "party_report"},
    {"decision-catalogue", R"(<on outcome="collected" to="catalogue_review"/>)", R"(<on outcome="collected" to="coordination"/>)",
     "mandatory-step-bypassed", "catalogue_review"},
    // What was adjusted is not fixed and consented to again; signed before the public is heard; kept from the public.
    {"decision-catalogue", R"(<on outcome="adjusted" to="issue"/>)", R"(<on outcome="adjusted" to="publication"/>)", "mandatory-step-bypassed",
     "issue"},
    {"decision-catalogue", R"(<on outcome="not_published" to="publication"/>)", R"(<on outcome="not_published" to="catalogue_adjustment"/>)",
     "gate-outcome-passes", "publication"},
    {"decision-catalogue", R"(<applies decided-by="government_office")", R"(<applies decided-by="undertaking_unit")", "impossible-role",
     "public_participation"},
    {"decision-catalogue", R"(roles="review_department government_office")", R"(roles="review_department undertaking_unit")", "impossible-role",
     "catalogue_review"},
    {"town-four-step", R"(<on outcome="adjustment_due" to="adjustment"/>)", R"(<on outcome="adjustment_due" to="completed"/>)",
     "mandatory-step-bypassed", "adjustment"},
    {"town-four-step", R"("head_role": "chief_executive")", R"("head_role": "member")", "bad-configuration", "collective_deliberation"},
    {"town-four-step", R"(roles="supervisor government_office")", R"(roles="supervisor executing_unit")", "impossible-role", "execution"},
    {"contract-review", R"(<changes material="draft" outcomes="drafted"/>)", "", "review-not-fresh", "contract_preparation"},
    {"contract-review", R"(<applies when="weighty_contract")", R"(<applies when="weighty_contract and touches_other_units")",
     "applicability-narrower", "collective_deliberation"},
    // The reviewer drafts what it will review.
    {"contract-review", R"(<action id="draft_contract" roles="undertaking_unit"/>)", R"(<action id="draft_contract" roles="review_department"/>)",
     "impossible-role", "contract_preparation"},
    // A gate before which nothing is asked.
    {"contract-review", R"(<changes material="draft" outcomes="drafted"/>)",
     R"(<changes material="draft" outcomes="drafted"/><milestone id="submission" outcomes="drafted"/>)", "requirement-missing",
     "contract_preparation"},
    {"town-four-step", R"(<on outcome="participated" to="legality_review"/>)", R"(<on outcome="participated" to="submission"/>)",
     "mandatory-step-bypassed", "legality_review"},
    {"town-four-step", R"(<on outcome="substantive_change" to="legality_review"/>)", R"(<on outcome="substantive_change" to="submission"/>)",
     "review-not-fresh", "legality_review"},
    {"town-four-step", R"(<on outcome="completed suspension_requested adjustment_requested" to="feedback"/>)",
     R"(<on outcome="completed suspension_requested adjustment_requested" to="completed"/>)", "mandatory-step-bypassed", "feedback"},
    {"contract-review", R"(<on outcome="agreed dispute_stated not_applicable" to="legality_review"/>)",
     R"(<on outcome="agreed dispute_stated not_applicable" to="collective_deliberation"/>)", "mandatory-step-bypassed", "legality_review"},
    {"contract-review", R"(<on outcome="substantive_change" to="legality_review"/>)",
     R"(<on outcome="substantive_change" to="contract_approval"/>)", "review-not-fresh", "legality_review"},
    {"contract-review", R"(<milestone id="issue" outcomes="signed"/>)", "", "requirement-missing", ""},
};

}  // namespace

TEST_CASE("every shipped procedure is proved without a finding and valid by its schema", "[scenario][procedures]") {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".xml") continue;
    names.insert(entry.path().stem().string());
    INFO(entry.path().string());
    std::vector<Finding> findings;
    const auto document = ReadXmlFile(entry.path().string(), findings);
    REQUIRE(document != nullptr);
    CHECK(ValidateXml(*document, SourceDir() + "/workflows/schema/definition.xsd", findings));
    CHECK(findings.empty());
    const LoadedProcedure loaded = LoadProcedure(*InstallationUnderTest(), entry.path().string(), {});
    CHECK(Texts(loaded.report) == "");
    REQUIRE(loaded.procedure != nullptr);
    CHECK(loaded.report.id == "cn." + entry.path().stem().string());
    CHECK_FALSE(loaded.report.mandatory.empty());
  }
  CHECK(names == std::set<std::string>{"major-decision", "normative-document-8", "normative-document-6", "decision-catalogue",
                                       "town-four-step", "contract-review"});
}

TEST_CASE("loosening one of the other procedures is found out", "[scenario][procedures]") {
  for (const Loosening& edit : kLoosenings) {
    const VerifyReport report = Judge(Replaced(Bytes(edit.procedure), edit.what, edit.with));
    INFO(edit.procedure << ": " << edit.what << "\n" << Texts(report));
    CHECK_FALSE(report.ok);
    CHECK(Finds(report, edit.code, edit.step));
  }
}

TEST_CASE("a procedure may mark some of the milestones only", "[scenario][procedures]") {
  const LoadedProcedure contract = LoadProcedure(*InstallationUnderTest(), "cn.contract-review", {});
  REQUIRE(contract.definition != nullptr);
  std::set<std::string> marked;
  for (const StepNode* step : contract.definition->steps()) {
    if (step->milestone) marked.insert(step->milestone->milestone);
  }
  CHECK(marked == std::set<std::string>{"decision", "issue"});
}

TEST_CASE("a local rule shortens the time to file and cannot lengthen it", "[scenario][procedures]") {
  const auto with_days = [](const std::string& days) {
    const std::string overlay = R"(<overlay xmlns="urn:juece:definition:1" id="test.filing" version="1.0.0" title-zh="某县备案规定" title-en="A county"
  extends="cn.normative-document-8" from-version="1.0.0" level="county" region="某县" in-force="2019-01-01">
  <period step="filing" ref="filing_limit" limit=")" + days + R"(" unit="calendar-days" article="NDM:10"/>
</overlay>)";
    return LoadProcedureDocuments(*InstallationUnderTest(), {"", "p.xml", Bytes("normative-document-8")}, {{"", "o.xml", overlay}});
  };
  const LoadedProcedure shorter = with_days("15");
  INFO(Texts(shorter.report));
  REQUIRE(shorter.procedure != nullptr);
  CHECK(shorter.definition->kind == "normative_document");
  CHECK(shorter.definition->FindStep("filing")->periods.front().amount == 15);
  const LoadedProcedure longer = with_days("45");
  CHECK(longer.procedure == nullptr);
  CHECK(Finds(longer.report, "overlay-loosens", ""));
}

TEST_CASE("the clauses that speak of its kind bind a procedure, and no others", "[scenario][procedures]") {
  SECTION("the catalogue stands under one clause of the Regulation") {
    const VerifyReport report = Judge(Bytes("decision-catalogue"));
    CHECK(report.articles.contains("R713:3-3"));
    CHECK_FALSE(report.articles.contains("R713:13"));  // a step type that it uses was written for it
  }
  SECTION("called a decision it owes everything that a decision owes") {
    const VerifyReport report = Judge(Replaced(Bytes("decision-catalogue"), R"(kind="catalogue")", R"(kind="decision")"));
    CHECK(Finds(report, "requirement-missing", "legality_review"));
  }
  SECTION("a kind that nobody speaks of would empty every duty") {
    const VerifyReport report = Judge(Replaced(Bytes("contract-review"), R"(kind="contract")", R"(kind="contarct")"));
    INFO(Texts(report));
    CHECK(Finds(report, "unknown-reference", ""));
    CHECK_FALSE(report.ok);
  }
  SECTION("what a step type cites does not count where it does not bind") {
    for (const auto& [article, carriers] : Judge(Bytes("contract-review")).articles) {
      INFO(article);
      CHECK((article.starts_with("S000:") || article.starts_with("LGO:")));
    }
  }
}

}  // namespace juece::scenario
