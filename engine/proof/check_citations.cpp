// What carries a duty of a claimed statute names the article itself: the step that the statute speaks of, and its applicability.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "proof/checks.h"

namespace juece {
namespace {

using Clauses = std::set<ArticleRef>;

// One of them is enough: a step may serve several articles under one of their number.
void Require(CheckContext& context, const Text& what, const Articles& cited, const Clauses& clauses, const SourcePlace& place, const std::string& step) {
  if (clauses.empty() || std::any_of(clauses.begin(), clauses.end(), [&](const ArticleRef& clause) { return Cites(cited, clause); })) return;
  const std::string article = clauses.begin()->ToString();
  Finding& finding = context.Error("article-not-covered", place,
                                   {fmt::format("{}应写明依据 article=\"{}\",但没有写", what.zh, article),
                                    fmt::format("Expected {} to name its ground article=\"{}\", but it does not", what.en, article)});
  finding.step = step;
  finding.article = article;
}

// Which clauses speak of what.
struct Spoken {
  std::map<std::string, Clauses> servers;      // step type -> clauses that speak of it
  std::map<std::string, Clauses> conditional;  // the same, where they require it under a condition
};

Spoken Collect(const CheckContext& context) {
  Spoken spoken;
  for (const Clause* clause : ClaimedClauses(context)) {
    const ArticleRef& article = clause->article;
    for (const Requirement& requirement : clause->requirements) {
      if (requirement.step_types.size() != 1) continue;  // of several none of them has to be there for this clause
      spoken.servers[requirement.step_types.front()].insert(article);
      if (!requirement.condition.empty()) spoken.conditional[requirement.step_types.front()].insert(article);
    }
    for (const MaterialRule& material : clause->materials) {
      if (!material.step_type.empty()) spoken.servers[material.step_type].insert(article);
    }
    for (const ActorRule& actor : clause->actors) spoken.servers[actor.step_type].insert(article);
  }
  return spoken;
}

Articles CitedBySteps(const Definition& definition, const std::string& type) {
  Articles cited;
  for (const StepNode* step : definition.steps()) {
    if (step->type == type) cited.insert(cited.end(), step->articles.begin(), step->articles.end());
  }
  return cited;
}

}  // namespace

void CheckCitations(CheckContext& context) {
  const Spoken spoken = Collect(context);
  const auto clauses = [](const std::map<std::string, Clauses>& of, const std::string& name) {
    const auto found = of.find(name);
    return found == of.end() ? Clauses{} : found->second;
  };
  const Definition& definition = context.definition();
  for (const StepNode* step : definition.steps()) {
    const Text name = Quote(step->title, step->id);
    const Articles cited = CitedBySteps(definition, step->type);  // a second step of the type may stand on another ground
    Require(context, {"环节" + name.zh, "step " + name.en}, cited, clauses(spoken.servers, step->type), step->place, step->id);
    if (!step->applicability) continue;
    Require(context, {"环节" + name.zh + "的适用条件", "the applicability of step " + name.en}, step->applicability->articles,
            clauses(step->applicability->discretionary ? spoken.servers : spoken.conditional, step->type), step->applicability->place, step->id);
  }
}

}  // namespace juece
