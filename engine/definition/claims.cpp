#include "definition/claims.h"

#include <algorithm>

namespace juece {
namespace {

bool Has(const Articles& articles, const ArticleRef& article) {
  return std::find(articles.begin(), articles.end(), article) != articles.end();
}

template <typename List>
bool AnyCites(const List& list, const ArticleRef& article) {
  return std::any_of(list.begin(), list.end(), [&](const auto& item) { return Has(item.articles, article); });
}

bool StepCites(const StepNode& step, const ArticleRef& article) {
  return Has(step.articles, article) || (step.applicability && Has(step.applicability->articles, article)) ||
         AnyCites(step.periods, article) || AnyCites(step.materials, article);
}

}  // namespace

bool Binds(const StatuteBook& statutes, const Definition& definition, const ArticleRef& article) {
  const auto& claimed = definition.statutes;
  const Statute* statute = statutes.Find(article.statute);
  if (statute == nullptr || std::find(claimed.begin(), claimed.end(), statute->id) == claimed.end()) return false;
  bool held = false;
  for (const Clause& clause : statute->clauses) {
    if (!clause.article.Covers(article) && !article.Covers(clause.article)) continue;
    if (clause.SpeaksOf(definition.kind)) return true;
    held = true;
  }
  return !held && statute->SpeaksOf(definition.kind);
}

bool Cites(const Definition& definition, const ArticleRef& article) {
  const auto& steps = definition.steps();
  return std::any_of(steps.begin(), steps.end(), [&](const StepNode* step) { return StepCites(*step, article); }) ||
         AnyCites(definition.separations, article) || AnyCites(definition.facts, article) || AnyCites(definition.roles, article) ||
         AnyCites(definition.settings, article);
}

}  // namespace juece
