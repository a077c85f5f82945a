#include "graph/draw.h"

#include <fmt/format.h>

#include "graph/columns.h"
#include "graph/draw_text.h"
#include "graph/flow_order.h"
#include "graph/red_run.h"

namespace juece {
namespace {

// Sizes in points before the picture is fitted to its page; columns.cpp measures with them. All shades differ in grey as well: what
// matters is also said by dashes, thickness or words.
constexpr const char* kFont = "Noto Sans CJK SC";
constexpr const char* kRed = "#cc0000";
constexpr const char* kBack = "#9c4a00";
constexpr int kHeadCells = 120;
constexpr int kTitleCells = 64;
constexpr int kTagCells = 22;

struct Colours {
  const char* fill;
  const char* line;
};

Colours ColoursOf(std::string_view state) {
  if (state == "done") return {"#cfe3c8", "#2f5f14"};
  if (state == "active") return {"#cfe2f3", "#0b5394"};
  if (state == "blocked") return {"#f4cccc", "#990000"};
  if (state == "not_applicable") return {"#e4e4e4", "#999999"};
  if (state == "cancelled") return {"#e4e4e4", "#666666"};
  if (state == "waiting") return {"#ffffff", "#999999"};
  return {"#f7f9fc", "#34495e"};
}

struct LineLook {
  int size;
  const char* colour;
  bool bold;
};

LineLook LookOf(LabelLine::Kind kind) {
  switch (kind) {
    case LabelLine::Kind::kTitle: return {15, "#000000", true};
    case LabelLine::Kind::kArticles: return {12, "#5c4a00", false};
    case LabelLine::Kind::kPeriod: return {12, "#00566b", true};
    case LabelLine::Kind::kApplies: return {12, "#4b3a8c", false};
    case LabelLine::Kind::kMilestone: return {12, "#990000", true};
    case LabelLine::Kind::kVisits: return {12, kRed, true};
    case LabelLine::Kind::kNote: break;
  }
  return {12, "#222222", false};
}

std::string Letters(const std::string& text, const LineLook& look) {
  const std::string inner = look.bold ? "<b>" + EscapedHtml(text) + "</b>" : EscapedHtml(text);
  return fmt::format("<font point-size=\"{}\" color=\"{}\">{}</font>", look.size, look.colour, inner);
}

// One arrow: all outcomes that lead from one node to another.
struct Arrow {
  std::string from;
  std::string to;
  std::vector<std::string> labels;  // one a row
};

class Drawing {
 public:
  Drawing(const Definition& definition, const DrawOptions& options)
      : definition_(definition), options_(options), words_(definition, options), red_(RedRunOf(definition, options.witness)),
        columns_(FoldedForPage(definition, words_, options, red_)) {
    Number(definition.root);
  }

  std::string Draw() {
    out_ = fmt::format("digraph procedure {{\n  graph [rankdir=TB, compound=true, nodesep=0.2, ranksep=0.2, fontname=\"{}\", labelloc=t, pad=0.1, label=<{}>];\n",
                       kFont, Head());
    out_ += fmt::format("  node [fontname=\"{}\", fontsize=14, shape=box, style=\"rounded,filled\", margin=\"0.1,0.05\", height=0.3];\n", kFont);
    out_ += fmt::format("  edge [fontname=\"{}\", fontsize=12, color=\"#444444\", arrowsize=0.8];\n", kFont);
    if (columns_.count == 1) {
      for (const Node* node : FlowOrder(definition_.root)) DrawNode(*node, "  ", nullptr);
    } else {
      DrawColumns();
    }
    DrawRegionEdges(definition_.root, nullptr);
    return out_ + "}\n";
  }

 private:
  void Number(const Region& region) {
    for (const Node* node : FlowOrder(region)) {
      order_.emplace(IdOf(*node), order_.size());
      const auto* composite = std::get_if<CompositeNode>(node);
      for (std::size_t b = 0; composite != nullptr && b < composite->branches.size(); ++b) Number(*composite->branches[b].region);
    }
  }

