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

// A title that a configuration gives in both languages: {"zh": …, "en": …}.
inline Sentence Title(Value titles) {
  return {std::string(titles["zh"].Text()), std::string(titles["en"].Text())};
}

// A number as it stands in a sentence.
inline std::string Count(std::int64_t n) { return std::to_string(n); }

}  // namespace juece::sdk
