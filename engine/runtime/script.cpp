#include "runtime/script.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "runtime/script_reader.h"

namespace juece {
namespace {

Instant MachineNow() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count(), kChinaOffsetMinutes};
}

// A step that the procedure does not have is a mistake of the script, unless the script expects to be refused for it.
Status CheckSteps(const ReadScript& script, const Definition& definition) {
  Text problems;
  for (std::size_t i = 0; i < script.entries.size(); ++i) {
    const auto* submit = std::get_if<SubmitAction>(&script.entries[i].command.body);
    if (script.entries[i].tick || submit == nullptr || definition.FindStep(submit->step) != nullptr) continue;
    if (script.entries[i].expect.code == "unknown-step") continue;
    problems.zh += fmt::format("\n/entries/{}/step:应为程序 {} 的步骤,但没有“{}”", i, definition.id, submit->step);
    problems.en += fmt::format("\n/entries/{}/step: expected a step of {}, but it has no {}", i, definition.id, submit->step);
  }
  if (problems.empty()) return Status::Ok();
  return Status::InvalidArgument({"脚本不能运行:" + problems.zh, "The script cannot be run:" + problems.en});
}

class Runner {
 public:
  Runner(Engine& engine, const ReadScript& script, const ScriptOptions& options)
      : engine_(engine), script_(script), options_(options), positions_(script.entries.size(), 0) {}

  Result<ScriptResult> Run() {
    auto opened = Open();
    if (!opened) return opened.error();
    if (!result_.dossier.empty()) {
      for (std::size_t i = 0; i < script_.entries.size(); ++i) {
        if (Status status = RunEntry(i); !status.ok()) return status;
        if (options_.progress) options_.progress(i + 1, script_.entries.size(), script_.entries[i].what);
      }
    }
    return Finish();
  }

 private:
  Result<bool> Open() {
    Engine::OpenRequest request = script_.open;
    request.recorded_at = Recorded(request.occurred_at, request.recorded_at, true);
    auto opened = engine_.Open(request);
    if (!opened) return opened.error();
    result_.dossier = opened->dossier;
    Note(-1, script_.expect_open, opened->outcome);
    return true;
  }

  // The virtual clock never runs back: what is told after something else is recorded after it.
  Instant Recorded(Instant occurred, Instant given, bool says) {
    if (options_.system_clock) return options_.now ? options_.now() : MachineNow();
    now_ = says ? given : std::max(occurred, now_);
    return now_;
  }

  Status RunEntry(std::size_t i) {
    const ScriptEntry& entry = script_.entries[i];
    Command command = entry.command;
    command.dossier = result_.dossier;
    const Instant before = now_;
    command.recorded_at = Recorded(command.occurred_at, command.recorded_at, entry.recorded_given);
    if (auto* correct = std::get_if<CorrectEntry>(&command.body)) {
      const auto target = static_cast<std::size_t>(entry.corrects_entry);
      if (correct->position <= 0 && target < positions_.size()) correct->position = positions_[target];
    }
    if (entry.redacts) {
      auto places = Meant(entry);
      if (!places) return places.error();
      command.body = RedactPersonal{std::move(*places)};
    }
    auto outcome = entry.tick ? engine_.Tick(result_.dossier, command.occurred_at) : engine_.Submit(command);
    if (!outcome) return outcome.error();
    if (!outcome->accepted) now_ = std::max(before, now_);
    for (const Event& event : outcome->events) {
      if (positions_[i] == 0 && std::holds_alternative<ActionRecorded>(event.body)) positions_[i] = event.position;
    }
    Note(static_cast<std::int64_t>(i), entry.expect, *outcome);
    return Status::Ok();
  }

  Result<std::vector<PersonalPlace>> Meant(const ScriptEntry& entry) {
    PersonalSelection selection = *entry.redacts;
    const auto target = static_cast<std::size_t>(entry.redacts_entry);
    if (entry.redacts_entry >= 0 && target < positions_.size()) {
      for (PersonalPlace& place : selection.places) place.position = positions_[target];
      if (selection.places.empty()) selection.positions.push_back(positions_[target]);
    }
    return SelectPersonal(engine_.store(), result_.dossier, selection);
  }

  void Note(std::int64_t entry, const ScriptExpectation& expect, const Outcome& outcome) {
    const std::string where = entry < 0 ? "/opened" : fmt::format("/entries/{}", entry);
    if (outcome.accepted) {
      if (entry >= 0) ++result_.accepted;
      if (expect.code.empty()) return;
      result_.unmet.push_back(fmt::format("{}: 应被拒绝({}),但被受理 / expected to be refused ({}), but it was accepted", where,
                                          expect.code, expect.code));
      return;
    }
    const Rejection& rejection = *outcome.rejection;
    const bool as_said = !expect.code.empty() && rejection.code == expect.code &&
                         (!expect.article || *expect.article == rejection.article);
    result_.rejections.push_back({entry, rejection, as_said});
    if (expect.code.empty() || as_said) return;
    const std::string wanted = expect.code + " " + expect.article.value_or("");
    result_.unmet.push_back(fmt::format("{}: 应以 {} 拒绝,但以 {} {} 拒绝 / expected {}, but the refusal was {} {}", where, wanted,
                                        rejection.code, rejection.article, wanted, rejection.code, rejection.article));
  }

  Result<ScriptResult> Finish() {
    if (result_.dossier.empty()) {
      result_.state_after = std::make_shared<Dossier>();
    } else {
      auto state = engine_.Get(result_.dossier);
      if (!state) return state.error();
      result_.state_after = *state;
    }
    result_.state = ToString(result_.state_after->status());
    return std::move(result_);
  }

  Engine& engine_;
  const ReadScript& script_;
  const ScriptOptions& options_;
  ScriptResult result_;
  Instant now_;
  std::vector<std::int64_t> positions_;  // of the action that each entry recorded
};

}  // namespace

Result<ScriptResult> RunScript(Engine& engine, const Data& script, const ScriptOptions& options) {
  const ScriptContext context{options.base_directory, engine.store().algorithm(), options.evidence_directory};
  auto read = ReadScriptData(script, context);
  if (!read) return read.error();
  read->open.prepared = engine.Prepare(read->open.procedure, read->open.overlays);
  if (const auto& procedure = read->open.prepared->procedure; procedure != nullptr) {
    if (Status status = CheckSteps(*read, procedure->definition()); !status.ok()) return status;
  }
  return Runner(engine, *read, options).Run();
}

}  // namespace juece