  // ---- title, caption, legend ----

  [[nodiscard]] std::string Head() const {
    const auto row = [](const std::string& text) { return "<tr><td>" + text + "</td></tr>"; };
    const Text& title = options_.title.empty() ? definition_.title : options_.title;
    std::string head = "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"2\">";
    for (const std::string& line : Wrapped(words_.Say(title), kTitleCells)) head += row(Letters(line.empty() ? "-" : line, {22, "#000000", true}));
    for (const std::string& line : Wrapped(words_.Say(options_.caption), kHeadCells)) {
      if (!line.empty()) head += row(Letters(line, {12, kRed, true}));
    }
    head += "<tr><td>" + Legend() + "</td></tr>";
    for (const std::string& line : Wrapped(Statutes(), kHeadCells)) {
      if (!line.empty()) head += row(Letters(line, {12, "#333333", false}));
    }
    return head + "</table>";
  }

  [[nodiscard]] std::string Legend() const {
    std::string cells;
    const auto box = [&](const std::string& text, const Colours& colours, const char* style) {
      cells += fmt::format("<td border=\"1\" bgcolor=\"{}\" color=\"{}\" style=\"{}\">{}</td>", colours.fill, colours.line, style,
                           Letters(text, {12, "#000000", false}));
    };
    const auto sign = [&](const std::string& text, const char* colour) { cells += "<td border=\"0\">" + Letters(text, {12, colour, true}) + "</td>"; };
    box(words_.Say("环节", "step"), ColoursOf(""), "rounded");
    box(words_.Say("视情形适用", "conditional"), ColoursOf(""), "dashed");
    sign(words_.Say("★ 关口", "★ milestone"), "#990000");
    sign(words_.Say("▬ 并行开始、汇合", "▬ parallel work starts, joins"), "#34495e");
    sign(words_.Say("┄▸ 退回、重办", "┄▸ back, again"), kBack);
    if (!options_.witness.empty()) sign(words_.Say("━▸ 有问题的走法", "━▸ the offending run"), kRed);
    if (!options_.marks.empty()) {
      static constexpr std::pair<const char*, std::pair<const char*, const char*>> kStates[] = {
          {"done", {"已办", "done"}},       {"active", {"办理中", "active"}},
          {"blocked", {"受阻", "blocked"}}, {"not_applicable", {"不适用", "not applicable"}},
          {"waiting", {"未到", "waiting"}}};
      for (const auto& [state, title] : kStates) box(words_.Say(title.first, title.second), ColoursOf(state), "rounded");
    }
    return "<table border=\"0\" cellborder=\"1\" cellspacing=\"5\" cellpadding=\"3\"><tr>" + cells + "</tr></table>";
  }

  // What the abbreviations in front of the article numbers mean.
  [[nodiscard]] std::string Statutes() const {
    std::string out;
    for (const std::string& id : definition_.statutes) {
      const Text title = options_.statute_title ? options_.statute_title(id) : Text{};
      out += (out.empty() ? words_.Say("条文 R713:25 即第25条:", "Articles, e.g. R713:25: ") : words_.Say(";", "; ")) + id + " " + words_.Say(title);
    }
    return out;
  }

  // ---- nodes ----

  void DrawColumns() {
    // Unseen heads in one row keep the columns in their order.
    std::string heads;
    for (int column = 0; column < columns_.count; ++column) {
      out_ += fmt::format("  \"fold::{}\" [shape=point, style=invis, width=0.01, height=0.01];\n", column);
      heads += fmt::format("{}\"fold::{}\"", column == 0 ? "" : " -> ", column);
    }
    out_ += "  { rank=same; " + heads + " [style=invis, weight=0]; }\n";
    for (int column = 0; column < columns_.count; ++column) {
      out_ += fmt::format("  subgraph \"cluster_fold{}\" {{\n    peripheries=0; label=\"\";\n", column);
      std::string first;
      for (const Node* node : FlowOrder(definition_.root)) {
        if (ColumnOf(IdOf(*node)) != column) continue;
        if (first.empty()) first = HeadOf(IdOf(*node));
        DrawNode(*node, "    ", nullptr);
      }
      out_ += fmt::format("  }}\n  \"fold::{}\" -> \"{}\" [style=invis, weight=0];\n", column, first);
    }
  }

