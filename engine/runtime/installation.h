// What is installed: where plugins, workflows, statutes and calendars lie, and the loaded catalogue. Found relative to the
// executable (../plugins, ../../../workflows in the build tree; ../lib/juece/plugins, ../share/juece/workflows when installed),
// or by JUECE_HOME.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/status.h"
#include "base/time.h"
#include "calendar/work_calendar.h"
#include "catalog/document_catalog.h"
#include "catalog/step_type.h"
#include "law/statute.h"
#include "plugin/hosting.h"
#include "step/function.h"
#include "step/handler.h"

namespace juece {

struct InstallationPaths {
  std::string plugins;    // folder of *.so
  std::string workflows;  // folder with cn/, statutes/, calendars/, schema/, rulebooks/
  std::string plugin_host = {};  // the program that hosts a plugin in a process of its own
};

Result<InstallationPaths> FindInstallation(const std::string& executable);

// The work calendar that counts: the newest version of the one that came with the system and the one that the office installed
// (`juece calendar install`), so that a new year needs no release.
std::string CalendarFileOf(const InstallationPaths& paths);
// $XDG_DATA_HOME/juece, else ~/.local/share/juece: where the default store and the office's own calendar lie. Not created here.
std::string UserDataFolder();
// Where the office's own calendar lies: $JUECE_CALENDAR, else juece/calendars/cn.xml under $XDG_DATA_HOME or ~/.local/share.
std::string OfficeCalendarFile();

// Where the office keeps plugins of its own, and the crash book: "plugins" in UserDataFolder. It need not exist.
std::string OfficePluginFolder();

// What the office chose (runtime/plugin_configuration.h), with the host program and the crash book of this installation. A
// configuration that cannot be read, or that others may write, is a finding; then no plugin runs in the engine's process, and none
// without a signature but those that came with the program.
HostingPolicy HostingOf(const InstallationPaths& paths, std::vector<Finding>& findings);

class Installation {
 public:
  // Loads every plugin and reads statutes and the default calendar. A plugin that does not load is a finding "plugin", not the end.
  // `clock` dates the crashes of hosted plugins; may be null.
  static std::shared_ptr<const Installation> Load(const InstallationPaths& paths, std::vector<Finding>& findings,
                                                  std::shared_ptr<Clock> clock = nullptr);
  // For tests: parts given directly.
  static std::shared_ptr<const Installation> Of(std::shared_ptr<const StepCatalog> catalog, std::shared_ptr<StepFactory> factory,
                                                std::shared_ptr<const StatuteBook> statutes,
                                                std::shared_ptr<const WorkCalendar> calendar, InstallationPaths paths = {});

  // The same with the builds of plugins that a dossier is pinned to, where they are installed; `base` itself where those are what new
  // dossiers get.
  static std::shared_ptr<const Installation> PinnedTo(const std::shared_ptr<const Installation>& base, const std::vector<PluginPin>& pins);

  [[nodiscard]] const InstallationPaths& paths() const { return paths_; }
  [[nodiscard]] const std::shared_ptr<const StepCatalog>& catalog() const { return catalog_; }
  [[nodiscard]] StepFactory& factory() const { return *factory_; }
  [[nodiscard]] const std::shared_ptr<const FunctionHost>& functions() const { return functions_; }  // nullptr where parts were given directly
  [[nodiscard]] const std::shared_ptr<const StatuteBook>& statutes() const { return statutes_; }
  [[nodiscard]] const std::shared_ptr<const WorkCalendar>& calendar() const { return calendar_; }
  [[nodiscard]] const std::shared_ptr<const DocumentCatalog>& documents() const { return documents_; }  // may be nullptr

 private:
  InstallationPaths paths_;
  std::shared_ptr<const StepCatalog> catalog_;
  std::shared_ptr<StepFactory> factory_;
  std::shared_ptr<const FunctionHost> functions_;
  std::shared_ptr<const StatuteBook> statutes_;
  std::shared_ptr<const WorkCalendar> calendar_;
  std::shared_ptr<const DocumentCatalog> documents_;
};

}  // namespace juece
