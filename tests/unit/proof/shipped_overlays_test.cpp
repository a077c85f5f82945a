// The local rules that are shipped: each is proved on the national procedure, loosens nothing, and stacks with the rule on hearings;
// and each clause that is looser than the national rule is flagged with both articles where somebody writes it as a change.
#include <catch2/catch.hpp>

#include <algorithm>

#include "overlay_support.h"

using namespace juece;
using namespace juece::overlay_tests;

namespace {

std::vector<fs::path> Overlays(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kRoot / folder)) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

OverlaySource SourceOf(const fs::path& file) { return {Bytes(file), file.filename().string(), ""}; }

void CheckProved(const std::vector<OverlaySource>& sources) {
  const Judged judged = Judge(National(), sources);
  for (const Finding& finding : judged.report.findings) {
    if (finding.severity == Severity::kError) FAIL_CHECK(ToText(finding, Language::kEnglish));
  }
  CHECK(judged.report.overlays.size() == sources.size());
  for (const auto& overlay : judged.report.overlays) {
    CHECK_FALSE(overlay.clauses.empty());
    for (const ClauseJudgement& clause : overlay.clauses) CHECK(clause.strictness != Strictness::kLooser);
  }
}

}  // namespace

TEST_CASE("every shipped local rule is proved, alone and with the rule on hearings", "[proof][overlay][shipped]") {
  const fs::path hearing = kRoot / "workflows/overlays/guangdong-hearing.xml";
  REQUIRE(Overlays("workflows/overlays").size() >= 6);
  for (const fs::path& file : Overlays("workflows/overlays")) {
    INFO(file.string());
    CheckProved({SourceOf(file)});
    if (file == hearing) continue;
    CheckProved({SourceOf(file), SourceOf(hearing)});
    CheckProved({SourceOf(hearing), SourceOf(file)});
  }
}

TEST_CASE("a looser clause is flagged with the local article and the national one", "[proof][overlay][shipped]") {
  REQUIRE(Overlays("tests/golden/overlays/looser").size() >= 15);
  for (const fs::path& file : Overlays("tests/golden/overlays/looser")) {
    INFO(file.string());
    const std::string text = Bytes(file);
    // The file's comment says which national article it loosens; its last article is the local one.
    constexpr std::string_view kSays = "应当指出放宽了 ";
    const std::size_t says = text.find(kSays);
    REQUIRE(says != std::string::npos);
    const std::string national = text.substr(says + kSays.size(), text.find("。", says) - says - kSays.size());
    const std::size_t local = text.rfind("article=\"") + 9;
    const std::string article = text.substr(local, text.find('"', local) - local);
    const Judged judged = Judge(National(), {SourceOf(file)});
    const auto flagged = std::find_if(judged.report.findings.begin(), judged.report.findings.end(),
                                      [](const Finding& finding) { return finding.code == "overlay-loosens"; });
    REQUIRE(flagged != judged.report.findings.end());
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      CHECK(flagged->message.In(language).find(national) != std::string::npos);
      CHECK(flagged->message.In(language).find(article) != std::string::npos);
    }
  }
}