  void DrawNode(const Node& node, const std::string& indent, const CompositeNode* composite) {
    if (const auto* step = std::get_if<StepNode>(&node)) {
      DrawStep(*step, indent);
    } else if (const auto* inner = std::get_if<CompositeNode>(&node)) {
      DrawComposite(*inner, indent);
    } else if (composite == nullptr) {
      const auto& end = std::get<EndNode>(node);
      out_ += fmt::format("{}\"{}\" [label=<<b>{}</b>>, shape=ellipse, style=filled, fillcolor=\"#fff2cc\", color=\"#5c4a00\", peripheries=2];\n",
                          indent, end.id, EscapedHtml(end.title.empty() ? end.outcome : words_.Say(end.title)));
    }
  }

  void DrawStep(const StepNode& step, const std::string& indent) {
    const auto found = options_.marks.find(step.id);
    const NodeMark* mark = found == options_.marks.end() ? nullptr : &found->second;
    const auto visits = red_.visits.find(step.id);
    const bool red = visits != red_.visits.end();
    std::string label = "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\">";
    for (const LabelLine& line : words_.LinesOf(step, mark, red ? visits->second : std::vector<int>{})) {
      label += "<tr><td>" + Letters(line.text, LookOf(line.kind)) + "</td></tr>";
    }
    const Colours colours = ColoursOf(mark == nullptr ? "" : mark->state);
    const bool strong = mark != nullptr && (mark->state == "active" || mark->state == "blocked");
    out_ += fmt::format("{}\"{}\" [label=<{}</table>>, style=\"rounded,filled{}\", fillcolor=\"{}\", color=\"{}\", penwidth={}];\n", indent, step.id,
                        label, step.applicability ? ",dashed" : "", colours.fill, red ? kRed : colours.line,
                        red ? "3" : strong ? "2.5" : "1.2");
  }

  void DrawComposite(const CompositeNode& composite, const std::string& indent) {
    const bool red = red_.composites.contains(composite.id);
    const auto bar = [&](const char* which) {
      out_ += fmt::format("{}  \"{}::{}\" [label=\"\", shape=box, style=filled, fillcolor=\"{}\", color=\"{}\", height=0.06, width=2.2, fixedsize=true];\n",
                          indent, composite.id, which, red ? kRed : "#34495e", red ? kRed : "#34495e");
    };
    out_ += fmt::format("{}subgraph \"cluster_{}\" {{\n{}  label=\"{}\"; peripheries=1; style=\"rounded,filled\"; color=\"#7f93a8\"; fillcolor=\"#eef2f7\"; "
                        "fontsize=13; margin=6;\n",
                        indent, composite.id, indent, EscapedQuoted(words_.Title(composite.title, composite.id)));
    bar("fork");
    for (const Branch& branch : composite.branches) {
      const std::string title = words_.Title(branch.title, branch.id);
      out_ += fmt::format("{}  subgraph \"cluster_{}/{}\" {{\n{}    label=\"{}\"; peripheries=1; style=\"rounded,filled,dashed\"; color=\"#7f93a8\"; "
                          "fillcolor=\"#ffffff\"; fontsize=12; margin=5;\n",
                          indent, composite.id, branch.id, indent, EscapedQuoted(IsTitleOfOnlyStep(branch, title) ? "" : title));
      for (const Node* node : FlowOrder(*branch.region)) DrawNode(*node, indent + "    ", &composite);
      out_ += indent + "  }\n";
    }
    bar("join");
    out_ += indent + "}\n";
  }

