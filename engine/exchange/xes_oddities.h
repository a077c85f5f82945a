// What is odd in a log but readable, counted, and told as a note once a kind. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"

namespace juece {

enum class XesOddity { kNoId, kTwice, kNoActivity, kAgain, kBadTime, kUnsorted, kOutside };

class XesOddities {
 public:
  void Note(XesOddity kind, std::string_view where);
  // Those of what comes next in the log.
  void Add(const XesOddities& next);
  [[nodiscard]] std::uint64_t Count(XesOddity kind) const { return counted_[static_cast<std::size_t>(kind)].count; }
  void Report(const std::string& file, std::vector<Finding>& findings) const;

 private:
  struct Counted {
    std::uint64_t count = 0;
    std::string first;
  };
  std::array<Counted, 7> counted_;
};

// Digests of the ids so far, in one flat table: eight bytes each, at most three quarters full.
class XesIds {
 public:
  static std::uint64_t DigestOf(std::string_view id);
  // False where it was there.
  bool Insert(std::uint64_t digest);

 private:
  static bool Place(std::vector<std::uint64_t>& slots, std::uint64_t digest);
  void Grow();
  std::vector<std::uint64_t> slots_;
  std::size_t count_ = 0;
};

}  // namespace juece
