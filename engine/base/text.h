// Texts in the two languages that the system speaks. Chinese is the source text: it is never empty where a person reads it.
#pragma once

#include <string>
#include <string_view>

namespace juece {

enum class Language { kChinese, kEnglish };

// One sentence or label in both languages. A value; no invariant except that `zh` is written first.
struct Text {
  std::string zh;
  std::string en;

  // The text in `language`; falls back to the other one where it is empty.
  [[nodiscard]] const std::string& In(Language language) const {
    const std::string& wanted = language == Language::kChinese ? zh : en;
    return wanted.empty() ? (language == Language::kChinese ? en : zh) : wanted;
  }
  [[nodiscard]] bool empty() const { return zh.empty() && en.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace juece
