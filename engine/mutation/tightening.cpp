#include "mutation/tightening.h"

#include <algorithm>
#include <charconv>

namespace juece {
namespace {

int NumberOf(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool IncludesAll(const std::vector<std::string>& list, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) { return HasId(list, word); });
}

std::optional<Guard> GuardOf(const Subject& subject, const std::string& text) {
  const FactTypes types = [&](std::string_view fact) -> std::optional<FactType> {
    const FactDeclaration* declared = subject.definition().FindFact(fact);
    return declared == nullptr ? std::nullopt : std::optional(declared->type);
  };
  GuardProblem problem;
  return Guard::Parse(text, types, problem);
}

// Whenever the present condition holds the new one does: what is demanded under it is demanded more often.
bool Widens(const Subject& subject, const XmlElement& element, const std::string& text) {
  const XmlAttribute* present = element.Attribute("when");
  if (present == nullptr) return false;
  const auto from = GuardOf(subject, present->value);
  const auto to = GuardOf(subject, text);
  return from && to && Implies(*from, *to, nullptr);
}

bool PeriodTightens(const XmlElement& period, std::string_view attribute, const Alternative& value) {
  const bool minimum = period.Get("kind") == "minimum";
  if (attribute == "amount") return minimum == (NumberOf(*value) > NumberOf(period.Get("amount")));
  // As many working days never end before as many calendar days.
  if (attribute == "unit") return minimum == (*value == "working-days");
  if (attribute == "soft") return value.value_or("false") == "false";
  if (attribute == "early") return !minimum || value.value_or("refused") == "refused";  // left out, it is refused; of a limit it says nothing
  if (attribute == "planned") return period.Attribute("planned") == nullptr;  // one day more to be kept to
  return false;
}

}  // namespace

bool OnlyTightens(const Subject& subject, const Item& item, std::string_view attribute, const Alternative& value) {
  const XmlElement& element = *item.element;
  if (element.name == "period") return PeriodTightens(element, attribute, value);
  if (element.name == "material" && attribute == "required") return value.value_or("true") == "true";
  if (element.name == "material" && attribute == "when") {  // demanded in every case; of what is optional a condition says nothing
    return !value.has_value() || element.Get("required") == "false" || Widens(subject, element, *value);
  }
  if (element.name == "applies" && attribute == "when") return value.has_value() && Widens(subject, element, *value);
  if (element.name == "action" && attribute == "roles") {  // fewer may do it, and somebody still may
    const auto had = SplitWords(element.Get("roles"));
    const auto has = SplitWords(*value);
    return has.size() < had.size();
  }
  if (element.name == "changes" && attribute == "outcomes") return !value || IncludesAll(SplitWords(*value), SplitWords(element.Get("outcomes")));
  if (element.name == "separation" && attribute == "steps") return !value.has_value();
  if (element.name == "separation" && attribute == "roles") return SplitWords(*value).size() > SplitWords(element.Get("roles")).size();
  return false;
}

}  // namespace juece
