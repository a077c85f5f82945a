// What every command works with: language, output, the installation, the store. One per process.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "arguments.h"
#include "base/data.h"
#include "base/finding.h"
#include "base/status.h"
#include "evidence/material_store.h"
#include "runtime/engine.h"
#include "runtime/installation.h"
#include "store/event_store.h"

namespace juece::cli {

// Exit statuses of the contract.
inline constexpr int kDone = 0;
inline constexpr int kWrong = 1;
inline constexpr int kImpossible = 2;

// The time of this machine, in the offset of the office.
class SystemClock : public Clock {
 public:
  [[nodiscard]] Instant Now() override;
};

class Session {
 public:
  Session(Common common, std::string executable);
  ~Session();

  [[nodiscard]] const Common& common() const { return common_; }
  [[nodiscard]] Language language() const { return common_.language; }
  [[nodiscard]] bool json() const { return common_.format == "json"; }
  [[nodiscard]] const std::string& In(const Text& text) const { return text.In(common_.language); }

  // Standard output: JSON alone where asked for, else text.
  void Print(const std::string& text) const;
  void Print(const Data& data) const;
  // False, after a complaint, where standard output could not be written: nobody has seen the answer then.
  [[nodiscard]] bool Flush() const;
  // Standard error, one line, "juece: …".
  void Complain(const Text& message) const;
  int Fail(const Status& status) const;  // complains and returns kImpossible
  void PrintFindings(const std::vector<Finding>& findings, bool to_error) const;

  // Loaded at first use; nullptr after a complaint.
  std::shared_ptr<const Installation> installation();
  std::optional<InstallationPaths> paths();

  enum class Access { kRead, kWrite };
  // Opened at first use; nullptr after a complaint.
  EventStore* store(Access access);
  // The store where this process has opened it for writing, else nullptr.
  [[nodiscard]] EventStore* written_store() const { return writes_ ? store_.get() : nullptr; }
  Engine* engine(Access access);
  Result<MaterialStore*> materials();
  [[nodiscard]] std::string store_path() const;

  [[nodiscard]] static Instant Now();

 private:
  Common common_;
  std::string executable_;
  std::shared_ptr<const Installation> installation_;
  std::unique_ptr<EventStore> store_;
  bool writes_ = false;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<MaterialStore> materials_;
};

// A dossier as show and graph look at it: the state, what it is pinned to, and the world that says what stands in its way.
struct Shown {
  std::shared_ptr<const Dossier> dossier;
  std::shared_ptr<const Procedure> procedure;
  World world;  // points into `procedure` and the installation
};
Result<Shown> Look(Engine& engine, const std::string& dossier);

// "k=v" into its two sides; nullopt where there is no "=".
std::optional<std::pair<std::string, std::string>> SplitAssignment(const std::string& text);
// The value of `--fact k=v`: true/false/unknown, a number, else text.
Data FactValueOf(const std::string& text);
// JSON, or the content of a file where it begins with '@'.
Result<Data> ReadDataArgument(const std::string& text);
Result<std::string> ReadFile(const std::string& path);
// Refuses an empty name or title, or one with control characters, which could forge lines of the record on a terminal.
Status CheckName(const char* option, const std::string& value);
// Fills times and late registration of a command; complains in the Status.
struct When {
  Instant occurred_at;
  Instant recorded_at;
  std::optional<LateRegistration> late;
};
Result<When> WhenOf(const Acting& acting);

}  // namespace juece::cli
