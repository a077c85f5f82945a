// The inside of Engine: open dossiers and how one command runs. Internal to runtime.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "dossier/apply.h"
#include "runtime/engine.h"
#include "runtime/step_table.h"

namespace juece {

constexpr int kMaxConflicts = 5;  // somebody else wrote first, again and again

// One open dossier with everything that it is pinned to.
struct Engine::Entry {
  explicit Entry(std::string name) : id(std::move(name)) {}

  const std::string id;
  std::mutex mutex;     // held by whoever works on the dossier; guards everything below
  bool loaded = false;  // false: what stands below is not what the store holds
  bool shown = false;   // somebody outside holds `dossier`, so it must not be changed in place
  std::shared_ptr<Dossier> dossier = std::make_shared<Dossier>();
  std::shared_ptr<const Installation> installation;  // with the builds of plugins that it is pinned to
  std::shared_ptr<StepTable> steps;  // of its procedure, with that installation
  std::shared_ptr<const Office> office;
  bool plugins_checked = false;

  [[nodiscard]] const Procedure& procedure() const { return *steps->procedure(); }

  // In place, or on a copy where somebody holds the old state.
  template <typename Iterator>
  void ApplyAll(Iterator begin, Iterator end) {
    if (shown) dossier = std::make_shared<Dossier>(*dossier);
    shown = false;
    for (; begin != end; ++begin) Apply(*dossier, *begin);
  }
};

// What one command came to before its follow-ups.
struct RunStep {
  std::optional<Rejection> rejection;
  std::optional<LinkEffect> link;
};

struct Engine::Impl {
  // A dossier that this thread alone works on until it lets go.
  struct Held {
    explicit Held(std::shared_ptr<Entry> which) : entry(std::move(which)), lock(entry->mutex) {}
    std::shared_ptr<Entry> entry;
    std::unique_lock<std::mutex> lock;
  };

  // A command with its follow-ups as it grows: the entry is already ahead of the store. What is not filed in the end is forgotten.
  struct Draft {
    explicit Draft(Entry& of);
    ~Draft();
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    Entry& entry;
    Filing filing;
    bool filed = false;
  };

  // An id for a dossier that is being opened; no other thread gets it meanwhile.
  class Reservation {
   public:
    Reservation(Impl& of, int year);
    ~Reservation();
    Reservation(const Reservation&) = delete;
    Reservation& operator=(const Reservation&) = delete;
    [[nodiscard]] const Result<std::string>& id() const { return id_; }

   private:
    Impl& impl_;
    Result<std::string> id_;
  };

  Impl(Engine& engine, EventStore& event_store, EngineOptions& opts) : self(engine), store(event_store), options(opts) {}

  // engine_load.cpp
  Result<Held> Find(const std::string& dossier);  // cached, and caught up with the store
  std::shared_ptr<Entry> Place(const std::string& dossier);
  void Leave(const std::string& dossier);
  void Keep(std::shared_ptr<Entry> entry);
  void EvictIdle();  // under `mutex`
  Status Load(Entry& entry);
  Status CatchUp(Entry& entry);
  // Installation, procedure and handlers of what the dossier is pinned to now.
  Status PinTo(Entry& entry);
  std::shared_ptr<StepTable> TableOf(const std::shared_ptr<const Procedure>& procedure, const std::shared_ptr<const Installation>& installation);
  Result<std::shared_ptr<const Procedure>> PinnedProcedure(const Installation& installation, const DossierOpened& opened);
  // The build that it is to be moved to is installed, and the procedure that it is pinned to is proved with that build too.
  Status CheckMove(const Entry& entry, const MovePlugin& move);
  [[nodiscard]] std::shared_ptr<const Installation> PinnedInstallation(const std::vector<PluginPin>& pins);
  Result<std::shared_ptr<const Office>> PinnedOffice(const std::string& digest);
  Status CheckPlugins(Entry& entry) const;
  [[nodiscard]] std::vector<Pinned> DocumentsOf(const LoadedProcedure& loaded, const Office* office) const;

  // engine_run.cpp
  [[nodiscard]] World WorldOf(const Entry& entry) const;
  Result<RunStep> RunOne(Draft& draft, const Command& command, const DossierOpened* shell = nullptr);
  // What the step's handler says, and the build that says it.
  Effects Gather(Entry& entry, const Command& command, Rare<PluginMark>& mark);
  void AddEvents(Draft& draft, const Command& command, std::vector<EventBody> bodies, const Rare<PluginMark>& mark);
  void AddPersonal(const Entry& entry, Event& event);
  // The refusal as it is kept for ever: without personal texts that it quotes.
  [[nodiscard]] Rejection ForTheLog(const Entry& entry, const Command& command, const Rejection& rejection) const;
  void HidePersonal(const Entry& entry, const Command& command, EventBatch::List& events, std::size_t from) const;
  Status Settle(Draft& draft, const Command& cause);
  Status SettleLinks(Entry& entry, const Command& cause, const std::string& title);
  Status Seal(Draft& draft);  // files it; nothing to file is fine
  Result<Outcome> RunToEnd(const Command& command, std::string_view key);
  Result<Outcome> RunHeld(Entry& entry, const Command& command, std::string_view key);

  // engine_keys.cpp
  // The first answer to that key; a refusal where it was used for something else; nullopt where it is new.
  struct Answered {
    std::string dossier;
    Outcome outcome;
  };
  Result<std::optional<Answered>> AnswerTo(std::string_view key, const std::string& content, const Attempt& again);
  std::optional<KeyedAnswer> NewKey(std::string_view key, const std::string& content) const;

  Engine& self;
  EventStore& store;
  EngineOptions& options;

  std::mutex mutex;                          // guards everything below; never held while a dossier's is waited for
  std::list<std::shared_ptr<Entry>> recent;  // the last used first
  std::unordered_map<std::string, std::list<std::shared_ptr<Entry>>::iterator> entries;
  std::map<std::string, std::shared_ptr<const Procedure>, std::less<>> procedures;  // by digest, and by the pins where they matter
  std::map<const Procedure*, std::shared_ptr<StepTable>> tables;  // each keeps its procedure
  std::map<std::string, std::shared_ptr<const Installation>, std::less<>> installations;  // by the pins
  std::set<std::string> opening;                                                    // ids that are being opened
};

// A refused command as the attempt log keeps it.
Attempt AttemptOf(const Command& command, const Rejection& rejection);
// 32 random bytes as lowercase hex.
std::string RandomSalt();

}  // namespace juece
