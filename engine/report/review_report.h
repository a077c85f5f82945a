// The compliance review for people: a text for the terminal and a page that prints on A4. Both put what is wrong first. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "compliance/review.h"

namespace juece {

// Grouped by verdict, violations first; each rule with article, what was found, what to do, and the evidence it rests on.
std::string ReviewText(const ReviewReport& report, Language language);

// One self-contained HTML document over all reports: no scripts, no external resource.
std::string ReviewHtml(const std::vector<ReviewReport>& reports, Language language);

}  // namespace juece
