// Maps from the ids that definitions, dossiers and catalogues are full of.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace juece {

// The order of std::less, byte by byte. Ids are short and soon differ, so that calling memcmp costs more than it saves.
struct IdLess {
  using is_transparent = void;
  [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const {
    const std::size_t shorter = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < shorter; ++i) {
      if (a[i] != b[i]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[i]);
    }
    return a.size() < b.size();
  }
};

template <typename T>
using ById = std::map<std::string, T, IdLess>;

}  // namespace juece
