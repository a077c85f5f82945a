#include "law/form.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/article.h"
#include "base/time.h"
#include "guard/guard.h"
#include "law/statute.h"

namespace juece {
namespace {

using Value = StatuteValue;

const StatuteElement kStatute{"statute",
                              {{"id", Value::kStatuteId},
                               {"version", Value::kText},
                               {"title-zh", Value::kText},
                               {"title-en", Value::kText},
                               {"number-zh", Value::kText},
                               {"number-en", Value::kText},
                               {"in-force", Value::kDate},
                               {"in-force-to", Value::kDate, false},
                               {"articles", Value::kCount},
                               {"complete", Value::kBoolean},
                               {"procedures", Value::kIds, false},
                               {"text-not-held-zh", Value::kText, false},
                               {"text-not-held-en", Value::kText, false}},
                              {"governs", "made", "fact", "parameter", "clause"}};

const StatuteElement kClause{"clause",
                             {{"article", Value::kArticle},
                              {"kind", Value::kClauseKind},
                              {"procedures", Value::kIds, false},
                              {"from", Value::kDate},
                              {"to", Value::kDate, false},
                              {"version", Value::kDate},
                              {"digest", Value::kDigest},
                              {"zh", Value::kText},
                              {"en", Value::kText}},
                             {"governs", "opens", "exception", "requires", "milestone", "period", "material", "actor", "separate", "configuration",
                              "judged", "none"}};

const std::array<StatuteElement, 17> kSmallElements{{
    {"governs",
     {{"from", Value::kDate}, {"picked-by", Value::kId}, {"ground", Value::kArticles, false}, {"zh", Value::kText}, {"en", Value::kText}},
     {}},
    {"made",
     {{"level", Value::kLevels},
      {"region-zh", Value::kText},
      {"region-en", Value::kText},
      {"by-zh", Value::kText},
      {"by-en", Value::kText},
      {"under", Value::kArticles, false},
      {"zh", Value::kText},
      {"en", Value::kText}},
     {}},
    {"opens", {{"levels", Value::kLevels}}, {}},
    {"fact",
     {{"id", Value::kId}, {"type", Value::kFactType}, {"recorded", Value::kText, false}, {"zh", Value::kText}, {"en", Value::kText}},
     {}},
    {"parameter", {{"id", Value::kId}, {"unit", Value::kUnit}, {"zh", Value::kText}, {"en", Value::kText}}, {"value"}},
    {"value",
     {{"amount", Value::kAmount},
      {"from", Value::kDate},
      {"to", Value::kEnd},
      {"reference", Value::kArticle},
      {"checked", Value::kDate},
      {"written-zh", Value::kText, false},
      {"written-en", Value::kText, false}},
     {}},
    {"exception",
     {{"id", Value::kId},
      {"target", Value::kArticles},
      {"against", Value::kId, false},
      {"kind", Value::kExceptionKind},
      {"condition", Value::kText},
      {"zh", Value::kText},
      {"en", Value::kText},
      {"reason-zh", Value::kText, false},
      {"reason-en", Value::kText, false}},
     {}},
    {"requires",
     {{"id", Value::kId},
      {"step", Value::kIds},
      {"condition", Value::kText, false},
      {"except", Value::kExceptions, false},
      {"outcomes", Value::kIds},
      {"milestone", Value::kMilestone, false},
      {"before", Value::kId, false},
      {"after", Value::kId, false},
      {"after-outcomes", Value::kIds, false},
      {"fresh", Value::kId, false}},
     {"when"}},
    {"when",
     {{"outcome", Value::kId}, {"condition", Value::kText, false}, {"under", Value::kExceptions, false}, {"kept", Value::kBoolean, false}},
     {}},
    {"period",
     {{"id", Value::kId},
      {"kind", Value::kPeriodKind},
      {"step", Value::kId},
      {"parameter", Value::kId},
      {"from", Value::kId},
      {"to", Value::kId},
      {"soft", Value::kBoolean},
      {"except", Value::kExceptions, false},
      {"reason-in", Value::kId, false},
      {"from-date", Value::kText, false},
      {"planned", Value::kText, false},
      {"extended-by", Value::kId, false}},
     {}},
    {"milestone", {{"id", Value::kMilestone}, {"step", Value::kId}, {"outcomes", Value::kIds}}, {}},
    {"material",
     {{"kind", Value::kDocument},
      {"condition", Value::kText, false},
      {"except", Value::kExceptions, false},
      {"under", Value::kExceptions, false},
      {"step", Value::kId, false}},
     {}},
    {"actor", {{"step", Value::kId}, {"action", Value::kIds}, {"roles", Value::kIds}}, {}},
    {"separate", {{"roles", Value::kIds}}, {}},
    {"configuration",
     {{"step", Value::kId},
      {"member", Value::kId},
      {"key", Value::kId, false},
      {"includes", Value::kWords, false},
      {"within", Value::kWords, false},
      {"equals", Value::kText, false},
      {"least", Value::kCount, false}},
     {}},
    {"judged", {{"event", Value::kId}}, {}},
    {"none", {{"zh", Value::kText}, {"en", Value::kText}, {"see", Value::kArticles, false}}, {}},
}};

template <typename Names>
std::string Join(const Names& names, std::string_view between) {
  std::string joined;
  for (const auto& name : names) {
    joined += joined.empty() ? "" : between;
    joined += name;
  }
  return joined;
}

bool IsDigits(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsAmount(std::string_view text) {
  const auto counts = [](std::string_view part) { return IsDigits(part, 1, 4) && part[0] != '0'; };
  const std::size_t stroke = text.find('/');
  return stroke == std::string_view::npos ? counts(text) : counts(text.substr(0, stroke)) && counts(text.substr(stroke + 1));
}

bool IsId(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

bool IsStatuteId(std::string_view text) {
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z' &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

bool IsDigest(std::string_view text) {
  constexpr std::string_view kPrefix = "sha256:";
  constexpr std::size_t kHexDigits = 64;
  return text.empty() || (text.starts_with(kPrefix) && text.size() == kPrefix.size() + kHexDigits &&
                          std::all_of(text.begin() + kPrefix.size(), text.end(),
                                      [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }));
}

bool AreIds(std::string_view text) {
  const auto ids = SplitIds(text);
  return !ids.empty() && std::all_of(ids.begin(), ids.end(), [](const std::string& id) { return IsId(id); });
}

bool OneOf(std::string_view value, std::initializer_list<std::string_view> choices) {
  return std::find(choices.begin(), choices.end(), value) != choices.end();
}

bool AreExceptions(std::string_view text) {
  const auto names = SplitIds(text);
  return !names.empty() && std::all_of(names.begin(), names.end(), [](const std::string& name) {
    const auto elsewhere = ExceptionRef::Parse(name);
    return elsewhere ? IsStatuteId(elsewhere->statute) && IsId(elsewhere->id) : IsId(name);
  });
}

bool AreLevels(std::string_view text) {
  const auto levels = SplitIds(text);
  return !levels.empty() && std::all_of(levels.begin(), levels.end(), [](const std::string& level) {
    return OneOf(level, {"province", "prefecture", "city", "county", "district", "township", "department"});
  });
}

bool AreWords(std::string_view text) {
  const auto words = SplitIds(text);
  return !words.empty() && std::none_of(words.begin(), words.end(), [](const std::string& word) {
    return word.empty() || word.find_first_of("\t\r\n") != std::string::npos;
  });
}

void CheckAttributes(const StatuteElement& form, const XmlElement& element, StatuteReporter& reporter) {
  std::vector<std::string_view> names;
  for (const StatuteAttribute& expected : form.attributes) {
    names.push_back(expected.name);
    const XmlAttribute* found = element.Attribute(expected.name);
    if (found == nullptr && expected.required) {
      reporter.Error("missing-attribute", element,
                     {fmt::format("<{}> 应有属性 {},但没有写", form.name, expected.name),
                      fmt::format("Expected <{}> to have the attribute {}, but it is missing", form.name, expected.name)});
    } else if (found != nullptr && !Matches(expected.value, found->value)) {
      const Text wanted = Describe(expected.value);
      reporter.Error("bad-value", *found,
                     {fmt::format("{} 应为{},但写的是“{}”", expected.name, wanted.zh, found->value),
                      fmt::format("Expected {} to be {}, but found '{}'", expected.name, wanted.en, found->value)});
    }
  }
  for (const XmlAttribute& attribute : element.attributes) {
    if (std::find(names.begin(), names.end(), attribute.name) == names.end()) {
      reporter.Error("unknown-attribute", attribute,
                     {fmt::format("<{}> 的属性应为 {} 之一,但写的是“{}”", form.name, Join(names, "、"), attribute.name),
                      fmt::format("Expected an attribute of <{}> ({}), but found '{}'", form.name, Join(names, ", "),
                                  attribute.name)});
    }
  }
}

}  // namespace

const StatuteElement* FindStatuteElement(std::string_view name) {
  if (name == kStatute.name || name == kClause.name) {
    return name == kStatute.name ? &kStatute : &kClause;
  }
  const auto found = std::find_if(kSmallElements.begin(), kSmallElements.end(), [&](const auto& e) { return e.name == name; });
  return found == kSmallElements.end() ? nullptr : &*found;
}

std::vector<std::string> SplitIds(std::string_view text) {
  std::vector<std::string> ids;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    ids.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return ids;
}

bool Matches(StatuteValue form, std::string_view value) {
  switch (form) {
    case Value::kText: return value.find_first_not_of(" \t\r\n") != std::string_view::npos;
    case Value::kStatuteId: return IsStatuteId(value);
    case Value::kId: return IsId(value);
    case Value::kIds: return AreIds(value);
    case Value::kDate: return Date::Parse(value).has_value();
    case Value::kArticle: return ArticleRef::Parse(fmt::format("X:{}", value)).has_value();
    case Value::kCount: return IsDigits(value, 1, 4) && value[0] != '0';
    case Value::kBoolean: return OneOf(value, {"true", "false"});
    case Value::kDigest: return IsDigest(value);
    case Value::kDocument: return value.starts_with('D') && IsDigits(value.substr(1), 3, 4);
    case Value::kWords: return AreWords(value);
    case Value::kArticles: return AreWords(value) && ArticleRef::ParseList(value).has_value();
    case Value::kFactType: return ParseFactType(value).has_value();
    case Value::kClauseKind: return ParseClauseKind(value).has_value();
    case Value::kMilestone: return OneOf(value, {"submission", "decision", "issue", "publication", "end"});
    case Value::kPeriodKind: return OneOf(value, {"minimum", "limit"});
    case Value::kUnit: return OneOf(value, {"calendar-days", "working-days", "persons", "items", "part"});
    case Value::kAmount: return IsAmount(value);
    case Value::kEnd: return value == "open" || Date::Parse(value).has_value();
    case Value::kExceptionKind: return ParseExceptionKind(value).has_value();
    case Value::kExceptions: return AreExceptions(value);
    case Value::kLevels: return AreLevels(value);
  }
  return false;
}

Text Describe(StatuteValue form) {
  switch (form) {
    case Value::kText: return {"不空的文字", "text that is not blank"};
    case Value::kStatuteId: return {"法规代号(如 R713)", "a statute id such as R713"};
    case Value::kId: return {"小写字母开头的标识", "an id of lower-case letters, digits, '_' and '-'"};
    case Value::kIds: return {"以一个空格分隔的标识", "ids with one blank between"};
    case Value::kDate: return {"存在的日期(如 2019-09-01)", "an existing date such as 2019-09-01"};
    case Value::kArticle: return {"条-款-项(如 25-2)", "an article such as 25, 25-2 or 10-1-3"};
    case Value::kCount: return {"1 至 9999 的整数", "a whole number from 1 to 9999"};
    case Value::kBoolean: return {"true 或 false", "true or false"};
    case Value::kDigest: return {"空,或 sha256: 加 64 位小写十六进制数", "empty, or sha256: and 64 lower-case hex digits"};
    case Value::kDocument: return {"文书种类(如 D706)", "a document kind such as D706"};
    case Value::kWords: return {"以一个空格分隔的词", "words with one blank between"};
    case Value::kArticles: return {"以一个空格分隔的条文(如 R713:31)", "articles such as R713:31 with one blank between"};
    case Value::kFactType: return {"boolean、number、text、date、duration 之一", "one of boolean, number, text, date, duration"};
    case Value::kClauseKind:
      return {"gate、duty、period、prohibition、scope、liability、principle 之一",
              "one of gate, duty, period, prohibition, scope, liability, principle"};
    case Value::kMilestone:
      return {"submission、decision、issue、publication、end 之一", "one of submission, decision, issue, publication, end"};
    case Value::kPeriodKind: return {"minimum 或 limit", "minimum or limit"};
    case Value::kUnit:
      return {"calendar-days、working-days、persons、items、part 之一", "one of calendar-days, working-days, persons, items, part"};
    case Value::kAmount: return {"1 至 9999 的整数,或者几分之几(如 2/3)", "a whole number from 1 to 9999, or a part such as 2/3"};
    case Value::kEnd: return {"存在的日期,或者 open(没有终期)", "an existing date, or open where no end is known"};
    case Value::kLevels:
      return {"province、prefecture、city、county、district、township、department 中的级别",
              "levels such as province, prefecture, city, county, district, township, department"};
    case Value::kExceptions:
      return {"以一个空格分隔的例外(本法规的标识,或者如 R713#id)", "exceptions with one blank between: ids of this statute, or such as R713#id"};
    case Value::kExceptionKind:
      return {"carve-out、replacement、not-applicable、proviso、savings 之一",
              "one of carve-out, replacement, not-applicable, proviso, savings"};
  }
  return {};
}

void StatuteReporter::Error(std::string_view code, SourcePlace place, Text message) {
  Finding finding;
  finding.code = code;
  finding.place = std::move(place);
  finding.message = std::move(message);
  findings_.push_back(std::move(finding));
}
void StatuteReporter::Error(std::string_view code, const XmlElement& element, Text message) {
  Error(code, document_.PlaceOf(element), std::move(message));
}
void StatuteReporter::Error(std::string_view code, const XmlAttribute& attribute, Text message) {
  Error(code, document_.PlaceOf(attribute), std::move(message));
}

void CheckStatuteForm(const StatuteElement& form, const XmlElement& element, StatuteReporter& reporter) {
  CheckAttributes(form, element, reporter);
  if (!element.text.empty()) {
    reporter.Error("unknown-element", element,
                   {fmt::format("<{}> 中只应有元素,但有文字“{}”", form.name, element.text),
                    fmt::format("Expected no text in <{}>, but found '{}'", form.name, element.text)});
  }
  for (const auto& child : element.children) {
    const bool known = child->ns == kStatuteNamespace &&
                       std::find(form.children.begin(), form.children.end(), child->name) != form.children.end();
    if (known) {
      CheckStatuteForm(*FindStatuteElement(child->name), *child, reporter);
      continue;
    }
    const bool leaf = form.children.empty();
    reporter.Error("unknown-element", *child,
                   {leaf ? fmt::format("<{}> 中不应有元素,但有 <{}>", form.name, child->name)
                         : fmt::format("<{}> 中应为 {} 之一,但有 <{}>", form.name, Join(form.children, "、"), child->name),
                    leaf ? fmt::format("Expected no element in <{}>, but found <{}>", form.name, child->name)
                         : fmt::format("Expected one of {} in <{}>, but found <{}>", Join(form.children, ", "), form.name,
                                       child->name)});
  }
}

}  // namespace juece
