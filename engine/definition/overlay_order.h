// Which local rule comes before which: a province before a city and so on down, and what a rule says with after-overlay. Internal to
// the layer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace juece {

struct OverlayHead {
  std::string id;
  std::string level;
  std::vector<std::string> after;         // rules that come before this one, where they are used
  std::vector<std::string> places_after;  // the same said of single insertions: for their order only
};

class OverlayOrder {
 public:
  explicit OverlayOrder(std::vector<OverlayHead> heads);

  // Must `b` be as strict as `a`? Transitive.
  [[nodiscard]] bool Precedes(std::size_t a, std::size_t b) const { return before_[a][b] != 0; }
  // Every rule once, none before one that precedes it, ties by id.
  [[nodiscard]] const std::vector<std::size_t>& sorted() const { return sorted_; }
  // Rules that would have to come before themselves; empty where the order is one.
  [[nodiscard]] const std::vector<std::size_t>& ring() const { return ring_; }
  [[nodiscard]] const OverlayHead& head(std::size_t i) const { return heads_[i]; }

 private:
  void Close(std::vector<std::vector<char>>& relation) const;
  std::vector<OverlayHead> heads_;
  std::vector<std::vector<char>> before_;
  std::vector<std::size_t> sorted_;
  std::vector<std::size_t> ring_;
};

}  // namespace juece
