// RUN: one engine over one store. Submit runs a command and everything that becomes owed by it to completion.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "dossier/dossier.h"
#include "process/decide.h"
#include "record/command.h"
#include "record/event.h"
#include "record/rejection.h"
#include "runtime/installation.h"
#include "runtime/procedure_loader.h"
#include "store/event_store.h"

namespace juece {

// What became of a command: accepted with its events (the follow-ups' too, in order), or refused.
struct Outcome {
  bool accepted = false;
  EventBatch events;
  std::optional<Rejection> rejection;
  std::optional<Text> remark;  // what remains to be done by a person although the command was accepted
  bool repeated = false;  // the command came before with the same key: this is the first answer, and nothing was written
};

struct EngineOptions {
  int offset_minutes = kChinaOffsetMinutes;
  int late_tolerance_minutes = 24 * 60;
  int max_follow_ups = 1000;
  std::function<std::string()> salt;  // 32 random bytes as lowercase hex; default: OpenSSL. Tests give their own.
  std::size_t cached_dossiers = 1024;  // kept in memory; more where more are worked on at once
};

// Thread-safe. Commands on one dossier run one after the other, each on what the one before left; commands on several dossiers run side by
// side and share the syncs of the store. A command with all that follows from it is filed as a whole or not at all. Should somebody else
// write to the store, a conflict makes it read again.
class Engine {
 public:
  Engine(std::shared_ptr<const Installation> installation, EventStore& store, EngineOptions options = {});
  ~Engine();

  // Reads and proves a procedure once, for many openings. Never nullptr; its report says where it may not be run.
  [[nodiscard]] std::shared_ptr<const LoadedProcedure> Prepare(const std::string& procedure, const std::vector<std::string>& overlays) const;

  struct OpenRequest {
    std::shared_ptr<const LoadedProcedure> prepared;  // nullptr: `procedure` and `overlays` are read
    std::string procedure;  // id or file
    std::vector<std::string> overlays;
    std::string office_file;  // "" = none
    OpenDossier body;
    Actor actor;
    Instant occurred_at;
    Instant recorded_at;
    std::optional<LateRegistration> late;
    std::string key = {};  // idempotency key, "" = none
  };
  struct Opened {
    std::string dossier;
    Outcome outcome;
    std::vector<Finding> findings;  // of the definition, where it may not be run
  };
  // InvalidArgument with the findings' first text where the definition has errors.
  Result<Opened> Open(const OpenRequest& request);

  // The command's `dossier` names it. A Status only where the world failed; a refusal is an Outcome. With an idempotency key (1 to 200 bytes,
  // unique in the store) a command that was answered before gets that answer again; another command under the same key is refused.
  Result<Outcome> Submit(const Command& command, std::string_view key = {});
  // Fires what time has made due (deadlines) up to `now`, for one dossier.
  Result<Outcome> Tick(const std::string& dossier, Instant now);

  Result<std::shared_ptr<const Dossier>> Get(const std::string& dossier);
  Result<std::shared_ptr<const Procedure>> ProcedureOf(const std::string& dossier);
  // Whether commands on it can be run here: its procedure can be read, and the builds of its plugins are installed.
  Status CanGoOn(const std::string& dossier);
  // Folds the stored events again and compares with the live state; text of the first difference, "" where equal.
  Result<std::string> Replay(const std::string& dossier);

  [[nodiscard]] EventStore& store() { return store_; }
  [[nodiscard]] const Installation& installation() const { return *installation_; }

 private:
  struct Entry;
  struct Impl;
  struct Opening;
  Status PrepareOpening(const OpenRequest& request, Opening& opening);
  Result<Opened> OpenOne(Opening& opening, std::optional<KeyedAnswer> key);

  std::shared_ptr<const Installation> installation_;
  EventStore& store_;
  EngineOptions options_;
  std::unique_ptr<Impl> impl_;
};

// What stands in the way of a step or of the next milestone, article by article (`show --why`).
struct Obstacle {
  std::string step;
  std::string code;  // a rejection code
  Text message;
  std::string article;
  std::string material;  // for missing materials
};
std::vector<Obstacle> ObstaclesOf(const World& world, const Dossier& dossier, std::string_view step);

}  // namespace juece
