#include "catalog/schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/json.h"
#include "base/time.h"
#include "base/utf8.h"
#include "catalog/schema_keywords.h"

namespace juece {
namespace {

class Validator {
 public:
  explicit Validator(std::vector<SchemaProblem>& problems) : problems_(problems) {}

  void Check(const Data& schema, const Data& value, const std::string& at) {
    if (!CheckType(schema, value, at)) return;  // what follows would only repeat it
    CheckChoice(schema, value, at);
    if (value.is_map()) CheckObject(schema, value, at);
    if (value.is_list()) CheckList(schema, value, at);
    if (value.is_text()) CheckText(schema, value, at);
    if (value.is_number()) CheckNumber(schema, value, at);
  }

 private:
  void Add(const std::string& at, const Text& expected, const Text& found) {
    const std::string where = at.empty() ? "/" : at;
    problems_.push_back({at, {fmt::format("{} 应为{},但为{}", where, expected.zh, found.zh),
                              fmt::format("Expected {} to be {}, but found {}", where, expected.en, found.en)}});
  }

  bool CheckType(const Data& schema, const Data& value, const std::string& at) {
    const Data* type = schema.Find("type");
    if (type == nullptr) return true;
    const Data::List one = {*type};
    Text expected;
    for (const Data& choice : type->is_list() ? type->AsList() : one) {
      if (IsOfType(choice.AsText(), value)) return true;
      const Text word = DescribeType(choice.AsText());
      expected.zh += (expected.zh.empty() ? "" : "或") + word.zh;
      expected.en += (expected.en.empty() ? "" : " or ") + word.en;
    }
    Add(at, expected, DescribeValue(value));
    return false;
  }

  void CheckChoice(const Data& schema, const Data& value, const std::string& at) {
    if (const Data* constant = schema.Find("const"); constant != nullptr && !(*constant == value)) {
      Add(at, {ToJson(*constant), ToJson(*constant)}, DescribeValue(value));
    }
    const Data* choices = schema.Find("enum");
    if (choices == nullptr) return;
    const Data::List& list = choices->AsList();
    if (std::find(list.begin(), list.end(), value) != list.end()) return;
    const std::string names = ToJson(*choices);
    Add(at, {names + " 之一", "one of " + names}, DescribeValue(value));
  }

  void CheckObject(const Data& schema, const Data& value, const std::string& at) {
    const Data& properties = schema["properties"];
    for (const Member& member : value.AsMap()) {
      const std::string here = fmt::format("{}/{}", at, EscapePointer(member.name));
      if (const Data* property = properties.Find(member.name)) {
        Check(*property, member.value, here);
      } else if (const Data& more = schema["additionalProperties"]; more.is_map()) {
        Check(more, member.value, here);
      } else if (!more.AsBool()) {
        ReportUnknownMember(properties, here);
      }
    }
    for (const Data& name : schema["required"].AsList()) {
      if (value.Has(name.AsText())) continue;
      const std::string here = fmt::format("{}/{}", at, EscapePointer(name.AsText()));
      const Data& property = properties[name.AsText()];
      const std::string& title = property["title"].AsText();
      const std::string& title_zh = property["title-zh"].AsText();
      problems_.push_back({here,
                           {fmt::format("应填写“{}”,但没有填写", title_zh.empty() ? name.AsText() : title_zh),
                            fmt::format("Expected “{}” to be given, but it is missing", title.empty() ? name.AsText() : title)}});
    }
  }

  void ReportUnknownMember(const Data& properties, const std::string& here) {
    std::vector<std::string_view> names;
    for (const Member& property : properties.AsMap()) names.push_back(property.name);
    const std::string known = fmt::format("{}", fmt::join(names, ", "));
    problems_.push_back(
        {here, {fmt::format("应只有这些项:{},但写了 {}", known.empty() ? "(无)" : known, here),
                fmt::format("Expected only the members {}, but found {}", known.empty() ? "(none)" : known, here)}});
  }

  void CheckList(const Data& schema, const Data& value, const std::string& at) {
    const Data::List& list = value.AsList();
    if (const Data* items = schema.Find("items")) {
      for (std::size_t i = 0; i < list.size(); ++i) Check(*items, list[i], fmt::format("{}/{}", at, i));
    }
    CheckSize(schema, "minItems", "maxItems", list.size(), at, {"项", "items"});
    if (!schema["uniqueItems"].AsBool()) return;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (std::find(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i), list[i]) == list.begin() + static_cast<std::ptrdiff_t>(i)) continue;
      Add(fmt::format("{}/{}", at, i), {"与前面各项不同的值", "a value that has not occurred before"}, DescribeValue(list[i]));
    }
  }