  // The frame of a branch needs no title where the only step in it says the same.
  [[nodiscard]] bool IsTitleOfOnlyStep(const Branch& branch, const std::string& title) const {
    const StepNode* only = nullptr;
    for (const Node& node : branch.region->nodes) {
      if (std::holds_alternative<EndNode>(node)) continue;
      if (only != nullptr || !std::holds_alternative<StepNode>(node)) return false;
      only = &std::get<StepNode>(node);
    }
    return only != nullptr && words_.Title(only->title, only->id) == title;
  }

  // ---- arrows ----

  static void Add(std::vector<Arrow>& arrows, const std::string& from, const std::string& to, const std::string& label) {
    for (Arrow& arrow : arrows) {
      if (arrow.to != to) continue;
      arrow.labels.push_back(label);
      return;
    }
    arrows.push_back({from, to, {label}});
  }

  void DrawRegionEdges(const Region& region, const CompositeNode* composite) {
    for (const Node* node : FlowOrder(region)) {
      std::vector<Arrow> arrows;
      if (const auto* step = std::get_if<StepNode>(node)) {
        for (const Transition& row : step->transitions) Add(arrows, step->id, row.to, LabelOf(*step, row));
      } else if (const auto* inner = std::get_if<CompositeNode>(node)) {
        for (const ExitRow& row : inner->rows) Add(arrows, inner->id, row.to, words_.RowLabel(*inner, row));
        for (const Branch& branch : inner->branches) {
          DrawFork(*inner, branch);
          DrawRegionEdges(*branch.region, inner);
        }
      }
      for (const Arrow& arrow : arrows) DrawArrow(arrow, arrows.size() > 1, region, composite);
    }
  }

  [[nodiscard]] std::string LabelOf(const StepNode& step, const Transition& row) const {
    std::vector<std::string> outcomes;
    for (const std::string& outcome : row.outcomes) outcomes.push_back(words_.OutcomeTitle(step, outcome));
    std::string label = row.otherwise ? words_.Say("其他", "otherwise") : words_.Join(outcomes);
    if (!row.when.IsAlways()) label += " [" + words_.GuardText(row.when) + "]";
    return label;
  }

  void DrawFork(const CompositeNode& composite, const Branch& branch) {
    const std::string& start = branch.region->start;
    const bool red = red_.visits.contains(start) || red_.composites.contains(start);
    out_ += fmt::format("  \"{}::fork\" -> \"{}\" [weight=2{}];\n", composite.id, HeadOf(start), red ? RedLook() : "");
  }
  static std::string RedLook() { return fmt::format(", color=\"{}\", fontcolor=\"{}\", penwidth=3", kRed, kRed); }

  // `chosen`: more than one way leads on, so the outcome is worth a label. A loop goes back in the order of the work; it must not
  // pull the picture upside down, nor may an arrow to another column.
  void DrawArrow(const Arrow& arrow, bool chosen, const Region& region, const CompositeNode* composite) {
    const Node* target = region.Find(arrow.to);
    const auto* end = target == nullptr || composite == nullptr ? nullptr : std::get_if<EndNode>(target);
    const bool back = end == nullptr && order_[arrow.to] <= order_[arrow.from];
    const bool across = composite == nullptr && ColumnOf(arrow.from) != ColumnOf(arrow.to);
    std::string look;
    if (chosen) look += fmt::format(", label=\"{}\"", EscapedQuoted(ArrowLabel(arrow, end, back && !across ? kSideLabelCells : kEdgeLabelCells)));
    if (back) look += fmt::format(", style=dashed, color=\"{}\", fontcolor=\"{}\"", kBack, kBack);
    if (back && !across) look += ", constraint=false";
    if (!back && !across && order_[arrow.to] == order_[arrow.from] + 1) look += ", weight=5";
    if (end != nullptr && end->cancels_siblings) look += ", style=bold";
    if (red_.edges.contains({arrow.from, arrow.to})) look += RedLook();
    const std::string head = end != nullptr ? composite->id + "::join" : across ? Connector(arrow, back, look) : HeadOf(arrow.to);
    out_ += fmt::format("  \"{}\" -> \"{}\"{};\n", TailOf(arrow.from), head, look.empty() ? "" : " [" + look.substr(2) + "]");
  }

