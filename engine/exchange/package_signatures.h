// The signed checkpoints of an archive package: whether they speak of its dossier, and who signed them. Pure over a source of files.
#pragma once

#include <vector>

#include "base/finding.h"
#include "exchange/checkpoint.h"
#include "exchange/package_check.h"

namespace juece {

// Codes signature-*: docs/package-format.md. `package` has been checked; nothing is said where its history could not be read.
std::vector<Finding> CheckSignatures(BagSource& source, const CheckedPackage& package, const TrustedKeys& trusted);

}  // namespace juece
