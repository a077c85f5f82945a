// Graphviz as a child process: DOT in, SVG out.
#pragma once

#include <string>

#include "base/status.h"

namespace juece::cli {

// Runs `dot -Tsvg`; blocks until it ends. NotFound where Graphviz is not installed, with what to do.
Result<std::string> RenderSvg(const std::string& dot);

}  // namespace juece::cli
