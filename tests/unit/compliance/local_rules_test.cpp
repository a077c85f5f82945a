// The rulebooks of local rules: each rule has an example of each verdict, against one base record in which all is in order.
#include <algorithm>
#include <filesystem>
#include <set>

#include "compliance/describe.h"
#include "unit/compliance/support.h"
#include "xml/document.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

namespace fs = std::filesystem;

std::vector<std::string> LocalRulebooks() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(Source("workflows/rulebooks/local"))) {
    if (entry.path().extension() == ".xml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::shared_ptr<const Rulebook> ReadBook(const std::string& path) {
  std::vector<Finding> findings;
  auto book = Rulebook::ReadFile(path, Law::Get().words, findings);
  INFO(Explain(findings));
  REQUIRE(book != nullptr);
  return book;
}

ReviewReport ReviewUnder(const Rulebook& book, const Data& record) {
  std::vector<Finding> findings;
  const auto subject = SubjectFromRecord(record, *Law::Get().words, "record", findings);
  INFO(Explain(findings));
  REQUIRE(subject.has_value());
  return Review(book, *Law::Get().statutes, *Law::Get().calendar, *subject);
}

Data LocalBase() { return ReadJson(Source("tests/golden/rules/local/base.json")); }

}  // namespace

TEST_CASE("local rulebooks fit the schema, cite what exists, and share no rule id") {
  std::set<std::string> ids;
  for (const Rule& rule : Law::Get().book->rules()) ids.insert(rule.id);
  CHECK(LocalRulebooks().size() >= 6);
  for (const std::string& path : LocalRulebooks()) {
    std::vector<Finding> findings;
    const auto document = ReadXmlFile(path, findings);
    REQUIRE(document != nullptr);
    CHECK(ValidateXml(*document, Source("workflows/schema/rulebook.xsd"), findings));
    const auto book = ReadBook(path);
    CheckArticles(*book, *Law::Get().statutes, findings);
    INFO(path << "\n" << Explain(findings));
    CHECK(findings.empty());
    for (const Rule& rule : book->rules()) {
      INFO(rule.id);
      CHECK(ids.insert(rule.id).second);
    }
  }
}

TEST_CASE("each local rule has a subject for each of its four verdicts") {
  const Data base = LocalBase();
  for (const std::string& path : LocalRulebooks()) {
    const auto book = ReadBook(path);
    for (const Rule& rule : book->rules()) {
      const Data table = ReadJson(Source("tests/golden/rules/local/" + rule.id + ".json"));
      REQUIRE(table["rule"].AsText() == rule.id);
      std::vector<std::string> seen;
      for (const Data& subject : table["subjects"].AsList()) {
        const ReviewReport report = ReviewUnder(*book, Edit(base, subject["edits"]));
        const RuleReport& found = RuleOf(report, rule.id);
        INFO(rule.id << " with " << ToJson(subject["edits"]) << "\n" << Explain(found.findings));
        CHECK(ToString(found.verdict) == subject["expect"].AsText());
        seen.push_back(subject["expect"].AsText());
      }
      CHECK(seen == std::vector<std::string>{"satisfied", "violated", "not_shown", "not_applicable"});
    }
  }
}

TEST_CASE("docs/rules-local lists the local rules as they are") {
  for (const std::string& path : LocalRulebooks()) {
    const auto book = ReadBook(path);
    CheckCurrent(Source("docs/rules-local/" + book->id() + ".md"), RulesMarkdown(*book, *Law::Get().statutes, {"local/", ExamplesIn("local/")}));
  }
}

TEST_CASE("a record that is put under other statutes is not judged by a local rulebook") {
  const Data base = Edit(LocalBase(), *ParseJson(R"({"statutes": ["R713"]})"));
  for (const std::string& path : LocalRulebooks()) {
    const auto book = ReadBook(path);
    for (const RuleReport& rule : ReviewUnder(*book, base).rules) {
      INFO(rule.id);
      CHECK(rule.verdict == Verdict::kNotApplicable);
    }
  }
}
