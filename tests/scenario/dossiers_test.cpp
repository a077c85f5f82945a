// Whole dossiers from proposal to closing: nothing refused but what the script expects, the end as agreed, replay equal to live.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "base/json.h"
#include "scenario.h"
#include "state_summary.h"
#include "support/places.h"

namespace juece::scenario {
namespace {

namespace fs = std::filesystem;

fs::path GoldenOf(const fs::path& script) {
  return fs::path(SourceDir()) / "tests/golden/dossiers" / (script.stem().string() + ".state.json");
}

// JUECE_UPDATE_GOLDEN=1 writes what was found; the difference is then read in the version control.
void CompareWithGolden(const fs::path& script, const Data& found) {
  const fs::path golden = GoldenOf(script);
  if (std::getenv("JUECE_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << ToPrettyJson(found) << "\n";
  }
  REQUIRE(fs::exists(golden));
  CHECK(ToPrettyJson(found) == ToPrettyJson(ReadJsonFile(golden)));
}

}  // namespace

TEST_CASE("sample dossiers run from proposal to closing", "[scenario]") {
  const auto scripts = Scripts("dossiers");
  REQUIRE(scripts.size() >= 3);
  for (const fs::path& path : scripts) {
    DYNAMIC_SECTION(path.filename().string()) {
      const Data script = ReadJsonFile(path);
      Run run(script, path);
      CHECK(Complaints(run.result()) == "");
      CHECK(run.result().state == "closed");
      CHECK(run.dossier()->milestones().contains("decision"));
      CHECK(run.attempts().size() == run.result().rejections.size());
      CHECK(run.Replay() == "");
      CHECK(Violations(run.events()) == "");
      CompareWithGolden(path, Summary(*run.dossier()));
    }
  }
}

TEST_CASE("a delegate acts on behalf of the holder, a late entry stays marked, an adjustment opens a dossier", "[scenario]") {
  const fs::path folder = fs::path(SourceDir()) / "samples/dossiers";
  const auto run_of = [&](const char* name) { return Run(ReadJsonFile(folder / name), folder / name); };

  Run road = run_of("public-work.json");
  bool delegated = false;
  for (const RecordedAction& action : road.dossier()->actions()) {
    if (action.event == "decision_published") delegated = action.actor.on_behalf_of == "沈怀瑾";
  }
  CHECK(delegated);

  Run fare = run_of("fare-change.json");
  int late = 0;
  for (const RecordedAction& action : fare.dossier()->actions()) late += action.late ? 1 : 0;
  CHECK(late == 1);

  Run plan = run_of("spatial-plan.json");
  REQUIRE(plan.dossier()->linked().size() == 1);
  CHECK(plan.Linked(plan.dossier()->linked().front())->opened().linked_from == plan.dossier()->id());
}

TEST_CASE("two runs of one script are the same to the last byte", "[scenario]") {
  for (const fs::path& path : Scripts("dossiers")) {
    DYNAMIC_SECTION(path.filename().string()) {
      const Data script = ReadJsonFile(path);
      Run first(script, path);
      Run second(script, path);
      REQUIRE(!first.events().empty());
      CHECK(first.events().back().hash == second.events().back().hash);
    }
  }
}

}  // namespace juece::scenario
