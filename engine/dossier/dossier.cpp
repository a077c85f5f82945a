#include "dossier/dossier.h"

#include <algorithm>

namespace juece {

std::string_view ToString(DossierStatus status) {
  switch (status) {
    case DossierStatus::kNew: return "new";
    case DossierStatus::kRunning: return "running";
    case DossierStatus::kPaused: return "paused";
    case DossierStatus::kClosed: return "closed";
    case DossierStatus::kTerminated: return "terminated";
    case DossierStatus::kWithdrawn: return "withdrawn";
  }
  return "";
}

std::string_view ToString(StepStatus status) {
  switch (status) {
    case StepStatus::kWaiting: return "waiting";
    case StepStatus::kActive: return "active";
    case StepStatus::kBlocked: return "blocked";
    case StepStatus::kDone: return "done";
    case StepStatus::kNotApplicable: return "not_applicable";
    case StepStatus::kCancelled: return "cancelled";
  }
  return "";
}

std::string_view ToString(DeadlineStatus status) {
  switch (status) {
    case DeadlineStatus::kRunning: return "running";
    case DeadlineStatus::kMet: return "met";
    case DeadlineStatus::kMissed: return "missed";
    case DeadlineStatus::kCancelled: return "cancelled";
    case DeadlineStatus::kNotComputable: return "not_computable";
  }
  return "";
}

const StepState* Dossier::FindStep(std::string_view step) const {
  const auto found = steps_.find(step);
  return found == steps_.end() ? nullptr : &found->second;
}

const Data* Dossier::FactValue(std::string_view fact) const {
  const auto found = facts_.find(fact);
  return found == facts_.end() || found->second.value.is_null() ? nullptr : &found->second.value;
}

const MaterialRecord* Dossier::Newest(std::string_view kind) const {
  const auto found = std::find_if(materials_.rbegin(), materials_.rend(),
                                  [&](const MaterialRecord& m) { return m.kind == kind; });
  return found == materials_.rend() ? nullptr : &*found;
}

std::string Dossier::Setting(std::string_view id) const {
  for (const auto& [name, value] : opened_.settings) {
    if (name == id) return value;
  }
  return "";
}

}  // namespace juece
