// Files that people hand on: written whole or not at all.
#pragma once

#include <string>

#include "base/data.h"
#include "base/status.h"

namespace juece::cli {

// Refuses a file that exists: a list or a draw that is made again would be another one.
Status WriteNewFile(const std::string& path, const std::string& bytes);
// In one move; the old content stays where it fails.
Status ReplaceFile(const std::string& path, const std::string& bytes);
// The messages name the file.
Result<Data> ReadJsonFile(const std::string& path);

}  // namespace juece::cli
