// tests/golden/overlays: local rules merged onto the national procedure, and all that is said of each in Chinese and then in English. A
// first line `<!-- with: a.xml b.xml -->` names files beside it that are merged too. good*: no error; loosens*: `overlay-loosens`;
// conflict*: `overlay-conflict`; every other file holds another error. bad-*: refused by the schema too. JUECE_APPROVE writes the
// texts instead of comparing them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

#include "overlay_support.h"
#include "xml/document.h"

using namespace juece;
using namespace juece::overlay_tests;

namespace {

const fs::path kOverlayFolder = kRoot / "tests/golden/overlays";

std::vector<fs::path> Files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kOverlayFolder)) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<OverlaySource> SourcesOf(const fs::path& file) {
  std::vector<OverlaySource> sources{{Bytes(file), file.filename().string(), ""}};
  const std::string& text = sources.front().bytes;
  constexpr std::string_view kWith = "<!-- with:";
  if (!text.starts_with(kWith)) return sources;
  std::istringstream names(text.substr(kWith.size(), text.find("-->") - kWith.size()));
  for (std::string name; names >> name;) sources.push_back({Bytes(file.parent_path() / name), name, ""});
  return sources;
}

}  // namespace

TEST_CASE("what is said of local rules", "[proof][overlay][golden]") {
  REQUIRE(Files().size() >= 40);
  for (const fs::path& file : Files()) {
    const std::string name = file.stem().string();
    INFO(file.string());
    const Judged judged = Judge(National(), SourcesOf(file));
    std::string report;
    std::set<std::string> errors;
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      for (const Finding& finding : judged.report.findings) report += ToText(finding, language) + "\n";
    }
    for (const Finding& finding : judged.report.findings) {
      CHECK_FALSE(finding.message.zh.empty());
      CHECK_FALSE(finding.message.en.empty());
      CHECK(finding.place.line > 0);
      if (finding.severity == Severity::kError) errors.insert(finding.code);
    }
    if (name.starts_with("good")) CHECK(errors.empty());
    else CHECK_FALSE(errors.empty());
    if (name.starts_with("loosens")) CHECK(errors.count("overlay-loosens") == 1);
    if (name.starts_with("conflict")) CHECK(errors.count("overlay-conflict") == 1);
    fs::path expected = file;
    expected.replace_extension(".expected");
    if (std::getenv("JUECE_APPROVE") != nullptr) std::ofstream(expected, std::ios::binary) << report;
    CHECK(report == Bytes(expected));
  }
}

TEST_CASE("reader of local rules and schema agree", "[proof][overlay]") {
  for (const fs::path& file : Files()) {
    INFO(file.string());
    std::vector<Finding> findings;
    const auto document = ParseXml(Bytes(file), file.filename().string(), findings);
    REQUIRE(document != nullptr);
    const bool accepted = ValidateXml(*document, (kRoot / "workflows/schema/overlay.xsd").string(), findings);
    CHECK(accepted == !file.stem().string().starts_with("bad-"));
  }
}

TEST_CASE("the example of the overlay format's page is accepted", "[proof][overlay]") {
  const std::string page = Bytes(kRoot / "docs/overlay-format.md");
  const std::size_t at = page.find("```xml\n") + 7;
  std::string example = page.substr(at, page.find("```", at) - at);
  std::vector<Finding> findings;
  const auto document = ParseXml(example, "overlay-format.md", findings);
  REQUIRE(document != nullptr);
  CHECK(ValidateXml(*document, (kRoot / "workflows/schema/overlay.xsd").string(), findings));
  const Judged judged = Judge(National(), {{example, "overlay-format.md", ""}});
  // Its statute is invented, and so are its articles.
  for (const Finding& finding : judged.report.findings) {
    if (finding.message.en.find("EX") == std::string::npos) FAIL_CHECK(ToText(finding, Language::kEnglish));
  }
  REQUIRE(judged.report.overlays.size() == 1);
  for (const ClauseJudgement& clause : judged.report.overlays.front().clauses) CHECK(clause.strictness != Strictness::kLooser);
}
