#include "catalog/sample.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"

namespace juece {
namespace {

bool IsRequired(const Data& schema, const std::string& member) {
  const Data::List& required = schema["required"].AsList();
  return std::any_of(required.begin(), required.end(), [&](const Data& name) { return name.AsText() == member; });
}

Data SampleText(const Data& schema) {
  const std::string& format = schema["format"].AsText();
  if (format == "date") return "2024-03-01";
  if (format == "date-time") return "2024-03-01T09:00:00+08:00";
  const std::int64_t least = std::max<std::int64_t>(1, schema["minLength"].AsInteger(1));
  const std::int64_t most = schema["maxLength"].AsInteger(least + 100);
  // What the field is called says most of what stands there.
  std::string text = fmt::format("({})", schema["title-zh"].AsText());
  if (schema["title-zh"].AsText().empty() || static_cast<std::int64_t>(CountUtf8(text)) > most) text.clear();
  for (auto size = static_cast<std::int64_t>(CountUtf8(text)); size < least; ++size) text += "例";
  return text;
}

Data SampleNumber(const Data& schema) {
  if (schema.Has("minimum")) return schema["minimum"];
  if (schema.Has("maximum")) return schema["maximum"];
  return 1;
}

Data OfAnotherKind(const Data& value) { return value.is_text() ? Data(7) : Data("文字"); }

// The member's value one beyond a bound that its schema names; null where it names none.
Data Beyond(const Data& schema) {
  if (schema.Has("enum")) return "no-such-choice";
  if (schema.Has("minimum")) return schema["minimum"].AsNumber() - Decimal::FromInteger(1);
  if (schema.Has("maximum")) return schema["maximum"].AsNumber() + Decimal::FromInteger(1);
  if (schema["minLength"].AsInteger() > 0) return "";
  if (schema["minItems"].AsInteger() > 0) return Data::EmptyList();
  if (schema.Has("format")) return "the day before yesterday";
  return {};
}

// The item at `index` of a list whose items differ; null where the schema has no further value.
Data Another(const Data& schema, std::int64_t index, bool every_member) {
  const Data::List& choices = schema["enum"].AsList();
  if (!choices.empty()) return index < static_cast<std::int64_t>(choices.size()) ? choices[static_cast<std::size_t>(index)] : Data();
  Data sample = SampleOf(schema, every_member);
  if (index == 0) return sample;
  if (sample.is_number()) return sample.AsNumber() + Decimal::FromInteger(index);
  if (sample.is_text()) return sample.AsText() + std::to_string(index + 1);
  for (const Member& member : sample.AsMap()) {
    if (!member.value.is_text() || schema["properties"][member.name].Has("enum") || schema["properties"][member.name].Has("format")) continue;
    const std::string name = member.name;
    const std::string text = member.value.AsText() + std::to_string(index + 1);
    return sample.Set(name, text);
  }
  return {};
}

}  // namespace

Data SampleOf(const Data& schema, bool every_member) {
  if (schema.Has("const")) return schema["const"];
  if (!schema["enum"].AsList().empty()) return schema["enum"].AsList().front();
  const std::string& type = schema["type"].AsText();
  if (type == "object") {
    Data map = Data::EmptyMap();
    for (const Member& member : schema["properties"].AsMap()) {
      if (every_member || IsRequired(schema, member.name)) map.Set(member.name, SampleOf(member.value, every_member));
    }
    return map;
  }
  if (type == "array") {
    Data list = Data::EmptyList();
    const std::int64_t least = schema["minItems"].AsInteger();
    const bool differ = schema["uniqueItems"].AsBool();
    for (std::int64_t i = 0; i < (every_member ? std::max<std::int64_t>(1, least) : least); ++i) {
      list.Append(differ ? Another(schema["items"], i, every_member) : SampleOf(schema["items"], every_member));
    }
    return list;
  }
  if (type == "boolean") return true;
  if (type == "integer" || type == "number") return SampleNumber(schema);
  return SampleText(schema);
}

std::vector<Malformed> MalformedOf(const Data& schema) {
  std::vector<Malformed> all;
  const Data good = SampleOf(schema, true);
  if (!good.is_map()) return all;
  for (const Member& member : schema["properties"].AsMap()) {
    const auto with = [&](const char* what, Data value) {
      Malformed one{"/" + member.name + " " + what, good};
      one.value.Set(member.name, std::move(value));
      all.push_back(std::move(one));
    };
    if (IsRequired(schema, member.name)) {
      Malformed one{"/" + member.name + " is missing", good};
      one.value.Remove(member.name);
      all.push_back(std::move(one));
    }
    with("is of another kind", OfAnotherKind(good[member.name]));
    if (Data beyond = Beyond(member.value); !beyond.is_null()) with("is out of bounds", std::move(beyond));
  }
  if (!schema["additionalProperties"].AsBool()) {
    Malformed one{"/not-in-the-schema is there", good};
    one.value.Set("not-in-the-schema", 1);
    all.push_back(std::move(one));
  }
  all.push_back({"it is no map", Data("文字")});
  return all;
}

}  // namespace juece
