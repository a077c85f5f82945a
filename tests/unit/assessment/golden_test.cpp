// Each tests/golden/{criteria,indicators}/*.xml has a .expected beside it: what the schema says on the first line, then every finding of
// the reader as a person sees it. JUECE_WRITE_EXPECTED=1 writes them anew, to be read before they are committed.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "assessment/criteria.h"
#include "assessment/indicator.h"
#include "unit/compliance/support.h"
#include "xml/document.h"

namespace juece::testing {
namespace {

enum class Form { kCriteria, kIndicators };

std::vector<std::filesystem::path> XmlFiles(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool Reads(Form form, const std::string& bytes, const std::string& name, std::vector<Finding>& findings) {
  return form == Form::kCriteria ? Criteria::Read(bytes, name, Law::Get().words, findings) != nullptr
                                 : IndicatorSet::Read(bytes, name, Law::Get().words, findings) != nullptr;
}

void CheckFile(Form form, const std::filesystem::path& path, const std::string& schema) {
  const std::string name = path.filename().string();
  INFO(name);
  std::vector<Finding> findings;
  const bool reads = Reads(form, ReadAll(path.string()), name, findings);
  CHECK(reads == findings.empty());
  std::vector<Finding> complaints;
  const auto document = ParseXml(ReadAll(path.string()), name, complaints);
  const bool valid = document != nullptr && ValidateXml(*document, Source(schema), complaints);
  std::string text = valid ? "schema accepts\n" : "schema refuses\n";
  for (const Finding& finding : findings) text += ToText(finding, Language::kEnglish) + "\n" + finding.message.zh + "\n";
  std::filesystem::path expected = path;
  expected.replace_extension(".expected");
  if (std::getenv("JUECE_WRITE_EXPECTED") != nullptr) std::ofstream(expected, std::ios::binary) << text;
  CHECK(text == ReadAll(expected.string()));
  // What the reader accepts the schema accepts; what the schema refuses the reader refuses.
  CHECK((!reads || valid));
}

}  // namespace

TEST_CASE("every golden file of criteria is judged as expected, by the reader and by the schema") {
  const auto files = XmlFiles(Source("tests/golden/criteria"));
  REQUIRE(files.size() >= 30);
  for (const auto& path : files) CheckFile(Form::kCriteria, path, "workflows/schema/criteria.xsd");
}

TEST_CASE("every golden file of indicators is judged as expected, by the reader and by the schema") {
  const auto files = XmlFiles(Source("tests/golden/indicators"));
  REQUIRE(files.size() >= 22);
  for (const auto& path : files) CheckFile(Form::kIndicators, path, "workflows/schema/indicators.xsd");
}

TEST_CASE("what is shipped is valid by its schema, and its rules exist") {
  std::set<std::string> known;
  std::vector<Finding> findings;
  for (const char* book : {"workflows/rulebooks/cn-713.xml", "workflows/rulebooks/cn-procedures.xml"}) {
    const auto rules = Rulebook::ReadFile(Source(book), Law::Get().words, findings);
    REQUIRE(rules != nullptr);
    for (const Rule& rule : rules->rules()) known.insert(rule.id);
  }
  for (const auto& path : XmlFiles(Source("workflows/criteria"))) {
    const auto criteria = Criteria::ReadFile(path.string(), Law::Get().words, findings);
    INFO(Explain(findings));
    REQUIRE(criteria != nullptr);
    CHECK(criteria->items().size() == 20);
    CheckRules(*criteria, known, findings);
    CHECK(ValidateXml(*ReadXmlFile(path.string(), findings), Source("workflows/schema/criteria.xsd"), findings));
  }
  std::vector<std::filesystem::path> sets = XmlFiles(Source("workflows/indicators"));
  sets.emplace_back(Source("samples/review/every-decision-assessed.xml"));
  for (const auto& path : sets) {
    const auto set = IndicatorSet::ReadFile(path.string(), Law::Get().words, findings);
    INFO(Explain(findings));
    REQUIRE(set != nullptr);
    CheckRules(*set, known, findings);
    CHECK(ValidateXml(*ReadXmlFile(path.string(), findings), Source("workflows/schema/indicators.xsd"), findings));
  }
  INFO(Explain(findings));
  CHECK(findings.empty());
}

TEST_CASE("a rule that no rulebook has is a finding with the nearest name") {
  std::vector<Finding> findings;
  const auto criteria = Criteria::ReadFile(Source("tests/golden/criteria/good.xml"), Law::Get().words, findings);
  REQUIRE(criteria != nullptr);
  CheckRules(*criteria, {"legality-review", "legality-opens"}, findings);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].code == "unknown-reference");
  CHECK(findings[0].place.line == 6);
  CHECK(findings[1].place.line == 10);
  CHECK(findings[1].message.en == "Expected a rule of the rulebooks, but there is no 'legality-reviewed'; the nearest is "
                                  "legality-review");
  CHECK(findings[1].message.zh == "应为规则集中的规则,但没有“legality-reviewed”;最接近的是 legality-review");
  findings.clear();
  const auto set = IndicatorSet::ReadFile(Source("tests/golden/indicators/good.xml"), Law::Get().words, findings);
  REQUIRE(set != nullptr);
  CheckRules(*set, {"legality-opens"}, findings);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].place.line == 13);
}

}  // namespace juece::testing
