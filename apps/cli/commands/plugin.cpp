// juece plugin list | describe FILE.
#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/state.h"
#include "plugin/plugin_set.h"

namespace juece::cli {
namespace {

std::string ActionLine(const ActionType& action, Language language) {
  std::string kinds;
  for (const ActionMaterial& material : action.materials) {
    kinds += (kinds.empty() ? "" : " ") + material.kind + (material.required ? "" : "?");
  }
  return fmt::format("      {}{}{}  {}\n", Padded(action.id, 26), Padded(action.title.In(language), 30), fmt::join(action.roles, " "), kinds);
}

std::string Told(const PluginLibrary& library, bool actions, Language language) {
  std::string out = fmt::format("{} {}  {}  (ABI {}, {})\n", library.id(), library.version(), library.title().In(language), library.abi(),
                                library.path());
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
  PluginSet set;
  std::vector<Finding> findings;
  set.AddFolder(paths->plugins, findings);
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

}  // namespace

int Run(Session& session, const PluginArguments& arguments) {
  if (arguments.action == "list") {
    return List(session);
  }
  if (arguments.file.empty()) {
    session.Complain({"应给出插件文件:juece plugin describe FILE。", "Expected a plugin file: juece plugin describe FILE."});
    return kImpossible;
  }
  auto library = PluginLibrary::Load(arguments.file);
  if (!library) {
    return session.Fail(library.error());
  }
  if (session.json()) {
    session.Print(DescribePlugin(**library));
  } else {
    session.Print(Told(**library, true, session.language()));
  }
  return kDone;
}

}  // namespace juece::cli
