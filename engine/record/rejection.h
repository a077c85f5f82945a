// A refused command: an answer, not an error. It names the code, the sentence in both languages and the article.
#pragma once

#include <string>

#include "base/text.h"

namespace juece {

struct Rejection {
  std::string code;     // kebab-case, docs/reference/rejections.md
  Text message;         // "Expected to …, but …" / 应…,但…(依据…)
  std::string article;  // "" where no law but the software's own rule is the ground
};

}  // namespace juece
