// Checksums under the names that other formats use ("md5", "sha512", "sm3"): to check what others made. Our own chain and our
// own documents use digest/digest.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace juece {

// Incremental; one thread at a time; ready for the next file after Finish().
class Checksum {
 public:
  // md5, sha1, sha224, sha256, sha384, sha512, sha3-224 to sha3-512 (also without the dash), blake2b-512, sm3; lowercase.
  static bool Knows(std::string_view name);

  explicit Checksum(std::string_view name);  // Knows(name)
  ~Checksum();
  Checksum(Checksum&&) noexcept;
  Checksum& operator=(Checksum&&) noexcept;
  void Update(std::string_view bytes);
  std::string Finish();  // lowercase hex

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace juece
