// Indicators for people: a table on top, then each with the matters that miss it, that do not show it, and of which it is open whether
// they count. Pure.
#pragma once

#include <string>
#include <vector>

#include "assessment/indicator.h"
#include "base/text.h"

namespace juece {

std::string IndicatorsText(const std::vector<Measured>& measured, Language language);
// One self-contained HTML document that prints on A4: no scripts, no external resource.
std::string IndicatorsHtml(const std::vector<Measured>& measured, Language language);

}  // namespace juece
