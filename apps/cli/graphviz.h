// Graphviz as a child process: DOT in, SVG or PDF out.
#pragma once

#include <string>

#include "base/status.h"

namespace juece::cli {

// Runs `dot -Tsvg`; blocks until it ends. NotFound where Graphviz is not installed, with what to do.
Result<std::string> RenderSvg(const std::string& dot);
// Runs `dot -Tpdf`, the picture made no larger than this (inches) and given margins; fails likewise.
Result<std::string> RenderPdf(const std::string& dot, double width, double height);

}  // namespace juece::cli
