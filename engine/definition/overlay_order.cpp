#include "definition/overlay_order.h"

#include <algorithm>
#include <map>

namespace juece {
namespace {

// County and district stand side by side. What is no level (reported by the reader) comes last.
int RankOf(std::string_view level) {
  static const std::map<std::string_view, int> ranks = {{"province", 0}, {"prefecture", 1}, {"city", 2},      {"county", 3},
                                                        {"district", 3}, {"township", 4},   {"department", 5}};
  const auto found = ranks.find(level);
  return found == ranks.end() ? static_cast<int>(ranks.size()) : found->second;
}

bool Holds(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

}  // namespace

OverlayOrder::OverlayOrder(std::vector<OverlayHead> heads) : heads_(std::move(heads)) {
  const std::size_t n = heads_.size();
  before_.assign(n, std::vector<char>(n, 0));
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) {
      before_[a][b] = a != b && (RankOf(heads_[a].level) < RankOf(heads_[b].level) || Holds(heads_[b].after, heads_[a].id));
    }
  }
  Close(before_);
  std::vector<std::vector<char>> merging = before_;
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) merging[a][b] = merging[a][b] != 0 || (a != b && Holds(heads_[b].places_after, heads_[a].id));
  }
  Close(merging);
  for (std::size_t i = 0; i < n; ++i) {
    if (merging[i][i] != 0) ring_.push_back(i);
    sorted_.push_back(i);
  }
  if (!ring_.empty()) return;
  // How many come before: smaller for whoever precedes, so it sorts; the id decides the rest.
  std::vector<std::size_t> depth(n, 0);
  for (std::size_t b = 0; b < n; ++b) {
    for (std::size_t a = 0; a < n; ++a) depth[b] += merging[a][b] != 0 ? 1 : 0;
  }
  std::sort(sorted_.begin(), sorted_.end(), [&](std::size_t a, std::size_t b) {
    return depth[a] != depth[b] ? depth[a] < depth[b] : heads_[a].id < heads_[b].id;
  });
}

void OverlayOrder::Close(std::vector<std::vector<char>>& relation) const {
  for (std::size_t via = 0; via < heads_.size(); ++via) {
    for (std::size_t a = 0; a < heads_.size(); ++a) {
      for (std::size_t b = 0; b < heads_.size() && relation[a][via] != 0; ++b) {
        if (relation[via][b] != 0) relation[a][b] = 1;
      }
    }
  }
}

}  // namespace juece
