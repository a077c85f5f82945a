#include "proof/table.h"

#include <cstdint>

namespace juece {

bool LeavesSome(const ModelComposite& composite, const std::vector<std::vector<char>>& can) {
  std::uint64_t all = 1;  // fits: CheckChoices refuses larger products (kMostCombinations)
  for (const auto& branch : can) {
    std::uint64_t choices = 0;
    for (const char one : branch) choices += one != 0 ? 1 : 0;
    all *= choices;
  }
  std::uint64_t covered = 0;
  for (const ModelRow& row : composite.rows) {
    if (row.otherwise || row.cancelling_branch >= 0) continue;
    std::uint64_t admitted = 1;
    for (std::size_t b = 0; b < can.size(); ++b) {
      std::uint64_t choices = 0;
      for (std::size_t o = 0; o < can[b].size(); ++o) choices += can[b][o] != 0 && row.sets[b][o] != 0 ? 1 : 0;
      admitted *= choices;
    }
    covered += admitted;
  }
  return covered < all;
}

}  // namespace juece
