// What the digests of a list and of a draw cover. Internal to the layer.
#pragma once

#include <string>

#include "assessment/draw.h"

namespace juece {

std::string DigestOfList(const DrawList& list);
std::string DigestOfDraw(const Draw& draw);

}  // namespace juece
