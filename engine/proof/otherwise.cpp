#include "proof/otherwise.h"

#include <algorithm>
#include <cstdint>

namespace juece {
namespace {

using Rows = std::vector<const std::vector<std::vector<char>>*>;

// Depth first over the branches. A prefix is followed only if some combination below it is uncovered, which is a matter of
// counting because rows are disjoint; so the first descent always succeeds.
class OtherwiseFinder {
 public:
  OtherwiseFinder(const std::vector<std::vector<int>>& costs, const Rows& rows) : costs_(costs), rows_(rows) {
    for (const auto& branch : costs_) {
      std::vector<int> order;
      for (std::size_t o = 0; o < branch.size(); ++o) {
        if (branch[o] >= 0) order.push_back(static_cast<int>(o));
      }
      std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return Cost(branch, a) < Cost(branch, b); });
      orders_.push_back(std::move(order));
    }
  }

  std::optional<std::vector<int>> Find() {
    if (Uncovered(0)) Descend(0, 0);
    return best_;
  }

 private:
  static int Cost(const std::vector<int>& branch, int choice) { return branch[static_cast<std::size_t>(choice)]; }

  // Is any combination that extends `chosen_` left by the rows?
  [[nodiscard]] bool Uncovered(std::size_t from) const {
    std::uint64_t all = 1;
    for (std::size_t b = from; b < orders_.size(); ++b) all *= orders_[b].size();
    std::uint64_t covered = 0;
    for (const auto* row : rows_) covered += CoveredBy(*row, from);
    return covered < all;
  }

  [[nodiscard]] std::uint64_t CoveredBy(const std::vector<std::vector<char>>& row, std::size_t from) const {
    for (std::size_t b = 0; b < from; ++b) {
      if (row[b][static_cast<std::size_t>(chosen_[b])] == 0) return 0;
    }
    std::uint64_t count = 1;
    for (std::size_t b = from; b < orders_.size(); ++b) {
      count *= static_cast<std::uint64_t>(std::count_if(
          orders_[b].begin(), orders_[b].end(), [&](int o) { return row[b][static_cast<std::size_t>(o)] != 0; }));
    }
    return count;
  }

  void Descend(std::size_t branch, int cost) {
    if (best_ && (cost >= best_cost_ || looks_ > kMostLooks)) return;
    if (branch == orders_.size()) {
      best_ = chosen_;
      best_cost_ = cost;
      return;
    }
    for (const int choice : orders_[branch]) {
      ++looks_;
      chosen_.push_back(choice);
      if (Uncovered(branch + 1)) Descend(branch + 1, cost + Cost(costs_[branch], choice));
      chosen_.pop_back();
    }
  }

  static constexpr int kMostLooks = 10000;
  const std::vector<std::vector<int>>& costs_;
  const Rows& rows_;
  std::vector<std::vector<int>> orders_;
  std::vector<int> chosen_;
  std::optional<std::vector<int>> best_;
  int best_cost_ = 0;
  int looks_ = 0;
};

}  // namespace

std::optional<std::vector<int>> CheapestUncovered(const std::vector<std::vector<int>>& costs, const Rows& rows) {
  return OtherwiseFinder(costs, rows).Find();
}

}  // namespace juece
