// A rulebook and its vocabulary in words, for docs/rules.md and docs/record-format.md: made from the data, so that they cannot
// drift from it.
#pragma once

#include <functional>
#include <string>

#include "base/text.h"
#include "compliance/rulebook.h"
#include "compliance/vocabulary.h"
#include "law/statute.h"

namespace juece {

// What has to hold, in one sentence a check.
Text Describe(const Rule& rule, const Vocabulary& words);

// What a page of rules says beside the rulebook itself.
struct RulesPage {
  std::string folder;  // of the rulebook and of the examples, below workflows/rulebooks and tests/golden/rules; "" or "local/"
  std::function<std::string(const Rule& rule)> examples;  // lines of a list; may be empty
};

// The whole of docs/rules.md and of the pages like it.
std::string RulesMarkdown(const Rulebook& rulebook, const StatuteBook& statutes, const RulesPage& page = {});

// The generated part of docs/record-format.md: every event with the members that mean something.
std::string VocabularyMarkdown(const Vocabulary& words);

}  // namespace juece
