// BagIt: whether a folder is a valid bag (RFC 8493, version 1.0; versions 0.93 to 0.97 by their drafts). Pure over a source of
// files: names, links and contents are taken for hostile.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "base/status.h"

namespace juece {

struct BagFile {
  enum class Kind { kFile, kFolder, kLink, kOther };
  std::string path;  // below the bag, with '/', never beginning with one; raw bytes as the file system has them
  Kind kind = Kind::kFile;
  std::uint64_t size = 0;
};

// Where a bag's files come from. Borrowed for a call; one thread at a time.
class BagSource {
 public:
  using Take = std::function<Status(std::string_view)>;
  virtual ~BagSource() = default;
  // Everything below the bag, sorted by path. Links are named, never followed.
  virtual Result<std::vector<BagFile>> List() = 0;
  // Hands the file's content out block by block; stops with the first Status of `take` that is not ok.
  virtual Status Read(const std::string& path, const Take& take) = 0;
};

struct BagLimits {
  std::uint64_t tag_file_bytes = std::uint64_t{64} << 20U;  // of one manifest, fetch.txt or bag-info.txt
  std::size_t findings = 200;                               // what is beyond is counted in a last note
};

struct BagReport {
  int major = 0;  // 0.0 where bagit.txt does not say
  int minor = 0;
  std::vector<BagFile> files;                                // as the source lists them
  std::vector<std::pair<std::string, std::string>> info;    // bag-info.txt: labels and values in order
  std::map<std::string, std::map<std::string, std::string>> sums;  // of each file that a manifest names: algorithm -> hex as computed
  std::vector<Finding> findings;                             // codes bag-*: docs/package-format.md; valid where none is an error
};

// Reads every file once, however many manifests name it. A Status only where the source itself fails; a file that cannot be read is
// a finding.
Result<BagReport> VerifyBag(BagSource& source, const BagLimits& limits = {});

// The whole of a file, kUnsupported where it is longer than `limit`.
Result<std::string> ReadAll(BagSource& source, const std::string& path, std::uint64_t limit);

}  // namespace juece
