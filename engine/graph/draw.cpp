#include "graph/draw.h"

#include <fmt/format.h>

#include <set>
#include <vector>

namespace juece {
namespace {

struct Colours {
  const char* fill;
  const char* line;
};

Colours ColoursOf(std::string_view state) {
  if (state == "done") return {"#d9ead3", "#38761d"};
  if (state == "active") return {"#cfe2f3", "#0b5394"};
  if (state == "blocked") return {"#f4cccc", "#990000"};
  if (state == "not_applicable") return {"#eeeeee", "#999999"};
  if (state == "cancelled") return {"#eeeeee", "#666666"};
  if (state == "waiting") return {"#ffffff", "#999999"};
  return {"#f7f9fc", "#34495e"};
}

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

// Breaks a long line about every `width` terminal cells, as Graphviz does not.
std::string Wrapped(std::string_view text, int width) {
  std::string line;
  std::string out;
  int cells = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (cells >= width && (lead >= 0xE0 || text[i] == ' ')) {
      out += Escaped(line) + "<br/>";
      line.clear();
      cells = 0;
    }
    line += text.substr(i, length);
    cells += lead >= 0xE3 ? 2 : 1;
    i += length;
  }
  return out + Escaped(line);
}

class Drawing {
 public:
  Drawing(const Definition& definition, const DrawOptions& options) : definition_(definition), options_(options) {
    for (const StepNode* step : definition.steps()) order_.emplace(step->id, order_.size());
  }

  std::string Draw() {
    const Text& title = options_.title.empty() ? definition_.title : options_.title;
    out_ = "digraph procedure {\n"
           "  graph [rankdir=TB, compound=true, nodesep=0.45, ranksep=0.5, fontname=\"Noto Sans CJK SC\", fontsize=20, labelloc=t, "
           "pad=0.3, label=\"";
    out_ += EscapedQuoted(Say(title)) + "\"];\n";
    out_ += "  node [fontname=\"Noto Sans CJK SC\", fontsize=13, shape=box, style=\"rounded,filled\", margin=\"0.18,0.08\"];\n";
    out_ += "  edge [fontname=\"Noto Sans CJK SC\", fontsize=10, color=\"#555555\", arrowsize=0.8];\n";
    DrawRegion(definition_.root, "  ");
    if (!options_.marks.empty()) DrawLegend();
    return out_ + "}\n";
  }

 private:
  [[nodiscard]] const std::string& Say(const Text& text) const { return text.In(options_.language); }
  [[nodiscard]] std::string Say(const char* zh, const char* en) const { return options_.language == Language::kChinese ? zh : en; }
  static std::string EscapedQuoted(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return out;
  }

  [[nodiscard]] std::string OutcomeTitle(const StepNode& step, const std::string& outcome) const {
    if (outcome == "not_applicable") return Say("不适用", "not applicable");
    const Text title = options_.outcome_title ? options_.outcome_title(step.type, outcome) : Text{};
    return title.empty() ? outcome : Say(title);
  }

  // A guard with the facts' titles in the place of their ids.
  [[nodiscard]] std::string GuardText(const Guard& guard) const {
    std::string out;
    std::string word;
    const auto flush = [&] {
      const FactDeclaration* fact = definition_.FindFact(word);
      if (fact != nullptr) {
        out += Say(fact->title);
      } else if (options_.language == Language::kChinese && (word == "and" || word == "or" || word == "not")) {
        out += word == "and" ? "且" : word == "or" ? "或" : "非";
      } else {
        out += word;
      }
      word.clear();
    };
    for (const char c : guard.text()) {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80) {
        word += c;
      } else {
        flush();
        out += c;
      }
    }
    flush();
    return out;
  }

  [[nodiscard]] std::string ArticlesLine(const Articles& articles) const {
    std::string out;
    for (const ArticleRef& article : articles) out += (out.empty() ? "" : " ") + article.ToString();
    return out;
  }

