#include "compliance/log_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "compliance/xml_fields.h"
#include "xml/document.h"

namespace juece {
namespace {

constexpr std::array<std::string_view, 29> kNames = {
    "existence",           "absence",          "exactly",           "init",          "end",
    "choice",              "exclusive_choice", "responded_existence", "co_existence", "not_co_existence",
    "response",            "precedence",       "succession",        "alternate_response", "alternate_precedence",
    "alternate_succession", "chain_response",  "chain_precedence",  "chain_succession", "not_responded_existence",
    "not_response",        "not_precedence",   "not_succession",    "not_chain_response", "not_chain_precedence",
    "not_chain_succession", "within",          "four_eyes",         "attribute"};

constexpr std::array<std::string_view, 6> kComparisons = {"less", "less-or-equal", "equal", "not-equal", "greater-or-equal", "greater"};

std::size_t IndexOf(std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  names.push_back(name);
  return names.size() - 1;
}

// ISO 8601: PnW, or PnDTnHnMnS with at least one part. Milliseconds.
std::optional<std::int64_t> ParseDuration(std::string_view text) {
  constexpr std::int64_t kDay = 86'400'000;
  const std::array<std::pair<char, std::int64_t>, 5> parts = {{{'W', 7 * kDay}, {'D', kDay}, {'H', 3'600'000}, {'M', 60'000}, {'S', 1'000}}};
  if (text.size() < 3 || text.front() != 'P') return std::nullopt;
  text.remove_prefix(1);
  std::int64_t sum = 0;
  std::size_t next = 0;
  bool time = false;
  while (!text.empty()) {
    if (text.front() == 'T' && !time && text.size() > 1) {
      time = true;
      next = std::max<std::size_t>(next, 2);
      text.remove_prefix(1);
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end == text.data() + text.size() || text.front() == '-' || number > 1'000'000'000) return std::nullopt;
    const char unit = *end;
    const auto part = std::find_if(parts.begin(), parts.end(), [unit](const auto& p) { return p.first == unit; });
    const auto index = static_cast<std::size_t>(part - parts.begin());
    if (part == parts.end() || index < next || (index >= 2) != time) return std::nullopt;
    sum += number * part->second;
    next = index == 0 ? parts.size() : index + 1;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  }
  return sum;
}

}  // namespace

bool CountsTimes(LogTemplate form) {
  return form == LogTemplate::kExistence || form == LogTemplate::kAbsence || form == LogTemplate::kExactly;
}
bool IsUnary(LogTemplate form) { return CountsTimes(form) || form == LogTemplate::kInit || form == LogTemplate::kEnd; }
std::string_view ToString(LogTemplate form) { return kNames.at(static_cast<std::size_t>(form)); }

std::optional<LogTemplate> ParseLogTemplate(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<LogTemplate>(found - kNames.begin());
}

class LogRulesReader {
 public:
  LogRulesReader(const XmlDocument& document, std::vector<Finding>& findings) : document_(document), fields_(document, findings) {}

  std::shared_ptr<const LogRules> Read() {
    const XmlElement& root = document_.root();
    if (root.name != "log-rules" || root.ns != "urn:juece:log-rules:1") {
      fields_.ComplainAt(root, "unknown-element",
                         {"应为日志规则文件,根元素为 <log-rules xmlns=\"urn:juece:log-rules:1\">,但为 <" + root.name + ">",
                          "Expected a file of log rules with the root <log-rules xmlns=\"urn:juece:log-rules:1\">, but found <" + root.name + ">"});
      return nullptr;
    }
    fields_.Allow(root, {"id", "title-zh", "title-en", "activity", "order"});
    made_->id_ = fields_.Need(root, "id");
    made_->title_ = {std::string(root.Get("title-zh")), std::string(root.Get("title-en"))};
    made_->by_time_ = fields_.Choice(root, "order", {"log", "time"}) == "time";
    if (root.Attribute("activity") != nullptr) made_->selection_.activity_keys = WordsOf(fields_.Need(root, "activity"));
    for (const auto& child : root.children) {
      if (child->name == "rule") {
        ReadRule(*child);
      } else {
        fields_.ComplainAt(*child, "unknown-element", {"此处应为 <rule>,但为 <" + child->name + ">",
                                                       "Expected <rule> here, but found <" + child->name + ">"});
      }
    }
    if (made_->rules_.empty() && fields_.ok()) {
      fields_.ComplainAt(root, "missing-element", {"应至少有一条 <rule>,但没有", "Expected at least one <rule>, but there is none"});
    }
    return fields_.ok() ? made_ : nullptr;
  }

 private:
  void ReadRule(const XmlElement& element) {
    LogRule rule;
    rule.id = fields_.Need(element, "id");
    const std::string name = fields_.Need(element, "template");
    const auto form = ParseLogTemplate(name);
    if (!form) {
      fields_.Complain(element, "template", "bad-value",
                       {fmt::format("template 应为 {} 之一,但写的是“{}”", fmt::join(kNames, "、"), name),
                        fmt::format("Expected template to be one of {}, but found '{}'", fmt::join(kNames, ", "), name)});
      return;
    }
    rule.form = *form;
    rule.title = {std::string(element.Get("title-zh")), std::string(element.Get("title-en"))};
    const std::string severity = fields_.Choice(element, "severity", {"error", "warning", "note"});
    rule.severity = severity == "error" ? Severity::kError : severity == "warning" ? Severity::kWarning : Severity::kNote;
    if (std::any_of(made_->rules_.begin(), made_->rules_.end(), [&](const LogRule& r) { return r.id == rule.id; })) {
      fields_.Complain(element, "id", "duplicate-id", {"规则编号应唯一,但“" + rule.id + "”出现两次",
                                                       "Expected rule ids to be unique, but '" + rule.id + "' stands twice"});
    }
    if (rule.form == LogTemplate::kAttribute) {
      ReadAttribute(element, rule);
    } else {
      ReadActivities(element, rule);
    }
    made_->rules_.push_back(std::move(rule));
  }

