// A set of small numbers that gives the next one at or after a place: a bit each, with bits above for the words that are not empty.
// Every operation costs one step a level, and 64 times as many numbers cost one level more. Internal to the layer.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace juece {

class DirtySet {
 public:
  explicit DirtySet(int size) {
    std::size_t words = static_cast<std::size_t>(size) / 64 + 1;
    levels_.emplace_back(words);
    while (words > 1) levels_.emplace_back(words = words / 64 + 1);
  }
  void Insert(int number) {
    auto n = static_cast<std::size_t>(number);
    for (auto& level : levels_) {
      const bool known = level[n / 64] != 0;
      level[n / 64] |= std::uint64_t{1} << (n % 64);
      if (known) return;
      n /= 64;
    }
  }
  void Erase(int number) {
    auto n = static_cast<std::size_t>(number);
    for (auto& level : levels_) {
      level[n / 64] &= ~(std::uint64_t{1} << (n % 64));
      if (level[n / 64] != 0) return;
      n /= 64;
    }
  }
  // The smallest one that is not below `from`; -1 where there is none.
  [[nodiscard]] int Next(int from) const {
    auto n = static_cast<std::size_t>(from);
    std::size_t level = 0;
    for (;; n = n / 64 + 1, ++level) {
      if (level == levels_.size() || n / 64 >= levels_[level].size()) return -1;
      const std::uint64_t rest = levels_[level][n / 64] >> (n % 64);
      if (rest == 0) continue;
      n += static_cast<std::size_t>(std::countr_zero(rest));
      break;
    }
    while (level-- > 0) n = n * 64 + static_cast<std::size_t>(std::countr_zero(levels_[level][n]));
    return static_cast<int>(n);
  }

 private:
  std::vector<std::vector<std::uint64_t>> levels_;
};

}  // namespace juece
