// What the scenario tests share: the scripts under samples/, the installation under test, and one run of a script.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/data.h"
#include "compliance/subject.h"
#include "runtime/engine.h"
#include "runtime/installation.h"
#include "runtime/script.h"
#include "store/event_store.h"

namespace juece::scenario {

// The scripts of samples/<folder>, sorted by name.
std::vector<std::filesystem::path> Scripts(const std::string& folder);
Data ReadJsonFile(const std::filesystem::path& path);
// Plugins of this build, workflows of this source tree. Loaded once.
std::shared_ptr<const Installation> InstallationUnderTest();

// One script run over a store of its own. Salts are counted instead of drawn, so that equal runs have equal hashes.
class Run {
 public:
  Run(const Data& script, const std::filesystem::path& path);

  [[nodiscard]] const ScriptResult& result() const { return *result_; }
  [[nodiscard]] std::shared_ptr<const Dossier> dossier();
  [[nodiscard]] std::shared_ptr<const Dossier> Linked(const std::string& id);
  [[nodiscard]] std::vector<Event> events();
  [[nodiscard]] std::vector<Attempt> attempts();
  [[nodiscard]] Result<juece::Pinned> Pinned(const std::string& digest) { return store_->FindPinned(digest); }
  [[nodiscard]] std::string Replay();

 private:
  std::unique_ptr<EventStore> store_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<ScriptResult> result_;
};

// A history as the review sees it, under the kind of procedure and the statutes that its definition names.
Subject SubjectOf(const std::vector<Event>& events);
// What the compliance review finds wrong in a history, "" where nothing; by the rulebooks that speak of its kind of procedure, or by
// one file of workflows/rulebooks.
std::string Violations(const std::vector<Event>& events, const std::string& rulebook = "");
// Rejections and unmet expectations as one text, "" where there are none: what a failed test prints.
std::string Complaints(const ScriptResult& result);

}  // namespace juece::scenario
