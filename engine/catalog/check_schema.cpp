// A schema outside the subset would be obeyed only in part; so it is refused as a whole.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/article.h"
#include "catalog/schema.h"
#include "catalog/schema_keywords.h"
#include "catalog/strictness.h"

namespace juece {
namespace {

enum class Takes { kType, kSchemas, kSchema, kSchemaOrBool, kNames, kList, kCount, kNumber, kFormat, kBool, kAnything };

struct Keyword {
  std::string_view name;
  Takes takes;
};

constexpr std::array kKeywords = {
    Keyword{"type", Takes::kType}, Keyword{"properties", Takes::kSchemas}, Keyword{"required", Takes::kNames},
    Keyword{"additionalProperties", Takes::kSchemaOrBool}, Keyword{"items", Takes::kSchema}, Keyword{"minItems", Takes::kCount},
    Keyword{"maxItems", Takes::kCount}, Keyword{"uniqueItems", Takes::kBool}, Keyword{"enum", Takes::kList},
    Keyword{"const", Takes::kAnything}, Keyword{"minimum", Takes::kNumber}, Keyword{"maximum", Takes::kNumber},
    Keyword{"minLength", Takes::kCount}, Keyword{"maxLength", Takes::kCount}, Keyword{"format", Takes::kFormat},
    Keyword{"default", Takes::kAnything}, Keyword{"title", Takes::kAnything}, Keyword{"title-zh", Takes::kAnything},
    Keyword{"description", Takes::kAnything}};

class SchemaChecker {
 public:
  explicit SchemaChecker(std::vector<SchemaProblem>& problems) : problems_(problems) {}

  void Check(const Data& schema, const std::string& at) {
    if (!schema.is_map()) return Add(at, {"对象 {…}", "an object {…}"}, schema);
    for (const Member& member : schema.AsMap()) {
      const std::string here = fmt::format("{}/{}", at, EscapePointer(member.name));
      if (member.name == "x-refers-to") CheckRefersTo(member.value, here);
      if (member.name == "x-stricter" && !ParseStricter(member.value.AsText())) {
        Add(here, {"more、less、true、false、superset、subset、free 之一", "more, less, true, false, superset, subset or free"}, member.value);
      }
      if (member.name == "x-titles") CheckTitles(schema["enum"].AsList(), member.value, here);
      if (member.name == "x-article" && (member.value.AsText().empty() || !ArticleRef::ParseList(member.value.AsText()))) {
        Add(here, {"条文,如 R713:15-1", "articles like R713:15-1"}, member.value);
      }
      if (member.name == "x-personal" && !member.value.is_bool()) Add(here, DescribeType("boolean"), member.value);
      if (member.name.starts_with("x-")) continue;  // annotations
      const auto* keyword = std::find_if(kKeywords.begin(), kKeywords.end(), [&](const Keyword& k) { return k.name == member.name; });
      if (keyword == kKeywords.end()) {
        problems_.push_back({here, {fmt::format("{} 应为所支持的 JSON Schema 关键字,但“{}”不是", here, member.name),
                                    fmt::format("Expected {} to be a keyword of the supported subset, but \"{}\" is not", here, member.name)},
                             {"所支持的关键字", "a keyword of the supported subset"}, member.value});
      } else {
        CheckKeyword(keyword->takes, member.value, here);
      }
    }
    CheckRequired(schema, at);
    if (const Data* fallback = schema.Find("default"); fallback != nullptr && problems_.empty()) {
      for (SchemaProblem& problem : ValidateSchema(schema, *fallback)) {
        problem.pointer = at + "/default" + problem.pointer;
        problems_.push_back(std::move(problem));
      }
    }
  }

 private:
  void Add(const std::string& at, const Text& expected, const Data& found) {
    const Text is = DescribeValue(found);
    const std::string where = at.empty() ? "/" : at;
    problems_.push_back({at, {fmt::format("{} 应为{},但为{}", where, expected.zh, is.zh),
                              fmt::format("Expected {} to be {}, but found {}", where, expected.en, is.en)},
                         expected, found});
  }

