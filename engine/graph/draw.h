// The picture of a procedure as Graphviz DOT text: steps with title and article, parallel work as clusters, milestones, loops, and,
// for a dossier, where each step stands and why. Pure; rendering is somebody else's (apps/cli/graphviz.h).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/text.h"
#include "definition/definition.h"

namespace juece {

// Where a step of a dossier stands.
struct NodeMark {
  std::string state;  // waiting | active | blocked | done | not_applicable | cancelled
  Text note;          // when it was done, or why it is blocked; may be empty
};

struct DrawOptions {
  Language language = Language::kChinese;
  std::map<std::string, NodeMark, std::less<>> marks;  // by step id; empty: the procedure alone
  Text title;                                          // empty: the definition's
  // Title of an outcome of a step type; nullptr: the outcome's id is shown.
  std::function<Text(std::string_view step_type, std::string_view outcome)> outcome_title;
};

std::string DrawDot(const Definition& definition, const DrawOptions& options);

}  // namespace juece
