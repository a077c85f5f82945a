// A local rule that only tightens, as the comparison sees it: nothing that it merges is looser than the definition, and what it
// says shows. Another way to the same claim as the proofs of overlays make clause by clause.
#include <catch2/catch.hpp>

#include <algorithm>

#include "difference/difference.h"
#include "unit/proof/overlay_support.h"

using namespace juece;
using namespace juece::overlay_tests;

namespace {

// Rules that stand by themselves and are accepted.
std::vector<fs::path> GoodRules() {
  std::vector<fs::path> files;
  for (const char* folder : {"tests/golden/overlays", "workflows/overlays"}) {
    if (!fs::exists(kRoot / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      const bool good = std::string_view(folder).starts_with("workflows") || entry.path().stem().string().starts_with("good");
      if (entry.path().extension() == ".xml" && good && !Bytes(entry.path()).starts_with("<!-- with:")) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("a local rule that is accepted makes nothing looser", "[difference][overlay]") {
  const VerifyReport base = Judge(National(), {}).report;
  REQUIRE(GoodRules().size() >= 15);
  for (const fs::path& file : GoodRules()) {
    INFO(file.string());
    const Judged judged = Judge(National(), {{Bytes(file), file.filename().string(), ""}});
    if (judged.merged.definition == nullptr) continue;  // it extends another definition
    const VersionDifference difference =
        CompareVersions({{&National(), &base}, {judged.merged.definition.get(), &judged.report}, &Installed(), nullptr, &Calendar(), &Law()});
    INFO(ToText(difference, Language::kEnglish));
    CHECK(difference.Count(Bearing::kLooser) == 0);
    // A setting of its own may be read by a step without being named in the definition, so of that alone nothing can be shown.
    for (const Difference& entry : difference.differences) CHECK((entry.bearing != Bearing::kUnclear || entry.code == "setting-gained"));
    const auto& clauses = judged.report.overlays.front().clauses;
    const bool tightens = std::any_of(clauses.begin(), clauses.end(), [](const ClauseJudgement& c) { return c.strictness == Strictness::kStricter; });
    CHECK((difference.Count(Bearing::kStricter) > 0) == tightens);
  }
}
