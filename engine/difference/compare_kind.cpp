// What kind of procedure a definition says that it is decides which clauses of the claimed statutes bind it
// (docs/decisions/0017-kinds-of-procedure.md), so another kind may take away duties that no other line of the file mentions.
#include <fmt/format.h>

#include <algorithm>

#include "difference/context.h"

namespace juece {
namespace {

constexpr std::size_t kArticlesShown = 12;

bool Claims(const Definition& definition, const std::string& statute) {
  return std::find(definition.statutes.begin(), definition.statutes.end(), statute) != definition.statutes.end();
}

// Binding clauses of statutes that both versions claim and that speak of the kind of `had` but not of that of `other`. What a version
// no longer claims at all is said as such.
std::vector<std::string> BoundOnly(const StatuteBook& statutes, const Definition& had, const Definition& other) {
  std::vector<std::string> articles;
  for (const Statute& statute : statutes.statutes()) {
    if (!Claims(had, statute.id) || !Claims(other, statute.id)) continue;
    for (const Clause& clause : statute.clauses) {
      const std::string article = clause.article.ToString();
      const bool counts = clause.Binds() && clause.SpeaksOf(had.kind) && !clause.SpeaksOf(other.kind);
      if (counts && std::find(articles.begin(), articles.end(), article) == articles.end()) articles.push_back(article);
    }
  }
  return articles;
}

Text ArticleList(const std::vector<std::string>& articles) {
  std::vector<Text> shown;
  for (const std::string& article : articles) {
    if (shown.size() < kArticlesShown) shown.push_back({article, article});
  }
  Text list = JoinTexts(shown);
  if (articles.size() > shown.size()) {
    list.zh += fmt::format("等 {} 条", articles.size());
    list.en += fmt::format(" and {} more", articles.size() - shown.size());
  }
  return list;
}

Bearing BearingOf(const std::vector<std::string>& lost, const std::vector<std::string>& gained) {
  if (lost.empty() == gained.empty()) return lost.empty() ? Bearing::kNeutral : Bearing::kUnclear;
  return lost.empty() ? Bearing::kStricter : Bearing::kLooser;
}

}  // namespace

void CompareKind(CompareContext& context) {
  const Definition& was = *context.before().definition;
  const Definition& is = *context.after().definition;
  if (was.kind == is.kind) return;
  Text message{fmt::format("程序类别:{} → {}", was.kind, is.kind), fmt::format("Kind of procedure: {} → {}", was.kind, is.kind)};
  if (context.statutes() == nullptr) {
    context.Add("kind-changed", Bearing::kUnclear, kGravityStatute, std::move(message));
    return;
  }
  const std::vector<std::string> lost = BoundOnly(*context.statutes(), was, is);
  const std::vector<std::string> gained = BoundOnly(*context.statutes(), is, was);
  if (!lost.empty()) {
    const Text list = ArticleList(lost);
    message.zh += fmt::format(";不再约束本程序的条款:{}", list.zh);
    message.en += fmt::format("; clauses that no longer bind the procedure: {}", list.en);
  }
  if (!gained.empty()) {
    const Text list = ArticleList(gained);
    message.zh += fmt::format(";新约束本程序的条款:{}", list.zh);
    message.en += fmt::format("; clauses that now bind the procedure: {}", list.en);
  }
  Difference& difference = context.Add("kind-changed", BearingOf(lost, gained), kGravityStatute, std::move(message));
  if (!lost.empty() || !gained.empty()) difference.article = (lost.empty() ? gained : lost).front();
}

}  // namespace juece
