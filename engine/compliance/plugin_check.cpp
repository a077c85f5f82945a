#include "compliance/plugin_check.h"

#include <fmt/format.h>

#include "compliance/scene.h"

namespace juece {
namespace {

Data EventData(const SubjectEvent& event) {
  Data materials = Data::EmptyList();
  for (const MaterialRecord& material : event.materials) {
    materials.Append(Data::OfMembers({{"kind", material.kind}, {"title", material.title}, {"digest", material.digest}}));
  }
  return Data::OfMembers({{"event", event.event}, {"step", event.step}, {"id", event.id},
                          {"date", event.date ? Data(event.date->ToString()) : Data()}, {"data", event.data}, {"actor", event.actor},
                          {"role", event.role}, {"late", event.late.has_value()}, {"materials", std::move(materials)}});
}

std::string_view NameOf(Knowledge knowledge) {
  switch (knowledge) {
    case Knowledge::kPartial: return "partial";
    case Knowledge::kSoFar: return "so_far";
    case Knowledge::kWhole: return "whole";
  }
  return "";
}

// What could not be judged is never taken for satisfied.
CheckResult NotJudged(const PluginCheck& check, const Scene& scene, const SubjectEvent& event, const Status& error) {
  const bool missing = error.code() == StatusCode::kNotFound;
  const Text& why = error.message();
  return scene.Say(Verdict::kNotShown, missing ? "check-not-installed" : "check-failed",
                   {fmt::format("规则检查“{}”未能评判:{}", check.check, why.zh), fmt::format("The rule check {} did not judge: {}", check.check, why.en)},
                   {&event});
}

CheckResult JudgeOne(const PluginCheck& check, const Scene& scene, const Match& match) {
  const SubjectEvent& event = *match.event;
  if (scene.checks() == nullptr) {
    return NotJudged(check, scene, event, Status::NotFound({"没有安装插件", "no plugins are at hand"}));
  }
  const auto said = scene.checks()->Judge(check.check, check.configuration, ShownToCheck(scene.subject(), event));
  if (!said) return NotJudged(check, scene, event, said.error());
  // Whether it speaks of this event is open, so it can violate nothing.
  const bool open = match.truth != Truth::kTrue && said->verdict == Verdict::kViolated;
  const Text what = scene.Describe(event);
  return scene.Say(open ? Verdict::kNotShown : said->verdict, fmt::format("check-{}", check.check),
                   {what.zh + ":" + said->reason.zh, what.en + ": " + said->reason.en}, {&event});
}

}  // namespace

Data ShownToCheck(const Subject& subject, const SubjectEvent& event) {
  Data facts = Data::EmptyMap();
  for (const auto& [id, value] : subject.facts) facts.Set(id, value);
  Data settings = Data::EmptyMap();
  for (const auto& [id, value] : subject.settings) settings.Set(id, value);
  Data events = Data::EmptyList();
  for (const SubjectEvent& one : subject.events) events.Append(EventData(one));
  return Data::OfMembers({{"event", EventData(event)}, {"knowledge", NameOf(subject.knowledge)}, {"organ", subject.organ},
                          {"facts", std::move(facts)}, {"settings", std::move(settings)}, {"events", std::move(events)}});
}

CheckResult Judge(const PluginCheck& check, const Scene& scene) {
  int outside = 0;
  CheckResult result;
  const std::vector<Match> events = scene.Governed(check.event, outside);
  // A check may look at the other events too, so what is still to come may change any answer.
  for (const Match& match : events) result = Together(std::move(result), scene.Undecided(JudgeOne(check, scene, match)));
  return events.empty() ? scene.NothingToJudge(check.event.events, outside) : scene.WithMore(std::move(result));
}

}  // namespace juece
