// How a procedure is folded so that its picture fills a page: the nodes of the root go into columns, read from left to right. Internal to
// the layer.
#pragma once

#include <map>
#include <string>

#include "graph/draw_text.h"
#include "graph/red_run.h"

namespace juece {

// Rough measure of a picture in points, before it is fitted to the page.
struct Extent {
  double width = 0;
  double height = 0;
};

struct Columns {
  int count = 1;
  std::map<std::string, int, std::less<>> of;  // node of the root -> its column
};

// As many columns as give the largest letters on an A4 page, upright or on its side; at most options.columns where that is set.
Columns FoldedForPage(const Definition& definition, const DrawWords& words, const DrawOptions& options, const RedRun& red);

}  // namespace juece
