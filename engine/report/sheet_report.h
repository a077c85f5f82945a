// Case review for people: the written feedback on a dossier, as a text and as a page that prints on A4; the list of what can be drawn and
// the draw. All of them say what a machine found and what a person said, and keep what is not shown apart. Pure.
#pragma once

#include <string>
#include <vector>

#include "assessment/draw.h"
#include "assessment/sheet.h"
#include "base/data.h"
#include "base/text.h"

namespace juece {

// What is lost first, then what is not shown, then the rest; the persons' entries with their reasons; how the sheet is checked.
std::string FeedbackText(const Sheet& sheet, Language language);
// One self-contained HTML document over all sheets, each beginning a page: no scripts, no external resource.
std::string FeedbackHtml(const std::vector<Sheet>& sheets, Language language);
// The sheet's totals and items as they stand after the entries. docs/case-review.md describes the members.
Data FeedbackData(const Sheet& sheet, Language language);

// Where the sheet stands: two lines, for the one who has just entered something.
std::string StandText(const Sheet& sheet, Language language);

// How many dossiers have which grade, and how many pass against the target; what is not settled is kept apart.
std::string SummaryText(const std::vector<Sheet>& sheets, Language language);
Data SummaryData(const std::vector<Sheet>& sheets, Language language);

std::string ListText(const DrawList& list, Language language);
std::string DrawText(const Draw& draw, Language language);

}  // namespace juece
