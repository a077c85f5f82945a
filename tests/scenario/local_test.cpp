// Local rules at work: the lawful sample as it runs under each (local/*.json), and for each clause a move that only it forbids
// (local/moves.json): refused there on its article, and accepted where the national procedure runs alone.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include <fmt/format.h>

#include "base/json.h"
#include "scenario.h"
#include "support/places.h"

namespace juece::scenario {
namespace {

namespace fs = std::filesystem;

fs::path Local(const std::string& name) { return fs::path(SourceDir()) / "tests/scenario/local" / name; }

bool Is(const Data& entry, const Data& wanted) {
  return entry["step"].AsText() == wanted["step"].AsText() && entry["action"].AsText() == wanted["action"].AsText();
}

bool Holds(const Data& list, const std::string& text) {
  return std::any_of(list.AsList().begin(), list.AsList().end(), [&](const Data& item) { return item.AsText() == text; });
}

// A null removes.
void Merge(Data& into, const Data& members) {
  for (const Member& member : members.AsMap()) {
    if (member.value.is_null()) {
      into.Remove(member.name);
    } else {
      into.Set(member.name, member.value);
    }
  }
}

// Without the items whose `kind` is among `kinds`.
Data Without(const Data& items, const Data& kinds) {
  Data left = Data::EmptyList();
  for (const Data& item : items.AsList()) {
    if (!Holds(kinds, item["kind"].AsText())) left.Append(item);
  }
  return left;
}

void Change(Data& entry, const Data& how) {
  if (how.Has("at")) entry.Set("at", how["at"]);
  Data data = entry["data"].is_map() ? entry["data"] : Data::EmptyMap();
  Merge(data, how["data"]);
  if (how.Has("drop_items")) data.Set("items", Without(data["items"], how["drop_items"]));
  entry.Set("data", std::move(data));
  if (how.Has("without")) entry.Set("materials", Without(entry["materials"], how["without"]));
}

bool Omitted(const Data& entry, const Data& move) {
  for (const Data& pair : move["omit"].AsList()) {
    if (entry["step"].AsText() == pair.AsList()[0].AsText() && entry["action"].AsText() == pair.AsList()[1].AsText()) return true;
  }
  return false;
}

// The script up to the move, with what the move changes before it; the move stands last.
Data ScriptOf(const Data& script, const Data& move) {
  Data made = script;
  Data facts = made["facts"];
  Merge(facts, move["facts"]);
  made.Set("facts", std::move(facts));
  if (move.Has("settings")) made.Set("settings", move["settings"]);
  Data last = move["entry"];
  std::int64_t which = move.Has("which") ? move["which"].AsInteger() : 1;
  Data::List entries = move["insert"].AsList();
  for (Data entry : script["entries"].AsList()) {
    if (!move.Has("entry") && Is(entry, move) && which-- == 1) {
      last = entry;
      Change(last, move);
      continue;
    }
    for (const Data& before : move["before"].AsList()) {
      if (Is(entry, before)) Change(entry, before);
    }
    if (!Omitted(entry, move)) entries.push_back(std::move(entry));
  }
  REQUIRE(last.is_map());
  std::stable_sort(entries.begin(), entries.end(), [](const Data& a, const Data& b) { return a["at"].AsText() < b["at"].AsText(); });
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&](const Data& entry) { return entry["at"].AsText() > last["at"].AsText(); }),
                entries.end());
  entries.push_back(std::move(last));
  made.Set("entries", Data(std::move(entries)));
  return made;
}

// The same without local rules: no overlays, no facts, settings and steps of theirs.
Data Nationally(Data script) {
  static const Data national = ReadJsonFile(fs::path(SourceDir()) / "samples/dossiers/public-work.json");
  std::set<std::string> steps = {"fair_competition_review", "adjustment"};
  for (const Data& entry : national["entries"].AsList()) steps.insert(entry["step"].AsText());
  Data facts = Data::EmptyMap();
  for (const Member& fact : script["facts"].AsMap()) {
    if (national["facts"].Has(fact.name)) facts.Set(fact.name, fact.value);
  }
  Data entries = Data::EmptyList();
  for (Data entry : script["entries"].AsList()) {
    entry.Remove("expect");
    if (steps.contains(entry["step"].AsText())) entries.Append(std::move(entry));
  }
  script.Set("facts", std::move(facts));
  script.Set("overlays", Data::EmptyList());
  script.Remove("settings");
  script.Set("entries", std::move(entries));
  return script;
}

// By the rulebooks of the local rules that bind the dossier; they are named "cn-anhui" for "cn.anhui".
std::string LocalViolations(Run& run) {
  std::string text;
  for (const std::string& overlay : run.dossier()->opened().overlays) {
    std::string rulebook = overlay.substr(0, overlay.find('@'));
    std::replace(rulebook.begin(), rulebook.end(), '.', '-');
    text += Violations(run.events(), "local/" + rulebook + ".xml");
  }
  return text;
}

