#include "calendar/facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace juece {
namespace {

constexpr std::string_view kNamespace = "urn:juece:calendar:1";

class Reader {
 public:
  Reader(const XmlDocument& document, std::vector<Finding>& findings)
      : document_(document), findings_(findings) {}

  CalendarFacts Read() {
    const XmlElement& root = document_.root();
    CalendarFacts facts;
    if (root.name != "calendar" || root.ns != kNamespace) {
      Add("unknown-element", document_.PlaceOf(root),
          {fmt::format("根元素应为命名空间 {} 中的 calendar,但是 {}", kNamespace, root.name),
           fmt::format("expected the root element calendar in the namespace {}, but found {}",
                       kNamespace, root.name)});
      return facts;
    }
    AllowOnly(root, {"id", "version", "zh", "en"});
    facts.id = Name(root, "id");
    facts.version = Name(root, "version");
    for (const auto& child : root.children) {
      if (IsExpected(*child, {"year"})) ReadYear(*child, facts);
    }
    if (facts.years.empty()) {
      Add("bad-calendar", document_.PlaceOf(root),
          {"日历应至少有一个年份(year),但没有",
           "expected at least one year, but the calendar has none"});
    }
    return facts;
  }

 private:
  void Add(std::string code, SourcePlace place, Text message) {
    Finding finding;
    finding.code = std::move(code);
    finding.message = std::move(message);
    finding.place = std::move(place);
    findings_.push_back(std::move(finding));
  }
  void Bad(const XmlAttribute& attribute, Text message) {
    Add("bad-calendar", document_.PlaceOf(attribute), std::move(message));
  }

  static std::string Joined(std::initializer_list<std::string_view> names) {
    return fmt::format("{}", fmt::join(names, ", "));
  }

  // Attributes of other namespaces (a schema location, say) are left to those who put them there.
  void AllowOnly(const XmlElement& element, std::initializer_list<std::string_view> names) {
    for (const XmlAttribute& attribute : element.attributes) {
      const bool foreign = attribute.name.find(':') != std::string::npos;
      if (foreign || std::find(names.begin(), names.end(), attribute.name) != names.end()) continue;
      Bad(attribute,
          {fmt::format("{} 的属性应为 {},但有 {}", element.name, Joined(names), attribute.name),
           fmt::format("expected of {} the attributes {}, but found {}", element.name,
                       Joined(names), attribute.name)});
    }
    if (element.text.empty()) return;
    Add("bad-calendar", document_.PlaceOf(element),
        {fmt::format("{} 里不应有文字,但有;请删去", element.name),
         fmt::format("expected no text in {}, but found some; remove it", element.name)});
  }

  bool IsExpected(const XmlElement& element, std::initializer_list<std::string_view> names) {
    const bool known = std::find(names.begin(), names.end(), element.name) != names.end();
    if (known && element.ns == kNamespace) return true;
    Add("unknown-element", document_.PlaceOf(element),
        {fmt::format("此处应为 {},但是 {}", Joined(names), element.name),
         fmt::format("expected {} here, but found {}", Joined(names), element.name)});
    return false;
  }

  const XmlAttribute* Require(const XmlElement& element, std::string_view name) {
    const XmlAttribute* attribute = element.Attribute(name);
    if (attribute != nullptr && !attribute->value.empty()) return attribute;
    Add("bad-calendar",
        attribute != nullptr ? document_.PlaceOf(*attribute) : document_.PlaceOf(element),
        {fmt::format("{} 应有属性 {},但没有值", element.name, name),
         fmt::format("expected of {} the attribute {}, but it has no value", element.name, name)});
    return nullptr;
  }

  std::string Name(const XmlElement& element, std::string_view name) {
    const XmlAttribute* attribute = Require(element, name);
    if (attribute == nullptr) return {};
    const auto letter = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const std::string& value = attribute->value;
    const bool fits = letter(value.front()) && std::all_of(value.begin(), value.end(), [&](char c) {
                        return letter(c) || c == '.' || c == '_' || c == '-';
                      });
    if (!fits) {
      Bad(*attribute,
          {fmt::format("{} 应由字母、数字和 . _ - 组成,但是“{}”", name, value),
           fmt::format("expected {} of letters, digits and . _ -, but found \"{}\"", name, value)});
    }
    return value;
  }

