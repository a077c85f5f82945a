// A step with everything that belongs to it.
#include <charconv>

#include "base/json.h"
#include "definition/builder.h"
#include "definition/form.h"

namespace juece {
namespace {

std::string Value(const XmlElement& element, std::string_view name) { return std::string(element.Get(name)); }

}  // namespace

Guard DefinitionBuilder::ReadGuard(const XmlElement& element, const std::string& step) {
  const XmlAttribute* when = element.Attribute("when");
  if (when == nullptr) return Guard::Always();
  const FactTypes types = [this](std::string_view fact) -> std::optional<FactType> {
    const FactDeclaration* declared = definition_.FindFact(fact);
    if (declared == nullptr) return std::nullopt;
    return declared->type;
  };
  GuardProblem problem;
  if (auto guard = Guard::Parse(when->value, types, problem)) return *guard;
  SourcePlace place = reporter_.document().PlaceOf(*when);
  // Exact unless the value is written with character references; then it still points into the value.
  if (when->value_column > 0) place = reporter_.document().PlaceOf(when->line, when->value_column + problem.offset);
  reporter_.Error("guard-type", std::move(place), problem.message, step);
  return Guard::Always();
}

void DefinitionBuilder::ReadConfiguration(const XmlElement& element, StepNode& step) {
  step.configuration_place = PlaceOf(element);
  auto parsed = ParseJson(element.text);
  if (!parsed) {
    const Text& why = parsed.error().message();
    reporter_.Error("bad-configuration", element,
                    {"<configuration> 应为 JSON 对象,但无法读出:" + why.zh,
                     "Expected <configuration> to hold a JSON object, but it cannot be read: " + why.en},
                    step.id);
  } else if (!parsed->is_map()) {
    reporter_.Error("bad-configuration", element,
                    {"<configuration> 应为 JSON 对象 {…},但写的是别的值",
                     "Expected <configuration> to hold a JSON object {…}, but found another kind of value"},
                    step.id);
  } else {
    step.configuration = *std::move(parsed);
  }
}

Applicability DefinitionBuilder::ReadApplicability(const XmlElement& element, const std::string& step) {
  Applicability applies;
  applies.discretionary = element.Attribute("when") == nullptr;
  applies.when = ReadGuard(element, step);
  applies.decided_by = element.Get("decided-by");
  applies.articles = ReadArticles(element);
  applies.place = PlaceOf(element);
  return applies;
}

PeriodRule DefinitionBuilder::ReadPeriod(const XmlElement& element) {
  PeriodRule period;
  period.id = element.Get("id");
  period.minimum = element.Get("kind") != "limit";
  const std::string_view amount = element.Get("amount");
  std::from_chars(amount.data(), amount.data() + amount.size(), period.amount);
  period.unit = element.Get("unit");
  period.from = element.Get("from");
  period.from_date = element.Get("from-date");
  period.to = element.Get("to");
  period.planned = element.Get("planned");
  period.extended_by = element.Get("extended-by");
  period.soft = element.Get("soft") == "true";
  period.reason_in = element.Get("reason-in");
  period.early = element.Get("early", "refused");
  period.first_day = element.Get("first-day", "not-counted");
  period.roll = element.Get("roll", "none");
  period.articles = ReadArticles(element);
  period.place = PlaceOf(element);
  return period;
}

Transition DefinitionBuilder::ReadTransition(const XmlElement& element, const std::string& step) {
  Transition transition;
  transition.outcomes = SplitWords(element.Get("outcome"));
  transition.otherwise = element.Get("otherwise") == "true";
  transition.when = ReadGuard(element, step);
  transition.to = element.Get("to");
  transition.place = PlaceOf(element);
  const bool named = element.Attribute("outcome") != nullptr;
  if (named == transition.otherwise) {
    reporter_.Error("bad-value", element,
                    {std::string("<on> 应或者写 outcome,或者写 otherwise=\"true\",但二者") + (named ? "都写了" : "都没有写"),
                     std::string("Expected <on> to have either outcome or otherwise=\"true\", but found ") +
                         (named ? "both" : "neither")},
                    step);
  } else if (transition.otherwise && element.Attribute("when") != nullptr) {
    reporter_.Error("bad-value", element,
                    {"otherwise=\"true\" 的 <on> 不应有条件,但写了 when",
                     "Expected an <on otherwise=\"true\"> to have no condition, but found when"},
                    step);
  }
  return transition;
}

MaterialDemand DefinitionBuilder::ReadDemand(const XmlElement& element, const std::string& step) {
  return {Value(element, "kind"), ReadGuard(element, step), element.Get("required") != "false", ReadArticles(element), PlaceOf(element)};
}

MaterialUse DefinitionBuilder::ReadUse(const XmlElement& element) {
  return {Value(element, "material"), SplitWords(element.Get("outcomes")), PlaceOf(element)};
}

void DefinitionBuilder::ReadStepPart(const XmlElement& element, StepNode& step) {
  const std::string& name = element.name;
  if (name == "configuration") ReadConfiguration(element, step);
  if (name == "applies") step.applicability = ReadApplicability(element, step.id);
  if (name == "action") step.actions.push_back({Value(element, "id"), SplitWords(element.Get("roles")), PlaceOf(element)});
  if (name == "material") step.materials.push_back(ReadDemand(element, step.id));
  if (name == "period") step.periods.push_back(ReadPeriod(element));
  if (name == "changes") step.changes.push_back(ReadUse(element));
  if (name == "reviews") step.reviews.push_back(ReadUse(element));
  if (name == "milestone") step.milestone = MilestoneMark{Value(element, "id"), SplitWords(element.Get("outcomes")), PlaceOf(element)};
  if (name == "on") step.transitions.push_back(ReadTransition(element, step.id));
}

StepNode DefinitionBuilder::ReadStep(const XmlElement& element) {
  StepNode step;
  step.id = element.Get("id");
  step.type = element.Get("type");
  step.title = {Value(element, "zh"), Value(element, "en")};
  step.articles = ReadArticles(element);
  step.configuration = Data::EmptyMap();
  step.place = PlaceOf(element);
  step.configuration_place = step.place;
  for (const auto& child : element.children) ReadStepPart(*child, step);
  return step;
}

}  // namespace juece
