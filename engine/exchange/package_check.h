// Whether an archive package is whole and fits together: bag, inventory, chain, materials, documents. Pure over a source of files.
// What takes more than the package (trusted keys, the rules' judgement) is for the caller.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "exchange/bag.h"
#include "exchange/package_index.h"
#include "record/event.h"

namespace juece {

struct CheckedPackage {
  std::optional<PackageIndex> index;             // unset where there is none to be read
  std::vector<Event> events;                     // those that could be read, with their places in the chain
  std::map<std::string, std::string> documents;  // digest -> bytes, those that are what their digest says
  std::vector<Finding> findings;                 // codes: docs/package-format.md
};

// A Status only where the source itself fails.
Result<CheckedPackage> CheckPackage(BagSource& source);

}  // namespace juece
