// Where the tests find the source tree and the build tree: given to one object only (support/main.cpp), so that every other object
// of the tests is the same in every checkout and a compiler cache can serve it.
#pragma once

#include <string>

namespace juece {

// Absolute path of the source tree, without a trailing slash. Any thread; usable while globals are still made.
[[nodiscard]] std::string SourceDir();
// Absolute path of the build tree, likewise.
[[nodiscard]] std::string BinaryDir();

}  // namespace juece
