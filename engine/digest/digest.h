// Content digests. The algorithm is part of the value ("sm3:…", "sha256:…"), so that a record says how it was made.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/status.h"

namespace juece {

enum class DigestAlgorithm { kSha256, kSm3 };

std::string_view ToString(DigestAlgorithm algorithm);  // "sha256", "sm3"
Result<DigestAlgorithm> ParseDigestAlgorithm(std::string_view name);

// "algorithm:lowercase hex" over the bytes.
std::string DigestOf(DigestAlgorithm algorithm, std::string_view bytes);
// Streams the file; memory does not grow with it.
Result<std::string> DigestOfFile(DigestAlgorithm algorithm, const std::string& path);

// Incremental. One thread at a time; the context is reused after Finish().
class Digester {
 public:
  explicit Digester(DigestAlgorithm algorithm);
  ~Digester();
  Digester(Digester&&) noexcept;
  Digester& operator=(Digester&&) noexcept;
  void Update(std::string_view bytes);
  std::string Finish();  // "algorithm:hex", and ready for the next
  bool FinishesAs(std::string_view expected);  // whether Finish() is this, without making a text of it

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace juece
