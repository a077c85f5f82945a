// What the steps of one procedure are handled with: configured once, shared by all dossiers that are pinned to it.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/rare.h"
#include "process/procedure.h"
#include "record/command.h"
#include "runtime/installation.h"
#include "step/handler.h"

namespace juece {

// Thread-safe. Keeps its procedure and its installation.
class StepTable {
 public:
  struct Step {
    const StepNode* node = nullptr;
    Rare<PluginMark> mark;  // of the build that answers; none where it is no plugin's
    Data configuration;     // with defaults
    std::shared_ptr<StepHandler> handler;  // set before `ready`: ask HandlerOf
    std::atomic<bool> ready = false;
  };

  StepTable(std::shared_ptr<const Procedure> procedure, std::shared_ptr<const Installation> installation);

  // nullptr where the procedure has no such step. Lives as long as the table.
  [[nodiscard]] Step* Find(std::string_view step);
  // Made when it is first asked for, and again the next time where that failed; nullptr where no plugin offers the step's type.
  [[nodiscard]] std::shared_ptr<StepHandler> HandlerOf(Step& step);

  [[nodiscard]] const std::shared_ptr<const Procedure>& procedure() const { return procedure_; }

 private:
  std::shared_ptr<const Procedure> procedure_;
  std::shared_ptr<const Installation> installation_;
  std::map<std::string_view, Step, std::less<>> steps_;  // by id, which is the definition's; filled once
  std::mutex mutex_;                                     // held while a handler is made
};

}  // namespace juece
