// An article reference: STATUTE:ARTICLE[-PARAGRAPH[-ITEM]], e.g. "R713:25", "R713:30-2". The legal basis of an element.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace juece {

struct ArticleRef {
  std::string statute;
  int article = 0;
  int paragraph = 0;  // 0: the whole article
  int item = 0;       // 0: the whole paragraph

  static std::optional<ArticleRef> Parse(std::string_view text);
  // Blank-separated list; nullopt where one of them is malformed.
  static std::optional<std::vector<ArticleRef>> ParseList(std::string_view text);
  [[nodiscard]] std::string ToString() const;
  // True where `other` is this reference or lies inside it (R713:30 covers R713:30-2).
  [[nodiscard]] bool Covers(const ArticleRef& other) const;
  friend auto operator<=>(const ArticleRef&, const ArticleRef&) = default;
};

}  // namespace juece
