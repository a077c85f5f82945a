// An event in words, for people. Pure.
#pragma once

#include <string>

#include "base/text.h"
#include "definition/definition.h"
#include "record/event.h"

namespace juece {

// What happened, without time and actor. `definition` gives the titles of steps and facts; nullptr: their ids stand for them.
std::string EventWords(const Event& event, const Definition* definition, Language language);
// A recorded ground ("technical = false") with the facts' titles in the place of their ids.
std::string Readable(const std::string& text, const Definition* definition, Language language);

}  // namespace juece