  void ReadYear(const XmlElement& element, CalendarFacts& facts) {
    AllowOnly(element, {"value", "source"});
    const XmlAttribute* value = Require(element, "value");
    if (value == nullptr) return;
    int number = 0;
    const char* end = value->value.data() + value->value.size();
    const auto [stop, error] = std::from_chars(value->value.data(), end, number);
    if (error != std::errc() || stop != end || number < 1 || number > 9999 ||
        value->value.front() == '0') {
      return Bad(*value,
                 {fmt::format("年份应为 1 至 9999 的数,但是“{}”", value->value),
                  fmt::format("expected a year from 1 to 9999, but found \"{}\"", value->value)});
    }
    const auto [year, is_new] = facts.years.try_emplace(number);
    if (!is_new) {
      return Bad(*value, {fmt::format("每个年份应只出现一次,但 {} 重复", number),
                          fmt::format("expected each year once, but {} stands twice", number)});
    }
    year->second.source = element.Get("source");
    for (const auto& child : element.children) {
      if (!IsExpected(*child, {"holiday", "workday"})) continue;
      child->name == "holiday" ? ReadHoliday(*child, number, year->second)
                               : ReadWorkday(*child, number, year->second);
    }
  }

  std::optional<Date> Day(const XmlAttribute& attribute, int year) {
    const auto date = Date::Parse(attribute.value);
    if (!date) {
      Bad(attribute, {fmt::format("应为存在的日期 YYYY-MM-DD,但是“{}”", attribute.value),
                      fmt::format("expected a date YYYY-MM-DD that exists, but found \"{}\"",
                                  attribute.value)});
    } else if (date->year() != year) {
      Bad(attribute,
          {fmt::format("日期应在 {} 年内,但是 {};跨年的假期请分写在两年", year, attribute.value),
           fmt::format("expected a date in {}, but found {}; write a holiday over the turn of the "
                       "year in both years",
                       year, attribute.value)});
      return std::nullopt;
    }
    return date;
  }

  void ReadHoliday(const XmlElement& element, int year, YearFacts& facts) {
    AllowOnly(element, {"from", "to", "zh", "en"});
    const XmlAttribute* from = Require(element, "from");
    const XmlAttribute* zh = Require(element, "zh");
    const XmlAttribute* en = Require(element, "en");
    const XmlAttribute* to = element.Attribute("to");
    if (from == nullptr || zh == nullptr || en == nullptr) return;
    const auto first = Day(*from, year);
    const auto last = to != nullptr ? Day(*to, year) : first;
    if (!first || !last) return;
    if (*last < *first) {
      return Bad(*to,
                 {fmt::format("假期的最后一天应不早于第一天 {},但是 {}", from->value, to->value),
                  fmt::format("expected the last day not before the first ({}), but found {}",
                              from->value, to->value)});
    }
    for (Date day = *first; day <= *last; day = day.PlusDays(1)) {
      if (!facts.holidays.try_emplace(day, Text{zh->value, en->value}).second ||
          facts.makeup_workdays.contains(day)) {
        Twice(*from, day);
      }
    }
  }

  void ReadWorkday(const XmlElement& element, int year, YearFacts& facts) {
    AllowOnly(element, {"date"});
    const XmlAttribute* attribute = Require(element, "date");
    const auto date = attribute != nullptr ? Day(*attribute, year) : std::nullopt;
    if (!date) return;
    if (facts.holidays.contains(*date) || !facts.makeup_workdays.insert(*date).second)
      return Twice(*attribute, *date);
    if (date->weekday() <= 5) {
      Bad(*attribute,
          {fmt::format("调休上班的日子应为周六或周日,但 {} 不是", attribute->value),
           fmt::format("expected a Saturday or Sunday that is worked, but {} is neither",
                       attribute->value)});
    }
  }

  void Twice(const XmlAttribute& attribute, Date day) {
    Bad(attribute,
        {fmt::format("每一天应只列一次,但 {} 已列过", day.ToString()),
         fmt::format("expected each day once, but {} is already named", day.ToString())});
  }

  const XmlDocument& document_;
  std::vector<Finding>& findings_;
};

}  // namespace

std::optional<CalendarFacts> ReadCalendarFacts(const XmlDocument& document,
                                               std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  CalendarFacts facts = Reader(document, findings).Read();
  if (findings.size() != before) return std::nullopt;
  return facts;
}

}  // namespace juece
