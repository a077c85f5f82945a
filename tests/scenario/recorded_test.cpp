// A recorded dossier turned into a script does the same again: every event, to the last byte.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "base/json.h"
#include "runtime/script_writer.h"
#include "scenario.h"
#include "state_summary.h"
#include "support/temp_dir.h"

namespace juece::scenario {
namespace {

namespace fs = std::filesystem;

// The script of a run, written to a folder with what belongs beside it.
struct Written {
  explicit Written(Run& run) {
    const auto made = ScriptOf(run.events(), [&run](const std::string& digest) { return run.Pinned(digest); }, "again");
    INFO((made ? std::string() : made.error().message().en));
    REQUIRE(made.has_value());
    CHECK(made->notes.empty());
    for (const ScriptFile& file : made->files) std::ofstream(folder / file.name, std::ios::binary) << file.bytes;
    script = *ParseJson(ToPrettyJson(made->script));  // as a file would hold it
  }
  test::TempDir folder;
  Data script;
  [[nodiscard]] fs::path path() const { return folder / "again.json"; }
};

void Compare(Run& first, Run& second) {
  const std::vector<Event> before = first.events();
  const std::vector<Event> after = second.events();
  CHECK(Complaints(second.result()) == "");
  REQUIRE(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    INFO(before[i].position << " " << NameOf(before[i].body));
    REQUIRE(before[i].hash == after[i].hash);
  }
  CHECK(ToPrettyJson(Summary(*first.dossier())) == ToPrettyJson(Summary(*second.dossier())));
  for (const std::string& linked : first.dossier()->linked()) {
    CHECK(ToPrettyJson(Summary(*first.Linked(linked))) == ToPrettyJson(Summary(*second.Linked(linked))));
  }
}

}  // namespace

TEST_CASE("every sample dossier, recorded and run again, is the same to the last byte", "[scenario]") {
  std::size_t all = 0;
  for (const char* folder : {"dossiers", "forbidden"}) {
    const auto scripts = Scripts(folder);
    const std::size_t each = scripts.size() > 20 ? 5 : 1;  // of the many that end in a refusal some
    for (std::size_t i = 0; i < scripts.size(); i += each) {
      const fs::path& path = scripts[i];
      const Data script = ReadJsonFile(path);
      Run first(script, path);
      if (first.result().dossier.empty()) continue;  // its opening is what is refused
      INFO(path.string());
      Written written(first);
      Run second(written.script, written.path());
      Compare(first, second);
      ++all;
    }
  }
  CHECK(all >= 20);
}

TEST_CASE("verbs, corrections, late entries and the passing of time are done again", "[scenario]") {
  const fs::path path = Scripts("dossiers").front();
  Data script = Data::OfMembers({{"procedure", "cn.major-decision"}, {"title", "道路"}, {"organ", "某市人民政府"}});
  script.Set("facts", Data::OfMembers({{"technical", true}})).Set("facts_reason", "批示");
  script.Set("opened", *ParseJson(R"({"at":"2024-03-01T09:00:00+08:00","actor":"甲","role":"undertaking_unit"})"));
  script.Set("entries", *ParseJson(R"([
    {"at":"2024-03-04T09:00:00+08:00","actor":"甲","role":"undertaking_unit","step":"initiation","action":"propose",
     "data":{"source":"leader","proposer":"某市长"},"materials":[{"kind":"D101","title":"建议"}]},
    {"at":"2024-03-04T10:00:00+08:00","command":"correct","entry":0,"data":{"source":"leader","proposer":"某副市长"},"actor":"甲","role":"undertaking_unit","authority":"便函","reason":"笔误"},
    {"at":"2024-03-05T09:00:00+08:00","command":"set_fact","fact":"widely_noticed","value":true,"actor":"甲","role":"undertaking_unit","reason":"来信"},
    {"at":"2024-03-06T09:00:00+08:00","command":"pause","actor":"丙","role":"decision_organ","authority":"会议纪要","reason":"等候"},
    {"at":"2024-03-20T09:00:00+08:00","command":"resume","actor":"丙","role":"decision_organ","authority":"会议纪要","reason":"继续"},
    {"at":"2024-03-20T10:00:00+08:00","recorded_at":"2024-03-25T10:00:00+08:00","late":{"reason":"外出","confirmed_by":"乙"},"step":"initiation","action":"study",
     "data":{"unit":"发改委","finding":"可行","advises_start":true},"actor":"甲","role":"undertaking_unit"},
    {"at":"2024-04-30T09:00:00+08:00","command":"tick"},
    {"at":"2024-05-06T09:00:00+08:00","command":"withdraw","actor":"丙","role":"decision_organ","authority":"会议纪要","reason":"不再需要"}])"));
  Run first(script, path);
  std::set<std::string> seen;
  for (const Event& event : first.events()) seen.insert(std::string(NameOf(event.body)));
  INFO(Complaints(first.result()));
  for (const char* name : {"entry_corrected", "fact_set", "dossier_paused", "dossier_resumed", "action_recorded"}) CHECK(seen.count(name) == 1);
  Written written(first);
  Run second(written.script, written.path());
  Compare(first, second);
}

TEST_CASE("what cannot be turned into a script says so", "[scenario]") {
  const FindDocument none = [](const std::string&) -> Result<Pinned> { return Status::NotFound({"没有", "gone"}); };
  CHECK(ScriptOf({}, none, "x").error().code() == StatusCode::kInvalidArgument);
  Event opened;
  opened.body = DossierOpened{};
  CHECK(ScriptOf({opened}, none, "x").error().code() == StatusCode::kNotFound);
  std::get<DossierOpened>(opened.body).linked_from = "2024-1";
  CHECK(ScriptOf({opened}, none, "x").error().message().en.find("2024-1") != std::string::npos);
}

}  // namespace juece::scenario