  // From column to column no arrow is drawn: a tag where it leaves says where it goes on, and for one that goes on ahead a tag where it
  // arrives says where it comes from. Returns the tag that the arrow ends at.
  std::string Connector(const Arrow& arrow, bool back, const std::string& look) {
    const auto tag = [&](const std::string& id, int column, const std::string& text) {
      std::string lines;
      for (const std::string& line : Wrapped(text, kTagCells)) lines += (lines.empty() ? "" : "\n") + line;
      out_ += fmt::format("  subgraph \"cluster_fold{}\" {{ \"{}\" [label=\"{}\", shape=box, style=dotted, fontsize=12, height=0.2{}]; }}\n", column, id,
                          EscapedQuoted(lines), red_.edges.contains({arrow.from, arrow.to}) ? RedLook() : back ? fmt::format(", fontcolor=\"{}\"", kBack) : "");
    };
    const std::string leaving = arrow.from + "::to::" + arrow.to;
    tag(leaving, ColumnOf(arrow.from), (back ? words_.Say("◂ 回到 ", "◂ back to ") : words_.Say("▸ 接 ", "▸ to ")) + TitleOf(arrow.to));
    if (!back) {
      const std::string arriving = arrow.to + "::from::" + arrow.from;
      tag(arriving, ColumnOf(arrow.to), words_.Say("▸ 承 ", "▸ from ") + TitleOf(arrow.from));
      out_ += fmt::format("  \"{}\" -> \"{}\"{};\n", arriving, HeadOf(arrow.to), red_.edges.contains({arrow.from, arrow.to}) ? " [" + look.substr(2) + "]" : "");
    }
    return leaving;
  }
  [[nodiscard]] std::string TitleOf(const std::string& id) const {
    const NodeRef* ref = definition_.Find(id);
    if (ref == nullptr) return id;
    return std::visit([&](const auto& node) { return words_.Title(node.title, node.id); }, *ref->node);
  }

  [[nodiscard]] std::string ArrowLabel(const Arrow& arrow, const EndNode* end, int width) const {
    std::string label;
    for (const std::string& row : arrow.labels) {
      if (row.empty()) continue;
      for (const std::string& line : Wrapped(row, width)) label += (label.empty() ? "" : "\n") + line;
    }
    if (end != nullptr && end->cancels_siblings) label += words_.Say("\n终止其他分支", "\nends the other branches");
    return label;
  }

  [[nodiscard]] int ColumnOf(const std::string& id) const {
    const auto found = columns_.of.find(id);
    return found == columns_.of.end() ? 0 : found->second;
  }
  // Arrows into a composite meet its fork, arrows out of it leave from its join.
  [[nodiscard]] bool IsComposite(const std::string& id) const {
    const NodeRef* node = definition_.Find(id);
    return node != nullptr && std::holds_alternative<CompositeNode>(*node->node);
  }
  [[nodiscard]] std::string HeadOf(const std::string& id) const { return IsComposite(id) ? id + "::fork" : id; }
  [[nodiscard]] std::string TailOf(const std::string& id) const { return IsComposite(id) ? id + "::join" : id; }

  const Definition& definition_;
  const DrawOptions& options_;
  const DrawWords words_;
  const RedRun red_;
  const Columns columns_;
  std::map<std::string, std::size_t> order_;
  std::string out_;
};

}  // namespace

std::string DrawDot(const Definition& definition, const DrawOptions& options) { return Drawing(definition, options).Draw(); }

}  // namespace juece
