// Documents. What the claimed statutes ask for is demanded of somebody; kinds are known; a step says which followed material its
// outcomes change, and reviews nothing where it does not open.
#include <fmt/format.h>

#include <algorithm>

#include "proof/statutory.h"

namespace juece {
namespace {

bool HasMaterial(const std::vector<std::string>& list, std::string_view one) { return std::find(list.begin(), list.end(), one) != list.end(); }

}  // namespace

// ---- what the law asks for ----

bool Suffices(CheckContext& context, const MaterialDemand& demand, const MaterialRule& law, const ArticleRef& article) {
  if (!demand.required || demand.kind != law.kind) return false;
  if (!law.condition.empty()) {
    const std::optional<Guard> asked = ConditionOf(context, article, law.condition);
    return asked && Implies(*asked, demand.when, nullptr);
  }
  GuardProblem problem;
  const std::optional<Guard> never = Guard::Parse("false", [](std::string_view) { return std::nullopt; }, problem);
  return demand.when.IsAlways() || !never || !Implies(demand.when, *never, nullptr);
}

bool ActionDemands(const ActionType& action, const MaterialRule& law) {
  return std::any_of(action.materials.begin(), action.materials.end(),
                     [&](const ActionMaterial& material) { return material.required && material.kind == law.kind; });
}

namespace {

bool AnyActionDemands(const StepType& type, const MaterialRule& law) {
  return std::any_of(type.actions.begin(), type.actions.end(), [&](const ActionType& action) { return ActionDemands(action, law); });
}

// Whether a demand names one of the claimed clauses that ask for its document.
bool NamesGround(const CheckContext& context, const MaterialDemand& demand) {
  const std::vector<const Clause*> clauses = ClaimedClauses(context);
  return std::any_of(clauses.begin(), clauses.end(), [&](const Clause* clause) {
    return Cites(demand.articles, clause->article) &&
           std::any_of(clause->materials.begin(), clause->materials.end(), [&](const MaterialRule& rule) { return rule.kind == demand.kind; });
  });
}

// What a clause asks for in some case may be left to an action that insists on it. What it asks for whenever its condition holds must stand
// in the definition, under its article, so that a lawyer finds it there.
void CheckDemanded(CheckContext& context, const Clause& clause, const MaterialRule& law) {
  const MaterialDemand* hollow = nullptr;
  Text found{"没有一处列出它", "no step lists it"};
  bool owed = law.step_type.empty();
  for (const StepNode* step : context.definition().steps()) {
    if (!law.step_type.empty() && step->type != law.step_type) continue;
    owed = true;
    const StepType* type = context.catalog().Find(step->type);
    if (law.condition.empty() && type != nullptr && AnyActionDemands(*type, law)) return;
    for (const MaterialDemand& demand : step->materials) {
      if (demand.kind != law.kind) continue;
      const bool enough = Suffices(context, demand, law, clause.article);
      if (enough && NamesGround(context, demand)) return;
      if (hollow != nullptr && !enough) continue;
      hollow = &demand;
      found = enough ? Text{"列出它的一处没有写明依据", "where it is listed its ground is not named"}
                     : Text{"要求它的条件不够,或者写的是可不提交", "it is optional, or demanded too rarely"};
    }
  }
  if (!owed) return;
  const std::string article = clause.article.ToString();
  const bool always = law.condition.empty() || law.condition == "true";
  const Text when = always ? Text{} : Text{fmt::format("(当 {})", law.condition), fmt::format(" whenever {}", law.condition)};
  context
      .Error("article-not-covered", hollow == nullptr ? context.definition().PlaceOfClaim(clause.article.statute) : hollow->place,
             {fmt::format("应由某个环节列出并要求提交 {}{}(依据 {}),但{}", law.kind, when.zh, article, found.zh),
              fmt::format("Expected some step to list and demand {}{} ({}), but {}", law.kind, when.en, article, found.en)})
      .article = article;
}

// ---- kinds ----

void RequireKind(CheckContext& context, const std::string& kind, const SourcePlace& place, const std::string& step) {
  if (!context.input().knows_document || context.input().knows_document(kind)) return;
  context
      .Error("unknown-reference", place,
             {fmt::format("kind 应为 workflows/documents 中的材料种类,但没有“{}”", kind),
              fmt::format("Expected kind to name a document of workflows/documents, but there is no \"{}\"", kind)})
      .step = step;
}

// A material that nothing ever changes would make every review of it fresh for good.
void CheckFollowed(CheckContext& context, const MaterialDeclaration& material) {
  RequireKind(context, material.kind, material.place, "");
  bool said = false;  // does any step type say what it changes?
  for (const auto& [id, type] : context.catalog().types()) {
    for (const OutcomeType& outcome : type.outcomes) {
      if (HasMaterial(outcome.changes, material.kind)) return;
      said = said || !outcome.changes.empty();
    }
  }
  if (!said) return;
  context.Error("unknown-reference", material.place,
                {fmt::format("跟踪的材料应是某类环节会改动的材料,但没有环节类型改动 {}(“{}”)", material.kind, material.id),
                 fmt::format("Expected a followed material to be one that some step type changes, but none changes {} (\"{}\")", material.kind,
                             material.id)});
}

// ---- what a step says of followed materials ----

bool Covers(const MaterialUse& use, const std::string& material, std::string_view outcome) {
  return use.material == material && (use.outcomes.empty() || HasMaterial(use.outcomes, outcome));
}

void CheckChanges(CheckContext& context, const StepNode& step, const OutcomeType& outcome) {
  for (const MaterialDeclaration& material : context.definition().materials) {
    if (!HasMaterial(outcome.changes, material.kind)) continue;
    const bool said = std::any_of(step.changes.begin(), step.changes.end(),
                                  [&](const MaterialUse& use) { return Covers(use, material.id, outcome.id); });
    if (said) continue;
    const Text name = Quote(step.title, step.id);
    context
        .Error("review-not-fresh", step.place,
               {fmt::format("环节{}以“{}”结束时会改动“{}”({}),应写 <changes material=\"{}\">,但没有写", name.zh, outcome.id, material.id,
                            material.kind, material.id),
                fmt::format("Expected {} to say <changes material=\"{}\"> for \"{}\", which brings a new {}, but it does not", name.en,
                            material.id, outcome.id, material.kind)})
        .step = step.id;
  }
}

void CheckReviews(CheckContext& context, const StepNode& step, const StepType& type) {
  for (const MaterialUse& use : step.reviews) {
    std::vector<std::string> shut;
    for (const OutcomeType& outcome : type.outcomes) {
      if (!outcome.opens && Covers(use, use.material, outcome.id)) shut.push_back(outcome.id);
    }
    if (HasMaterial(use.outcomes, kNotApplicableOutcome)) shut.emplace_back(kNotApplicableOutcome);
    if (shut.empty()) continue;
    const Text name = Quote(step.title, step.id);
    const std::string outcomes = JoinWords(shut, ", ");
    context
        .Error("review-not-fresh", use.place,
               {fmt::format("环节{}的 <reviews> 应只写能通过的结果,但也包括 {}", name.zh, outcomes),
                fmt::format("Expected <reviews> of {} to name only outcomes that open, but it includes {}", name.en, outcomes)})
        .step = step.id;
  }
}

}  // namespace

void CheckMaterials(CheckContext& context) {
  for (const Clause* clause : ClaimedClauses(context)) {
    for (const MaterialRule& law : clause->materials) CheckDemanded(context, *clause, law);
  }
  for (const MaterialDeclaration& material : context.definition().materials) CheckFollowed(context, material);
  for (const StepNode* step : context.definition().steps()) {
    for (const MaterialDemand& demand : step->materials) RequireKind(context, demand.kind, demand.place, step->id);
    const StepType* type = context.catalog().Find(step->type);
    if (type == nullptr) continue;
    for (const OutcomeType& outcome : type->outcomes) CheckChanges(context, *step, outcome);
    CheckReviews(context, *step, *type);
  }
}

}  // namespace juece
