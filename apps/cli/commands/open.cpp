// juece open, submit, and the office's verbs.
#include <fmt/format.h>

#include <charconv>

#include "commands/commands.h"
#include "commands/outcome.h"
#include "commands/plugin_set_of.h"
#include "commands/submitting.h"

namespace juece::cli {
namespace {

int BadAssignment(const Session& session, const char* option, const std::string& found) {
  session.Complain({fmt::format("{} 应写成 名称=值,但给出的是“{}”。", option, found),
                    fmt::format("{}: expected name=value, but found \"{}\".", option, found)});
  return kImpossible;
}

Result<std::vector<MaterialRecord>> MaterialsOf(Session& session, const std::vector<std::string>& arguments) {
  std::vector<MaterialRecord> records;
  for (const std::string& argument : arguments) {
    const auto parts = SplitAssignment(argument);
    if (!parts) {
      return Status::InvalidArgument({fmt::format("--material 应写成 种类=文件,但给出的是“{}”。", argument),
                                      fmt::format("--material: expected KIND=FILE, but found \"{}\".", argument)});
    }
    auto store = session.materials();
    if (!store) {
      return store.error();
    }
    auto kept = (*store)->Put(parts->second);
    if (!kept) {
      return kept.error();
    }
    const auto slash = parts->second.find_last_of('/');
    MaterialRecord record;
    record.kind = parts->first;
    record.file_name = slash == std::string::npos ? parts->second : parts->second.substr(slash + 1);
    record.title = record.file_name;
    record.digest = kept->digest;
    record.size = kept->size;
    record.carrier = "file";
    records.push_back(std::move(record));
  }
  return records;
}

Result<CommandBody> BodyOf(const VerbArguments& a) {
  if (a.verb == "return") {
    return CommandBody(ReturnTo{a.from, a.to});
  }
  if (a.verb == "override") {
    return CommandBody(OverrideStep{a.step, a.what});
  }
  if (a.verb == "resolve-incident") {
    return CommandBody(ResolveIncident{a.incident});
  }
  if (a.verb == "set-fact") {
    const auto parts = SplitAssignment(a.fact);
    if (!parts) {
      return Status::InvalidArgument({fmt::format("事实应写成 名称=值,但给出的是“{}”。", a.fact),
                                      fmt::format("Expected fact=value, but found \"{}\".", a.fact)});
    }
    return CommandBody(SetFact{parts->first, FactValueOf(parts->second)});
  }
  if (a.verb == "correct") {
    std::int64_t position = 0;
    const auto [end, error] = std::from_chars(a.position.data(), a.position.data() + a.position.size(), position);
    if (error != std::errc() || *end != '\0') {
      return Status::InvalidArgument({fmt::format("记录序号应为整数,但给出的是“{}”。可用 juece show 案卷 --history 查看序号。", a.position),
                                      fmt::format("Expected the position of an entry, but found \"{}\". See juece show DOSSIER --history.", a.position)});
    }
    auto data = ReadDataArgument(a.data);
    if (!data) {
      return data.error();
    }
    return CommandBody(CorrectEntry{position, *data});
  }
  if (a.verb == "terminate") {
    return CommandBody(TerminateDossier{});
  }
  if (a.verb == "withdraw") {
    return CommandBody(WithdrawDossier{});
  }
  if (a.verb == "pause") {
    return CommandBody(PauseDossier{});
  }
  return CommandBody(ResumeDossier{});
}

// The build by its id and version, or by its digest, as it is installed.
Result<CommandBody> MoveOf(Session& session, const VerbArguments& arguments) {
  const auto paths = session.paths();
  if (!paths) return Status::NotFound({"没有安装的插件", "nothing is installed"});
  std::vector<Finding> findings;
  const auto build = FindBuild(*InstalledPlugins(*paths, findings), arguments.build);
  if (!build) return build.error();
  return CommandBody(MovePlugin{{(*build)->id(), (*build)->version(), (*build)->digest()}});
}

Result<Engine::OpenRequest> RequestOf(const OpenArguments& a) {
  for (const auto& [option, value] : {std::pair<const char*, const std::string&>{"--title", a.title}, {"--organ", a.organ}}) {
    if (Status status = CheckName(option, value); !status.ok()) {
      return status;
    }
  }
  auto when = WhenOf(a.acting);
  if (!when) {
    return when.error();
  }
  Engine::OpenRequest request;
  request.procedure = a.procedure;
  request.overlays = a.overlays;
  request.office_file = a.office;
  request.body.title = a.title;
  request.body.organ = a.organ;
  request.body.facts_reason = a.reason;
  request.actor = {a.acting.actor, a.acting.role, ""};
  request.occurred_at = when->occurred_at;
  request.recorded_at = when->recorded_at;
  request.late = when->late;
  request.key = a.acting.key;
  return request;
}

}  // namespace

int Run(Session& session, const OpenArguments& arguments) {
  auto request = RequestOf(arguments);
  if (!request) {
    return session.Fail(request.error());
  }
  for (const std::string& fact : arguments.facts) {
    const auto parts = SplitAssignment(fact);
    if (!parts) {
      return BadAssignment(session, "--fact", fact);
    }
    request->body.facts.emplace_back(parts->first, FactValueOf(parts->second));
  }
  for (const std::string& setting : arguments.settings) {
    const auto parts = SplitAssignment(setting);
    if (!parts) {
      return BadAssignment(session, "--setting", setting);
    }
    request->body.settings.push_back(*parts);
  }
  Engine* engine = session.engine(Session::Access::kWrite);
  if (engine == nullptr) {
    return kImpossible;
  }
  auto opened = engine->Open(*request);
  if (!opened) {
    return session.Fail(opened.error());
  }
  session.PrintFindings(opened->findings, true);
  if (!opened->outcome.accepted) {
    return opened->outcome.rejection ? PrintOutcome(session, opened->outcome) : kWrong;
  }
  if (session.json()) {
    Data answer = Data::OfMembers({{"dossier", opened->dossier}});
    if (opened->outcome.repeated) answer.Set("repeated", true);
    session.Print(answer);
  } else {
    session.Print(opened->dossier + "\n");
    NoteRepeated(session, opened->outcome);
  }
  return kDone;
}

int Run(Session& session, const SubmitArguments& arguments) {
  auto command = CommandOf(arguments.dossier, arguments.acting);
  if (!command) {
    return session.Fail(command.error());
  }
  auto data = ReadDataArgument(arguments.data);
  if (!data) {
    return session.Fail(data.error());
  }
  Engine* engine = session.engine(Session::Access::kWrite);
  if (engine == nullptr) {
    return kImpossible;
  }
  auto materials = MaterialsOf(session, arguments.materials);
  if (!materials) {
    return session.Fail(materials.error());
  }
  command->body = SubmitAction{arguments.step, arguments.action, *data, *materials};
  return Submitted(session, *engine, *command, arguments.acting);
}

int Run(Session& session, const VerbArguments& arguments) {
  auto command = CommandOf(arguments.dossier, arguments.acting);
  if (!command) {
    return session.Fail(command.error());
  }
  auto body = arguments.verb == "move-plugin" ? MoveOf(session, arguments) : BodyOf(arguments);
  if (!body) {
    return session.Fail(body.error());
  }
  command->authority = arguments.authority;
  command->reason = arguments.reason;
  command->body = *body;
  Engine* engine = session.engine(Session::Access::kWrite);
  return engine == nullptr ? kImpossible : Submitted(session, *engine, *command, arguments.acting);
}

int Run(Session& session, const TickArguments& arguments) {
  Acting acting;
  acting.at = arguments.at;
  acting.actor = acting.role = "system";
  const auto when = WhenOf(acting);
  if (!when) {
    return session.Fail(when.error());
  }
  Engine* engine = session.engine(Session::Access::kWrite);
  if (engine == nullptr) {
    return kImpossible;
  }
  auto outcome = engine->Tick(arguments.dossier, when->occurred_at);
  return outcome ? PrintOutcome(session, *outcome) : session.Fail(outcome.error());
}

}  // namespace juece::cli
