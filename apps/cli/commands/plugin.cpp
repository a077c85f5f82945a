// juece plugin list | describe FILE | quarantine | lift ID; new and test stand in files of their own.
#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/plugin_kit.h"
#include "commands/state.h"
#include "plugin/crash_book.h"
#include "plugin/plugin_set.h"
#include "runtime/installation.h"

namespace juece::cli {
namespace {

std::string ActionLine(const ActionType& action, Language language) {
  std::string kinds;
  for (const ActionMaterial& material : action.materials) {
    kinds += (kinds.empty() ? "" : " ") + material.kind + (material.required ? "" : "?");
  }
  return fmt::format("      {}{}{}  {}\n", Padded(action.id, 26), Padded(action.title.In(language), 30), fmt::join(action.roles, " "), kinds);
}

std::string HostingWord(const Plugin& plugin, Language language) {
  if (plugin.hosting() == "child") return language == Language::kChinese ? "独立进程" : "process of its own";
  return language == Language::kChinese ? "引擎进程内" : "in the engine's process";
}

std::string Told(const Plugin& library, bool actions, Language language) {
  std::string out = fmt::format("{} {}  {}  (ABI {}, {}, {})\n", library.id(), library.version(), library.title().In(language), library.abi(),
                                HostingWord(library, language), library.path());
  for (const StepType& type : library.types()) {
    std::string outcomes;
    for (const OutcomeType& outcome : type.outcomes) {
      outcomes += fmt::format("{}{} ", outcome.opens ? "○" : "●", outcome.id);
    }
    out += fmt::format("  {}{}{}\n", Padded(type.id, 26), Padded(type.title.In(language), 20), outcomes);
    for (const ActionType& action : type.actions) {
      out += actions ? ActionLine(action, language) : "";
    }
  }
  return out;
}

int List(Session& session) {
  const auto paths = session.paths();
  if (!paths) {
    return kImpossible;
  }
  std::vector<Finding> findings;
  const HostingPolicy hosting = HostingOf(*paths, findings);
  PluginSet set(hosting, std::make_shared<SystemClock>());
  set.AddFolder(paths->plugins, findings);
  for (const std::string& folder : hosting.folders) set.AddFolder(folder, findings);
  session.PrintFindings(findings, true);
  Data plugins = Data::EmptyList();
  for (const auto& library : set.plugins()) {
    if (session.json()) {
      plugins.Append(DescribePlugin(*library));
    } else {
      session.Print(Told(*library, false, session.language()));
    }
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"plugins", plugins}}));
  }
  return HasError(findings) ? kWrong : kDone;
}

int Describe(Session& session, const std::string& file) {
  const auto paths = session.paths();
  if (!paths) {
    return kImpossible;
  }
  if (file.empty()) {
    session.Complain({"应给出插件文件:juece plugin describe FILE。", "Expected a plugin file: juece plugin describe FILE."});
    return kImpossible;
  }
  std::vector<Finding> findings;
  PluginSet set(HostingOf(*paths, findings), std::make_shared<SystemClock>());
  session.PrintFindings(findings, true);
  if (const Status status = set.AddFile(file); !status.ok()) {
    return session.Fail(status);
  }
  const Plugin& plugin = *set.plugins().front();
  if (session.json()) {
    session.Print(DescribePlugin(plugin));
  } else {
    session.Print(Told(plugin, true, session.language()));
  }
  return kDone;
}

std::string CrashesTold(const Data& plugin, Language language) {
  const bool zh = language == Language::kChinese;
  std::string out = fmt::format("{} {}  {}  {}\n", plugin["id"].AsText(), plugin["version"].AsText(),
                                plugin["quarantined"].AsBool() ? (zh ? "已隔离" : "quarantined") : (zh ? "未隔离" : "not quarantined"),
                                plugin["digest"].AsText());
  for (const Data& crash : plugin["crashes"].AsList()) out += fmt::format("  {}  {}\n", crash["at"].AsText(), crash["reason"].AsText());
  for (const Data& lift : plugin["lifted"].AsList()) {
    out += zh ? fmt::format("  {}  {} 解除隔离:{}\n", lift["at"].AsText(), lift["actor"].AsText(), lift["reason"].AsText())
              : fmt::format("  {}  lifted by {}: {}\n", lift["at"].AsText(), lift["actor"].AsText(), lift["reason"].AsText());
  }
  return out;
}

// Done where nothing waits for a person, wrong where something does.
int Quarantine(Session& session, const CrashBook& book) {
  const auto kept = book.Read();
  if (!kept) {
    return session.Fail(kept.error());
  }
  const Data::List& plugins = (*kept)["plugins"].AsList();
  if (session.json()) {
    session.Print(Data::OfMembers({{"plugins", plugins}}));
  } else if (plugins.empty()) {
    session.Print(std::string(session.language() == Language::kChinese ? "没有插件崩溃过。\n" : "No plugin has crashed.\n"));
  } else {
    for (const Data& plugin : plugins) session.Print(CrashesTold(plugin, session.language()));
  }
  for (const Data& plugin : plugins) {
    if (plugin["quarantined"].AsBool()) return kWrong;
  }
  return kDone;
}

int Lift(Session& session, CrashBook& book, const PluginArguments& arguments) {
  if (arguments.file.empty() || arguments.actor.empty() || arguments.reason.empty()) {
    session.Complain({"应写明插件标识、谁解除和查明的原因:juece plugin lift ID --actor 姓名 --reason 原因。",
                      "Expected the plugin's id, who lifts it and what was found: juece plugin lift ID --actor NAME --reason TEXT."});
    return kImpossible;
  }
  if (const Status status = book.Lift(arguments.file, arguments.actor, arguments.reason); !status.ok()) {
    return session.Fail(status);
  }
  return kDone;
}

}  // namespace

int Run(Session& session, const PluginArguments& arguments) {
  if (arguments.action == "list") {
    return List(session);
  }
  if (arguments.action == "describe") {
    return Describe(session, arguments.file);
  }
  if (arguments.action == "new") {
    return NewPlugin(session, arguments);
  }
  if (arguments.action == "test") {
    return TestPlugin(session, arguments);
  }
  const auto paths = session.paths();
  if (!paths) {
    return kImpossible;
  }
  std::vector<Finding> findings;
  CrashBook book(HostingOf(*paths, findings).crash_book, std::make_shared<SystemClock>());
  session.PrintFindings(findings, true);
  return arguments.action == "lift" ? Lift(session, book, arguments) : Quarantine(session, book);
}

}  // namespace juece::cli
