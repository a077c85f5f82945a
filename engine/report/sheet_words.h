// Words that the text and the page of a score sheet share. Internal to the layer.
#pragma once

#include <string>
#include <vector>

#include "assessment/sheet.h"
#include "base/text.h"

namespace juece {

// "62.5" where the two are the same, else "62.5–81".
std::string RangeLine(const Points& least, const Points& most);
// Points, per cent and grade in one line.
std::string TotalLine(const SheetTotal& total, Language language);
// Whether a person has taken it over.
std::string StandingLine(const SheetTotal& total, Language language);
std::string UnitsLine(const Sheet& sheet, Language language);
std::string GradesLine(const SheetTotal& total, Language language);
// What a person said of an item or a cap, with the reason.
std::string EntryLine(const SheetEntry& entry, Language language);
// "[R713 第25条第1款] 标题"; of a check its title alone.
std::string GroundLine(const Ground& ground, Language language);
std::string EvidenceLine(const Ground& ground, Language language);
Text CapTitle(Verdict verdict);
std::string CheckLine(const Sheet& sheet, Language language);
std::string RequestLine(const SheetTotal& total, Language language);
// Grounds that say why the item stands as it does, the violated ones first; of a met item all.
std::vector<const Ground*> Telling(const ItemScore& score);
std::vector<const ItemScore*> ItemsWith(const SheetTotal& total, ItemState state);

}  // namespace juece
