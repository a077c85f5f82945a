// Questions that need the definition and the dossier together. Internal to process and to the shells that explain it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "process/decide.h"
#include "process/refusal.h"

namespace juece {

// Borrows everything; made anew for each command.
class View {
 public:
  View(const World& world, const Dossier& dossier) : world_(world), dossier_(dossier) {}

  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const Dossier& dossier() const { return dossier_; }
  [[nodiscard]] const Definition& definition() const { return world_.procedure->definition(); }

  [[nodiscard]] const StepNode* Step(std::string_view id) const { return definition().FindStep(id); }
  [[nodiscard]] const StepType* TypeOf(const StepNode& step) const { return world_.procedure->TypeOf(step); }
  [[nodiscard]] const CompositeNode* Composite(std::string_view id) const;
  [[nodiscard]] int Round(std::string_view id) const;  // 0 before the first entry

  // Entered and not undone.
  [[nodiscard]] bool OnPath(std::string_view id) const;
  [[nodiscard]] std::int64_t EnteredAt(std::string_view id) const;
  [[nodiscard]] bool IsOpen(std::string_view step) const;  // active or blocked
  // Where the work of a region stands: its node that was entered last; nullptr before the first.
  [[nodiscard]] const Node* Current(const Region& region) const;
  // Ids of the steps that are open, in order of entry.
  [[nodiscard]] std::vector<std::string> OpenSteps() const;
  [[nodiscard]] const IncidentState* OpenIncident(std::string_view step) const;

  [[nodiscard]] Truth Evaluate(const Guard& guard) const;
  // The facts that a guard reads and nobody has stated.
  [[nodiscard]] std::string UnknownFacts(const Guard& guard) const;
  // A value as it stands, or what the setting behind "@name" says.
  [[nodiscard]] std::string Resolve(std::string_view value) const;
  [[nodiscard]] std::string Setting(std::string_view id, std::string_view fallback) const;
  [[nodiscard]] Date DateOf(Instant instant) const;
  // The latest action of that event that is part of the present path; nullptr where there is none.
  [[nodiscard]] const RecordedAction* LatestAction(std::string_view step, std::string_view event) const;

  [[nodiscard]] Text StepName(std::string_view id) const;  // the title, or the id
  [[nodiscard]] Text RoleName(std::string_view id) const;
  [[nodiscard]] Text MaterialName(std::string_view kind) const { return world_.procedure->NameOfDocument(kind); }
  [[nodiscard]] Text RoleNames(const std::vector<std::string>& ids) const;
  [[nodiscard]] Text StepNames(const std::vector<std::string>& ids) const;

 private:
  const World& world_;
  const Dossier& dossier_;
};

std::string_view ToString(Truth truth);  // "true" "false" "unknown"
bool Contains(const std::vector<std::string>& list, std::string_view value);
// The date at a pointer into data; "*" stands for every item of a list, and the latest counts. A date or an instant.
std::optional<Date> LatestDateAt(const Data& data, std::string_view pointer);

}  // namespace juece
