#include "runtime/ground.h"

#include <algorithm>

#include "definition/claims.h"

namespace juece {
namespace {

bool InForce(const StatuteBook& statutes, const ArticleRef& article, Date on) {
  const Statute* statute = statutes.Find(article.statute);
  if (statute == nullptr) return true;
  return on >= statute->in_force_from && (!statute->in_force_to || on <= *statute->in_force_to);
}

void Replace(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

}  // namespace

Rejection WithGround(Rejection rejection, const Definition& definition, const StepNode* step, const StatuteBook& statutes, Date on) {
  const auto article = ArticleRef::Parse(rejection.article);
  if (!article || statutes.Find(article->statute) == nullptr) return rejection;
  const bool concerns = Binds(statutes, definition, *article) || Cites(definition, *article);
  if (concerns && InForce(statutes, *article, on)) return rejection;
  std::string other;
  if (step != nullptr) {
    const auto found = std::find_if(step->articles.begin(), step->articles.end(),
                                    [&](const ArticleRef& candidate) { return InForce(statutes, candidate, on); });
    if (found != step->articles.end()) other = found->ToString();
  }
  Replace(rejection.message.zh, "(依据" + rejection.article + ")", other.empty() ? "" : "(依据" + other + ")");
  Replace(rejection.message.en, " (" + rejection.article + ")", other.empty() ? "" : " (" + other + ")");
  rejection.article = other;
  return rejection;
}

}  // namespace juece
