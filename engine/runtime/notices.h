// What people should be told: periods that end soon or ended, tasks that wait. Each notice has an id that is the same whenever it is
// computed, so that it can be delivered at least once and recognised by whoever gets it twice. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/data.h"
#include "base/text.h"
#include "base/time.h"
#include "definition/definition.h"
#include "dossier/dossier.h"

namespace juece {

struct Notice {
  std::string id;    // 64 hex digits
  std::string what;  // deadline_near | deadline_passed | period_over | task_open
  std::string dossier, title, organ;
  std::string step;
  Text step_title;
  std::string task;                // the action, of task_open
  std::string due;                 // the last day, of a period
  std::string article;             // that sets the period
  std::vector<std::string> roles;  // whom it concerns: who has a task in that step
  Text sentence;                   // all of it in one sentence
};

// Of a dossier that runs, on that day: limits that end within `days_ahead` days or ended, minimum periods that are over, open tasks.
// In the order of periods and tasks. `definition` may be nullptr.
std::vector<Notice> NoticesOf(const Dossier& dossier, const Definition* definition, Date today, int days_ahead);
// {"notice": {"id","what","dossier","title","organ","step","step_titles","task","due","article","roles","sentence"}}: what a notifier is shown.
Data ToData(const Notice& notice);

}  // namespace juece
