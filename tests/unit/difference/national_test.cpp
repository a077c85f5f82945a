// Single edits of the national procedure: each makes a difference, and read the other way round what loosened tightens.
#include <catch2/catch.hpp>

#include <random>
#include <regex>

#include "support/places.h"
#include "unit/difference/compare.h"
#include "unit/proof/overlay_support.h"

using namespace juece;
namespace fs = std::filesystem;

namespace {

std::string NationalText() {
  static const std::string bytes = overlay_tests::Bytes(fs::path(SourceDir()) / "workflows/cn/major-decision.xml");
  return bytes;
}

struct Place {
  std::size_t at;
  std::size_t length;
};

std::vector<Place> Places(const std::string& text, const std::string& pattern) {
  std::vector<Place> places;
  const std::regex regex(pattern);
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) {
    places.push_back({static_cast<std::size_t>(it->position()), static_cast<std::size_t>(it->length())});
  }
  return places;
}

// Every edit of one kind: elements taken out, or values replaced.
struct Edit {
  std::string what;
  std::string pattern;
  std::string with;
};

const std::vector<Edit>& Kinds() {
  static const std::vector<Edit> kinds = {
      {"a material dropped", R"(<material kind="[^>]*/>)", ""},
      {"a period dropped", R"(<period [^>]*/>)", ""},
      {"a period of another length", R"(amount="\d+")", R"(amount="1")"},
      {"an early end only noted", R"(early="refused")", R"(early="noted")"},
      {"a separation dropped", R"(<separation [^>]*/>)", ""},
      {"an applicability dropped", R"(<applies [^>]*/>)", ""},
      {"an action by everybody", R"(roles="undertaking_unit"/>)", R"(roles="undertaking_unit archivist"/>)"},
      {"a change not followed", R"(<changes [^>]*/>)", ""},
      {"a transition past the legality review", R"(to="legality_review")", R"(to="submission")"},
      {"a transition back to the beginning", R"re(to="(submission|issue|publication|execution)")re", R"(to="drafting")"},
      {"a milestone dropped", R"(<milestone [^>]*/>)", ""},
      {"a statute not claimed", R"(statutes="R713 FC FCM GI")", R"(statutes="R713 FC")"},
      {"another kind of procedure", R"(id="cn\.major-decision")", R"(id="cn.major-decision" kind="contract")"},
      {"an outcome that passes", R"(<on outcome="unlawful" to="drafting"/>)", R"(<on outcome="unlawful" to="submission"/>)"}};
  return kinds;
}

void Mirror(const VersionDifference& there, const VersionDifference& back) {
  CHECK(there.Count(Bearing::kLooser) == back.Count(Bearing::kStricter));
  CHECK(there.Count(Bearing::kStricter) == back.Count(Bearing::kLooser));
  CHECK(there.Count(Bearing::kUnclear) == back.Count(Bearing::kUnclear));
  CHECK(there.Count(Bearing::kNeutral) == back.Count(Bearing::kNeutral));
}

}  // namespace

TEST_CASE("a definition does not differ from itself", "[difference][national]") {
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SourceDir()) / "workflows")) {
    const std::string bytes = entry.is_regular_file() ? overlay_tests::Bytes(entry.path()) : "";
    if (entry.path().extension() != ".xml" || bytes.find("<procedure") == std::string::npos) continue;
    INFO(entry.path());
    const test::Version version = test::ReadVersion(bytes, "same.xml", overlay_tests::Installed());
    REQUIRE(version.definition != nullptr);
    CHECK(test::Compare(version, version, overlay_tests::Installed()).differences.empty());
  }
}

TEST_CASE("every single edit of the national procedure makes a difference", "[difference][national]") {
  const StepCatalog& catalog = overlay_tests::Installed();
  const std::string good = NationalText();
  const test::Version before = test::ReadVersion(good, "old.xml", catalog);
  std::mt19937 random(713);
  int edits = 0;
  for (const Edit& kind : Kinds()) {
    std::vector<Place> places = Places(good, kind.pattern);
    REQUIRE_FALSE(places.empty());
    std::shuffle(places.begin(), places.end(), random);
    places.resize(std::min<std::size_t>(places.size(), 3));  // a few of each kind: the test stays quick
    for (const Place& place : places) {
      INFO(kind.what << " at " << place.at << ": " << good.substr(place.at, place.length));
      std::string text = good;
      text.replace(place.at, place.length, kind.with);
      const test::Version after = test::ReadVersion(text, "new.xml", catalog);
      REQUIRE(after.definition != nullptr);
      const VersionDifference there = test::Compare(before, after, catalog);
      CHECK_FALSE(there.differences.empty());
      Mirror(there, test::Compare(after, before, catalog));
      ++edits;
    }
  }
  CHECK(edits > 25);
}

TEST_CASE("a way round the legality review is said with the facts under which it is open", "[difference][national]") {
  const StepCatalog& catalog = overlay_tests::Installed();
  const test::Version before = test::ReadVersion(NationalText(), "old.xml", catalog);
  std::string text = NationalText();
  const std::string row = R"(<on outcome="drafted" to="coordination"/>)";
  text.replace(text.find(row), row.size(), R"re(<on outcome="drafted" when="technical and not(special_groups)" to="submission"/>)re" + row);
  const test::Version after = test::ReadVersion(text, "new.xml", catalog);
  const VersionDifference difference = test::Compare(before, after, catalog);
  const auto found = std::find_if(difference.differences.begin(), difference.differences.end(),
                                  [](const Difference& d) { return d.code == "step-avoidable" && d.step == "legality_review"; });
  REQUIRE(found != difference.differences.end());
  CHECK(found->bearing == Bearing::kLooser);
  CHECK(found->when.en == "when \"Touches special groups\" does not hold and \"Strongly professional or technical\" holds");
  CHECK(found->witness == std::vector<std::string>{"initiation", "drafting", "submission", "collective_deliberation"});
}
