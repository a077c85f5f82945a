// An archive package verified and judged with nothing but itself: the installation is not asked for anything.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compliance/review.h"
#include "exchange/package_check.h"
#include "runtime/matter_review.h"

namespace juece {

struct VerifiedPackage {
  CheckedPackage contents;
  std::vector<Finding> findings;        // all: of the contents, of the signatures, of the review
  std::optional<ReviewReport> review;   // unset where the package has an error: then it is not judged
  [[nodiscard]] bool ok() const;        // no error, and no violated rule of severity error or warning
};

// A Status where the folder cannot be read.
Result<VerifiedPackage> VerifyPackage(const std::string& folder, const std::vector<std::string>& trusted_keys);

// Where a package keeps law, rules and calendar. Only for a package that was found whole: its files are then opened by name.
ReviewPlaces PlacesIn(const std::string& folder, std::vector<std::string> rulebooks = {});
Matter MatterOfPackage(const CheckedPackage& contents);

}  // namespace juece
