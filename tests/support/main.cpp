// The one main of every Catch2 test binary, and the one object that knows where this checkout lies.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "support/places.h"

namespace juece {

std::string SourceDir() { return JUECE_SOURCE_DIR; }
std::string BinaryDir() { return JUECE_BINARY_DIR; }

}  // namespace juece
