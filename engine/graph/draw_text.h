// Words of the picture: labels of steps and edges as Graphviz takes them. Internal to the layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/draw.h"

namespace juece {

std::string EscapedHtml(std::string_view text);
std::string EscapedQuoted(std::string_view text);
// Lines of about `width` terminal cells, as Graphviz breaks none.
std::vector<std::string> Wrapped(std::string_view text, int width);

// What the lines of a step's box say.
struct LabelLine {
  enum class Kind { kTitle, kArticles, kPeriod, kApplies, kMilestone, kNote, kVisits };
  Kind kind = Kind::kTitle;
  std::string text;
};

class DrawWords {
 public:
  DrawWords(const Definition& definition, const DrawOptions& options) : definition_(definition), options_(options) {}

  [[nodiscard]] const std::string& Say(const Text& text) const { return text.In(options_.language); }
  [[nodiscard]] std::string Say(const char* zh, const char* en) const { return options_.language == Language::kChinese ? zh : en; }
  [[nodiscard]] std::string Title(const Text& title, const std::string& id) const { return title.empty() ? id : Say(title); }
  [[nodiscard]] std::string OutcomeTitle(const StepNode& step, const std::string& outcome) const;
  [[nodiscard]] std::string GuardText(const Guard& guard) const;  // with the facts' titles in the place of their ids
  [[nodiscard]] std::vector<LabelLine> LinesOf(const StepNode& step, const NodeMark* mark, const std::vector<int>& visits) const;
  [[nodiscard]] std::string RowLabel(const CompositeNode& composite, const ExitRow& row) const;
  [[nodiscard]] std::string Join(const std::vector<std::string>& words) const;

 private:
  [[nodiscard]] std::string PeriodText(const PeriodRule& period) const;
  [[nodiscard]] std::string EndTitle(const CompositeNode& composite, const std::string& branch, const std::string& outcome) const;

  const Definition& definition_;
  const DrawOptions& options_;
};

inline constexpr int kLabelCells = 30;      // of a step's box
inline constexpr int kEdgeLabelCells = 28;  // of the label of an arrow down
inline constexpr int kSideLabelCells = 14;  // of one that goes beside the boxes

}  // namespace juece
