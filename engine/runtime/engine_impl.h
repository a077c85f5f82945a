// The inside of Engine: open dossiers and how one command runs. Internal to runtime.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "runtime/engine.h"

namespace juece {

// One open dossier with everything that it is pinned to.
struct Engine::Entry {
  std::string id;
  std::shared_ptr<Dossier> dossier = std::make_shared<Dossier>();
  std::shared_ptr<const Installation> installation;  // with the builds of plugins that it is pinned to
  std::shared_ptr<const Procedure> procedure;
  std::shared_ptr<const Office> office;
  std::map<std::string, std::shared_ptr<StepHandler>, std::less<>> handlers;  // by step
  std::map<std::string, Data, std::less<>> configurations;                    // by step, with defaults
  bool plugins_checked = false;
  std::uint64_t used = 0;
};

// What one command came to before its follow-ups.
struct RunStep {
  std::optional<Rejection> rejection;
  std::vector<Event> events;
  std::optional<LinkEffect> link;
};

struct Engine::Impl {
  Impl(Engine& engine, EventStore& event_store, EngineOptions& opts) : self(engine), store(event_store), options(opts) {}

  // engine_load.cpp
  Result<Entry*> Find(const std::string& dossier);  // cached, and caught up with the store
  Result<std::unique_ptr<Entry>> Load(const std::string& dossier);
  Status CatchUp(Entry& entry);
  Result<std::shared_ptr<const Procedure>> PinnedProcedure(const Installation& installation, const DossierOpened& opened);
  Result<std::shared_ptr<const Office>> PinnedOffice(const std::string& digest);
  Status CheckPlugins(Entry& entry) const;
  // The build that it is to be moved to is installed, and the procedure that it is pinned to is proved with that build too.
  Status CheckMove(const Entry& entry, const MovePlugin& move);
  [[nodiscard]] std::shared_ptr<const Installation> PinnedInstallation(const std::vector<PluginPin>& pins);
  Entry& Keep(std::unique_ptr<Entry> entry);
  Status PinAll(const LoadedProcedure& loaded, const Office* office);

  // engine_run.cpp
  [[nodiscard]] World WorldOf(const Entry& entry) const;
  Result<RunStep> RunOne(Entry& entry, const Command& command, const DossierOpened* shell = nullptr);
  Effects Gather(Entry& entry, const Command& command);
  std::vector<Event> ToEvents(const Entry& entry, const Command& command, std::vector<EventBody> bodies, const std::optional<PluginMark>& plugin);
  static std::optional<PluginMark> MarkOf(const Entry& entry, const Command& command);
  void AddPersonal(const Entry& entry, Event& event);
  Status Settle(Entry& entry, const Command& cause, std::vector<Event>& events);
  Status SettleLinks(Entry& entry, const Command& cause, const std::string& title);
  Status LogRefusal(const Command& command, const Rejection& rejection);
  // The refusal as it is kept for ever: without personal texts that it quotes.
  [[nodiscard]] Rejection ForTheLog(const Entry& entry, const Command& command, const Rejection& rejection) const;
  void HidePersonal(const Entry& entry, const Command& command, std::vector<Event>& events) const;
  Result<Outcome> RunToEnd(const Command& command);

  Engine& self;
  EventStore& store;
  EngineOptions& options;
  std::map<std::string, std::unique_ptr<Entry>, std::less<>> entries;
  std::map<std::string, std::shared_ptr<const Procedure>, std::less<>> procedures;  // by digest, and by the pins where they matter
  std::map<std::string, std::shared_ptr<const Installation>, std::less<>> installations;  // by the pins
  std::uint64_t clock = 0;  // orders the entries by use
};

// Apply in place, or on a copy where somebody holds the old state.
void ApplyTo(std::shared_ptr<Dossier>& dossier, const std::vector<Event>& events);
// 32 random bytes as lowercase hex.
std::string RandomSalt();

}  // namespace juece