  [[nodiscard]] std::string StepLabel(const StepNode& step, const NodeMark* mark) const {
    std::string label = fmt::format("<b>{}</b>", Escaped(step.title.empty() ? step.id : Say(step.title)));
    const auto small = [](const std::string& text, const char* colour) {
      return fmt::format("<br/><font point-size=\"9\" color=\"{}\">{}</font>", colour, text);
    };
    if (!step.articles.empty()) label += small(Wrapped(ArticlesLine(step.articles), 34), "#7f6000");
    if (step.applicability) {
      const std::string when = step.applicability->discretionary ? Say("视需要", "at discretion") : GuardText(step.applicability->when);
      label += small(Wrapped(Say("适用:", "applies: ") + when, 34), "#674ea7");
    }
    if (step.milestone) label += small(Escaped(Say("★ 关口:", "★ milestone: ") + Say(MilestoneTitle(step.milestone->milestone))), "#cc0000");
    if (mark != nullptr && !mark->note.empty()) label += small(Wrapped(Say(mark->note), 34), "#333333");
    return label;
  }

  void DrawStep(const StepNode& step, const std::string& indent) {
    const auto found = options_.marks.find(step.id);
    const NodeMark* mark = found == options_.marks.end() ? nullptr : &found->second;
    const Colours colours = ColoursOf(mark == nullptr ? "" : mark->state);
    const bool strong = mark != nullptr && (mark->state == "active" || mark->state == "blocked");
    out_ += fmt::format("{}\"{}\" [label=<{}>, style=\"rounded,filled{}\", fillcolor=\"{}\", color=\"{}\", penwidth={}];\n", indent, step.id,
                        StepLabel(step, mark), step.applicability ? ",dashed" : "", colours.fill, colours.line, strong ? "2.5" : "1.2");
    for (const Transition& transition : step.transitions) {
      std::string label;
      for (const std::string& outcome : transition.outcomes) label += (label.empty() ? "" : Say("、", ", ")) + OutcomeTitle(step, outcome);
      if (transition.otherwise) label = Say("其他", "otherwise");
      if (!transition.when.IsAlways()) label += "\\n[" + GuardText(transition.when) + "]";
      DrawEdge(step.id, transition.to, label, indent);
    }
  }

