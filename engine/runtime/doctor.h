// Looks at everything that a store and its dossiers rest on, and says what to do about what it finds. Reads only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/status.h"
#include "runtime/installation.h"

namespace juece {

// Codes, each with its remedy, in docs/operations.md.
struct Diagnosis {
  std::int64_t dossiers = 0;
  std::int64_t events = 0;
  std::int64_t materials = 0;  // files that were read and compared
  std::int64_t checkpoints = 0;
  std::vector<Finding> findings;  // error: something is lost or cannot go on; warning: it soon may be; note: good to know
};

// kNotFound where there is no store at `store_path`, kInvalidArgument where the file is another program's. A damaged one is a finding.
Result<Diagnosis> ExamineStore(std::shared_ptr<const Installation> installation, const std::string& store_path);

}  // namespace juece
