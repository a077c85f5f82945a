// A payload's schema as the fields of a form, in the order of the schema: what a person is asked for, and why. Used by the command line
// and the pages. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/article.h"
#include "base/data.h"
#include "base/text.h"

namespace juece {

struct FormField {
  std::string pointer;  // "/channels", "/items/*/adopted": "*" stands for each item
  std::string name;     // the last part of it
  int depth = 0;        // 0 for a member of the payload itself
  bool required = false;  // of what encloses it
  bool personal = false;  // recorded as a commitment only
  Text title;
  Text expected;        // kind, choices, format and bounds in words
  Data choices;         // [{"value", "titles"}]; null where it is no choice
  Data fallback;        // the default; null where there is none
  std::vector<ArticleRef> articles;  // that ask for it; empty: those of the action
};

std::vector<FormField> FieldsOf(const Data& schema);

}  // namespace juece
