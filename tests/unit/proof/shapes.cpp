#include "unit/proof/shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace juece::oracle {
namespace {

bool AnyStep(const Region& region, const std::function<bool(const StepNode&)>& is) {
  return std::any_of(region.nodes.begin(), region.nodes.end(), [&](const Node& node) {
    if (const auto* step = std::get_if<StepNode>(&node)) return is(*step);
    const auto* composite = std::get_if<CompositeNode>(&node);
    return composite != nullptr && std::any_of(composite->branches.begin(), composite->branches.end(),
                                               [&](const Branch& branch) { return AnyStep(*branch.region, is); });
  });
}

bool ReviewsAnywhere(const StepNode& step) { return !step.reviews.empty(); }
bool ChangesAnything(const StepNode& step) { return !step.changes.empty(); }

void Visit(const Region& region, int depth, std::set<std::string>& found) {
  std::set<std::string> before;
  for (const Node& node : region.nodes) {
    before.insert(IdOf(node));
    const auto leads = [&](const std::string& to) {
      if (before.count(to) > 0) found.insert(depth == 0 ? "loop" : "loop in a branch");
    };
    if (const auto* end = std::get_if<EndNode>(&node)) {
      if (end->cancels_siblings) found.insert("cancelling end");
      if (end->cancels_siblings && depth > 1) found.insert("cancelling end in a nested branch");
    } else if (const auto* step = std::get_if<StepNode>(&node)) {
      if (step->applicability) found.insert("conditional step");
      if (step->milestone && depth == 0) found.insert("milestone " + step->milestone->milestone);
      for (const MaterialUse& use : step->reviews) {
        if (use.outcomes.empty() || std::count(use.outcomes.begin(), use.outcomes.end(), "bad") > 0) found.insert("review with a closing outcome");
      }
      for (const Transition& row : step->transitions) {
        if (!row.when.IsAlways()) found.insert("choice by a guard");
        if (row.otherwise) found.insert("otherwise of a step");
        leads(row.to);
      }
    } else {
      const auto& composite = std::get<CompositeNode>(node);
      if (depth > 0) found.insert("nested parallel");
      if (composite.branches.size() > 2) found.insert("three branches");
      int rows = 0;
      for (const ExitRow& row : composite.rows) {
        if (!row.otherwise && !row.cancelling) ++rows;
        if (!row.cancelling && row.when.size() > 1) found.insert("row over two branches");
        leads(row.to);
      }
      if (rows > 1) found.insert("exit table of several rows");
      for (const Branch& one : composite.branches) {
        for (const Branch& other : composite.branches) {
          if (&one != &other && AnyStep(*one.region, ChangesAnything) && AnyStep(*other.region, ReviewsAnywhere)) {
            found.insert("change and review in siblings");
          }
        }
        Visit(*one.region, depth + 1, found);
      }
    }
  }
}

}  // namespace

Shapes::Shapes() {
  for (const char* shape : {"loop", "loop in a branch", "cancelling end", "cancelling end in a nested branch", "conditional step",
                            "milestone submission", "milestone decision", "review with a closing outcome", "choice by a guard",
                            "otherwise of a step", "nested parallel", "three branches", "row over two branches",
                            "exit table of several rows", "change and review in siblings"}) {
    counts_[shape] = 0;
  }
}

void Shapes::Count(const Definition& definition) {
  std::set<std::string> found;
  Visit(definition.root, 0, found);
  for (const std::string& shape : found) ++counts_.at(shape);
}

std::string Shapes::ToText() const {
  std::string text;
  for (const auto& [shape, count] : counts_) text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", shape, count);
  return text;
}

}  // namespace juece::oracle
