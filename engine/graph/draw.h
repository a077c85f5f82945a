// The picture of a procedure as Graphviz DOT text: steps with title, articles and periods, parallel work framed branch by branch, milestones,
// loops, a legend, and, for a dossier, where each step stands and why. A long procedure is folded into columns so that it stays readable on one
// page. Pure; rendering is somebody else's (apps/cli/graphviz.h).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

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
  int columns = 0;                                     // at most so many; 0: as many as are expected to give the largest letters
  std::vector<std::string> witness;                    // step ids of a run that is drawn in red; empty: none
  Text caption;                                        // what the run shows, under the title
  // Title of an outcome of a step type; nullptr: the outcome's id is shown.
  std::function<Text(std::string_view step_type, std::string_view outcome)> outcome_title;
  // Title of a statute for the legend; nullptr: the id alone.
  std::function<Text(std::string_view statute)> statute_title;
};

// More columns than these never make a picture more readable.
inline constexpr int kMostColumns = 5;

std::string DrawDot(const Definition& definition, const DrawOptions& options);

}  // namespace juece
