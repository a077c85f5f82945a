// tests/golden/definitions: what is said of each file in Chinese and then in English, and whether the XSD agrees. Files named
// good* have no finding; files named beyond-* hold mistakes that a schema cannot see (types of conditions, JSON, rules that
// compare two attributes); every other file must be refused by both. JUECE_APPROVE writes the texts instead of comparing them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "definition/definition.h"
#include "support/places.h"
#include "xml/document.h"

using namespace juece;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(SourceDir()) / "tests/golden/definitions";
const std::string kSchema = SourceDir() + "/workflows/schema/definition.xsd";

std::string Bytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> Files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Finding> Read(const fs::path& path) {
  std::vector<Finding> findings;
  (void)ReadDefinition(Bytes(path), path.filename().string(), findings);
  return findings;
}

bool SchemaAccepts(const fs::path& path) {
  std::vector<Finding> findings;
  const auto document = ParseXml(Bytes(path), path.filename().string(), findings);
  return document != nullptr && ValidateXml(*document, kSchema, findings);
}

bool Named(const fs::path& path, std::string_view prefix) { return path.stem().string().starts_with(prefix); }

}  // namespace

TEST_CASE("what is said of bad definitions", "[definition][golden]") {
  REQUIRE(Files().size() >= 60);
  for (const fs::path& file : Files()) {
    INFO(file.filename().string());
    const std::vector<Finding> findings = Read(file);
    std::string report;
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      for (const Finding& finding : findings) report += ToText(finding, language) + "\n";
    }
    for (const Finding& finding : findings) {
      CHECK(finding.place.line > 0);
      CHECK(finding.place.column > 0);
      CHECK_FALSE(finding.message.zh.empty());
      CHECK_FALSE(finding.message.en.empty());
    }
    fs::path expected = file;
    expected.replace_extension(".expected");
    if (std::getenv("JUECE_APPROVE") != nullptr) std::ofstream(expected, std::ios::binary) << report;
    CHECK(report == Bytes(expected));
  }
}

TEST_CASE("reader and schema agree", "[definition]") {
  for (const fs::path& file : Files()) {
    INFO(file.filename().string());
    const bool accepted = !HasError(Read(file));
    CHECK(accepted == Named(file, "good"));
    CHECK(SchemaAccepts(file) == (Named(file, "good") || Named(file, "beyond-")));
  }
}

TEST_CASE("the national procedure is accepted by reader and schema", "[definition]") {
  const fs::path file = fs::path(SourceDir()) / "workflows/cn/major-decision.xml";
  for (const Finding& finding : Read(file)) FAIL_CHECK(ToText(finding, Language::kEnglish));
  CHECK(SchemaAccepts(file));
}

TEST_CASE("a definition is read as it says", "[definition]") {
  std::vector<Finding> findings;
  const auto definition = ReadDefinition(Bytes(kFolder / "good.xml"), "good.xml", findings);
  REQUIRE(definition != nullptr);
  CHECK(definition->steps().size() == 4);
  const StepNode* hearing = definition->FindStep("hearing");
  REQUIRE(hearing != nullptr);
  REQUIRE(hearing->applicability.has_value());
  CHECK(hearing->applicability->when.facts() == std::vector<std::string>{"cost", "technical"});
  REQUIRE(hearing->periods.size() == 1);
  const PeriodRule& period = hearing->periods[0];
  CHECK(period.amount == 30);
  CHECK(period.minimum);
  CHECK(period.soft);
  CHECK(period.first_day == "@first_day");
  CHECK(period.to == "left");
  const NodeRef* ref = definition->Find("assessing");
  REQUIRE(ref != nullptr);
  REQUIRE(ref->parent != nullptr);
  CHECK(ref->parent->id == "both");
  CHECK(ref->branch->id == "risk");
  const auto& rows = ref->parent->rows;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].cancelling);
  CHECK(rows[0].when.at("risk") == std::vector<std::string>{"bad"});
  CHECK(rows[1].otherwise);
  const StepNode* drafting = definition->FindStep("drafting");
  CHECK(drafting->configuration["options"].AsInteger() == 2);
  CHECK(drafting->materials[0].when.text() == "cost > 1000");
  CHECK_FALSE(drafting->materials[0].required);
  CHECK(drafting->transitions[1].otherwise);
}

TEST_CASE("the examples of the format's page are accepted", "[definition]") {
  const std::string page = Bytes(fs::path(SourceDir()) / "docs/definition-format.md");
  int examples = 0;
  for (std::size_t at = 0; (at = page.find("```xml\n", at)) != std::string::npos;) {
    at += 7;
    const std::size_t end = page.find("```", at);
    const std::string example = page.substr(at, end - at);
    at = end;
    ++examples;
    std::vector<Finding> findings;
    CHECK(ReadDefinition(example, "definition-format.md", findings) != nullptr);
    const auto document = ParseXml(example, "definition-format.md", findings);
    REQUIRE(document != nullptr);
    CHECK(ValidateXml(*document, kSchema, findings));
    for (const Finding& finding : findings) FAIL_CHECK(ToText(finding, Language::kEnglish));
  }
  CHECK(examples >= 1);
}