  // A loop goes back in the order of the document; it must not pull the picture upside down.
  void DrawEdge(const std::string& from, const std::string& to, const std::string& label, const std::string& indent) {
    const bool back = Rank(to) <= Rank(from);
    out_ += fmt::format("{}\"{}\" -> \"{}\" [label=\"{}\"{}{}];\n", indent, TailOf(from), HeadOf(to), EscapedNewline(label),
                        back ? ", style=dashed, color=\"#b45f06\", fontcolor=\"#b45f06\", constraint=false" : "", "");
  }
  static std::string EscapedNewline(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n') {
        out += "\\n";
        ++i;
      } else {
        out += text[i] == '"' ? "\\\"" : std::string(1, text[i]);
      }
    }
    return out;
  }

  [[nodiscard]] std::size_t Rank(const std::string& id) const {
    if (const auto found = order_.find(id); found != order_.end()) return found->second;
    const NodeRef* node = definition_.Find(id);
    const auto* composite = node == nullptr ? nullptr : std::get_if<CompositeNode>(node->node);
    return composite == nullptr ? order_.size() + 1 : FirstRank(*composite);
  }
  [[nodiscard]] std::size_t FirstRank(const CompositeNode& composite) const {
    std::size_t first = order_.size();
    for (const Branch& branch : composite.branches) {
      for (const Node& node : branch.region->nodes) first = std::min(first, Rank(IdOf(node)));
    }
    return first;
  }
  // Edges into a composite meet its fork, edges out of it leave from its join.
  [[nodiscard]] bool IsComposite(const std::string& id) const {
    const NodeRef* node = definition_.Find(id);
    return node != nullptr && std::holds_alternative<CompositeNode>(*node->node);
  }
  [[nodiscard]] std::string HeadOf(const std::string& id) const { return IsComposite(id) ? id + "::fork" : id; }
  [[nodiscard]] std::string TailOf(const std::string& id) const { return IsComposite(id) ? id + "::join" : id; }

  void DrawEnd(const EndNode& end, const CompositeNode* composite, const std::string& indent) {
    const std::string label = end.title.empty() ? end.outcome : Say(end.title);
    if (composite == nullptr) {
      out_ += fmt::format("{}\"{}\" [label=<<b>{}</b>>, shape=ellipse, style=filled, fillcolor=\"#fff2cc\", color=\"#7f6000\", peripheries=2];\n",
                          indent, end.id, Escaped(label));
      return;
    }
    out_ += fmt::format("{}\"{}\" [label=<{}>, shape=plaintext, style=\"\", fontsize=10];\n", indent, end.id, Escaped(label));
    out_ += fmt::format("{}\"{}\" -> \"{}::join\" [arrowhead=none{}];\n", indent, end.id, composite->id,
                        end.cancels_siblings ? ", color=\"#cc0000\", style=bold" : "");
  }

  void DrawComposite(const CompositeNode& composite, const std::string& indent) {
    const std::string title = composite.title.empty() ? composite.id : Say(composite.title);
    out_ += fmt::format("{}subgraph \"cluster_{}\" {{\n{}  label=\"{}\"; style=\"rounded,filled\"; color=\"#9fb3c8\"; fillcolor=\"#f3f6fa\"; fontsize=13;\n",
                        indent, composite.id, indent, EscapedQuoted(title));
    const std::string inner = indent + "  ";
    out_ += fmt::format("{}\"{}::fork\" [label=\"\", shape=box, style=filled, fillcolor=\"#34495e\", height=0.06, width=2.6, fixedsize=true];\n", inner,
                        composite.id);
    for (const Branch& branch : composite.branches) {
      DrawRegion(*branch.region, inner, &composite);
      out_ += fmt::format("{}\"{}::fork\" -> \"{}\" [label=\"{}\"];\n", inner, composite.id, HeadOf(branch.region->start),
                          EscapedQuoted(branch.title.empty() ? "" : Say(branch.title)));
    }
    out_ += fmt::format("{}\"{}::join\" [label=\"\", shape=box, style=filled, fillcolor=\"#34495e\", height=0.06, width=2.6, fixedsize=true];\n{}}}\n", inner,
                        composite.id, indent);
    for (const ExitRow& row : composite.rows) DrawEdge(composite.id, row.to, RowLabel(composite, row), indent);
  }

  [[nodiscard]] std::string RowLabel(const CompositeNode& composite, const ExitRow& row) const {
    if (row.otherwise) return composite.rows.size() == 1 ? "" : Say("其他情形", "otherwise");
    std::string label;
    for (const auto& [branch, outcomes] : row.when) {
      std::string titles;
      for (const std::string& outcome : outcomes) titles += (titles.empty() ? "" : Say("、", ", ")) + EndTitle(composite, branch, outcome);
      label += (label.empty() ? "" : "\\n") + titles;
    }
    return label;
  }
  [[nodiscard]] std::string EndTitle(const CompositeNode& composite, const std::string& branch_id, const std::string& outcome) const {
    for (const Branch& branch : composite.branches) {
      if (branch.id != branch_id) continue;
      for (const Node& node : branch.region->nodes) {
        const auto* end = std::get_if<EndNode>(&node);
        if (end != nullptr && end->outcome == outcome && !end->title.empty()) return Say(end->title);
      }
    }
    return outcome;
  }

  void DrawRegion(const Region& region, const std::string& indent, const CompositeNode* composite = nullptr) {
    for (const Node& node : region.nodes) {
      if (const auto* step = std::get_if<StepNode>(&node)) {
        DrawStep(*step, indent);
      } else if (const auto* inner = std::get_if<CompositeNode>(&node)) {
        DrawComposite(*inner, indent);
      } else {
        DrawEnd(std::get<EndNode>(node), composite, indent);
      }
    }
  }

  void DrawLegend() {
    static constexpr std::pair<const char*, std::pair<const char*, const char*>> kStates[] = {
        {"done", {"已办", "done"}},       {"active", {"办理中", "active"}},
        {"blocked", {"受阻", "blocked"}}, {"not_applicable", {"不适用", "not applicable"}},
        {"waiting", {"未到", "waiting"}}};
    out_ += "  legend [shape=plaintext, style=\"\", label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"4\" cellpadding=\"4\"><tr>";
    for (const auto& [state, title] : kStates) {
      const Colours colours = ColoursOf(state);
      out_ += fmt::format("<td bgcolor=\"{}\" color=\"{}\">{}</td>", colours.fill, colours.line, Say(title.first, title.second));
    }
    out_ += "</tr></table>>];\n";
    if (!definition_.root.start.empty()) out_ += fmt::format("  legend -> \"{}\" [style=invis];\n", HeadOf(definition_.root.start));
  }

  const Definition& definition_;
  const DrawOptions& options_;
  std::map<std::string, std::size_t> order_;
  std::string out_;
};

}  // namespace

std::string DrawDot(const Definition& definition, const DrawOptions& options) { return Drawing(definition, options).Draw(); }

}  // namespace juece
