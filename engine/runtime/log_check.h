// Reads and judges an event log at the same time, on all cores.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "base/finding.h"
#include "compliance/log_review.h"

namespace juece {

struct LogCheckOptions {
  unsigned threads = 0;  // that judge, beside the one that reads; 0: one for each other core, at least one
  std::function<void(std::uint64_t bytes)> progress;  // from the reading thread; may be empty
};

// False where the log could not be read to its end (`findings` say why): then the report is of no use. Else findings are warnings and
// notes: what was odd in the log, and names in the rules that the log does not have.
bool CheckLog(std::istream& bytes, const std::string& file, const LogRules& rules, const LogCheckOptions& options, LogReport& report,
              std::vector<Finding>& findings);

}  // namespace juece
