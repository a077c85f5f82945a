// Small helpers for the sentences of refusals: quoting and joining in both languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "juece/sdk/effects.h"

namespace juece::sdk {

// “甲” / '甲'.
inline Sentence Quote(std::string_view text) {
  return {"“" + std::string(text) + "”", "'" + std::string(text) + "'"};
}

// “甲”、“乙” / '甲', '乙'.
template <typename Texts>
Sentence QuoteAll(const Texts& texts) {
  Sentence all;
  for (const auto& text : texts) {
    const Sentence one = Quote(text);
    all.zh += (all.zh.empty() ? "" : "、") + one.zh;
    all.en += (all.en.empty() ? "" : ", ") + one.en;
  }
  return all;
}

// The texts of a list of values.
inline std::vector<std::string_view> Texts(Value list) {
  std::vector<std::string_view> texts;
  texts.reserve(list.size());
  for (Value item : list) texts.push_back(item.Text());
  return texts;
}

// Two numbers of which people read the first as needed and the second as found.
inline std::string Count(std::int64_t n) { return std::to_string(n); }

}  // namespace juece::sdk
