#include "graph/columns.h"

#include <algorithm>
#include <set>
#include <vector>

#include "base/utf8.h"
#include "graph/flow_order.h"

namespace juece {
namespace {

// Points; what Graphviz makes of the sizes in draw.cpp, roughly.
constexpr double kLine = 15;
constexpr double kTitleLine = 18;
constexpr double kBox = 12;
constexpr double kCell = 6.2;
constexpr double kTitleCell = 7.8;
constexpr double kBetween = 26;
constexpr double kLabelled = 22;   // more, where the edge below has a label
constexpr double kFrame = 44;
constexpr double kSide = 26;       // between neighbours
constexpr double kLoops = 120;     // edges that go back, beside a column
constexpr double kTags = 60;       // from and to other columns
constexpr double kHead = 100;      // title and legend
constexpr double kPageLong = 800;  // A4 without margins
constexpr double kPageShort = 553;

class Measure {
 public:
  Measure(const DrawWords& words, const DrawOptions& options, const RedRun& red) : words_(words), options_(options), red_(red) {}

  Extent Of(const Node& node) const {
    if (const auto* step = std::get_if<StepNode>(&node)) return OfStep(*step);
    if (std::holds_alternative<EndNode>(node)) return {100, 40};
    Extent extent{kSide, kFrame};
    double tallest = 0;
    for (const Branch& branch : std::get<CompositeNode>(node).branches) {
      Extent inner{0, kFrame};
      for (const Node& part : branch.region->nodes) {
        if (std::holds_alternative<EndNode>(part)) continue;
        const Extent one = Of(part);
        inner.width = std::max(inner.width, one.width);
        inner.height += one.height + kBetween;
      }
      extent.width += inner.width + kSide;
      tallest = std::max(tallest, inner.height);
    }
    extent.height += tallest + kBetween;
    return extent;
  }

 private:
  Extent OfStep(const StepNode& step) const {
    const auto mark = options_.marks.find(step.id);
    const auto visits = red_.visits.find(step.id);
    Extent extent{0, kBox};
    for (const LabelLine& line : words_.LinesOf(step, mark == options_.marks.end() ? nullptr : &mark->second,
                                                visits == red_.visits.end() ? std::vector<int>{} : visits->second)) {
      const bool title = line.kind == LabelLine::Kind::kTitle;
      extent.height += title ? kTitleLine : kLine;
      extent.width = std::max(extent.width, CellsOf(line.text) * (title ? kTitleCell : kCell) + 24);
    }
    std::set<std::string> targets;
    for (const Transition& row : step.transitions) targets.insert(row.to);
    if (targets.size() > 1) extent.height += kLabelled;
    return extent;
  }