  void CheckKeyword(Takes takes, const Data& value, const std::string& at) {
    switch (takes) {
      case Takes::kType: return CheckType(value, at);
      case Takes::kSchemas: return CheckSchemas(value, at);
      case Takes::kSchema: return Check(value, at);
      case Takes::kSchemaOrBool:
        if (!value.is_bool()) Check(value, at);
        return;
      case Takes::kNames: return CheckNames(value, at);
      case Takes::kList:
        if (!value.is_list() || value.AsList().empty()) Add(at, {"非空列表", "a list that is not empty"}, value);
        return;
      case Takes::kCount:
        if (!value.is_number() || value.AsInteger(-1) < 0) Add(at, {"不小于 0 的整数", "a whole number from 0"}, value);
        return;
      case Takes::kNumber:
        if (!value.is_number()) Add(at, DescribeType("number"), value);
        return;
      case Takes::kFormat:
        if (DescribeFormat(value.AsText()).empty()) Add(at, {"date 或 date-time", "date or date-time"}, value);
        return;
      case Takes::kBool:
        if (!value.is_bool()) Add(at, DescribeType("boolean"), value);
        return;
      case Takes::kAnything: return;
    }
  }

  void CheckType(const Data& value, const std::string& at) {
    const Data::List one = {value};
    if (value.is_list() && value.AsList().empty()) Add(at, {"非空列表", "a list that is not empty"}, value);
    for (const Data& type : value.is_list() ? value.AsList() : one) {
      if (DescribeType(type.AsText()).empty()) {
        Add(at, {"object、array、string、number、integer、boolean、null 之一", "object, array, string, number, integer, boolean or null"}, type);
      }
    }
  }

  void CheckRefersTo(const Data& value, const std::string& at) {
    constexpr std::array kNamed = {"role", "fact", "setting", "material", "step", "document"};
    if (std::find(kNamed.begin(), kNamed.end(), value.AsText()) != kNamed.end()) return;
    Add(at, {"role、fact、setting、material、step、document 之一", "role, fact, setting, material, step or document"}, value);
  }

  // The name of what is no choice would never be seen.
  void CheckTitles(const Data::List& choices, const Data& titles, const std::string& at) {
    if (!titles.is_map()) return Add(at, {"对象 {…}", "an object {…}"}, titles);
    for (const Member& title : titles.AsMap()) {
      const bool known = std::any_of(choices.begin(), choices.end(), [&](const Data& choice) { return choice.AsText() == title.name; });
      if (!known) Add(fmt::format("{}/{}", at, EscapePointer(title.name)), {"enum 中的一项", "one of the enum"}, Data(title.name));
    }
  }

  void CheckSchemas(const Data& value, const std::string& at) {
    if (!value.is_map()) return Add(at, {"对象 {…}", "an object {…}"}, value);
    for (const Member& member : value.AsMap()) Check(member.value, fmt::format("{}/{}", at, EscapePointer(member.name)));
  }

  void CheckNames(const Data& value, const std::string& at) {
    const Data::List& list = value.AsList();
    const bool names = value.is_list() && std::all_of(list.begin(), list.end(), [](const Data& d) { return d.is_text(); });
    if (!names) Add(at, {"名称列表", "a list of names"}, value);
  }

  // A required member that is not described could never be given.
  void CheckRequired(const Data& schema, const std::string& at) {
    if (schema["additionalProperties"].is_map() || schema["additionalProperties"].AsBool()) return;
    for (const Data& name : schema["required"].AsList()) {
      if (!name.is_text() || schema["properties"].Has(name.AsText())) continue;
      Add(at + "/required", {"properties 中有的名称", "names that properties describes"}, name);
    }
  }

  std::vector<SchemaProblem>& problems_;
};

}  // namespace

std::vector<SchemaProblem> CheckSchema(const Data& schema) {
  std::vector<SchemaProblem> problems;
  SchemaChecker(problems).Check(schema, "");
  return problems;
}

}  // namespace juece
