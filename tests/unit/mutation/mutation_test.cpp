// The operators by example: what each makes of the national procedure, and which finding answers it; and that they reach every part of
// the language. The score over all shipped definitions, with the installed plugins, is tests/cli/mutation_test.py.
#include <catch2/catch.hpp>

#include <filesystem>
#include <set>

#include "definition/form.h"
#include "mutation/mutate.h"
#include "support/installed.h"
#include "xml/document.h"

using namespace juece;
namespace fs = std::filesystem;

namespace {

using test::Bytes;
using test::Installed;
using test::kRoot;
using test::Law;

// A definition with its edits.
struct Edited {
  std::unique_ptr<XmlDocument> document;
  std::unique_ptr<Definition> definition;
  std::unique_ptr<EditList> list;

  explicit Edited(const std::string& bytes) {
    std::vector<Finding> findings;
    document = ParseXml(bytes, "edited.xml", findings);
    REQUIRE(document != nullptr);
    definition = ReadDefinition(*document, findings);
    REQUIRE(definition != nullptr);
    list = std::make_unique<EditList>(*document, *definition, Installed());
  }

  [[nodiscard]] const Edit* Find(const std::string& id) const {
    for (const Edit& edit : list->edits()) {
      if (edit.Id() == id) return &edit;
    }
    return nullptr;
  }

  [[nodiscard]] std::set<std::string> Codes(const Edit& edit) const {
    std::set<std::string> codes;
    std::vector<Finding> findings;
    const auto edited = list->Edited(edit);
    const auto read = ReadDefinition(*edited, findings);
    const VerifyReport report = Verify({read.get(), &Installed(), &Law(), {}}, std::move(findings));
    for (const Finding& finding : report.findings) {
      if (finding.severity == Severity::kError) codes.insert(finding.code);
    }
    return codes;
  }
};

const Edited& National() {
  static const Edited edited(Bytes(kRoot / "workflows/cn/major-decision.xml"));
  return edited;
}

}  // namespace

