// juece run: a dossier script, start to end.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "base/json.h"
#include "commands/commands.h"
#include "commands/outcome.h"
#include "commands/state.h"
#include "runtime/script.h"

namespace juece::cli {
namespace {

Data Described(const ScriptResult& result, const Definition* definition, Language language) {
  Data rejections = Data::EmptyList();
  for (const ScriptRejection& rejection : result.rejections) {
    Data one = ToData(rejection.rejection, language);
    Data entry = Data::OfMembers({{"entry", static_cast<std::int64_t>(rejection.entry)}});
    for (const Member& member : one.AsMap()) {
      entry.Set(member.name, member.value);
    }
    entry.Set("expected", rejection.expected);
    rejections.Append(std::move(entry));
  }
  Data unmet = Data::EmptyList();
  for (const std::string& text : result.unmet) {
    unmet.Append(text);
  }
  Data out = Data::OfMembers({{"dossier", result.dossier},
                              {"state", result.state},
                              {"accepted", static_cast<std::int64_t>(result.accepted)},
                              {"rejections", rejections},
                              {"steps", StepsData(*result.state_after, definition)}});
  if (!result.unmet.empty()) {
    out.Set("unmet", unmet);
  }
  return out;
}

std::string Told(const ScriptResult& result, const Definition* definition, Language language) {
  const bool chinese = language == Language::kChinese;
  std::string out = chinese ? fmt::format("案卷 {}:{},受理 {} 项\n", result.dossier, StatusWord(result.state, language), result.accepted)
                            : fmt::format("dossier {}: {}, {} accepted\n", result.dossier, result.state, result.accepted);
  for (const ScriptRejection& rejection : result.rejections) {
    out += chinese ? fmt::format("第 {} 项被拒绝{}\n  ", rejection.entry, rejection.expected ? "(脚本预期)" : "")
                   : fmt::format("entry {} refused{}\n  ", rejection.entry, rejection.expected ? " (as the script expects)" : "");
    out += RejectionText(rejection.rejection, language) + "\n";
  }
  for (const std::string& text : result.unmet) {
    out += "! " + text + "\n";
  }
  return out + StepsTable(*result.state_after, definition, language);
}

}  // namespace

int Run(Session& session, const RunArguments& arguments) {
  auto text = ReadFile(arguments.script);
  if (!text) {
    return session.Fail(text.error());
  }
  auto script = ParseJson(*text);
  if (!script) {
    const Text& why = script.error().message();
    session.Complain({arguments.script + ":" + why.zh, arguments.script + ": " + why.en});
    return kImpossible;
  }
  Engine* engine = session.engine(Session::Access::kWrite);
  if (engine == nullptr) {
    return kImpossible;
  }
  ScriptOptions options;
  options.system_clock = arguments.clock == "system";
  options.base_directory = std::filesystem::path(arguments.script).parent_path().string();
  options.now = [] { return Session::Now(); };
  options.evidence_directory = session.store_path() + ".materials";
  if (!session.json() && isatty(STDERR_FILENO) != 0) {
    options.progress = [](std::size_t done, std::size_t total, const std::string& what) {
      fmt::print(stderr, "\r\033[K[{}/{}] {}", done, total, what);
      if (done == total) {
        fmt::print(stderr, "\r\033[K");
      }
    };
  }
  auto result = RunScript(*engine, *script, options);
  if (!result) {
    return session.Fail(result.error());
  }
  const auto procedure = engine->ProcedureOf(result->dossier);
  const Definition* definition = procedure ? &(*procedure)->definition() : nullptr;
  if (session.json()) {
    session.Print(Described(*result, definition, session.language()));
  } else {
    session.Print(Told(*result, definition, session.language()));
  }
  bool wrong = !result->unmet.empty();
  for (const ScriptRejection& rejection : result->rejections) {
    wrong = wrong || !rejection.expected;
  }
  return wrong ? kWrong : kDone;
}

}  // namespace juece::cli
