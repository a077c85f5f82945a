#include "runtime/installation.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <iterator>
#include <utility>

#include "plugin/plugin_file.h"
#include "plugin/plugin_set.h"
#include "runtime/plugin_configuration.h"
#include "xml/document.h"

namespace juece {
namespace fs = std::filesystem;
namespace {

std::optional<InstallationPaths> At(const fs::path& plugins, const fs::path& workflows) {
  std::error_code ignored;
  if (!fs::is_directory(plugins, ignored) || !fs::is_directory(workflows, ignored)) return std::nullopt;
  return InstallationPaths{fs::weakly_canonical(plugins, ignored).string(), fs::weakly_canonical(workflows, ignored).string(), ""};
}

std::shared_ptr<const WorkCalendar> ReadDefaultCalendar(const InstallationPaths& paths, std::vector<Finding>& findings) {
  const std::string file = CalendarFileOf(paths);
  std::error_code ignored;
  if (!fs::exists(file, ignored)) {
    findings.push_back({"unreadable", Severity::kError,
                        {"应有工作日历文件,但没有 " + file + ";期限将不能计算",
                         "Expected a work calendar, but there is no " + file + "; periods cannot be computed"}});
    return std::make_shared<WorkCalendar>();
  }
  auto calendar = WorkCalendar::ReadFile(file, findings);
  return calendar != nullptr ? calendar : std::make_shared<WorkCalendar>();
}

// The version of a calendar file; "" where it cannot be read as one.
std::string CalendarVersionOf(const std::string& file) {
  std::vector<Finding> ignored;
  const auto calendar = WorkCalendar::ReadFile(file, ignored);
  return calendar == nullptr || HasError(ignored) ? "" : calendar->version();
}

std::shared_ptr<const DocumentCatalog> ReadDocuments(const std::string& file, std::vector<Finding>& findings) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return nullptr;  // messages then name documents by their kind alone
  const auto document = ReadXmlFile(file, findings);
  if (document == nullptr) return nullptr;
  auto catalog = std::make_shared<DocumentCatalog>();
  for (const auto& child : document->root().children) {
    DocumentGroup group{{std::string(child->Get("zh")), std::string(child->Get("en"))}, {}};
    for (const auto& kind : child->children) {
      if (kind->name != "document") continue;
      catalog->titles[std::string(kind->Get("id"))] = {std::string(kind->Get("zh")), std::string(kind->Get("en"))};
      group.kinds.emplace_back(kind->Get("id"));
    }
    if (child->name == "group") catalog->groups.push_back(std::move(group));
    if (child->name == "document") catalog->titles[std::string(child->Get("id"))] = {std::string(child->Get("zh")), std::string(child->Get("en"))};
  }
  return catalog;
}

// Whoever can write the configuration decides which code runs.
bool OnlyOwnersWrite(const std::string& file, std::vector<Finding>& findings) {
  struct stat about = {};
  const Status status = stat(file.c_str(), &about) == 0 ? CheckOwnership(file, about.st_uid, about.st_mode) : Status::Ok();
  if (!status.ok()) findings.push_back({"plugin", Severity::kError, status.message(), {file, 0, 0}});
  return status.ok();
}

}  // namespace

std::string UserDataFolder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  const fs::path base = data != nullptr && *data != '\0' ? fs::path(data) : fs::path(home != nullptr ? home : ".") / ".local/share";
  return (base / "juece").string();
}

std::string OfficePluginFolder() { return (fs::path(UserDataFolder()) / "plugins").string(); }

std::string OfficeCalendarFile() {
  if (const char* named = std::getenv("JUECE_CALENDAR"); named != nullptr && *named != '\0') return named;
  return (fs::path(UserDataFolder()) / "calendars" / "cn.xml").string();
}

std::string CalendarFileOf(const InstallationPaths& paths) {
  const std::string shipped = (fs::path(paths.workflows) / "calendars" / "cn.xml").string();
  const std::string own = OfficeCalendarFile();
  std::error_code ignored;
  if (!fs::exists(own, ignored)) return shipped;
  return CalendarVersionOf(own) >= CalendarVersionOf(shipped) ? own : shipped;
}

