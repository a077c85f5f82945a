// A folder that somebody else made, read without trusting it: links are seen and never followed, nothing outside is opened.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace juece {

struct FolderEntry {
  enum class Kind { kFile, kFolder, kLink, kOther };
  std::string path;  // below the folder, with '/'
  Kind kind = Kind::kFile;
  std::uint64_t size = 0;
};

// Entries of a folder and all below it, sorted by path. kUnsupported where there are more than `most`, or deeper than 64 folders.
Result<std::vector<FolderEntry>> ListFolder(const std::string& root, std::size_t most = 2'000'000);

// Hands the content of a file below the folder out in blocks. Every part of the path is opened without following links; what is no
// file is kInvalidArgument. Stops with the first Status of `take` that is not ok.
Status ReadInFolder(const std::string& root, const std::string& path, const std::function<Status(std::string_view)>& take);

}  // namespace juece