  void CheckText(const Data& schema, const Data& value, const std::string& at) {
    CheckSize(schema, "minLength", "maxLength", CountUtf8(value.AsText()), at, {"字", "characters"});
    const std::string& format = schema["format"].AsText();
    if (format == "date" && !Date::Parse(value.AsText())) {
      Add(at, {"日期(如 2024-03-01)", "a date like 2024-03-01"}, DescribeValue(value));
    } else if (format == "date-time" && !Instant::Parse(value.AsText())) {
      Add(at, {"带时差的时间(如 2024-03-01T09:00:00+08:00)", "a time with offset like 2024-03-01T09:00:00+08:00"}, DescribeValue(value));
    }
  }

  void CheckSize(const Data& schema, std::string_view least_name, std::string_view most_name, std::size_t size, const std::string& at,
                 const Text& unit) {
    const auto count = static_cast<std::int64_t>(size);
    const Text found = {fmt::format("{} {}", count, unit.zh), fmt::format("{} {}", count, unit.en)};
    if (const Data* least = schema.Find(least_name); least != nullptr && count < least->AsInteger()) {
      Add(at, {fmt::format("至少 {} {}", least->AsInteger(), unit.zh), fmt::format("at least {} {}", least->AsInteger(), unit.en)}, found);
    }
    if (const Data* most = schema.Find(most_name); most != nullptr && count > most->AsInteger()) {
      Add(at, {fmt::format("至多 {} {}", most->AsInteger(), unit.zh), fmt::format("at most {} {}", most->AsInteger(), unit.en)}, found);
    }
  }

  void CheckNumber(const Data& schema, const Data& value, const std::string& at) {
    if (const Data* least = schema.Find("minimum"); least != nullptr && value.AsNumber() < least->AsNumber()) {
      Add(at, {"不小于 " + least->AsNumber().text() + " 的数", "not less than " + least->AsNumber().text()}, DescribeValue(value));
    }
    if (const Data* most = schema.Find("maximum"); most != nullptr && value.AsNumber() > most->AsNumber()) {
      Add(at, {"不大于 " + most->AsNumber().text() + " 的数", "not more than " + most->AsNumber().text()}, DescribeValue(value));
    }
  }

  std::vector<SchemaProblem>& problems_;
};

void CollectPersonal(const Data& schema, const Data& value, const std::string& at, std::vector<std::string>& pointers) {
  if (schema["x-personal"].AsBool()) {
    pointers.push_back(at);
    return;  // the whole value is personal, so nothing inside needs naming
  }
  for (const Member& member : value.AsMap()) {
    const Data* property = schema["properties"].Find(member.name);
    if (property == nullptr && schema["additionalProperties"].is_map()) property = &schema["additionalProperties"];
    if (property != nullptr) CollectPersonal(*property, member.value, fmt::format("{}/{}", at, EscapePointer(member.name)), pointers);
  }
  const Data* items = schema.Find("items");
  for (std::size_t i = 0; items != nullptr && i < value.AsList().size(); ++i) {
    CollectPersonal(*items, value.AsList()[i], fmt::format("{}/{}", at, i), pointers);
  }
}

void CollectReferences(const Data& schema, const Data& value, const std::string& at, std::vector<SchemaReference>& references) {
  const std::string& refers_to = schema["x-refers-to"].AsText();
  if (!refers_to.empty() && value.is_text()) references.push_back({refers_to, at, value.AsText()});
  for (const Member& member : value.AsMap()) {
    const Data* property = schema["properties"].Find(member.name);
    if (property == nullptr && schema["additionalProperties"].is_map()) property = &schema["additionalProperties"];
    if (property != nullptr) CollectReferences(*property, member.value, fmt::format("{}/{}", at, EscapePointer(member.name)), references);
  }
  const Data* items = schema.Find("items");
  for (std::size_t i = 0; items != nullptr && i < value.AsList().size(); ++i) {
    CollectReferences(*items, value.AsList()[i], fmt::format("{}/{}", at, i), references);
  }
}

}  // namespace

std::vector<SchemaProblem> ValidateSchema(const Data& schema, const Data& value) {
  std::vector<SchemaProblem> problems;
  Validator(problems).Check(schema, value, "");
  return problems;
}

Data WithDefaults(const Data& schema, Data value) {
  if (value.is_map()) {
    for (const Member& property : schema["properties"].AsMap()) {
      if (Data* present = value.Find(property.name)) {
        *present = WithDefaults(property.value, std::move(*present));
      } else if (const Data* fallback = property.value.Find("default")) {
        value.Set(property.name, WithDefaults(property.value, *fallback));
      }
    }
  }
  if (const Data* items = schema.Find("items"); items != nullptr && value.is_list()) {
    Data list = Data::EmptyList();
    for (const Data& item : value.AsList()) list.Append(WithDefaults(*items, item));
    return list;
  }
  return value;
}

std::vector<SchemaReference> References(const Data& schema, const Data& value) {
  std::vector<SchemaReference> references;
  CollectReferences(schema, value, "", references);
  return references;
}

std::vector<std::string> PersonalPointers(const Data& schema, const Data& value) {
  std::vector<std::string> pointers;
  CollectPersonal(schema, value, "", pointers);
  return pointers;
}

}  // namespace juece