HostingPolicy HostingOf(const InstallationPaths& paths, std::vector<Finding>& findings) {
  HostingPolicy policy;
  const std::string file = PluginConfigurationFile();
  std::error_code ignored;
  if (fs::exists(file, ignored)) {
    const bool own = OnlyOwnersWrite(file, findings);
    const auto document = own ? ReadXmlFile(file, findings) : nullptr;
    auto chosen = document == nullptr ? std::nullopt : ReadPluginConfiguration(document->bytes(), file, findings);
    // Whoever wrote it wanted plugins kept apart: a slip of the pen must not let them in.
    if (!chosen) policy.standard.child = true;
    if (chosen) policy = *std::move(chosen);
  }
  // Whoever names a folder for one run answers for it, as long as the office has not laid down whom it trusts.
  const bool chose = fs::exists(file, ignored);
  if (const char* more = std::getenv("JUECE_PLUGIN_PATH"); more != nullptr) {
    std::string_view rest = more;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(':'), rest.size());
      if (end > 0) policy.folders.emplace_back(rest.substr(0, end));
      if (end > 0 && !chose) policy.trust.unsigned_folders.emplace(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  if (const std::string own = OfficePluginFolder(); fs::is_directory(own, ignored)) policy.folders.insert(policy.folders.begin(), own);
  policy.trust.shipped_folder = paths.plugins;
  policy.host_program = paths.plugin_host;
  policy.crash_book = (fs::path(UserDataFolder()) / "plugins" / "crashes.json").string();
  return policy;
}

namespace {

Result<InstallationPaths> FindFolders(const std::string& executable) {
  if (const char* home = std::getenv("JUECE_HOME"); home != nullptr && *home != '\0') {
    for (const auto& [plugins, workflows] : {std::pair{"plugins", "workflows"}, {"lib/juece/plugins", "share/juece/workflows"}}) {
      if (auto found = At(fs::path(home) / plugins, fs::path(home) / workflows)) return *found;
    }
    return Status::NotFound({std::string("应在 JUECE_HOME 下有 plugins 与 workflows 目录,但 ") + home + " 没有",
                             std::string("Expected folders plugins and workflows under JUECE_HOME, but there are none in ") + home});
  }
  const fs::path bin = fs::path(executable).parent_path();
  const fs::path above = bin.parent_path();
  if (auto found = At(above / "plugins", bin / "../../../workflows")) return *found;
  if (auto found = At(above / "lib/juece/plugins", above / "share/juece/workflows")) return *found;
  return Status::NotFound({"应在程序旁找到插件和程序定义,但 " + above.string() + " 下没有;可用 JUECE_HOME 指明",
                           "Expected plugins and workflows beside the program, but there are none under " + above.string() +
                               "; set JUECE_HOME"});
}

}  // namespace

Result<InstallationPaths> FindInstallation(const std::string& executable) {
  auto found = FindFolders(executable);
  if (found) found->plugin_host = (fs::path(executable).parent_path() / "juece-plugin-host").string();
  return found;
}

std::shared_ptr<const Installation> Installation::Load(const InstallationPaths& paths, std::vector<Finding>& findings,
                                                       std::shared_ptr<Clock> clock) {
  // What is read of the law while the plugins are loaded: neither knows of the other, and together they are most of a short run.
  const fs::path workflows = paths.workflows;
  std::vector<Finding> of_law;
  auto installation = std::make_shared<Installation>();
  auto law = std::async(std::launch::async | std::launch::deferred, [&] {
    installation->statutes_ = StatuteBook::ReadDirectory((workflows / "statutes").string(), of_law);
    installation->calendar_ = ReadDefaultCalendar(paths, of_law);
    installation->documents_ = ReadDocuments((workflows / "documents" / "cn.xml").string(), of_law);
  });
  const HostingPolicy hosting = HostingOf(paths, findings);
  auto plugins = std::make_shared<PluginSet>(hosting, std::move(clock));
  plugins->AddFolder(paths.plugins, findings);
  for (const std::string& folder : hosting.folders) plugins->AddFolder(folder, findings);
  installation->paths_ = paths;
  installation->catalog_ = plugins->catalog();
  installation->factory_ = plugins;
  installation->functions_ = plugins;
  law.get();
  std::move(of_law.begin(), of_law.end(), std::back_inserter(findings));
  return installation;
}

std::shared_ptr<const Installation> Installation::Of(std::shared_ptr<const StepCatalog> catalog,
                                                     std::shared_ptr<StepFactory> factory,
                                                     std::shared_ptr<const StatuteBook> statutes,
                                                     std::shared_ptr<const WorkCalendar> calendar, InstallationPaths paths) {
  auto installation = std::make_shared<Installation>();
  installation->paths_ = std::move(paths);
  installation->catalog_ = std::move(catalog);
  installation->factory_ = std::move(factory);
  installation->statutes_ = std::move(statutes);
  installation->calendar_ = std::move(calendar);
  return installation;
}

std::shared_ptr<const Installation> Installation::PinnedTo(const std::shared_ptr<const Installation>& base, const std::vector<PluginPin>& pins) {
  auto steps = base->factory().PinnedTo(pins);
  if (!steps) return base;
  auto pinned = std::make_shared<Installation>(*base);
  pinned->catalog_ = std::move(steps->catalog);
  pinned->factory_ = std::move(steps->factory);
  return pinned;
}

}  // namespace juece
