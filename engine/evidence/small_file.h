// Small files that matter: keys that only their owner may read, and lists that only grow.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"

namespace juece {

// The whole of a file. kNotFound where it is not there, kUnsupported where it is longer than `limit`.
Result<std::string> ReadSmallFile(const std::string& path, std::uint64_t limit);
// The same for a secret: a plain file that nobody but its owner can read or write, else kUnavailable.
Result<std::string> ReadSecretFile(const std::string& path, std::uint64_t limit);
// A new file, durable; kConflict where there is one of that name. `mode`: e.g. 0600.
Status WriteNewFile(const std::string& path, std::string_view bytes, unsigned mode);
// Replaces the file as a whole; durable.
Status ReplaceFile(const std::string& path, std::string_view bytes);
// Adds bytes at the end, durable, creating the file (0644) where needed.
Status AppendToFile(const std::string& path, std::string_view bytes);

}  // namespace juece
