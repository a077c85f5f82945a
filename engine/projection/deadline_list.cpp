#include "projection/deadline_list.h"

namespace juece {
namespace {

constexpr char kRunning[] = "running";
constexpr char kNotComputable[] = "not_computable";

struct Update {
  DeadlineList::Deadlines& deadlines;
  const Event& event;

  void operator()(const DeadlineStarted& e) {
    deadlines.rows[event.position] = {e, e.due, e.due ? kRunning : kNotComputable};
    deadlines.latest[e.deadline] = event.position;
  }
  void operator()(const DeadlineComputed& e) {
    DeadlineList::Row* row = Open(e.deadline);
    if (row == nullptr) return;
    row->due = e.due;
    row->state = kRunning;
  }
  void operator()(const DeadlineMet& e) { End(e.deadline, "met"); }
  void operator()(const DeadlineMissed& e) { End(e.deadline, "missed"); }
  void operator()(const DeadlineCancelled& e) { End(e.deadline, "cancelled"); }
  template <typename T>
  void operator()(const T&) {}  // moves no deadline

  // What was met, missed or cancelled stays so.
  DeadlineList::Row* Open(const std::string& id) {
    const auto latest = deadlines.latest.find(id);
    if (latest == deadlines.latest.end()) return nullptr;
    DeadlineList::Row& row = deadlines.rows[latest->second];
    return row.state == kRunning || row.state == kNotComputable ? &row : nullptr;
  }
  void End(const std::string& id, const char* state) {
    if (DeadlineList::Row* row = Open(id); row != nullptr) row->state = state;
  }
};

}  // namespace

void DeadlineList::Take(const Event& event) {
  std::visit(Update{dossiers_[event.dossier], event}, event.body);
}

Data DeadlineList::ToData(std::string_view dossier) const {
  Data list = Data::EmptyList();
  for (const auto& [id, deadlines] : dossiers_) {
    if (!dossier.empty() && id != dossier) continue;
    for (const auto& [position, row] : deadlines.rows) {
      list.Append(Data::OfMembers({{"dossier", id},
                                   {"deadline", row.started.deadline},
                                   {"step", row.started.step},
                                   {"kind", row.started.kind},
                                   {"due", row.due ? Data(row.due->ToString()) : Data()},
                                   {"unit", row.started.unit},
                                   {"article", row.started.article},
                                   {"state", row.state}}));
    }
  }
  return list;
}

}  // namespace juece
