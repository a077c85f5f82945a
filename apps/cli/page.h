// A picture on one sheet of A4.
#pragma once

#include <string>

namespace juece::cli {

// The SVG of Graphviz fitted to one A4 page, upright or on its side, whichever gives the larger letters; centred, with margins. Letters
// fall back to other Chinese fonts where Graphviz' own is missing. Returned as it is where it is no such SVG.
std::string OnOnePage(std::string svg);
// Whether that page stands upright.
bool IsUpright(const std::string& svg);
// Inches that the margins leave of A4.
inline constexpr double kPrintableShort = (210.0 - 12) / 25.4;
inline constexpr double kPrintableLong = (297.0 - 12) / 25.4;
// How large a point of the picture is on that page, in points; 0 where it is no such SVG.
double PointsOnPage(const std::string& svg);

}  // namespace juece::cli
