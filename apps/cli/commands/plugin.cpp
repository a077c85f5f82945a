// juece plugin list | describe FILE | quarantine | lift ID; new, test and sign, install, remove stand in files of their own.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "commands/commands.h"
#include "commands/plugin_kit.h"
#include "commands/plugin_set_of.h"
#include "commands/state.h"
#include "plugin/crash_book.h"
#include "plugin/plugin_set.h"
#include "runtime/installation.h"
#include "runtime/plugin_use.h"

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

std::string TrustWord(const PluginTrust& trust, Language language) {
  const bool zh = language == Language::kChinese;
  if (trust.kind == "signed") {
    return zh ? fmt::format("签名人 {}({})", trust.signer_name, trust.signer) : fmt::format("signed by {} ({})", trust.signer_name, trust.signer);
  }
  if (trust.kind == "shipped") return zh ? "随本程序安装" : "came with the program";
  return zh ? "未签名" : "unsigned";
}

std::string Told(const Plugin& library, bool actions, Language language) {
  std::string out = fmt::format("{} {}  {}  (ABI {}, {}, {})\n  {}  {}\n", library.id(), library.version(), library.title().In(language), library.abi(),
                                HostingWord(library, language), library.path(), TrustWord(library.trust(), language), library.digest());
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
  for (const FunctionType& function : library.functions()) {
    out += fmt::format("  {}{}{}\n", Padded(function.id, 26), Padded(function.title.In(language), 20), TitleOf(function.kind).In(language));
    out += actions ? "      " + function.summary.In(language) + "\n" : "";
  }
  return out;
}

// Which running dossiers are pinned to it.
std::vector<std::string> UsersOf(const Plugin& plugin, const std::vector<DossierPins>& running) {
  const PluginPin pin{plugin.id(), plugin.version(), plugin.digest()};
  std::vector<std::string> users;
  for (const DossierPins& dossier : running) {
    if (std::find(dossier.pins.begin(), dossier.pins.end(), pin) != dossier.pins.end()) users.push_back(dossier.dossier);
  }
  return users;
}

std::string UseTold(bool serves_new, const std::vector<std::string>& users, Language language) {
  const bool zh = language == Language::kChinese;
  constexpr std::size_t kMostNamed = 10;
  const std::size_t named = std::min(users.size(), kMostNamed);
  const std::string names = fmt::format("{}{}", fmt::join(users.begin(), users.begin() + static_cast<std::ptrdiff_t>(named), " "), users.size() > named ? " …" : "");
  const std::string who = serves_new ? (zh ? "新案卷使用" : "new dossiers use it") : (zh ? "只供锁定它的案卷使用" : "only for dossiers that are pinned to it");
  return zh ? fmt::format("  {};在办案卷 {} 件{}{}\n", who, users.size(), users.empty() ? "" : ":", names)
            : fmt::format("  {}; running dossiers: {}{}{}\n", who, users.size(), users.empty() ? "" : ": ", names);
}

// A running dossier whose build is not installed cannot go on: an error that names it.
void AddMissing(const PluginSet& set, const std::vector<DossierPins>& running, std::vector<Finding>& findings) {
  std::map<std::string, std::pair<PluginPin, std::vector<std::string>>> missing;
  for (const DossierPins& dossier : running) {
    for (const PluginPin& pin : dossier.pins) {
      const bool there = std::any_of(set.plugins().begin(), set.plugins().end(), [&](const auto& plugin) { return plugin->digest() == pin.digest && plugin->id() == pin.id; });
      if (there) continue;
      auto& entry = missing[pin.id + pin.digest];
      entry.first = pin;
      entry.second.push_back(dossier.dossier);
    }
  }
  for (const auto& [key, entry] : missing) {
    const auto& [pin, dossiers] = entry;
    Finding finding;
    finding.code = "plugin";
    finding.message = {fmt::format("应有在办案卷锁定的插件 {} {} ({}),但没有安装;请放回该构建,或者用 juece move-plugin 换用别的构建。案卷:{}", pin.id, pin.version, pin.digest,
                                   fmt::join(dossiers, " ")),
                       fmt::format("expected the plugin that running dossiers are pinned to, {} {} ({}), but it is not installed; put that build back, or move the dossiers "
                                   "with juece move-plugin: {}",
                                   pin.id, pin.version, pin.digest, fmt::join(dossiers, " "))};
    findings.push_back(std::move(finding));
  }
}

int List(Session& session) {
  const auto paths = session.paths();
  if (!paths) {
    return kImpossible;
  }
  std::vector<Finding> findings;
  const auto set = InstalledPlugins(*paths, findings);
  const auto known = PinsIn(session);
  if (!known) session.Complain(known.error().message());
  const std::vector<DossierPins> running = known ? *known : std::vector<DossierPins>();
  AddMissing(*set, running, findings);
  session.PrintFindings(findings, true);
  Data plugins = Data::EmptyList();
  for (const auto& library : set->plugins()) {
    const std::vector<std::string> users = UsersOf(*library, running);
    const bool serves_new = set->ServesNewDossiers(*library);
    if (session.json()) {
      Data told = DescribePlugin(*library);
      told.Set("path", library->path());
      told.Set("serves_new_dossiers", serves_new);
      Data dossiers = Data::EmptyList();
      for (const std::string& user : users) dossiers.Append(user);
      told.Set("used_by", std::move(dossiers));
      plugins.Append(std::move(told));
    } else {
      session.Print(Told(*library, false, session.language()) + UseTold(serves_new, users, session.language()));
    }
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"plugins", plugins}}));
  }
  return HasError(findings) || !known ? kWrong : kDone;
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
  if (const Status status = set.AddNamedFile(file); !status.ok()) {
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
  if (arguments.action == "sign") {
    return SignPlugins(session, arguments);
  }
  if (arguments.action == "install") {
    return InstallPlugin(session, arguments);
  }
  if (arguments.action == "remove") {
    return RemovePlugin(session, arguments);
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
