#include "catalog/schema_keywords.h"

#include <fmt/format.h>

#include "base/json.h"
#include "base/utf8.h"

namespace juece {
namespace {

constexpr std::size_t kShownCharacters = 40;

std::string Short(const std::string& text) {
  std::string out;
  std::size_t shown = 0;
  for (std::size_t at = 0; at < text.size(); ++shown) {
    if (shown == kShownCharacters) return out + "…";
    const Utf8Char c = DecodeUtf8(text, at);
    out.append(text, at, c.size);
    at += c.size;
  }
  return out;
}

}  // namespace

bool IsOfType(std::string_view type, const Data& value) {
  if (type == "object") return value.is_map();
  if (type == "array") return value.is_list();
  if (type == "string") return value.is_text();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number() && value.AsNumber().ToInteger().has_value();
  if (type == "boolean") return value.is_bool();
  return type == "null" && value.is_null();
}

Text DescribeType(std::string_view type) {
  if (type == "object") return {"对象 {…}", "an object {…}"};
  if (type == "array") return {"列表 […]", "a list […]"};
  if (type == "string") return {"文字", "a text"};
  if (type == "number") return {"数", "a number"};
  if (type == "integer") return {"整数", "a whole number"};
  if (type == "boolean") return {"true 或 false", "true or false"};
  if (type == "null") return {"null", "null"};
  return {};
}

Text DescribeFormat(std::string_view format) {
  if (format == "date") return {"日期(如 2024-03-01)", "a date like 2024-03-01"};
  if (format == "date-time") return {"带时差的时间(如 2024-03-01T09:00:00+08:00)", "a time with offset like 2024-03-01T09:00:00+08:00"};
  return {};
}

Text ExpectedChoice(const Data& schema) {
  Text out;
  for (const Data& choice : schema["enum"].AsList()) {
    const std::string id = choice.is_text() ? choice.AsText() : ToJson(choice);
    const Data& titles = schema["x-titles"][id];
    const auto named = [&](const char* language, const char* form) {
      return titles[language].AsText().empty() ? id : fmt::format(fmt::runtime(form), id, titles[language].AsText());
    };
    out.zh += (out.zh.empty() ? "" : "、") + named("zh", "{}({})");
    out.en += (out.en.empty() ? "one of " : ", ") + named("en", "{} ({})");
  }
  return {out.zh + " 之一", out.en};
}

Text ExpectedType(const Data& schema) {
  if (schema.Has("enum")) return ExpectedChoice(schema);
  if (Text format = DescribeFormat(schema["format"].AsText()); !format.empty()) return format;
  const Data& type = schema["type"];
  const Data::List one = {type};
  Text expected;
  for (const Data& choice : type.is_list() ? type.AsList() : one) {
    const Text word = DescribeType(choice.AsText());
    expected.zh += (expected.zh.empty() ? "" : "或") + word.zh;
    expected.en += (expected.en.empty() ? "" : " or ") + word.en;
  }
  return expected.empty() ? Text{"任何值", "any value"} : expected;
}

Text DescribeValue(const Data& value) {
  switch (value.kind()) {
    case Data::Kind::kNull: return {"null", "null"};
    case Data::Kind::kMap: return {"对象 {…}", "an object {…}"};
    case Data::Kind::kList: return {fmt::format("有 {} 项的列表", value.AsList().size()), fmt::format("a list of {}", value.AsList().size())};
    case Data::Kind::kText: return {fmt::format("文字“{}”", Short(value.AsText())), fmt::format("the text \"{}\"", Short(value.AsText()))};
    case Data::Kind::kBool:
    case Data::Kind::kNumber: return {ToJson(value), ToJson(value)};
  }
  return {};
}

std::string EscapePointer(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

}  // namespace juece
