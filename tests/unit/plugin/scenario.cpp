#include "unit/plugin/scenario.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/json.h"
#include "dossier/apply.h"

namespace juece {
namespace {

Data Without(const Data& list, std::size_t index) {
  Data::List kept = list.AsList();
  if (index < kept.size()) kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(index));
  return kept;
}

void Patch(Data& whole, const std::string& pointer, const Data& value) {
  const std::size_t cut = pointer.rfind('/');
  REQUIRE(cut != std::string::npos);
  const std::string last = pointer.substr(cut + 1);
  Data* parent = whole.At(pointer.substr(0, cut));
  INFO(pointer);
  REQUIRE(parent != nullptr);
  if (!parent->is_list()) {
    if (value.is_null()) {
      REQUIRE(parent->Remove(last));  // a patch that changes nothing is a mistake in the scenario
    } else {
      parent->Set(last, value);
    }
  } else if (last == "-") {
    parent->Append(value);
  } else if (value.is_null()) {
    *parent = Without(*parent, std::stoul(last));
  } else {
    REQUIRE(whole.At(pointer) != nullptr);
    *whole.At(pointer) = value;
  }
}

Data Resolved(const Data& scenario, const std::map<std::string, Data>& earlier) {
  Data whole = scenario;
  if (scenario.Has("like")) {
    const auto base = earlier.find(scenario["like"].AsText());
    INFO(scenario["like"].AsText());
    REQUIRE(base != earlier.end());
    whole = base->second;
    for (const Member& member : scenario.AsMap()) {
      if (member.name != "set" && member.name != "like") whole.Set(member.name, member.value);
    }
  }
  for (const Member& patch : scenario["set"].AsMap()) Patch(whole, patch.name, patch.value);
  whole.Remove("set");
  return whole;
}

void ReadFile(const std::filesystem::path& path, std::vector<Scenario>& all) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  auto data = ParseJson(text.str());
  INFO(path.string());
  REQUIRE(data.has_value());
  std::map<std::string, Data> earlier;
  for (const Data& scenario : (*data)["scenarios"].AsList()) {
    const std::string name = scenario["name"].AsText();
    INFO(name);
    Data whole = Resolved(scenario, earlier);
    REQUIRE(earlier.emplace(name, whole).second);
    all.push_back({path.filename().string(), (*data)["step"].AsText(), name, std::move(whole)});
  }
}

class Script {
 public:
  void Say(EventBody body, Actor actor = {}, const std::string& date = "2024-01-02") {
    Event event;
    event.dossier = "D1";
    event.position = static_cast<std::int64_t>(events_.size()) + 1;
    event.occurred_at = event.recorded_at =
        Instant::AtStartOf(*Date::Parse(date), kChinaOffsetMinutes);
    event.actor = std::move(actor);
    event.body = std::move(body);
    events_.push_back(std::move(event));
  }
  void Enter(const std::string& step) { Say(Entered(step, ++rounds_[step])); }
  [[nodiscard]] int Round(const std::string& step) const {
    return rounds_.count(step) == 0 ? 0 : rounds_.at(step);
  }
  [[nodiscard]] Dossier Folded() const { return Fold(events_); }

 private:
  static StepEntered Entered(const std::string& step, int round) {
    StepEntered entered;
    entered.step = step;
    entered.round = round;
    return entered;
  }
  std::vector<Event> events_;
  std::map<std::string, int> rounds_;
};

std::vector<MaterialRecord> MaterialsOf(const Data& kinds) {
  std::vector<MaterialRecord> materials;
  for (const Data& kind : kinds.AsList()) {
    MaterialRecord material;
    material.id = "M-" + kind.AsText();
    material.kind = kind.AsText();
    material.digest = "sha256:00";
    materials.push_back(std::move(material));
  }
  return materials;
}

void SayOtherSteps(const Data& steps, Script& script) {
  for (const Member& step : steps.AsMap()) {
    script.Enter(step.name);
    StepLeft left;
    left.step = step.name;
    left.round = 1;
    left.outcome = step.value.AsText();
    left.reason = left.outcome == kNotApplicableOutcome ? "stated" : "";
    script.Say(left);
  }
}

void SayHistory(const Scenario& scenario, Script& script) {
  for (const Data& entry : scenario.what["history"].AsList()) {
    if (entry.Has("enter")) {
      script.Enter(entry["enter"].AsText());
      continue;
    }
    ActionRecorded recorded;
    recorded.step = entry.Has("step") ? entry["step"].AsText() : scenario.step;
    if (script.Round(recorded.step) == 0) script.Enter(recorded.step);
    recorded.round = script.Round(recorded.step);
    recorded.event = entry["event"].AsText();
    recorded.action = recorded.event;
    recorded.data = entry["data"].is_null() ? Data::EmptyMap() : entry["data"];
    recorded.materials = MaterialsOf(entry["materials"]);
    script.Say(recorded, {entry["actor"].AsText(), entry["role"].AsText(), ""},
               entry.Has("date") ? entry["date"].AsText() : "2024-01-02");
  }
}

}  // namespace

std::vector<Scenario> ReadScenarios(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Scenario> all;
  for (const auto& file : files) ReadFile(file, all);
  return all;
}

Dossier DossierOf(const Scenario& scenario) {
  Script script;
  DossierOpened opened;
  for (const Member& setting : scenario.what["settings"].AsMap())
    opened.settings.emplace_back(setting.name, setting.value.AsText());
  script.Say(opened);
  for (const Member& fact : scenario.what["facts"].AsMap())
    script.Say(FactSet{fact.name, fact.value, "stated"});
  SayOtherSteps(scenario.what["steps"], script);
  if (!scenario.what["materials"].AsList().empty()) {
    ActionRecorded before;
    before.step = "before";
    before.round = 1;
    before.event = "materials_filed";
    before.materials = MaterialsOf(scenario.what["materials"]);
    script.Say(before);
  }
  SayHistory(scenario, script);
  if (script.Round(scenario.step) == 0) script.Enter(scenario.step);
  return script.Folded();
}

}  // namespace juece
