// Reads and judges an event log, on all cores.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "base/finding.h"
#include "compliance/log_review.h"

namespace juece {

struct LogCheckOptions {
  unsigned threads = 0;  // 0: one a core. More than one read and judge pieces of the log side by side; one reads it in one go
  std::function<void(std::uint64_t bytes)> progress = {};  // from the calling thread; may be empty
  std::size_t piece = std::size_t{512} << 10U;             // bytes, about
};

// False where the log could not be read to its end (`findings` say why): then the report is of no use. Else findings are warnings and
// notes: what was odd in the log, and names in the rules that the log does not have. The answer does not depend on the options. A log that cannot
// be read in pieces (exchange/xes_pieces.h), or shows anything that only a reading in one go can name, is read again from its beginning
// where `bytes` can go back; where they cannot, it is read in one go at once.
bool CheckLog(std::istream& bytes, const std::string& file, const LogRules& rules, const LogCheckOptions& options, LogReport& report,
              std::vector<Finding>& findings);

}  // namespace juece
