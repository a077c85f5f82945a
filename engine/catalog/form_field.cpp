#include "catalog/form_field.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "catalog/schema_keywords.h"

namespace juece {
namespace {

// "1 to 5", "at least 1", "at most 5" of what `unit` counts; empty where nothing is said.
Text Bounds(const Data& schema, std::string_view least_name, std::string_view most_name, const Text& unit) {
  const Data* least = schema.Find(least_name);
  const Data* most = schema.Find(most_name);
  const auto number = [](const Data* value) { return value == nullptr ? std::string() : value->AsNumber().text(); };
  if (least != nullptr && most != nullptr) {
    return {fmt::format("{} 至 {}{}", number(least), number(most), unit.zh), fmt::format("{} to {}{}", number(least), number(most), unit.en)};
  }
  if (least != nullptr) return {fmt::format("至少 {}{}", number(least), unit.zh), fmt::format("at least {}{}", number(least), unit.en)};
  if (most != nullptr) return {fmt::format("至多 {}{}", number(most), unit.zh), fmt::format("at most {}{}", number(most), unit.en)};
  return {};
}

Text With(Text base, const Text& more) {
  if (more.empty()) return base;
  return {base.zh + "," + more.zh, base.en + ", " + more.en};
}

Text Expected(const Data& schema) {
  if (schema.Has("const")) return {ToJson(schema["const"]), ToJson(schema["const"])};
  Text said = ExpectedType(schema);
  const std::string& type = schema["type"].AsText();
  if (schema.Has("enum") || schema.Has("format")) return said;
  if (type == "boolean") return {"是或否(true 或 false)", "yes or no (true or false)"};
  if (type == "object") return {"下列各项", "the following members"};
  if (type == "array") {
    said = With({"列表", "a list"}, Bounds(schema, "minItems", "maxItems", {" 项", " items"}));
    if (schema["uniqueItems"].AsBool()) said = With(said, {"不重复", "none twice"});
    if (!schema.Has("items")) return said;
    const Text each = Expected(schema["items"]);
    return {said.zh + ";每项:" + each.zh, said.en + "; each: " + each.en};
  }
  if (type == "string") {
    // One character is what a text that is not empty has; that need not be said.
    const bool plain = !schema.Has("maxLength") && schema["minLength"].AsInteger() <= 1;
    return plain ? said : With(said, Bounds(schema, "minLength", "maxLength", {" 字", " characters"}));
  }
  return With(said, Bounds(schema, "minimum", "maximum", {}));
}

Data ChoicesOf(const Data& schema) {
  const Data& described = schema.Has("enum") ? schema : schema["items"];
  if (!described.Has("enum")) return {};
  Data choices = Data::EmptyList();
  for (const Data& choice : described["enum"].AsList()) {
    choices.Append(Data::OfMembers({{"value", choice}, {"titles", described["x-titles"][choice.AsText()]}}));
  }
  return choices;
}

void Collect(const Data& schema, const std::string& at, int depth, std::vector<FormField>& fields) {
  const Data::List& required = schema["required"].AsList();
  for (const Member& member : schema["properties"].AsMap()) {
    const Data& value = member.value;
    FormField field;
    field.pointer = fmt::format("{}/{}", at, EscapePointer(member.name));
    field.name = member.name;
    field.depth = depth;
    field.required = std::find(required.begin(), required.end(), Data(member.name)) != required.end();
    field.personal = value["x-personal"].AsBool() || value["items"]["x-personal"].AsBool();
    field.title = {value["title-zh"].AsText(), value["title"].AsText()};
    field.expected = Expected(value);
    field.choices = ChoicesOf(value);
    field.fallback = value["default"];
    field.articles = ArticleRef::ParseList(value["x-article"].AsText()).value_or(std::vector<ArticleRef>());
    const std::string here = field.pointer;
    fields.push_back(std::move(field));
    Collect(value, here, depth + 1, fields);
    if (value.Has("items")) Collect(value["items"], here + "/*", depth + 1, fields);
  }
}

}  // namespace

std::vector<FormField> FieldsOf(const Data& schema) {
  std::vector<FormField> fields;
  Collect(schema, "", 0, fields);
  return fields;
}

}  // namespace juece
