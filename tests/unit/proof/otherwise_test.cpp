#include "proof/otherwise.h"

#include <catch2/catch.hpp>

#include <random>

using namespace juece;

namespace {

using Row = std::vector<std::vector<char>>;

// All combinations, one by one.
int BruteCheapest(const std::vector<std::vector<int>>& costs, const std::vector<const Row*>& rows, std::size_t branch, std::vector<int>& chosen,
                  int cost) {
  if (branch == costs.size()) {
    for (const Row* row : rows) {
      bool inside = true;
      for (std::size_t b = 0; b < chosen.size(); ++b) inside = inside && (*row)[b][static_cast<std::size_t>(chosen[b])] != 0;
      if (inside) return -1;
    }
    return cost;
  }
  int best = -1;
  for (std::size_t o = 0; o < costs[branch].size(); ++o) {
    if (costs[branch][o] < 0) continue;
    chosen.push_back(static_cast<int>(o));
    const int found = BruteCheapest(costs, rows, branch + 1, chosen, cost + costs[branch][o]);
    chosen.pop_back();
    if (found >= 0 && (best < 0 || found < best)) best = found;
  }
  return best;
}

// Disjoint rows: a box is split again and again, and some of the pieces are kept.
void Split(std::mt19937& random, const Row& box, int depth, std::vector<Row>& rows) {
  const std::size_t branch = random() % box.size();
  Row left = box;
  Row right = box;
  for (std::size_t o = 0; o < box[branch].size(); ++o) (random() % 2 == 0 ? left : right)[branch][o] = 0;
  for (const Row* part : {&left, &right}) {
    if (depth > 0) Split(random, *part, depth - 1, rows);
    else if (random() % 100 < 85) rows.push_back(*part);
  }
}

}  // namespace

TEST_CASE("what rows leave to otherwise is found, and the cheapest of it", "[proof]") {
  std::mt19937 random(11);
  int filled = 0;
  for (int round = 0; round < 5000; ++round) {
    const std::size_t branches = 1 + random() % 4;
    Row all;
    std::vector<std::vector<int>> costs;
    for (std::size_t b = 0; b < branches; ++b) {
      const std::size_t outcomes = 1 + random() % 3;
      all.emplace_back(outcomes, 1);
      costs.emplace_back();
      for (std::size_t o = 0; o < outcomes; ++o) costs.back().push_back(random() % 5 == 0 ? -1 : 1 + static_cast<int>(random() % 9));
    }
    std::vector<Row> made;
    Split(random, all, static_cast<int>(random() % 3), made);
    std::vector<const Row*> rows;
    for (const Row& row : made) rows.push_back(&row);
    std::vector<int> none;
    const int expected = BruteCheapest(costs, rows, 0, none, 0);
    const auto found = CheapestUncovered(costs, rows);
    filled += expected < 0 ? 1 : 0;
    REQUIRE(found.has_value() == (expected >= 0));
    if (!found) continue;
    int cost = 0;
    for (std::size_t b = 0; b < branches; ++b) cost += costs[b][static_cast<std::size_t>((*found)[b])];
    REQUIRE(cost == expected);
  }
  CHECK(filled > 300);
}

TEST_CASE("a product too large to enumerate is still judged exactly", "[proof]") {
  // Fifty-nine branches of two outcomes; the rows "the first branch said yes" and "it said no, the second yes" leave a quarter.
  constexpr std::size_t kBranches = 59;
  const std::vector<std::vector<int>> costs(kBranches, {1, 2});
  Row first(kBranches, {1, 1});
  first[0] = {1, 0};
  Row second(kBranches, {1, 1});
  second[0] = {0, 1};
  second[1] = {1, 0};
  Row third = second;
  third[1] = {0, 1};
  const auto left = CheapestUncovered(costs, {&first, &second});
  REQUIRE(left.has_value());
  CHECK((*left)[0] == 1);
  CHECK((*left)[1] == 1);
  CHECK_FALSE(CheapestUncovered(costs, {&first, &second, &third}).has_value());
}