TEST_CASE("each operator makes its edit, and it is found under its code", "[mutation]") {
  struct Case {
    const char* edit;
    const char* code;
  };
  const Case kCases[] = {
      {"delete:step step:legality_review", "unknown-reference"},
      {"delete:on step:legality_review/on:unlawful", "unhandled-outcome"},
      {"delete:material step:risk_assessment/material:D504", "article-not-covered"},
      {"delete:period step:public_participation/period:consultation", "article-not-covered"},
      {"delete:changes step:drafting/changes:draft", "review-not-fresh"},
      {"delete:reviews step:legality_review/reviews:draft", "review-not-fresh"},
      {"delete:applies step:expert_argumentation/applies", "unknown-reference"},
      {"delete:milestone step:collective_deliberation/milestone:decision", "requirement-missing"},
      {"delete:separation separation:undertaking_unit+review_department", "impossible-role"},
      {"delete:branch parallel:argumentation/branch:risk", "unknown-reference"},
      {"change:on@to step:legality_review/on:unlawful to=submission", "gate-outcome-passes"},
      {"change:on@to step:execution/on:suspension_requested to=post_evaluation", "mandatory-step-bypassed"},
      {"change:on@to step:execution/on:adjustment_requested to=initiation", "mandatory-step-bypassed"},
      {"change:on@to step:execution/on:adjustment_requested to=completed", "mandatory-step-bypassed"},
      {"change:on@to step:execution_suspension/on:adjustment_required to=execution", "mandatory-step-bypassed"},
      {"change:on@to step:execution_suspension/on:resumed to=execution_suspension", "mandatory-step-bypassed"},
      {"change:on@to step:post_evaluation/on:evaluated to=issue", "mandatory-step-bypassed"},
      {"shift:on step:post_evaluation/on:evaluated evaluated to on:adjustment_advised", "gate-outcome-passes"},
      {"add:applies step:adjustment when=false", "mandatory-step-bypassed"},
      {"change:on@to step:legality_review/on:lawful+amended_and_confirmed to=drafting", "gate-never-opens"},
      {"change:on@to step:fair_competition_review/on:not_applicable to=completed", "gate-never-opens"},
      {"change:on@to step:publication/on:published to=publication", "gate-never-opens"},
      {"change:on@when step:publication/on:not_published when=false", "gate-never-opens"},
      {"change:applies@decided-by step:post_evaluation/applies decided-by=evaluator", "impossible-role"},
      {"change:exit@to parallel:argumentation/exit:drafting to=fair_competition_review", "gate-outcome-passes"},
      {"change:on@outcome step:legality_review/on:lawful+amended_and_confirmed outcome=lawful", "unhandled-outcome"},
      {"change:period@amount step:public_participation/period:consultation amount=29", "deadline-contradiction"},
      {"change:period@amount step:publication/period:publication_limit amount=21", "deadline-contradiction"},
      {"change:period@unit step:legality_review/period:legality_time unit=calendar-days", "deadline-contradiction"},
      {"change:period@early step:public_participation/period:hearing_materials early=noted", "deadline-contradiction"},
      {"drop:period@from-date step:public_participation/period:hearing_materials", "deadline-contradiction"},
      {"drop:period@planned step:public_participation/period:consultation", "bad-value"},
      {"drop:period@extended-by step:public_participation/period:consultation", "deadline-contradiction"},
      {"change:period@reason-in step:public_participation/period:consultation reason-in=consultation_opened/until", "unknown-reference"},
      {"add:period@soft step:public_participation/period:hearing_materials soft=true", "deadline-contradiction"},
      {"add:material@required step:legality_review/material:D706 required=false", "article-not-covered"},
      {"add:material@when step:legality_review/material:D706 when=false", "article-not-covered"},
      {"drop:material@article step:legality_review/material:D704", "article-not-covered"},
      {"drop:separation@article separation:expert+evaluator", "impossible-role"},
      {"drop:step@article step:party_report", "article-not-covered"},
      {"drop:applies@when step:risk_assessment/applies", "applicability-narrower"},
      {"change:applies@when step:expert_argumentation/applies when=not(technical)", "applicability-narrower"},
      {"change:applies@when step:risk_assessment/applies when=false and not(risk_already_evaluated)", "applicability-narrower"},
      {"change:applies@decided-by step:post_evaluation/applies decided-by=executing_unit", "impossible-role"},
      {"change:action@roles step:legality_review/action:issue_opinion roles=review_department undertaking_unit", "impossible-role"},
      {"change:milestone@outcomes step:submission/milestone:submission outcomes=accepted incomplete", "requirement-missing"},
      {"change:step@type step:legality_review type=drafting", "requirement-missing"},
      {"change:procedure@statutes procedure statutes=FC FCM GI", "article-not-covered"},
      {"change:procedure@statutes procedure statutes=R713 FC FCM", "article-not-covered"},
      {"add:applies step:legality_review discretionary", "applicability-narrower"},
      {"add:milestone step:archiving id=decision outcomes=archived", "requirement-missing"},
      {"add:reviews step:submission material=draft outcomes=incomplete", "review-not-fresh"},
      {"add:separation@steps separation:assessor+evaluator steps=drafting", "impossible-role"},
      {"reorder:on step:legality_review/on:exploratory_risk_stated", "ambiguous-choice"},
      {"reorder:exit parallel:argumentation/exit:drafting", "ambiguous-choice"},
      {"shift:on step:legality_review/on:unlawful unlawful to on:lawful+amended_and_confirmed", "gate-outcome-passes"},
      {"skip:step step:drafting outcome=drafted to=submission", "mandatory-step-bypassed"},
      {"bypass:step step:legality_review to=submission", "requirement-missing"},
      {"bypass:parallel parallel:argumentation to=fair_competition_review", "requirement-missing"},
      {"swap:step step:legality_review with=submission to=collective_deliberation", "mandatory-step-bypassed"},
      {"swap:step step:initiation with=drafting to=coordination", "mandatory-step-bypassed"},
      {"swap:step step:publication with=archiving to=execution", "mandatory-step-bypassed"},
      {"swap:parallel parallel:argumentation with=fair_competition_review to=legality_review", "review-not-fresh"},
      {"parallelise:step step:legality_review beside=parallel:argumentation on=submission", "review-not-fresh"},
      {"parallelise:step step:fair_competition_review into=parallel:argumentation/branch:public on=legality_review", "review-not-fresh"},
      {"cancel:end end:public_done to=fair_competition_review", "mandatory-step-bypassed"},
      {"configure:step step:legality_review /items=[\"procedure\",\"content\"]", "bad-configuration"},
      {"configure:step step:issue /executor_required=false", "bad-configuration"},
      {"configure:step step:publication /explain_facts=[]", "bad-configuration"},
  };
  for (const Case& one : kCases) {
    INFO(one.edit);
    const Edit* edit = National().Find(one.edit);
    REQUIRE(edit != nullptr);
    const std::set<std::string> codes = National().Codes(*edit);
    std::string found;
    for (const std::string& code : codes) found += code + " ";
    INFO("found: " << found);
    CHECK(codes.count(one.code) == 1);
  }
}

