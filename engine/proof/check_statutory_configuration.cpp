// What the claimed statutes ask of the configuration of steps: the numbers, lists and switches by which a handler works.
#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "proof/statutory.h"

namespace juece {
namespace {

// The value that the handler sees: as written, else the default of the step type.
const Data& ValueOf(const StepNode& step, const StepType& type, const std::string& member) {
  if (const Data* written = step.configuration.Find(member)) return *written;
  return type.configuration_schema["properties"][member]["default"];
}

std::string WordOf(const Data& value) { return value.is_text() ? value.AsText() : ToJson(value); }

std::vector<std::string> WordsOf(const Data& list, const std::string& key) {
  std::vector<std::string> words;
  for (const Data& item : list.AsList()) words.push_back(WordOf(key.empty() ? item : item[key]));
  return words;
}

bool HasName(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

bool AllIn(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  return std::all_of(some.begin(), some.end(), [&](const std::string& one) { return HasName(all, one); });
}

void CheckStep(CheckContext& context, const StepNode& step, const Clause& clause, const ConfigurationRule& law) {
  const StepType* type = context.catalog().Find(step.type);
  if (type == nullptr || Says(step, *type, law)) return;
  const Text name = Quote(step.title, step.id);
  const Text what = Describe(law);
  const std::string article = clause.article.ToString();
  const std::string found = ToJson(ValueOf(step, *type, law.member));
  Finding& finding = context.Error(
      "bad-configuration", step.configuration_place,
      {fmt::format("环节{}的配置 {} {}(依据 {}),但写的是 {}", name.zh, law.member, what.zh, article, found),
       fmt::format("Expected {} in the configuration of {} {} ({}), but found {}", law.member, name.en, what.en, article, found)});
  finding.step = step.id;
  finding.article = article;
}

}  // namespace

bool Says(const StepNode& step, const StepType& type, const ConfigurationRule& law) {
  const Data& value = ValueOf(step, type, law.member);
  if (!law.equals.empty()) return WordOf(value) == law.equals;
  if (law.least) return value.is_number() && value.AsInteger() >= *law.least;
  const std::vector<std::string> words = WordsOf(value, law.key);
  return law.within.empty() ? AllIn(law.includes, words) : !words.empty() && AllIn(words, law.within);
}

Text Describe(const ConfigurationRule& law) {
  if (!law.equals.empty()) return {"应为 " + law.equals, "to be " + law.equals};
  if (law.least) return {fmt::format("应不小于 {}", *law.least), fmt::format("to be at least {}", *law.least)};
  if (!law.within.empty()) return {"应只含 " + JoinWords(law.within, "、"), "to hold nothing but " + JoinWords(law.within, ", ")};
  return {"应含 " + JoinWords(law.includes, "、"), "to include " + JoinWords(law.includes, ", ")};
}

void CheckStatutoryConfiguration(CheckContext& context) {
  for (const Clause* clause : ClaimedClauses(context)) {
    for (const ConfigurationRule& law : clause->configurations) {
      for (const StepNode* step : context.definition().steps()) {
        if (step->type == law.step_type) CheckStep(context, *step, *clause, law);
      }
    }
  }
}

}  // namespace juece