  void ReadActivities(const XmlElement& element, LogRule& rule) {
    rule.a = Activity(element, "a");
    if (IsUnary(rule.form)) {
      Allow(element, CountsTimes(rule.form) ? std::vector<std::string_view>{"a", "n"} : std::vector<std::string_view>{"a"});
      rule.count = fields_.Number(element, "n", 1);
      if (rule.count < 1) {
        fields_.Complain(element, "n", "bad-value", {"n 应为不小于 1 的整数", "Expected n to be a whole number of at least 1"});
      }
      return;
    }
    rule.b = Activity(element, "b");
    if (rule.a == rule.b) {
      fields_.Complain(element, "b", "bad-value",
                       {"a、b 应为两个不同的活动,但相同", "Expected a and b to be two activities, but they are the same"});
    }
    if (rule.form == LogTemplate::kWithin) {
      ReadBounds(element, rule);
    } else if (rule.form == LogTemplate::kFourEyes) {
      Allow(element, {"a", "b", "attribute"});
      const std::string key = element.Attribute("attribute") == nullptr ? "org:resource" : fields_.Need(element, "attribute");
      rule.key = IndexOf(made_->selection_.event_keys, key);
    } else {
      Allow(element, {"a", "b"});
    }
  }

  void ReadBounds(const XmlElement& element, LogRule& rule) {
    Allow(element, {"a", "b", "at-most", "at-least", "from", "missing"});
    rule.at_most = Duration(element, "at-most");
    rule.at_least = Duration(element, "at-least");
    rule.each = fields_.Choice(element, "from", {"first", "each"}) == "each";
    rule.missing_violates = fields_.Choice(element, "missing", {"satisfied", "violated"}) == "violated";
    if (element.Attribute("at-most") == nullptr && element.Attribute("at-least") == nullptr) {
      fields_.ComplainAt(element, "missing-attribute",
                         {"within 应写明 at-most 或者 at-least,但都没有", "Expected within to have at-most or at-least, but it has neither"});
    }
  }

  void ReadAttribute(const XmlElement& element, LogRule& rule) {
    Allow(element, {"left", "is", "right"});
    rule.left = IndexOf(made_->selection_.trace_keys, fields_.Need(element, "left"));
    rule.right = IndexOf(made_->selection_.trace_keys, fields_.Need(element, "right"));
    (void)fields_.Need(element, "is");
    const std::string is =
        fields_.Choice(element, "is", {kComparisons[0], kComparisons[1], kComparisons[2], kComparisons[3], kComparisons[4], kComparisons[5]});
    rule.comparison = static_cast<Comparison>(std::find(kComparisons.begin(), kComparisons.end(), is) - kComparisons.begin());
  }

  std::int32_t Activity(const XmlElement& element, std::string_view attribute) {
    const std::string name = fields_.Need(element, attribute);
    return static_cast<std::int32_t>(IndexOf(made_->selection_.activities, name));
  }

  std::optional<std::int64_t> Duration(const XmlElement& element, std::string_view attribute) {
    const XmlAttribute* found = element.Attribute(attribute);
    if (found == nullptr) return std::nullopt;
    const auto duration = ParseDuration(found->value);
    if (!duration) {
      fields_.Complain(element, attribute, "bad-value",
                       {fmt::format("{} 应为时长,如 P14D、PT36H,但写的是“{}”", attribute, found->value),
                        fmt::format("Expected {} to be a duration such as P14D or PT36H, but found '{}'", attribute, found->value)});
    }
    return duration;
  }

  void Allow(const XmlElement& element, const std::vector<std::string_view>& own) {
    for (const XmlAttribute& attribute : element.attributes) {
      constexpr std::array<std::string_view, 5> kAll = {"id", "template", "title-zh", "title-en", "severity"};
      const auto in = [&](const auto& names) { return std::find(names.begin(), names.end(), attribute.name) != names.end(); };
      if (in(kAll) || in(own)) continue;
      fields_.Complain(element, attribute.name, "unknown-attribute",
                       {fmt::format("{} 规则应只有属性 {},但有“{}”", element.Get("template"), fmt::join(own, "、"), attribute.name),
                        fmt::format("Expected a {} rule to have the attributes {}, but found '{}'", element.Get("template"),
                                    fmt::join(own, ", "), attribute.name)});
    }
  }

  const XmlDocument& document_;
  XmlFields fields_;
  std::shared_ptr<LogRules> made_ = std::make_shared<LogRules>();
};

std::shared_ptr<const LogRules> LogRules::Read(std::string text, std::string file, std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(text), std::move(file), findings);
  return document == nullptr ? nullptr : LogRulesReader(*document, findings).Read();
}

std::shared_ptr<const LogRules> LogRules::ReadFile(const std::string& path, std::vector<Finding>& findings) {
  const auto document = ReadXmlFile(path, findings);
  return document == nullptr ? nullptr : LogRulesReader(*document, findings).Read();
}

}  // namespace juece
