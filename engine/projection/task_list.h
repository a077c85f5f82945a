// The open tasks of all dossiers: what `tasks` shows.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "base/data.h"
#include "base/text.h"
#include "projection/projection.h"

namespace juece {

class TaskList final : public Projection {
 public:
  // [{"task","dossier","title","step","action","roles","opened_at"}], by dossier and then in the order of opening; only the tasks
  // of `role`, or all where it is "".
  [[nodiscard]] Data ToData(Language language, std::string_view role = "") const;

  struct Row {
    TaskOpened opened;
    Instant opened_at;
  };
  struct Tasks {
    std::map<std::int64_t, Row> open;  // by the position that opened it
  };

 private:
  void Take(const Event& event) override;
  std::map<std::string, Tasks> dossiers_;
};

}  // namespace juece
