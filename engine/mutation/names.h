// How an element of a definition is called: in ids of edits, and in words. Internal to the layer.
#pragma once

#include <string>

#include "mutation/subject.h"

namespace juece {

// "step:drafting/on:drafted": nodes and declarations by their own id, what belongs to them by what tells it from its like.
std::string PathOf(const Item& item);
// 环节“草案拟订”的流转(drafted) / transition (drafted) of step "Drafting"
Text NameOf(const Item& item);
// 属性的名称,如“去向” / "target"
Text AttributeName(std::string_view element, std::string_view attribute);

}  // namespace juece
