#include "report/html.h"
#include "report/law_report.h"
#include "report/law_words.h"

namespace juece {
namespace {

constexpr std::string_view kLawStyle = R"(.carried { color: #1d5e2b; }
.partly { color: #7a5200; }
.not_carried { color: #a31515; }
.reason, .not_yet, .superseded, .other_procedure { color: #555; }
table.scores { width: auto; }
table.scores td { width: 21mm; text-align: center; white-space: nowrap; }
table.clauses { table-layout: fixed; }
table.clauses tr { page-break-inside: auto; }
table.clauses col.article { width: 17%; }
table.clauses col.says { width: 31%; }
tr:target td { background: #fff6d6; }
p.demand { margin: 3px 0 0; }
p.demand, td.says p { page-break-inside: avoid; }
a { color: inherit; }
code { font-size: 11px; color: #555; }
details summary { cursor: pointer; }
@media print { details.mentions { display: none; } a { text-decoration: none; } }
section + section { page-break-before: always; }
)";
constexpr std::size_t kLawScoresALine = 8;

class LawPage {
 public:
  LawPage(const LawMatrix& matrix, Language language) : matrix_(matrix), language_(language), zh_(language == Language::kChinese) {}

  std::string Write() {
    const std::string title = zh_ ? "法律条文与程序环节对照" : "The law and the steps that carry it";
    html_ += fmt::format("<section>\n<h1>{}</h1>\n", title);
    Head();
    for (const StatuteMatrix& statute : matrix_.statutes) Scores(statute);
    Findings();
    WithoutBasis();
    html_ += "</section>\n";
    for (const StatuteMatrix& statute : matrix_.statutes) Clauses(statute);
    return HtmlPage(title, kLawStyle, html_, language_);
  }

 private:
  [[nodiscard]] std::string In(const Text& text) const { return Escape(text.In(language_)); }
  // "title [id]": the id in small letters, for the one who wants to look it up.
  [[nodiscard]] static std::string Named(const std::string& name) {
    const std::size_t at = name.rfind(" [");
    if (at == std::string::npos) return Escape(name);
    return fmt::format("{} <code>{}</code>", Escape(name.substr(0, at)), Escape(name.substr(at + 2, name.size() - at - 3)));
  }

  void Field(std::string_view name, const std::string& value) { html_ += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, value); }

  void Head() {
    html_ += "<table>\n";
    Field(zh_ ? "程序" : "Procedure", fmt::format("{} ({} {})", In(matrix_.title), Escape(matrix_.id), Escape(matrix_.version)));
    Field(zh_ ? "法律截至" : "Law as of", Escape(AsOfLine(matrix_, language_)));
    Field(zh_ ? "规则集" : "Rulebooks", Escape(fmt::format("{}", fmt::join(matrix_.rulebooks, "; "))));
    Field(zh_ ? "结论" : "Conclusion", fmt::format("<span class=\"verdict {}\">{}</span>", matrix_.Complete() ? "carried" : "not_carried",
                                                  Escape(ConclusionLine(matrix_, language_))));
    html_ += "</table>\n";
  }

  void Scores(const StatuteMatrix& statute) {
    html_ += fmt::format("<h2>{} {} {}</h2>\n<p>{}</p>\n<table class=\"scores\">\n", Escape(statute.statute->id), In(statute.statute->title),
                         fmt::format("({})", In(statute.statute->number)), Escape(CountsLine(statute, language_)));
    for (std::size_t i = 0; i < statute.scores.size(); ++i) {
      const ArticleScore& score = statute.scores[i];
      const std::string_view kind = score.carried == score.demanded ? "carried" : score.carried == 0 ? "not_carried" : "partly";
      html_ += fmt::format("{}<td><a href=\"#{}\">{}</a><br><span class=\"verdict {}\">{}/{}</span></td>{}", i % kLawScoresALine == 0 ? "<tr>" : "",
                           Anchor(statute, score.article), zh_ ? fmt::format("第{}条", score.article) : fmt::format("art. {}", score.article), kind,
                           score.carried, score.demanded, i % kLawScoresALine + 1 == kLawScoresALine || i + 1 == statute.scores.size() ? "</tr>\n" : "");
    }
    html_ += "</table>\n";
  }

  void Findings() {
    for (const Finding& finding : matrix_.findings) html_ += fmt::format("<p class=\"not_carried\">{}</p>\n", In(finding.message));
  }

  void WithoutBasis() {
    html_ += fmt::format("<h2>{} ({})</h2>\n", zh_ ? "没有写明法律依据的要素" : "Elements without a legal basis", matrix_.without_basis.size());
    for (const Basis& basis : matrix_.without_basis) {
      html_ += fmt::format("<p><code>{}</code>{}</p>\n", Escape(basis.element),
                           basis.place.line > 0 ? fmt::format(" ({} {})", zh_ ? "行" : "line", basis.place.line) : "");
    }
  }

  // The first row of an article.
  static std::string Anchor(const StatuteMatrix& statute, int article) { return fmt::format("{}-{}", statute.statute->id, article); }

  // Said once for the statute; a clause says it only where it differs.
  static bool IsOfItsStatute(const Clause& clause, const StatuteMatrix& statute) {
    const Clause& first = *statute.rows.front().clause;
    return clause.in_force_from == first.in_force_from && clause.in_force_to == first.in_force_to && clause.version == first.version;
  }

  void Clauses(const StatuteMatrix& statute) {
    html_ += fmt::format("<section>\n<h2>{} {}</h2>\n", Escape(statute.statute->id), In(statute.statute->title));
    if (statute.rows.empty()) return;
    html_ += fmt::format("<p class=\"evidence\">{}{}</p>\n", zh_ ? "除另有注明外," : "Unless a clause says otherwise: ",
                         Escape(InForceLine(*statute.rows.front().clause, language_)));
    html_ += fmt::format("<table class=\"clauses\">\n<colgroup><col class=\"article\"><col class=\"says\"><col></colgroup>\n"
                         "<thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n",
                         zh_ ? "条款" : "Clause", zh_ ? "要求" : "What it says", zh_ ? "承担情况" : "What carries it");
    int article = 0;
    for (const ClauseRow& row : statute.rows) {
      const Clause& clause = *row.clause;
      const bool first = clause.article.article != article;
      article = clause.article.article;
      html_ += fmt::format("<tr{}><td>{}<br>{}</td><td class=\"says\">{}{}</td><td>", first ? fmt::format(" id=\"{}\"", Anchor(statute, article)) : "",
                           Escape(Cite(clause.article.ToString(), language_)), In(TitleOf(clause.kind)), In(clause.summary),
                           IsOfItsStatute(clause, statute)
                               ? ""
                               : fmt::format("<p class=\"evidence\">{}</p>", Escape(InForceLine(clause, language_))));
      Carried(row);
      html_ += "</td></tr>\n";
    }
    html_ += "</tbody>\n</table>\n</section>\n";
  }

  void Carried(const ClauseRow& row) {
    html_ += fmt::format("<span class=\"verdict {}\">{}</span>\n", ToString(row.status), In(TitleOf(row.status)));
    if (row.status == RowStatus::kNotYet || row.status == RowStatus::kSuperseded) return;
    if (row.status == RowStatus::kOther) {
      html_ += fmt::format("<p>{}</p>\n", Escape(OtherProceduresLine(*row.clause, language_)));
      return;
    }
    if (!row.clause->no_requirement.empty()) html_ += fmt::format("<p>{}</p>\n", In(row.clause->no_requirement));
    for (const DemandRow& demand : row.demands) {
      html_ += fmt::format("<p class=\"demand\"><span class=\"{}\">{}</span> {}{}{}</p>\n", demand.carried ? "carried" : "not_carried",
                           demand.carried ? "✔" : "✘", In(TitleOf(demand.demand.kind)), zh_ ? ":" : ": ", In(demand.demand.text));
      if (!demand.carried) html_ += fmt::format("<p class=\"not_carried\">{}</p>\n", Escape(LackOf(demand, language_)));
      for (const std::string& name : CarriersOf(demand, language_)) html_ += fmt::format("<p class=\"evidence\">← {}</p>\n", Named(name));
    }
    if (!row.mentions.empty()) {
      html_ += fmt::format("<details class=\"mentions evidence\"><summary>{} ({})</summary><code>{}</code></details>\n",
                           zh_ ? "仅引用此条的要素" : "merely cited by", row.mentions.size(), Escape(fmt::format("{}", fmt::join(row.mentions, "; "))));
    }
  }

  const LawMatrix& matrix_;
  Language language_;
  bool zh_;
  std::string html_;
};

}  // namespace

std::string LawHtml(const LawMatrix& matrix, Language language) { return LawPage(matrix, language).Write(); }

}  // namespace juece
