// Which law the definition claims to carry out, and which articles its elements are founded on. A citation binds nobody by itself, so
// only claimed statutes are stricter or looser.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "difference/context.h"

namespace juece {
namespace {

bool CitedIn(const std::map<std::string, std::vector<std::string>>& articles, const std::string& text) {
  const std::optional<ArticleRef> wanted = ArticleRef::Parse(text);
  return std::any_of(articles.begin(), articles.end(), [&](const auto& entry) {
    if (entry.first == text) return true;
    const std::optional<ArticleRef> other = ArticleRef::Parse(entry.first);
    return wanted && other && (wanted->Covers(*other) || other->Covers(*wanted));
  });
}

void CompareStatutes(CompareContext& context, const Direction& d) {
  const auto& others = d.other.definition->statutes;
  for (const std::string& statute : d.had.definition->statutes) {
    if (std::find(others.begin(), others.end(), statute) != others.end()) continue;
    context.Add(d.Pick("statute-lost", "statute-gained"), d.bearing(), kGravityStatute,
                d.lost ? Text{fmt::format("新版不再声明遵守 {}:其中的要求不再核对", statute), fmt::format("The new version no longer claims {}: its requirements are no longer checked", statute)}
                       : Text{fmt::format("新版声明遵守 {}:其中的要求全部核对", statute), fmt::format("The new version claims {}: all of its requirements are checked", statute)});
  }
}

void CompareCited(CompareContext& context, const Direction& d) {
  std::vector<Text> lost;
  for (const auto& [article, carriers] : d.had.report->articles) {
    if (!CitedIn(d.other.report->articles, article)) lost.push_back({article, article});
  }
  if (lost.empty()) return;
  const Text names = JoinTexts(lost);
  context
      .Add(d.Pick("article-lost", "article-gained"), Bearing::kNeutral, kGravityArticle,
           d.lost ? Text{fmt::format("新版没有任何要素再以这些条文为依据:{}", names.zh), fmt::format("Nothing in the new version is founded on these articles any more: {}", names.en)}
                  : Text{fmt::format("新版新引用的条文:{}", names.zh), fmt::format("Articles that the new version is newly founded on: {}", names.en)})
      .article = lost.front().zh;
}

std::vector<std::string> Sorted(const Articles& articles) {
  std::vector<std::string> texts;
  for (const ArticleRef& article : articles) texts.push_back(article.ToString());
  std::sort(texts.begin(), texts.end());
  return texts;
}

void CompareStepBasis(CompareContext& context, const StepNode& before, const StepNode& after) {
  const std::vector<std::string> was = Sorted(before.articles);
  const std::vector<std::string> is = Sorted(after.articles);
  if (was == is) return;
  const auto show = [](const std::vector<std::string>& list) { return fmt::format("{}", fmt::join(list, " ")); };
  const Text name = NameOf(after);
  Difference& difference = context.Add("step-basis", Bearing::kNeutral, kGravityArticle,
                                       {fmt::format("{}的依据:{} → {}", name.zh, show(was), show(is)), fmt::format("Legal basis of {}: {} → {}", name.en, show(was), show(is))});
  difference.step = after.id;
  difference.article = BasisOf(after.articles);
}

}  // namespace

void CompareArticles(CompareContext& context) {
  for (const Direction& d : BothDirections(context)) {
    CompareStatutes(context, d);
    CompareCited(context, d);
  }
  for (const StepNode* before : context.before().definition->steps()) {
    const StepNode* after = context.match().After(*before);
    if (after != nullptr) CompareStepBasis(context, *before, *after);
  }
}

}  // namespace juece
