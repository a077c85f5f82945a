#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "assessment/criteria.h"
#include "assessment/indicator.h"
#include "base/article.h"
#include "compliance/rule_fields.h"

namespace juece {
namespace {

constexpr std::string_view kIndicatorNamespace = "urn:juece:indicators:1";
constexpr std::string_view kConditions = "<kind> <level> <whole> <fact> <event> <rules> <any-of> <not>";

void CheckConditions(const std::vector<Condition>& conditions, const std::set<std::string>& known,
                     std::vector<Finding>& findings) {
  for (const Condition& condition : conditions) {
    if (const auto* rules = std::get_if<RulesSatisfied>(&condition.form)) {
      CheckRuleNames(rules->rules, condition.place, known, findings);
    } else if (const auto* any = std::get_if<AnyCondition>(&condition.form)) {
      CheckConditions(any->conditions, known, findings);
    } else if (const auto* no = std::get_if<NotCondition>(&condition.form)) {
      CheckConditions(no->conditions, known, findings);
    }
  }
}

}  // namespace

class IndicatorReader : private RuleFields {
 public:
  IndicatorReader(const XmlDocument& document, std::shared_ptr<const Vocabulary> vocabulary, std::vector<Finding>& findings)
      : RuleFields(document, std::move(vocabulary), findings) {}

  std::shared_ptr<const IndicatorSet> Read() {
    const XmlElement& root = document_.root();
    if (root.name != "indicators" || root.ns != kIndicatorNamespace) {
      Unknown(root, "<indicators xmlns=\"urn:juece:indicators:1\">");
      return nullptr;
    }
    fields_.Allow(root, {"id", "version", "title-zh", "title-en"});
    made_->id_ = fields_.Need(root, "id");
    made_->version_ = fields_.Need(root, "version");
    made_->title_ = Titles(root, "title-zh", "title-en");
    made_->vocabulary_ = vocabulary_;
    for (const auto& child : root.children) {
      if (child->name == "indicator") {
        ReadIndicator(*child);
      } else {
        Unknown(*child, "<indicator>");
      }
    }
    if (root.children.empty()) {
      fields_.ComplainAt(root, "missing-element", {"应至少有一个 <indicator>,但没有",
                                                   "Expected at least one <indicator>, but there is none"});
    }
    return fields_.ok() ? made_ : nullptr;
  }

 private:
  void ReadIndicator(const XmlElement& element) {
    fields_.Allow(element, {"id", "target", "basis", "title-zh", "title-en"});
    Indicator indicator;
    indicator.id = fields_.Need(element, "id");
    indicator.title = Titles(element, "title-zh", "title-en");
    indicator.basis = element.Get("basis");
    if (!indicator.basis.empty() && !ArticleRef::ParseList(indicator.basis)) {
      fields_.Complain(element, "basis", "bad-value", {"basis 应写作 R713:25 的形式,但为“" + indicator.basis + "”",
                                                       "Expected basis to cite articles such as R713:25, but found "
                                                       "'" + indicator.basis + "'"});
    }
    const std::string target = fields_.Need(element, "target");
    const auto points = ParsePoints(target);
    if (!target.empty() && (!points || Points::FromInteger(100) < *points)) {
      fields_.Complain(element, "target", "bad-value", {"target 应为 0 至 100 的百分数,但为“" + target + "”",
                                                        "Expected target to be a percentage from 0 to 100, but found "
                                                        "'" + target + "'"});
    }
    indicator.target = points.value_or(Points());
    if (std::any_of(made_->indicators_.begin(), made_->indicators_.end(),
                    [&](const Indicator& one) { return one.id == indicator.id; })) {
      fields_.Complain(element, "id", "duplicate-id", {"id 应唯一,但“" + indicator.id + "”出现两次",
                                                       "Expected ids to be unique, but '" + indicator.id + "' stands twice"});
    }
    ReadParts(element, indicator);
    made_->indicators_.push_back(std::move(indicator));
  }

  void ReadParts(const XmlElement& element, Indicator& indicator) {
    constexpr std::array<std::string_view, 3> kParts{"filter", "denominator", "numerator"};
    std::vector<std::string> found;
    for (const auto& child : element.children) found.push_back(child->name);
    if (!std::equal(found.begin(), found.end(), kParts.begin(), kParts.end())) {
      return fields_.ComplainAt(element, "missing-element",
                                {fmt::format("<indicator> 应依次为 <filter> <denominator> <numerator> 各一,但为 {}",
                                             fmt::join(found, " ")),
                                 fmt::format("Expected <indicator> to have <filter> <denominator> <numerator>, one of each in "
                                             "this order, but found {}", fmt::join(found, " "))});
    }
    const XmlElement& filter = *element.children[0];
    const XmlElement& denominator = *element.children[1];
    const XmlElement& numerator = *element.children[2];
    fields_.Allow(filter, {});
    indicator.filter = Conditions(filter);
    fields_.Allow(denominator, {"zh", "en"});
    indicator.counted = Titles(denominator, "zh", "en");
    indicator.denominator = Conditions(denominator);
    fields_.Allow(numerator, {"zh", "en"});
    indicator.reached = Titles(numerator, "zh", "en");
    indicator.numerator = Conditions(numerator);
    if (indicator.numerator.empty() && fields_.ok()) {
      fields_.ComplainAt(numerator, "missing-element", {"<numerator> 应有条件,否则每一件都达到",
                                                        "Expected <numerator> to have a condition; without one everything "
                                                        "reaches it"});
    }
  }

