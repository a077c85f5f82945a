#include "projection/task_list.h"

#include <algorithm>

namespace juece {
namespace {

struct TaskUpdate {
  TaskList::Tasks& tasks;
  const Event& event;

  void operator()(const TaskOpened& e) {
    Close(e.task);
    tasks.open[event.position] = {e, event.occurred_at};
  }
  void operator()(const TaskClosed& e) { Close(e.task); }
  void operator()(const DossierTerminated&) { tasks.open.clear(); }
  void operator()(const DossierWithdrawn&) { tasks.open.clear(); }
  void operator()(const DossierClosed&) { tasks.open.clear(); }
  template <typename T>
  void operator()(const T&) {}  // opens and closes no task

  void Close(const std::string& task) {
    std::erase_if(tasks.open, [&](const auto& row) { return row.second.opened.task == task; });
  }
};

}  // namespace

void TaskList::Take(const Event& event) {
  std::visit(TaskUpdate{dossiers_[event.dossier], event}, event.body);
}

Data TaskList::ToData(Language language, std::string_view role) const {
  Data list = Data::EmptyList();
  for (const auto& [dossier, tasks] : dossiers_) {
    for (const auto& [position, row] : tasks.open) {
      const TaskOpened& task = row.opened;
      if (!role.empty() && std::find(task.roles.begin(), task.roles.end(), role) == task.roles.end()) {
        continue;
      }
      Data roles = Data::EmptyList();
      for (const std::string& each : task.roles) roles.Append(each);
      list.Append(Data::OfMembers({{"task", task.task},
                                   {"dossier", dossier},
                                   {"title", task.title.In(language)},
                                   {"step", task.step},
                                   {"action", task.action},
                                   {"roles", std::move(roles)},
                                   {"opened_at", row.opened_at.ToString()}}));
    }
  }
  return list;
}

}  // namespace juece
