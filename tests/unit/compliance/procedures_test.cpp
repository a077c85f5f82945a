// The rules of the procedures that are no major decision: each of the four verdicts, from edits of the sample dossiers.
#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "compliance/describe.h"
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

const Rulebook& Book() {
  static const auto book = [] {
    std::vector<Finding> findings;
    auto read = Rulebook::ReadFile(Source("workflows/rulebooks/cn-procedures.xml"), Law::Get().words, findings);
    INFO(Explain(findings));
    REQUIRE(read != nullptr);
    CheckArticles(*read, *Law::Get().statutes, findings);
    INFO(Explain(findings));
    REQUIRE(findings.empty());
    return read;
  }();
  return *book;
}

ReviewReport Judge(const Data& record) {
  std::vector<Finding> findings;
  const auto subject = SubjectFromRecord(record, *Law::Get().words, "record", findings);
  INFO(Explain(findings));
  REQUIRE(subject.has_value());
  return Review(Book(), *Law::Get().statutes, *Law::Get().calendar, *subject);
}

}  // namespace

TEST_CASE("the samples of the other procedures break no rule") {
  for (const char* sample : {"charging-rule", "market-rule", "annual-catalogue", "town-lighting", "concession-contract"}) {
    const ReviewReport report = Judge(RecordOfSample(sample));
    int satisfied = 0;
    for (const RuleReport& rule : report.rules) {
      INFO(sample << " " << rule.id << "\n" << Explain(rule.findings));
      CHECK(rule.verdict != Verdict::kViolated);
      CHECK_FALSE(rule.findings.empty());
      satisfied += rule.verdict == Verdict::kSatisfied ? 1 : 0;
    }
    CHECK(satisfied >= 2);
  }
}

TEST_CASE("each rule of the other procedures has a subject for each of its four verdicts") {
  for (const Rule& rule : Book().rules()) {
    INFO(rule.id);
    const Data table = ReadJson(Source("tests/golden/rules/" + rule.id + ".json"));
    REQUIRE(table["rule"].AsText() == rule.id);
    const Data base = RecordOfSample(table["sample"].AsText());
    std::vector<std::string> seen;
    for (const Data& subject : table["subjects"].AsList()) {
      const ReviewReport report = Judge(Edit(base, subject["edits"]));
      const RuleReport& found = RuleOf(report, rule.id);
      INFO(ToJson(subject["edits"]) << "\n" << Explain(found.findings));
      CHECK(ToString(found.verdict) == subject["expect"].AsText());
      CHECK_FALSE(found.findings.empty());
      seen.push_back(subject["expect"].AsText());
    }
    CHECK(seen == std::vector<std::string>{"satisfied", "violated", "not_shown", "not_applicable"});
  }
}

TEST_CASE("a rule judges only the kinds of procedure that its clause speaks of") {
  const Data contract = RecordOfSample("concession-contract");
  for (const RuleReport& rule : Law::Get().Review(contract).rules) {
    INFO(rule.id);
    if (rule.article.starts_with("R713:")) CHECK(rule.verdict == Verdict::kNotApplicable);
  }
  for (const RuleReport& rule : Judge(contract).rules) {
    INFO(rule.id);
    CHECK((rule.verdict == Verdict::kNotApplicable) == !rule.id.starts_with("contract-"));
  }
  CHECK(SpeaksOf(Book(), *Law::Get().statutes, "contract"));
  CHECK_FALSE(SpeaksOf(Book(), *Law::Get().statutes, "decision"));
  CHECK(SpeaksOf(*Law::Get().book, *Law::Get().statutes, "decision"));
}

TEST_CASE("the working documents of single places judge nobody who has not put himself under them") {
  Data record = RecordOfSample("charging-rule");
  record.Set("statutes", Data::EmptyList());
  const ReviewReport report = Judge(record);
  CHECK(RuleOf(report, "document-filed-in-30-days").verdict == Verdict::kNotApplicable);
  CHECK(RuleOf(report, "document-filed").verdict == Verdict::kSatisfied);
}

TEST_CASE("docs/rules-procedures.md is what the rulebook says") {
  const std::string path = Source("docs/rules-procedures.md");
  const std::string wanted = RulesMarkdown(Book(), *Law::Get().statutes, {"", ExamplesIn("")});
  if (std::getenv("JUECE_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << wanted;
  CHECK((ReadAll(path) == wanted));
}
