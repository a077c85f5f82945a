#include "projection/dossier_list.h"

#include <algorithm>

namespace juece {
namespace {

struct RowUpdate {
  DossierList::Row& row;
  const Event& event;

  void operator()(const DossierOpened& e) {
    row.title = e.title;
    row.organ = e.organ;
    row.procedure = e.procedure;
    row.state = "running";
    row.opened_at = event.occurred_at;
  }
  void operator()(const StepEntered& e) { row.steps.insert(e.step); }
  void operator()(const StepLeft& e) { row.steps.erase(e.step); }
  void operator()(const StepCancelled& e) { row.steps.erase(e.step); }
  void operator()(const Returned& e) { row.steps.erase(e.from); }
  void operator()(const DossierPaused&) { row.state = "paused"; }
  void operator()(const DossierResumed&) { row.state = "running"; }
  void operator()(const DossierTerminated&) { End("terminated", ""); }
  void operator()(const DossierWithdrawn&) { End("withdrawn", ""); }
  void operator()(const DossierClosed& e) { End("closed", e.outcome); }
  template <typename T>
  void operator()(const T&) {}  // says nothing that the list shows

  void End(const char* state, const std::string& outcome) {
    row.state = state;
    row.outcome = outcome;
    row.steps.clear();
  }
};

}  // namespace

void DossierList::Take(const Event& event) {
  Row& row = rows_[event.dossier];
  row.version = event.position;
  row.updated_at = std::max(row.updated_at, event.recorded_at);
  std::visit(RowUpdate{row, event}, event.body);
}

Data DossierList::ToData() const {
  Data list = Data::EmptyList();
  for (const auto& [id, row] : rows_) {
    Data steps = Data::EmptyList();
    for (const std::string& step : row.steps) steps.Append(step);
    list.Append(Data::OfMembers({{"dossier", id},
                                 {"title", row.title},
                                 {"organ", row.organ},
                                 {"procedure", row.procedure},
                                 {"state", row.state},
                                 {"outcome", row.outcome},
                                 {"steps", std::move(steps)},
                                 {"opened_at", row.opened_at.ToString()},
                                 {"updated_at", row.updated_at.ToString()},
                                 {"version", row.version}}));
  }
  return list;
}

}  // namespace juece
