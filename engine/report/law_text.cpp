#include "report/law_report.h"
#include "report/law_words.h"

namespace juece {
namespace {

constexpr std::string_view kRule = "────────────────────────────────────────────────────────────────";
constexpr std::size_t kScoresALine = 8;

std::string_view Mark(RowStatus status) {
  switch (status) {
    case RowStatus::kCarried: return "✔";
    case RowStatus::kPartly: return "◐";
    case RowStatus::kNotCarried: return "✘";
    default: return "–";
  }
}

class Writer {
 public:
  Writer(const LawMatrix& matrix, Language language) : matrix_(matrix), language_(language), zh_(language == Language::kChinese) {}

  std::string Write() {
    Head();
    for (const StatuteMatrix& statute : matrix_.statutes) Scores(statute);
    for (const Finding& finding : matrix_.findings) text_ += ToText(finding, language_) + "\n";
    for (const StatuteMatrix& statute : matrix_.statutes) Rows(statute);
    WithoutBasis();
    return std::move(text_);
  }

 private:
  [[nodiscard]] const std::string& In(const Text& text) const { return text.In(language_); }
  [[nodiscard]] std::string Joined(const std::vector<std::string>& parts) const { return fmt::format("{}", fmt::join(parts, zh_ ? ";" : "; ")); }

  void Head() {
    text_ += fmt::format("{}\n", zh_ ? "法律条文与程序环节对照" : "The law and the steps that carry it");
    text_ += fmt::format("{}: {} ({} {})\n", zh_ ? "程序" : "Procedure", In(matrix_.title), matrix_.id, matrix_.version);
    text_ += fmt::format("{}: {}\n", zh_ ? "法律截至" : "Law as of", AsOfLine(matrix_, language_));
    text_ += fmt::format("{}: {}\n", zh_ ? "规则集" : "Rulebooks", Joined(matrix_.rulebooks));
    text_ += fmt::format("{}: {}\n", zh_ ? "结论" : "Conclusion", ConclusionLine(matrix_, language_));
  }

  void Scores(const StatuteMatrix& statute) {
    text_ += fmt::format("{}\n{} {}{}\n{}\n", kRule, statute.statute->id, In(statute.statute->title),
                         (zh_ ? "(" : " (") + In(statute.statute->number) + (zh_ ? ")" : ")"), CountsLine(statute, language_));
    if (!statute.statute->complete) {
      text_ += zh_ ? "只收录了决策程序用到的条文。\n" : "Only the articles that a decision procedure uses stand here.\n";
    }
    for (std::size_t i = 0; i < statute.scores.size(); ++i) {
      const ArticleScore& score = statute.scores[i];
      text_ += fmt::format("  {} {}/{}{}", zh_ ? fmt::format("第{}条", score.article) : fmt::format("art. {}", score.article),
                           score.carried, score.demanded, i % kScoresALine + 1 == kScoresALine || i + 1 == statute.scores.size() ? "\n" : "");
    }
  }

  void Rows(const StatuteMatrix& statute) {
    text_ += fmt::format("{}\n{} {}\n", kRule, statute.statute->id, In(statute.statute->title));
    for (const ClauseRow& row : statute.rows) Row(row);
  }

  void Row(const ClauseRow& row) {
    const Clause& clause = *row.clause;
    text_ += fmt::format("{} [{}] ({}, {}) {}\n", Mark(row.status), Cite(clause.article.ToString(), language_), In(TitleOf(clause.kind)),
                         In(TitleOf(row.status)), In(clause.summary));
    if (row.status == RowStatus::kOther) {
      text_ += fmt::format("    {}\n", OtherProceduresLine(clause, language_));
      return;
    }
    if (row.status == RowStatus::kNotYet || row.status == RowStatus::kSuperseded) {
      text_ += fmt::format("    {}\n", InForceLine(clause, language_));
      return;
    }
    if (!clause.no_requirement.empty()) text_ += fmt::format("    {}: {}\n", zh_ ? "理由" : "reason", In(clause.no_requirement));
    for (const DemandRow& demand : row.demands) {
      text_ += fmt::format("    {} {}: {}\n", demand.carried ? "✔" : "✘", In(TitleOf(demand.demand.kind)), In(demand.demand.text));
      if (!demand.carried) text_ += fmt::format("        {}\n", LackOf(demand, language_));
      for (const std::string& name : CarriersOf(demand, language_)) text_ += fmt::format("        ← {}\n", name);
    }
    if (!row.mentions.empty()) text_ += fmt::format("    {}: {}\n", zh_ ? "仅引用" : "merely cited by", Joined(row.mentions));
  }

  void WithoutBasis() {
    text_ += fmt::format("{}\n{} ({})\n", kRule, zh_ ? "没有写明法律依据的要素" : "Elements without a legal basis", matrix_.without_basis.size());
    for (const Basis& basis : matrix_.without_basis) {
      text_ += fmt::format("  {}{}\n", basis.element, basis.place.line > 0 ? fmt::format(" ({}:{})", basis.place.file, basis.place.line) : "");
    }
  }

  const LawMatrix& matrix_;
  Language language_;
  bool zh_;
  std::string text_;
};

}  // namespace

std::string LawText(const LawMatrix& matrix, Language language) { return Writer(matrix, language).Write(); }

}  // namespace juece
