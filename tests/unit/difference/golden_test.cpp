// Every kind of difference as a text: NAME.edit edits base.xml, NAME.expected is what is said of it in both languages.
// JUECE_APPROVE writes the texts instead of comparing them; look at what changed before you commit it.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <set>

#include "support/places.h"
#include "unit/difference/compare.h"
#include "unit/proof/overlay_support.h"

using namespace juece;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(SourceDir()) / "tests/golden/differences";

// "<<<<", what stands there, "====", what stands there instead, ">>>>"; any number of times, each everywhere.
std::string Edited(std::string text, const std::string& edits) {
  std::size_t at = 0;
  const auto part = [&](const std::string& from, const std::string& to) {
    const std::size_t begin = edits.find(from, at) + from.size();
    at = edits.find(to, begin - 1);
    return begin > at ? std::string() : edits.substr(begin, at - begin);
  };
  while (edits.find("<<<<\n", at) != std::string::npos) {
    const std::string what = part("<<<<\n", "\n====\n");
    const std::string with = part("====\n", "\n>>>>");
    INFO("looking for " << what);
    REQUIRE(text.find(what) != std::string::npos);
    for (std::size_t i = 0; (i = text.find(what, i)) != std::string::npos; i += with.size()) text.replace(i, what.size(), with);
  }
  return text;
}

// Without the two lines that say which versions these are and whether they are proved.
std::string Said(const VersionDifference& difference, Language language) {
  const std::string text = ToText(difference, language);
  return text.substr(text.find('\n', text.find('\n') + 1) + 1);
}

std::vector<fs::path> Edits() {
  std::vector<fs::path> edits;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".edit") edits.push_back(entry.path());
  }
  std::sort(edits.begin(), edits.end());
  return edits;
}

}  // namespace

TEST_CASE("each kind of difference is put in words", "[difference][golden]") {
  const std::string base = overlay_tests::Bytes(kFolder / "base.xml");
  const StepCatalog& catalog = overlay_tests::Installed();
  const test::Version before = test::ReadVersion(base, "base.xml", catalog);
  REQUIRE(before.definition != nullptr);
  REQUIRE(before.report.runs_examined);
  std::set<std::string> said;
  for (const fs::path& edit : Edits()) {
    INFO(edit);
    const test::Version after = test::ReadVersion(Edited(base, overlay_tests::Bytes(edit)), edit.stem().string() + ".xml", catalog);
    REQUIRE(after.definition != nullptr);
    const VersionDifference there = test::Compare(before, after, catalog);
    const VersionDifference back = test::Compare(after, before, catalog);
    for (const auto* difference : {&there, &back}) {
      for (const Difference& entry : difference->differences) said.insert(entry.code);
    }
    const std::string text = Said(there, Language::kChinese) + "\n" + Said(there, Language::kEnglish) + "\n---- back ----\n" + Said(back, Language::kEnglish);
    fs::path expected = edit;
    expected.replace_extension(".expected");
    if (std::getenv("JUECE_APPROVE") != nullptr) std::ofstream(expected, std::ios::binary) << text;
    CHECK(text == overlay_tests::Bytes(expected));
    // What loosens in one direction tightens in the other.
    CHECK(there.Count(Bearing::kLooser) == back.Count(Bearing::kStricter));
    CHECK(there.Count(Bearing::kStricter) == back.Count(Bearing::kLooser));
    CHECK(there.Count(Bearing::kUnclear) == back.Count(Bearing::kUnclear));
    CHECK(there.Count(Bearing::kNeutral) == back.Count(Bearing::kNeutral));
  }
  // The page that explains the codes knows each of them.
  const std::string page = overlay_tests::Bytes(fs::path(SourceDir()) / "docs/version-difference.md");
  for (const std::string& code : said) {
    INFO(code << " should stand in docs/version-difference.md");
    CHECK(page.find("`" + code + "`") != std::string::npos);
  }
}
