#include "graph/draw_text.h"

#include <fmt/format.h>

#include <cctype>

#include "base/utf8.h"

namespace juece {
namespace {

std::string ArticlesLine(const Articles& articles) {
  std::string out;
  for (const ArticleRef& article : articles) out += (out.empty() ? "" : " ") + article.ToString();
  return out;
}

void AddWrapped(std::vector<LabelLine>& lines, LabelLine::Kind kind, const std::string& text) {
  for (std::string& line : Wrapped(text, kLabelCells)) lines.push_back({kind, std::move(line)});
}

}  // namespace

std::string EscapedHtml(std::string_view text) {
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

std::string EscapedQuoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
  }
  return out;
}

std::vector<std::string> Wrapped(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  int cells = 0;
  bool opened = false;  // a bracket does not end a line
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    const int wide = CellWidth(c.value);
    // A word of letters is not broken unless it is longer than two lines; a full stop or bracket does not begin a line.
    const bool may_break = c.value == ' ' || (wide == 2 && c.value != U'、' && c.value != U',' && c.value != U')' && c.value != U'。');
    if (cells + wide > width && !opened && (may_break || cells > 2 * width)) {
      lines.emplace_back();
      cells = 0;
    }
    if (cells > 0 || c.value != ' ') {
      lines.back() += text.substr(at, c.size);
      cells += wide;
    }
    opened = c.value == U'[' || c.value == U'(' || c.value == U'(';
    at += c.size;
  }
  return lines;
}

std::string DrawWords::Join(const std::vector<std::string>& words) const {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : Say("、", ", ")) + word;
  return out;
}

std::string DrawWords::OutcomeTitle(const StepNode& step, const std::string& outcome) const {
  if (outcome == "not_applicable") return Say("不适用", "not applicable");
  const Text title = options_.outcome_title ? options_.outcome_title(step.type, outcome) : Text{};
  return title.empty() ? outcome : Say(title);
}

std::string DrawWords::GuardText(const Guard& guard) const {
  std::string out;
  std::string word;
  const auto flush = [&] {
    const FactDeclaration* fact = definition_.FindFact(word);
    if (fact != nullptr) {
      out += Title(fact->title, fact->id);
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

std::string DrawWords::PeriodText(const PeriodRule& period) const {
  const std::string unit = period.unit == "working-days" ? Say("个工作日", " working days") : Say("日", " days");
  return fmt::format("{}{}{} {}", period.minimum ? Say("不少于", "at least ") : Say("不超过", "at most "), period.amount, unit,
                     ArticlesLine(period.articles));
}

std::vector<LabelLine> DrawWords::LinesOf(const StepNode& step, const NodeMark* mark, const std::vector<int>& visits) const {
  std::vector<LabelLine> lines;
  AddWrapped(lines, LabelLine::Kind::kTitle, Title(step.title, step.id));
  if (!step.articles.empty()) AddWrapped(lines, LabelLine::Kind::kArticles, ArticlesLine(step.articles));
  for (const PeriodRule& period : step.periods) AddWrapped(lines, LabelLine::Kind::kPeriod, PeriodText(period));
  if (step.applicability) {
    const std::string when = step.applicability->discretionary ? Say("视需要", "at discretion") : GuardText(step.applicability->when);
    AddWrapped(lines, LabelLine::Kind::kApplies, Say("适用:", "applies: ") + when);
  }
  if (step.milestone) {
    AddWrapped(lines, LabelLine::Kind::kMilestone, Say("★ 关口:", "★ milestone: ") + Say(MilestoneTitle(step.milestone->milestone)));
  }
  if (!visits.empty()) {
    std::string places;
    for (const int visit : visits) places += (places.empty() ? "" : Say("、", ", ")) + std::to_string(visit);
    AddWrapped(lines, LabelLine::Kind::kVisits, Say("这条走法的第 ", "no. ") + places + Say(" 步", " of this run"));
  }
  if (mark != nullptr && !mark->note.empty()) AddWrapped(lines, LabelLine::Kind::kNote, Say(mark->note));
  return lines;
}

std::string DrawWords::RowLabel(const CompositeNode& composite, const ExitRow& row) const {
  if (row.otherwise) return composite.rows.size() == 1 ? "" : Say("其他情形", "otherwise");
  std::string label;
  for (const auto& [branch, outcomes] : row.when) {
    std::vector<std::string> titles;
    for (const std::string& outcome : outcomes) titles.push_back(EndTitle(composite, branch, outcome));
    label += (label.empty() ? "" : Say(",", "; ")) + Join(titles);
  }
  return label;
}

std::string DrawWords::EndTitle(const CompositeNode& composite, const std::string& branch_id, const std::string& outcome) const {
  for (const Branch& branch : composite.branches) {
    if (branch.id != branch_id) continue;
    for (const Node& node : branch.region->nodes) {
      const auto* end = std::get_if<EndNode>(&node);
      if (end != nullptr && end->outcome == outcome && !end->title.empty()) return Say(end->title);
    }
  }
  return outcome;
}

}  // namespace juece