  const DrawWords& words_;
  const DrawOptions& options_;
  const RedRun& red_;
};

double ScaleOf(const Extent& extent) {
  return std::max(std::min(kPageShort / extent.width, kPageLong / extent.height), std::min(kPageLong / extent.width, kPageShort / extent.height));
}

// A node of the root as it is folded: its size, and the nodes before it that it leads back to.
struct Part {
  std::string id;
  Extent extent;
  std::vector<std::size_t> back;
};

// In which columns the parts stand when none is higher than `most`.
std::vector<int> Filled(const std::vector<Part>& parts, double most) {
  std::vector<int> columns;
  double above = 0;
  int column = 0;
  for (const Part& part : parts) {
    if (above > 0 && above + part.extent.height > most) {
      ++column;
      above = 0;
    }
    above += part.extent.height + kBetween;
    columns.push_back(column);
  }
  return columns;
}

Extent ExtentOf(const std::vector<Part>& parts, const std::vector<int>& columns) {
  Extent whole{0, 0};
  for (std::size_t begin = 0; begin < parts.size();) {
    double height = columns.back() > 0 ? kTags : 0;
    double width = 0;
    bool loops = false;
    std::size_t end = begin;
    for (; end < parts.size() && columns[end] == columns[begin]; ++end) {
      height += parts[end].extent.height + kBetween;
      width = std::max(width, parts[end].extent.width);
      for (const std::size_t to : parts[end].back) loops = loops || columns[to] == columns[begin];
    }
    whole.width += width + kSide + (loops ? kLoops : 0);
    whole.height = std::max(whole.height, height);
    begin = end;
  }
  whole.height += kHead;
  return whole;
}

// The columns of at most this number whose highest is least high.
std::vector<int> Fold(const std::vector<Part>& parts, int count) {
  double low = 0;
  double high = 0;
  for (const Part& part : parts) high += part.extent.height + kBetween;
  while (high - low > 1) {
    const double middle = (low + high) / 2;
    (Filled(parts, middle).back() < count ? high : low) = middle;
  }
  return Filled(parts, high);
}

// An end stands in the column of the first node that leads to it.
void PlaceEnds(const Definition& definition, Columns& columns) {
  const auto leads = [&](const Node& node, const std::string& to) {
    if (const auto* step = std::get_if<StepNode>(&node)) {
      return std::any_of(step->transitions.begin(), step->transitions.end(), [&](const Transition& row) { return row.to == to; });
    }
    const auto* composite = std::get_if<CompositeNode>(&node);
    return composite != nullptr && std::any_of(composite->rows.begin(), composite->rows.end(), [&](const ExitRow& row) { return row.to == to; });
  };
  for (const Node& end : definition.root.nodes) {
    if (!std::holds_alternative<EndNode>(end)) continue;
    int column = columns.count - 1;
    const auto order = FlowOrder(definition.root);
    for (auto node = order.rbegin(); node != order.rend(); ++node) {
      if (leads(**node, IdOf(end))) column = columns.of[IdOf(**node)];
    }
    columns.of[IdOf(end)] = column;
  }
}

std::vector<Part> PartsOf(const Definition& definition, const Measure& measure) {
  std::vector<Part> parts;
  std::map<std::string, std::size_t, std::less<>> order;
  for (const Node* node : FlowOrder(definition.root)) {
    if (std::holds_alternative<EndNode>(*node)) continue;
    order.emplace(IdOf(*node), parts.size());
    parts.push_back({IdOf(*node), measure.Of(*node), {}});
  }
  for (const Node& node : definition.root.nodes) {
    std::vector<std::string> targets;
    if (const auto* step = std::get_if<StepNode>(&node)) {
      for (const Transition& row : step->transitions) targets.push_back(row.to);
    } else if (const auto* composite = std::get_if<CompositeNode>(&node)) {
      for (const ExitRow& row : composite->rows) targets.push_back(row.to);
    }
    for (const std::string& target : targets) {
      const auto to = order.find(target);
      if (to != order.end() && to->second <= order[IdOf(node)]) parts[order[IdOf(node)]].back.push_back(to->second);
    }
  }
  return parts;
}

}  // namespace

Columns FoldedForPage(const Definition& definition, const DrawWords& words, const DrawOptions& options, const RedRun& red) {
  const std::vector<Part> parts = PartsOf(definition, Measure(words, options, red));
  Columns best;
  double best_scale = 0;
  const int least = options.columns > 0 ? options.columns : 1;
  const int most = options.columns > 0 ? options.columns : kMostColumns;
  for (int count = least; !parts.empty() && count <= most; ++count) {
    const std::vector<int> columns = Fold(parts, count);
    // A further column has to be worth it: it cuts the main line once more.
    const double scale = ScaleOf(ExtentOf(parts, columns));
    if (scale <= best_scale * 1.05) continue;
    best_scale = scale;
    best.count = columns.back() + 1;
    for (std::size_t p = 0; p < parts.size(); ++p) best.of[parts[p].id] = columns[p];
  }
  PlaceEnds(definition, best);
  return best;
}

}  // namespace juece
