// One single edit of a definition, as data and as a deed.
#pragma once

#include <functional>
#include <string>

#include "base/finding.h"
#include "base/text.h"
#include "mutation/tree_copy.h"

namespace juece {

struct Edit {
  std::string operation;  // what kind of edit and of what: "delete:step", "change:on@to"; see docs/mutation.md
  std::string target;     // where: "step:drafting/on:drafted"
  std::string change;     // what then stands there: "to=publication"; empty where the operation says all
  Text words;             // for people
  SourcePlace place;
  std::function<void(TreeCopy&)> apply;  // borrows the original tree

  // Names the edit in reports and lists. Unique in one definition, stable while the definition is.
  [[nodiscard]] std::string Id() const { return operation + " " + target + (change.empty() ? "" : " " + change); }
};

}  // namespace juece
