#include <fmt/format.h>

#include "report/html.h"
#include "report/sheet_report.h"
#include "report/sheet_words.h"

namespace juece {
namespace {

constexpr std::string_view kSheetStyle = R"(.lost, .violated { color: #a31515; }
.open, .not_shown { color: #7a5200; }
.met, .satisfied { color: #1d5e2b; }
.not_applicable { color: #555; }
td.number { text-align: right; white-space: nowrap; }
td.state { white-space: nowrap; }
p.person { border-left: 3px solid #444; padding-left: 6px; }
.sign { margin-top: 28px; display: flex; justify-content: space-between; }
section + section { page-break-before: always; }
)";

class SheetPage {
 public:
  SheetPage(const Sheet& sheet, Language language) : sheet_(sheet), total_(TotalOf(sheet)), language_(language),
      zh_(language == Language::kChinese) {}

  std::string Write() {
    html_ = fmt::format("<section>\n<h1>{}</h1>\n", zh_ ? "案卷评查反馈意见书" : "Feedback of the case review");
    Head();
    Caps();
    Details(ItemState::kLost);
    Details(ItemState::kOpen);
    Scores();
    html_ += fmt::format("<p>{}</p>\n", Escape(RequestLine(total_, language_)));
    html_ += fmt::format("<p class=\"evidence\">{}</p>\n", Escape(CheckLine(sheet_, language_)));
    html_ += fmt::format("<div class=\"sign\"><span>{}</span><span>{}</span></div>\n</section>\n", zh_ ? "评查员(签名):"
                         : "Reviewer (signature):",
                         zh_ ? "评查单位(盖章)    年  月  日" : "Reviewing unit (seal), date:");
    return std::move(html_);
  }

 private:
  [[nodiscard]] std::string In(const Text& text) const { return Escape(text.In(language_)); }
  void Field(std::string_view name, const std::string& value) { html_ += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name,
                                                                                     value); }

  void Head() {
    html_ += "<table>\n";
    Field(zh_ ? "案卷" : "Dossier", fmt::format("{} ({})", Escape(sheet_.title), Escape(sheet_.subject)));
    Field(zh_ ? "决策机关" : "Organ", sheet_.organ.empty() ? (zh_ ? "未显示" : "not shown") : Escape(sheet_.organ));
    Field(zh_ ? "承办单位" : "Undertaking unit", Escape(UnitsLine(sheet_, language_)));
    Field(zh_ ? "评查标准" : "Criteria", fmt::format("{} ({})", In(sheet_.criteria_title), Escape(sheet_.criteria)));
    Field(zh_ ? "审查截至" : "As of", Escape(sheet_.as_of) + (sheet_.whole ? ""
                                                          : (zh_ ? "(材料不完整或程序未完)" : " (partial, or still running)")));
    if (!sheet_.drawn.empty()) Field(zh_ ? "抽取" : "Drawn by", Escape(sheet_.drawn));
    Field(zh_ ? "状态" : "Standing", Escape(StandingLine(total_, language_)));
    Field(zh_ ? "结果" : "Result", fmt::format("<span class=\"verdict total\">{}</span>", Escape(TotalLine(total_, language_))));
    html_ += "</table>\n";
  }

  void Person(const SheetEntry* entry) {
    if (entry != nullptr) html_ += fmt::format("<p class=\"person\">{}</p>\n", Escape(EntryLine(*entry, language_)));
  }

  void GroundCell(const Ground& ground) {
    std::string stake;
    if (!ground.deduct.IsZero() && ground.verdict == Verdict::kViolated) stake = fmt::format(fmt::runtime(zh_ ? "扣 {} 分"
        : "{} off"), ground.deduct.text());
    if (!ground.deduct.IsZero() && ground.verdict == Verdict::kNotShown) stake = fmt::format(fmt::runtime(zh_ ? "涉及 {} 分"
        : "{} at stake"), ground.deduct.text());
    html_ += fmt::format("<p><span class=\"{}\">{}{}{}</span></p>\n", ToString(ground.verdict), stake, stake.empty() ? ""
                         : (zh_ ? ":" : ": "),
                         Escape(GroundLine(ground, language_)));
    if (ground.verdict == Verdict::kSatisfied) return;
    for (const Text& message : ground.messages) html_ += fmt::format("<p>{}</p>\n", In(message));
    if (!ground.evidence.empty()) html_ += fmt::format("<p class=\"evidence\">{}</p>\n", Escape(EvidenceLine(ground, language_)));
  }

  void Caps() {
    bool headed = false;
    for (const CapState& cap : total_.caps) {
      if (cap.verdict != Verdict::kViolated && cap.verdict != Verdict::kNotShown && cap.settled_by == nullptr) continue;
      if (!headed) html_ += fmt::format("<h2>{}</h2>\n<table>\n<tbody>\n", zh_ ? "限等事由" : "What limits the grade");
      headed = true;
      html_ += fmt::format("<tr><td>{}</td><td class=\"verdict {}\">{}</td><td>", In(cap.cap->title), ToString(cap.verdict),
                           In(CapTitle(cap.verdict)));
      Person(cap.settled_by);
      for (const Ground& ground : cap.cap->grounds) {
        if (ground.verdict == Verdict::kViolated || ground.verdict == Verdict::kNotShown) GroundCell(ground);
      }
      html_ += "</td></tr>\n";
    }
    if (headed) html_ += "</tbody>\n</table>\n";
  }

  void Details(ItemState state) {
    const auto items = ItemsWith(total_, state);
    if (items.empty()) return;
    html_ += fmt::format("<h2 class=\"{}\">{} "
                                         "({})</h2>\n<table>\n<thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n", ToString(state),
                         In(TitleOf(state)), items.size(), zh_ ? "细项" : "Item", zh_ ? "得分" : "Points", zh_ ? "认定与依据"
                             : "Finding and evidence");
    for (const ItemScore* score : items) {
      html_ += fmt::format("<tr><td>{}</td><td class=\"number\">{}/{}</td><td>\n", In(score->item->title),
                           RangeLine(score->least, score->most),
                           score->item->points.text());
      Person(score->settled_by);
      for (const Ground* ground : Telling(*score)) GroundCell(*ground);
      if (state == ItemState::kOpen && !score->item->guidance.empty()) {
        html_ += fmt::format("<p class=\"evidence\">{}{}</p>\n", zh_ ? "评查要点:" : "What to check: ", In(score->item->guidance));
      }
      html_ += "</td></tr>\n";
    }
    html_ += "</tbody>\n</table>\n";
  }

  [[nodiscard]] std::string PartTitle(const std::string& id) const {
    for (const CriteriaPart& part : sheet_.parts) {
      if (part.id == id) return In(part.title);
    }
    return Escape(id);
  }

  void Scores() {
    html_ += fmt::format("<h2>{}</h2>\n<table>\n<thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n",
                         zh_ ? "评分表" : "Score sheet", zh_ ? "方面" : "Part", zh_ ? "细项" : "Item", zh_ ? "分值" : "Of", zh_ ? "得分"
                             : "Points",
                         zh_ ? "认定" : "Finding");
    for (const ItemScore& score : total_.items) {
      const bool applies = score.state != ItemState::kNotApplicable;
      html_ += fmt::format("<tr><td>{}</td><td>{}", PartTitle(score.item->part), In(score.item->title));
      if (score.state == ItemState::kMet || !applies) Person(score.settled_by);
      html_ += fmt::format("</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"state {}\">{}</td></tr>\n",
                           score.item->points.text(),
                           applies ? RangeLine(score.least, score.most) : "—", ToString(score.state), In(TitleOf(score.state)));
    }
    html_ += fmt::format("<tr><th colspan=\"2\">{}</th><td class=\"number\">{}</td><td "
                                                                          "class=\"number\">{}</td><td>{}</td></tr>\n</tbody>\n</table>\n",
                         zh_ ? "合计(适用的细项)" : "Total of the items that apply", total_.points.text(),
                             RangeLine(total_.least, total_.most),
                         Escape(GradesLine(total_, language_)));
  }

  const Sheet& sheet_;
  SheetTotal total_;
  Language language_;
  bool zh_;
  std::string html_;
};

}  // namespace

std::string FeedbackHtml(const std::vector<Sheet>& sheets, Language language) {
  std::string html;
  for (const Sheet& sheet : sheets) html += SheetPage(sheet, language).Write();
  return HtmlPage(language == Language::kChinese ? "案卷评查反馈意见书" : "Feedback of the case review", kSheetStyle, html, language);
}

}  // namespace juece
