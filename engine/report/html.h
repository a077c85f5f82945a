// What every page of a report shares: escaping, and a style that prints on A4. Internal to the layer.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace juece {

std::string Escape(std::string_view text);

// The whole document around `body`: no script, no external resource. `style` is added to what all pages have.
std::string HtmlPage(std::string_view title, std::string_view style, std::string_view body, Language language);

}  // namespace juece
