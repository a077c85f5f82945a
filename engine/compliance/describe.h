// A rulebook and its vocabulary in words, for docs/rules.md and docs/record-format.md: made from the data, so that they cannot
// drift from it.
#pragma once

#include <string>

#include "base/text.h"
#include "compliance/rulebook.h"
#include "compliance/vocabulary.h"
#include "law/statute.h"

namespace juece {

// What has to hold, in one sentence a check.
Text Describe(const Rule& rule, const Vocabulary& words);

// The whole of docs/rules.md.
std::string RulesMarkdown(const Rulebook& rulebook, const StatuteBook& statutes);

// The generated part of docs/record-format.md: every event with the members that mean something.
std::string VocabularyMarkdown(const Vocabulary& words);

}  // namespace juece
