// Whether disjoint rows fill a product of choices, and the cheapest combination that they leave to `otherwise`. Internal.
#pragma once

#include <optional>
#include <vector>

namespace juece {

// costs[b][o]: cost of branch b's choice o, negative where it cannot be chosen. rows[r][b][o]: row r admits choice o of branch b.
// The chosen o of each branch; nullopt where the rows fill the product (or it is empty). The cheapest one unless the product is so
// large that looking for it would take long; then a cheap one.
std::optional<std::vector<int>> CheapestUncovered(const std::vector<std::vector<int>>& costs,
                                                  const std::vector<const std::vector<std::vector<char>>*>& rows);

// Counting is exact below this many combinations; definitions beyond it are refused.
inline constexpr double kMostCombinations = 1e18;

}  // namespace juece
