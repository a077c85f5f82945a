#include "graph/flow_order.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace juece {
namespace {

std::vector<std::string_view> TargetsOf(const Node& node) {
  std::vector<std::string_view> targets;
  if (const auto* step = std::get_if<StepNode>(&node)) {
    for (const Transition& row : step->transitions) targets.emplace_back(row.to);
  } else if (const auto* composite = std::get_if<CompositeNode>(&node)) {
    for (const ExitRow& row : composite->rows) targets.emplace_back(row.to);
  }
  // The node that is left last comes first in the end, so the first row is gone down last.
  std::reverse(targets.begin(), targets.end());
  return targets;
}

struct Open {
  std::size_t node;
  std::vector<std::string_view> targets;
  std::size_t next = 0;
};

}  // namespace

std::vector<const Node*> FlowOrder(const Region& region) {
  std::unordered_map<std::string_view, std::size_t> numbers;
  for (std::size_t n = 0; n < region.nodes.size(); ++n) numbers.emplace(IdOf(region.nodes[n]), n);
  std::vector<bool> seen(region.nodes.size(), false);
  std::vector<const Node*> order;
  // Depth first without recursion, so that a long chain cannot exhaust the stack.
  std::vector<Open> stack;
  const auto open = [&](std::string_view id) {
    const auto found = numbers.find(id);
    if (found == numbers.end() || seen[found->second]) return;
    seen[found->second] = true;
    stack.push_back({found->second, TargetsOf(region.nodes[found->second])});
  };
  for (open(region.start); !stack.empty();) {
    Open& top = stack.back();
    if (top.next < top.targets.size()) {
      open(top.targets[top.next++]);
    } else {
      order.push_back(&region.nodes[top.node]);
      stack.pop_back();
    }
  }
  std::reverse(order.begin(), order.end());
  for (std::size_t n = 0; n < region.nodes.size(); ++n) {
    if (!seen[n]) order.push_back(&region.nodes[n]);
  }
  return order;
}

}  // namespace juece
