// A dossier's state as data and as a table: shared by show and run.
#pragma once

#include <string>

#include "base/data.h"
#include "definition/definition.h"
#include "dossier/dossier.h"
#include "report/event_words.h"

namespace juece::cli {

// In the definition's order; steps never entered included. Without a definition, those that were entered.
Data StepsData(const Dossier& dossier, const Definition* definition);
std::string StepsTable(const Dossier& dossier, const Definition* definition, Language language);
Data DeadlinesData(const Dossier& dossier);
std::string StatusWord(std::string_view status, Language language);
// `text` padded with blanks to `width` terminal cells; wide characters take two.
std::string Padded(const std::string& text, int width);

}  // namespace juece::cli