void CheckMove(const Data& script, const fs::path& path, const Data& move) {
  Data local = ScriptOf(script, move);
  Data::List entries = local["entries"].AsList();
  entries.back().Set("expect", move["expect"]);
  local.Set("entries", Data(entries));
  Run refused(local, path);
  INFO(Complaints(refused.result()));
  REQUIRE(refused.result().rejections.size() == 1);
  const Rejection& rejection = refused.result().rejections.front().rejection;
  CHECK(rejection.code == move["expect"]["rejected"].AsText());
  CHECK(rejection.article == move["expect"]["article"].AsText());
  CHECK(refused.result().unmet.empty());
  CHECK(rejection.message.zh.rfind("应", 0) == 0);
  CHECK(rejection.message.en.rfind("Expected to ", 0) == 0);
  if (move["local"].AsBool()) return;  // a step that the national procedure does not have
  Run accepted(Nationally(local), path);
  CHECK(Complaints(accepted.result()) == "");
}

}  // namespace

TEST_CASE("the sample obeys each local rule to the end of its script", "[scenario][local]") {
  const Data moves = ReadJsonFile(Local("moves.json"));
  for (const Data& table : moves.AsList()) {
    DYNAMIC_SECTION(table["script"].AsText()) {
      const fs::path path = Local(table["script"].AsText());
      Run run(ReadJsonFile(path), path);
      CHECK(Complaints(run.result()) == "");
      CHECK(run.result().rejections.empty());
      CHECK(run.dossier()->milestones().contains("publication"));
      CHECK(run.Replay() == "");
      CHECK(Violations(run.events()) == "");
      CHECK(LocalViolations(run) == "");
    }
  }
}

TEST_CASE("a move that only a local rule forbids is refused on its article", "[scenario][local]") {
  const Data moves = ReadJsonFile(Local("moves.json"));
  for (const Data& table : moves.AsList()) {
    const fs::path path = Local(table["script"].AsText());
    const Data script = ReadJsonFile(path);
    for (const Data& move : table["moves"].AsList()) {
      DYNAMIC_SECTION(table["script"].AsText() << ": " << move["name"].AsText()) { CheckMove(script, path, move); }
    }
  }
}

TEST_CASE("a limit of a local rule that is not kept stops nothing and stands in the record", "[scenario][local]") {
  const Data moves = ReadJsonFile(Local("moves.json"));
  int late = 0;
  for (const Data& table : moves.AsList()) {
    const fs::path path = Local(table["script"].AsText());
    const Data script = ReadJsonFile(path);
    for (const Data& move : table["late"].AsList()) {
      DYNAMIC_SECTION(table["script"].AsText() << ": " << move["name"].AsText()) {
        Run run(ScriptOf(script, move), path);
        CHECK(Complaints(run.result()) == "");
        const auto& deadlines = run.dossier()->deadlines();
        const auto found = deadlines.find(move["deadline"].AsText());
        REQUIRE(found != deadlines.end());
        CHECK(found->second.status == DeadlineStatus::kMissed);
        if (move.Has("rule")) CHECK(LocalViolations(run).find(move["rule"].AsText() + ": ") != std::string::npos);
      }
      ++late;
    }
  }
  CHECK(late > 0);
}

TEST_CASE("a limit moves to the day that a recorded extension names, and no further", "[scenario][local]") {
  const fs::path path = Local("heilongjiang.json");
  const Data script = ReadJsonFile(path);
  const auto ceiling = [&](const char* extension) {
    Run run(ScriptOf(script, *ParseJson(fmt::format(R"({{"step": "legality_review", "action": "issue_opinion",
      "at": "2022-08-22T09:00:00+08:00", "insert": [{}],
      "omit": [["legality_review", "adjust_draft"], ["legality_review", "confirm_adjustment"], ["submission", "submit_bundle"],
               ["submission", "check_bundle"], ["collective_deliberation", "convene"],
               ["collective_deliberation", "hold_meeting"]]}})", extension))), path);
    CHECK(Complaints(run.result()) == "");
    return run.dossier()->deadlines().at("legality_review/1/hlj_legality_ceiling");
  };
  constexpr const char* kExtended = R"({"at": "2022-08-01T09:00:00+08:00", "actor": "许正衡", "role": "review_department",
    "step": "legality_review", "action": "extend_review",
    "data": {"until": "2022-08-26", "reason": "涉及多个部门", "approved_by": "周明川"}})";
  CHECK(ceiling("").due->ToString() == "2022-08-11");
  CHECK(ceiling("").status == DeadlineStatus::kMissed);
  CHECK(ceiling(kExtended).due->ToString() == "2022-08-26");
  CHECK(ceiling(kExtended).status == DeadlineStatus::kMet);
}

}  // namespace juece::scenario
