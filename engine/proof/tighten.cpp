#include "proof/tighten.h"

#include <fmt/format.h>

#include "proof/tighten_judge.h"

namespace juece {
namespace {

Text NumberOf(const ArticleRef& article) {
  Text out{fmt::format("第{}条", article.article), fmt::format("article {}", article.article)};
  if (article.paragraph > 0) {
    out.zh += fmt::format("第{}款", article.paragraph);
    out.en += fmt::format(" paragraph {}", article.paragraph);
  }
  if (article.item > 0) {
    out.zh += fmt::format("第{}项", article.item);
    out.en += fmt::format(" item {}", article.item);
  }
  return out;
}

}  // namespace

// Article by article, the statute's title once for those that follow one another.
Text TightenJudge::Cite(const Articles& articles) const {
  Text out;
  for (std::size_t i = 0; i < articles.size();) {
    const std::string& id = articles[i].statute;
    Text numbers;
    std::string refs;
    for (; i < articles.size() && articles[i].statute == id; ++i) {
      const Text number = NumberOf(articles[i]);
      numbers.zh += (numbers.zh.empty() ? "" : "、") + number.zh;
      numbers.en += (numbers.en.empty() ? "" : ", ") + number.en;
      refs += (refs.empty() ? "" : " ") + articles[i].ToString();
    }
    const Statute* statute = input_.statutes == nullptr ? nullptr : input_.statutes->Find(id);
    const Text one = statute == nullptr ? Text{refs, refs}
                                        : Text{fmt::format("《{}》{}({})", statute->title.In(Language::kChinese), numbers.zh, refs),
                                               fmt::format("{} of \"{}\" ({})", numbers.en, statute->title.In(Language::kEnglish), refs)};
    out.zh += (out.zh.empty() ? "" : "、") + one.zh;
    out.en += (out.en.empty() ? "" : ", ") + one.en;
  }
  return out;
}

Strictness TightenJudge::Loosens(const Loosened& loosened) {
  const Text local = Cite(clause_->articles);
  Text national = Cite(loosened.national);
  if (national.empty()) national = {fmt::format("程序定义 {}", below_.id), fmt::format("the definition {}", below_.id)};
  Finding finding;
  finding.code = "overlay-loosens";
  finding.place = clause_->place;
  finding.step = loosened.step;
  finding.article = clause_->articles.empty() ? "" : clause_->articles.front().ToString();
  finding.message = {
      fmt::format("{}把{}规定为{},比{}规定的{}宽松{};地方规定只能从严,应不低于后者,或者列入 <left-to-floor>,仍按后者办理", local.zh, loosened.what.zh,
                  loosened.said.zh, national.zh, loosened.present.zh, loosened.why.zh),
      fmt::format("Expected {} to be at least as strict as {} ({}), but {} makes it {}{}; tighten the clause, or list it under "
                  "<left-to-floor> and the floor holds",
                  loosened.what.en, loosened.present.en, national.en, local.en, loosened.said.en, loosened.why.en)};
  findings_.push_back(std::move(finding));
  return Strictness::kLooser;
}

ClauseJudgement TightenJudge::Judge(const OverlayClause& clause) {
  clause_ = &clause;
  return {&clause, std::visit([&](const auto& change) { return Of(change); }, clause.change)};
}

std::vector<ClauseJudgement> JudgeTightening(const OverlayLayer& layer, const TightenInput& input, std::vector<Finding>& findings) {
  TightenJudge judge(layer, input, findings);
  std::vector<ClauseJudgement> judgements;
  for (const OverlayClause& clause : layer.overlay->clauses) judgements.push_back(judge.Judge(clause));
  return judgements;
}

}  // namespace juece
