// The files of the materials, by their content: a file is named by its digest, written once and never changed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/status.h"
#include "digest/digest.h"

namespace juece {

struct MaterialInfo {
  std::string digest;  // "algorithm:hex"
  std::int64_t size = 0;
};

// <root>/<algorithm>/<first two hex digits>/<hex>. Several processes may share a root: a file appears whole or not at all.
// Memory does not grow with the files. Thread-safe, as it keeps no state.
class MaterialStore {
 public:
  // `root` is created with the first file; `algorithm` is for new files, older ones keep theirs.
  MaterialStore(std::string root, DigestAlgorithm algorithm);

  // Copies a file in; the same content twice is stored once. Durable when it returns. Where a file of that name is there but
  // is not what its name says, it is replaced by the good copy.
  Result<MaterialInfo> Put(const std::string& path);
  Result<MaterialInfo> PutBytes(std::string_view bytes);
  // Where the file lies. kNotFound where it is not there, kInvalidArgument for a text that is no digest.
  [[nodiscard]] Result<std::string> PathOf(std::string_view digest) const;
  // Reads the file again and compares: kCorrupt where the content is no longer what its name says.
  [[nodiscard]] Status Verify(std::string_view digest) const;
  // Hands the content out in blocks; kCorrupt at the end where it was no longer what its name says, so that what was taken must be
  // thrown away then. Stops with the first Status of `take` that is not ok.
  [[nodiscard]] Status Stream(std::string_view digest, const std::function<Status(std::string_view)>& take) const;
  // The content, verified while it is read; for small files.
  [[nodiscard]] Result<std::string> Read(std::string_view digest) const;

 private:
  class Incoming;
  Result<MaterialInfo> Finish(Incoming& incoming);
  [[nodiscard]] Result<std::string> Place(std::string_view digest) const;

  std::string root_;
  DigestAlgorithm algorithm_;
};

}  // namespace juece