TEST_CASE("no edit only tightens, and none says what the definition says already", "[mutation]") {
  for (const char* id : {"change:period@amount step:public_participation/period:consultation amount=31",
                         "change:period@amount step:publication/period:publication_limit amount=19",
                         "drop:material@when step:publication/material:D901",
                         "change:applies@when step:expert_argumentation/applies when=(technical) or widely_noticed",
                         "change:applies@when step:expert_argumentation/applies when=true",
                         "change:action@roles step:initiation/action:decide_start roles=decision_organ",
                         "delete:action step:drafting/action:complete_draft",
                         "shift:on step:coordination/on:not_applicable not_applicable to on:agreed+dispute_stated"}) {
    INFO(id);
    CHECK(National().Find(id) == nullptr);
  }
}

TEST_CASE("edits have names of their own, words in two languages, a place, and change the tree", "[mutation]") {
  std::set<std::string> ids;
  int same = 0;
  for (const Edit& edit : National().list->edits()) {
    INFO(edit.Id());
    if (!ids.insert(edit.Id()).second) ++same;
    CHECK((!edit.words.zh.empty() && !edit.words.en.empty()));
    CHECK(edit.place.line > 0);
  }
  CHECK(same == 0);
  CHECK(ids.size() > 5000);
  const Edited again(Bytes(kRoot / "workflows/cn/major-decision.xml"));
  REQUIRE(again.list->edits().size() == National().list->edits().size());
  for (std::size_t i = 0; i < ids.size(); ++i) REQUIRE(again.list->edits()[i].Id() == National().list->edits()[i].Id());
}

namespace {

void CollectForms(const ElementForm& form, std::set<const ElementForm*>& seen) {
  if (!seen.insert(&form).second) return;
  for (const ChildForm& child : form.children) CollectForms(*child.form, seen);
}

// What names a thing, or is read by people alone: to change it is to change no rule.
bool OnlyNames(const ElementForm& form, const AttributeForm& attribute) {
  const bool own_id = attribute.name == "id" && form.name != "action" && form.name != "milestone";
  return own_id || attribute.form == ValueForm::kProcedureId || attribute.form == ValueForm::kVersion ||
         (attribute.form == ValueForm::kText && attribute.name != "when");
}

}  // namespace

TEST_CASE("the operators reach every element and attribute of the language", "[mutation]") {
  // What the national procedure does not use.
  std::string more = Bytes(kRoot / "workflows/cn/major-decision.xml");
  const auto replace = [&more](const std::string& what, const std::string& with) {
    REQUIRE(more.find(what) != std::string::npos);
    more.replace(more.find(what), what.size(), with);
  };
  replace("<followed>", "<followed><material id=\"minutes\" kind=\"D806\" zh=\"纪要\" en=\"Minutes\"/>");
  replace("<action id=\"study\" roles=\"government_office undertaking_unit\"/>", "<action id=\"study\" roles=\"government_office\"/>");
  std::set<std::string> operations;
  const Edited edited(more);
  for (const Edit& edit : edited.list->edits()) operations.insert(edit.operation);
  std::set<const ElementForm*> forms;
  CollectForms(ProcedureForm(), forms);
  for (const ElementForm* form : forms) {
    for (const AttributeForm& attribute : form->attributes) {
      if (OnlyNames(*form, attribute)) continue;
      const std::string what = std::string(form->name) + "@" + std::string(attribute.name);
      INFO(what);
      CHECK(operations.count("change:" + what) + operations.count("add:" + what) + operations.count("drop:" + what) > 0);
    }
    if (form->name == "procedure" || form->name == "flow") continue;  // there is always one
    INFO("an element: " << form->name);
    CHECK((operations.count("delete:" + std::string(form->name)) > 0));
  }
}
