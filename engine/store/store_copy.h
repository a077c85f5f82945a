// A store's file as a whole: copied while others work with it, and looked at page by page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"

namespace juece {

// Copies what is committed at one moment into a new file, durable and in one piece (no -wal beside it). Who writes meanwhile does not wait.
// kConflict where `to` is there already; what was begun is removed where it fails.
Status CopyStoreFile(const std::string& from, const std::string& to);

// What SQLite itself finds wrong with the file, in its own words; empty where it is sound.
Result<std::vector<std::string>> ExamineStoreFile(const std::string& path);

}  // namespace juece
