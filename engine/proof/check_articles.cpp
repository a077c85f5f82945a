// Articles both ways: what is cited exists, and what a claimed statute demands is carried by something.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "definition/claims.h"
#include "definition/reporter.h"
#include "proof/basis.h"
#include "proof/checks.h"

namespace juece {
namespace {

void CheckCited(CheckContext& context, const std::string& what, const ArticleRef& article, const SourcePlace& place, const std::string& step) {
  const Statute* statute = context.statutes()->Find(article.statute);
  const bool known = statute != nullptr && statute->HasArticle(article.article);
  if (known) return;
  const std::string ref = article.ToString();
  Finding& finding =
      statute == nullptr
          ? context.Error("unknown-reference", place,
                          {fmt::format("{} 引用的法规应在 workflows/statutes 中,但没有“{}”({})", what, article.statute, ref),
                           fmt::format("Expected the statute cited by {} to stand in workflows/statutes, but there is no \"{}\" ({})", what,
                                       article.statute, ref)})
          : context.Error("article-not-covered", place,
                          {fmt::format("{} 引用的条文应当存在,但{}只有 {} 条,没有 {}", what, statute->title.zh, statute->articles, ref),
                           fmt::format("Expected the article cited by {} to exist, but {} has {} articles and no {}", what, statute->title.en,
                                       statute->articles, ref)});
  finding.step = step;
  finding.article = ref;
}

bool Demands(const Clause& clause) {
  const bool demands = !clause.requirements.empty() || !clause.periods.empty() || !clause.materials.empty();
  return demands && clause.Binds() && clause.kind != ClauseKind::kProhibition;
}

void CheckCarried(CheckContext& context, const Clause& clause, const std::set<ArticleRef>& carried) {
  const bool found = std::any_of(carried.begin(), carried.end(),
                                 [&](const ArticleRef& a) { return a.Covers(clause.article) || clause.article.Covers(a); });
  if (found) return;
  const std::string article = clause.article.ToString();
  const Severity severity = clause.requirements.empty() ? Severity::kWarning : Severity::kError;
  context
      .Add("article-not-covered", severity, context.definition().PlaceOfClaim(clause.article.statute),
           {fmt::format("{} 应由定义中的某个环节、材料或期限承担({}),但没有一处写明依据它", article, clause.summary.In(Language::kChinese)),
            fmt::format("Expected {} to be carried by a step, material or period ({}), but nothing names it", article,
                        clause.summary.In(Language::kEnglish))})
      .article = article;
}

// A definition that leans on a statute must claim it; otherwise what the statute requires would go unproved.
void CheckLeansOnClaimed(CheckContext& context) {
  const auto& claimed = context.definition().statutes;
  const std::string& kind = context.definition().kind;
  std::set<std::string> reported;
  for (const Basis& basis : BasesOf(context.definition())) {
    for (const ArticleRef& article : basis.articles) {
      const Statute* statute = context.statutes()->Find(article.statute);
      if (statute == nullptr || std::find(claimed.begin(), claimed.end(), statute->id) != claimed.end()) continue;
      const bool demands = std::any_of(statute->clauses.begin(), statute->clauses.end(),
                                       [&](const Clause& clause) { return clause.SpeaksOf(kind) && Demands(clause); });
      if (!demands || !reported.insert(statute->id).second) continue;
      Finding& finding = context.Error(
          "article-not-covered", basis.place,
          {fmt::format("{} 引用了 {},statutes 应列出 {},但没有列;该法的要求因此没有被证明", basis.element, article.ToString(), statute->id),
           fmt::format("{} cites {}, so statutes is expected to name {}, but does not; what that statute requires is not proved",
                       basis.element, article.ToString(), statute->id)});
      finding.step = basis.step;
      finding.article = article.ToString();
    }
  }
}

// A kind that a claimed statute never speaks of would make every duty of that statute empty.
void CheckSpeaksOfKind(CheckContext& context, const Statute& statute) {
  const std::string& kind = context.definition().kind;
  if (statute.SpeaksOf(kind)) return;
  std::set<std::string> spoken;
  for (const Clause& clause : statute.clauses) spoken.insert(clause.procedures.begin(), clause.procedures.end());
  const std::string known = JoinWords({spoken.begin(), spoken.end()}, ", ");
  context.Error("unknown-reference", context.definition().place,
                {fmt::format("声明的法规应对“{}”类程序有规定,但 {} 只规定 {};请核对 kind,或者不列这部法规", kind, statute.id, known),
                 fmt::format("Expected every claimed statute to speak of procedures of kind \"{}\", but {} speaks of {} only; check kind, or do "
                             "not claim it",
                             kind, statute.id, known)});
}

void CheckClaimed(CheckContext& context) {
  std::vector<std::string_view> known;
  for (const Statute& statute : context.statutes()->statutes()) known.push_back(statute.id);
  for (const std::string& id : context.definition().statutes) {
    if (const Statute* statute = context.statutes()->Find(id)) {
      CheckSpeaksOfKind(context, *statute);
      continue;
    }
    const Text hint = Suggest(id, known);
    context.Error("unknown-reference", context.definition().PlaceOfClaim(id),
                  {fmt::format("statutes 应为 workflows/statutes 中的法规,但没有“{}”{}", id, hint.zh),
                   fmt::format("Expected statutes to name statutes of workflows/statutes, but there is no \"{}\"{}", id, hint.en)});
  }
}

}  // namespace

std::map<std::string, std::vector<std::string>> ArticlesOf(const Definition& definition, const StepCatalog& catalog,
                                                           const StatuteBook* statutes) {
  std::map<std::string, std::vector<std::string>> out;
  std::set<std::pair<std::string, ArticleRef>> seen;
  const std::vector<Basis> bases = BasesOf(definition, catalog);
  const std::size_t own = BasesOf(definition).size();  // they come first; then what step types bring along, which may not bind here
  for (std::size_t i = 0; i < bases.size(); ++i) {
    for (const ArticleRef& article : bases[i].articles) {
      if (i >= own && statutes != nullptr && !Binds(*statutes, definition, article)) continue;
      if (seen.emplace(bases[i].element, article).second) out[article.ToString()].push_back(bases[i].element);
    }
  }
  return out;
}

bool Cites(const Articles& articles, const ArticleRef& clause) {
  return std::any_of(articles.begin(), articles.end(), [&](const ArticleRef& a) { return a.Covers(clause) || clause.Covers(a); });
}

void CheckArticles(CheckContext& context) {
  if (context.statutes() == nullptr) return;
  CheckClaimed(context);
  CheckLeansOnClaimed(context);
  for (const Basis& basis : BasesOf(context.definition())) {
    for (const ArticleRef& article : basis.articles) CheckCited(context, basis.element, article, basis.place, basis.step);
  }
  std::set<ArticleRef> carried;  // by the definition itself, not by what its step types say
  for (const Basis& basis : BasesOf(context.definition())) carried.insert(basis.articles.begin(), basis.articles.end());
  for (const Clause* clause : ClaimedClauses(context)) {
    if (Demands(*clause)) CheckCarried(context, *clause, carried);
  }
}

}  // namespace juece
