// A refused command: an answer, not an error. It names the code, the sentence in both languages and the article.
#pragma once

#include <string>

#include "base/data.h"
#include "base/text.h"

namespace juece {

struct Rejection {
  std::string code;     // kebab-case, docs/reference/rejections.md
  Text message;         // "Expected to …, but …" / 应…,但…(依据…)
  // The ground: an article, or what an office's configuration names for a demand of its own. "" where
  // the rule is the software's own, or the configuration names none.
  std::string article;
  // Where a payload does not fit its form: [{"pointer", "expected": {"zh", "en"}, "value"}], so that a form can mark its fields.
  // Told to whoever asked, never stored.
  Data problems = {};
};

}  // namespace juece
