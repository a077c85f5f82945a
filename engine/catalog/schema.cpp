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
    const Data* outer = schema_;
    const bool outer_personal = personal_;
    schema_ = &schema;
    personal_ = personal_ || schema["x-personal"].AsBool();
    if (CheckType(value, at)) {  // else what follows would only repeat it
      CheckChoice(value, at);
      if (value.is_map()) CheckObject(value, at);
      if (value.is_list()) CheckList(value, at);
      if (value.is_text()) CheckText(value, at);
      if (value.is_number()) CheckNumber(value, at);
    }
    schema_ = outer;
    personal_ = outer_personal;
  }

 private:
  void Add(const std::string& at, const Text& expected, const Data& value) { Add(at, expected, value, Found(value)); }

  void Add(const std::string& at, const Text& expected, const Data& value, const Text& found) {
    const Text where = Place(*schema_, at);
    problems_.push_back({at, {fmt::format("{}应为{},但为{}", where.zh, expected.zh, found.zh),
                              fmt::format("Expected {} to be {}, but found {}", where.en, expected.en, found.en)},
                         expected, personal_ ? Data() : value});
  }

  [[nodiscard]] Text Found(const Data& value) const {
    if (personal_) return {"别的值(属于个人,不显示)", "something else (personal, not shown)"};
    return DescribeValue(value);
  }

  // The pointer with the name that people know it by: "/until(截止日期)" / "/until (Last day)".
  static Text Place(const Data& schema, const std::string& at) {
    const std::string where = at.empty() ? "/" : at;
    const std::string& zh = schema["title-zh"].AsText();
    const std::string& en = schema["title"].AsText();
    return {zh.empty() ? where + " " : fmt::format("{}({})", where, zh), en.empty() ? where : fmt::format("{} ({})", where, en)};
  }

  bool CheckType(const Data& value, const std::string& at) {
    const Data* type = schema_->Find("type");
    if (type == nullptr) return true;
    if (type->is_text() && IsOfType(type->AsText(), value)) return true;
    for (const Data& choice : type->AsList()) {
      if (IsOfType(choice.AsText(), value)) return true;
    }
    Add(at, ExpectedType(*schema_), value);
    return false;
  }

  void CheckChoice(const Data& value, const std::string& at) {
    if (const Data* constant = schema_->Find("const"); constant != nullptr && !(*constant == value)) {
      Add(at, {ToJson(*constant), ToJson(*constant)}, value);
    }
    const Data* choices = schema_->Find("enum");
    if (choices == nullptr) return;
    const Data::List& list = choices->AsList();
    if (std::find(list.begin(), list.end(), value) == list.end()) Add(at, ExpectedChoice(*schema_), value);
  }

  void CheckObject(const Data& value, const std::string& at) {
    const Data& schema = *schema_;
    const Data& properties = schema["properties"];
    for (const Member& member : value.AsMap()) {
      std::string here = at;
      here.append("/").append(EscapePointer(member.name));
      if (const Data* property = properties.Find(member.name)) {
        Check(*property, member.value, here);
      } else if (const Data& more = schema["additionalProperties"]; more.is_map()) {
        Check(more, member.value, here);
      } else if (!more.AsBool()) {
        ReportUnknownMember(properties, here, member.value);
      }
    }
    for (const Data& name : schema["required"].AsList()) {
      if (!value.Has(name.AsText())) ReportMissing(properties[name.AsText()], fmt::format("{}/{}", at, EscapePointer(name.AsText())));
    }
  }

  void ReportMissing(const Data& property, const std::string& here) {
    const Text where = Place(property, here);
    const Text expected = ExpectedType(property);
    problems_.push_back({here, {fmt::format("应填写 {}:{},但没有填写", where.zh, expected.zh),
                                fmt::format("Expected {} to be given, {}, but it is missing", where.en, expected.en)},
                         expected, Data()});
  }

  void ReportUnknownMember(const Data& properties, const std::string& here, const Data& value) {
    std::vector<std::string_view> names;
    for (const Member& property : properties.AsMap()) names.push_back(property.name);
    const std::string known = fmt::format("{}", fmt::join(names, ", "));
    const Text expected = {fmt::format("没有这一项(只有:{})", known.empty() ? "无" : known),
                           fmt::format("absent (the members are: {})", known.empty() ? "none" : known)};
    // Nobody has said whether it is personal.
    problems_.push_back({here, {fmt::format("应只有这些项:{},但写了 {}", known.empty() ? "(无)" : known, here),
                                fmt::format("Expected only the members {}, but found {}", known.empty() ? "(none)" : known, here)},
                         expected, personal_ || value.is_text() ? Data() : value});
  }

  void CheckList(const Data& value, const std::string& at) {
    const Data::List& list = value.AsList();
    if (const Data* items = schema_->Find("items")) {
      for (std::size_t i = 0; i < list.size(); ++i) Check(*items, list[i], fmt::format("{}/{}", at, i));
    }
    CheckSize("minItems", "maxItems", list.size(), value, at, {"项", "items"});
    if (!(*schema_)["uniqueItems"].AsBool()) return;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (std::find(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i), list[i]) == list.begin() + static_cast<std::ptrdiff_t>(i)) continue;
      Add(fmt::format("{}/{}", at, i), {"与前面各项不同的值", "a value that has not occurred before"}, list[i]);
    }
  }

  void CheckText(const Data& value, const std::string& at) {
    CheckSize("minLength", "maxLength", CountUtf8(value.AsText()), value, at, {"字", "characters"});
    const std::string& format = (*schema_)["format"].AsText();
    const bool wrong = (format == "date" && !Date::Parse(value.AsText())) || (format == "date-time" && !Instant::Parse(value.AsText()));
    if (wrong) Add(at, DescribeFormat(format), value);
  }

  void CheckSize(std::string_view least_name, std::string_view most_name, std::size_t size, const Data& value, const std::string& at, const Text& unit) {
    const auto count = static_cast<std::int64_t>(size);
    const Text shown = value.is_text() ? Found(value) : Text{};  // a list is told by its size
    const Text found = {fmt::format("{} {}{}{}", count, unit.zh, shown.zh.empty() ? "" : ":", shown.zh),
                        fmt::format("{} {}{}{}", count, unit.en, shown.en.empty() ? "" : ": ", shown.en)};
    if (const Data* least = schema_->Find(least_name); least != nullptr && count < least->AsInteger()) {
      Add(at, {fmt::format("至少 {} {}", least->AsInteger(), unit.zh), fmt::format("at least {} {}", least->AsInteger(), unit.en)}, value, found);
    }
    if (const Data* most = schema_->Find(most_name); most != nullptr && count > most->AsInteger()) {
      Add(at, {fmt::format("至多 {} {}", most->AsInteger(), unit.zh), fmt::format("at most {} {}", most->AsInteger(), unit.en)}, value, found);
    }
  }

  void CheckNumber(const Data& value, const std::string& at) {
    if (const Data* least = schema_->Find("minimum"); least != nullptr && value.AsNumber() < least->AsNumber()) {
      Add(at, {"不小于 " + least->AsNumber().text() + " 的数", "not less than " + least->AsNumber().text()}, value);
    }
    if (const Data* most = schema_->Find("maximum"); most != nullptr && value.AsNumber() > most->AsNumber()) {
      Add(at, {"不大于 " + most->AsNumber().text() + " 的数", "not more than " + most->AsNumber().text()}, value);
    }
  }

  std::vector<SchemaProblem>& problems_;
  const Data* schema_ = nullptr;  // that the value in hand is held against
  bool personal_ = false;         // it, or what encloses it
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

Data ToData(const std::vector<SchemaProblem>& problems) {
  Data list = Data::EmptyList();
  for (const SchemaProblem& problem : problems) {
    list.Append(Data::OfMembers({{"pointer", problem.pointer},
                                 {"expected", Data::OfMembers({{"zh", problem.expected.zh}, {"en", problem.expected.en}})},
                                 {"value", problem.value}}));
  }
  return list;
}

std::vector<SchemaReference> References(const Data& schema, const Data& value) {
  std::vector<SchemaReference> references;
  CollectReferences(schema, value, "", references);
  return references;
}

bool MarksPersonal(const Data& schema) {
  const auto marks = [](const Member& member) { return (member.name == "x-personal" && member.value.AsBool()) || MarksPersonal(member.value); };
  return std::any_of(schema.AsMap().begin(), schema.AsMap().end(), marks);
}

std::vector<std::string> PersonalPointers(const Data& schema, const Data& value) {
  std::vector<std::string> pointers;
  CollectPersonal(schema, value, "", pointers);
  return pointers;
}

}  // namespace juece
