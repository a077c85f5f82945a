// A small office for tests: one step type whose handler does what its payload says, one procedure with everything in it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "runtime/engine.h"

namespace juece::kit {

struct Switches {
  bool fail_on_enter = false;
  bool fail_on_deadline = false;
  std::vector<std::string> fired;  // deadlines that the handler heard of
};

// A calendar that knows 2024 alone, with one public holiday.
std::shared_ptr<const WorkCalendar> Calendar2024();
std::shared_ptr<const WorkCalendar> Calendar2024And2025();
extern const char kProcedure[];

struct Office {
  explicit Office(std::shared_ptr<const WorkCalendar> calendar = Calendar2024(), std::string definition = kProcedure);
  ~Office();
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  std::shared_ptr<Switches> switches;
  std::shared_ptr<const Installation> installation;
  std::string folder;  // of the definition's file, removed at the end
  std::string procedure_file;
  std::string office_file;  // as in WriteOffice
  void WriteOffice(const std::string& xml);
};

Instant At(const std::string& iso);  // "2024-03-01" (nine o'clock) or "2024-03-01 14:30"

// A desk: an engine over a store, with one dossier opened on 2024-03-01.
struct Desk {
  Desk(Office& office, EventStore& store, bool open = true);
  Result<Engine::Opened> Open(std::vector<std::pair<std::string, Data>> facts = {{"technical", true}});
  Result<Outcome> Do(const std::string& step, const std::string& action, const std::string& json, const std::string& at,
                     const std::string& role = "clerk", const std::string& actor = "Li",
                     std::vector<std::string> materials = {});
  Result<Outcome> Say(CommandBody body, const std::string& at, const std::string& role = "chief");
  Result<Outcome> Submit(Command command);
  Command Make(CommandBody body, const std::string& at, const std::string& role, const std::string& actor = "Li");
  [[nodiscard]] std::string Status(const std::string& step);
  [[nodiscard]] std::shared_ptr<const Dossier> State();
  // Drafting, consultation, experts and review, up to submission; `day` runs on from 2024-03-01.
  void ToReview();
  void ToSubmission();

  Office& office;
  Engine engine;
  std::string id;
};

// "code | zh | en | article" of a refusal; "accepted" otherwise.
std::string Said(const Result<Outcome>& outcome);

}  // namespace juece::kit