  std::vector<Condition> Conditions(const XmlElement& element) {
    std::vector<Condition> conditions;
    for (const auto& child : element.children) {
      if (auto condition = ReadCondition(*child)) {
        condition->place = document_.PlaceOf(*child);
        conditions.push_back(std::move(*condition));
      }
    }
    return conditions;
  }

  std::optional<Condition> ReadCondition(const XmlElement& element) {
    if (element.name == "kind") return Condition{KindIs{Names(element, "is", "kind")}, {}};
    if (element.name == "level") return Condition{LevelIs{Names(element, "is", "level")}, {}};
    if (element.name == "whole") {
      fields_.Allow(element, {});
      return Condition{IsWhole{}, {}};
    }
    if (element.name == "fact") {
      fields_.Allow(element, {"when"});
      (void)fields_.Need(element, "when");
      return Condition{FactHolds{FactGuard(element, "when").value_or(Guard::Always())}, {}};
    }
    if (element.name == "event") {
      fields_.Allow(element, {"names", "where"});
      return Condition{EventHappened{Pattern(element, "names", "where")}, {}};
    }
    if (element.name == "rules") {
      fields_.Allow(element, {"satisfied"});
      return Condition{RulesSatisfied{WordsOf(fields_.Need(element, "satisfied"))}, {}};
    }
    if (element.name == "any-of" || element.name == "not") return ReadComposite(element);
    Unknown(element, kConditions);
    return std::nullopt;
  }

  std::optional<Condition> ReadComposite(const XmlElement& element) {
    fields_.Allow(element, {});
    const bool any = element.name == "any-of";
    std::vector<Condition> conditions = Conditions(element);
    if (element.children.size() < (any ? 2U : 1U)) {
      fields_.ComplainAt(element, "missing-element", {fmt::format("<{}> 应至少有 {} 个条件", element.name, any ? 2 : 1),
                                                      fmt::format("Expected <{}> to have at least {}", element.name, any
                                                                  ? "two conditions" : "one condition")});
    }
    return any ? Condition{AnyCondition{std::move(conditions)}, {}} : Condition{NotCondition{std::move(conditions)}, {}};
  }

  // Names that the vocabulary knows for a member of a record.
  std::vector<std::string> Names(const XmlElement& element, std::string_view attribute, std::string_view member) {
    fields_.Allow(element, {attribute});
    std::vector<std::string> names = WordsOf(fields_.Need(element, attribute));
    const std::vector<std::string>* known = vocabulary_->NamesFor(member);
    for (const std::string& name : names) {
      if (known != nullptr && std::find(known->begin(), known->end(), name) == known->end()) {
        fields_.Complain(element, attribute, "unknown-reference",
                         {fmt::format("应为 {} 之一,但为“{}”", fmt::join(*known, " "), name),
                          fmt::format("Expected one of {}, but found '{}'", fmt::join(*known, " "), name)});
      }
    }
    return names;
  }

  Text Titles(const XmlElement& element, std::string_view zh, std::string_view en) { return {fields_.Need(element, zh),
                                                                                             fields_.Need(element, en)}; }

  std::shared_ptr<IndicatorSet> made_ = std::make_shared<IndicatorSet>();
};

std::shared_ptr<const IndicatorSet> IndicatorSet::Read(std::string bytes, std::string file,
                                                       std::shared_ptr<const Vocabulary> vocabulary,
                                                       std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  return document == nullptr ? nullptr : IndicatorReader(*document, std::move(vocabulary), findings).Read();
}

std::shared_ptr<const IndicatorSet> IndicatorSet::ReadFile(const std::string& path, std::shared_ptr<const Vocabulary> vocabulary,
                                                           std::vector<Finding>& findings) {
  const auto document = ReadXmlFile(path, findings);
  return document == nullptr ? nullptr : IndicatorReader(*document, std::move(vocabulary), findings).Read();
}

void CheckRules(const IndicatorSet& set, const std::set<std::string>& known, std::vector<Finding>& findings) {
  for (const Indicator& indicator : set.indicators()) {
    for (const auto* conditions : {&indicator.filter, &indicator.denominator, &indicator.numerator}) CheckConditions(*conditions,
        known, findings);
  }
}

}  // namespace juece
