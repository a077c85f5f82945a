#include "compliance/record_values.h"

#include <fmt/format.h>

#include "base/time.h"

namespace juece {

Text NameOf(Data::Kind kind) {
  switch (kind) {
    case Data::Kind::kNull:
      return {"空值", "null"};
    case Data::Kind::kBool:
      return {"true 或 false", "true or false"};
    case Data::Kind::kNumber:
      return {"数", "a number"};
    case Data::Kind::kText:
      return {"文字", "a text"};
    case Data::Kind::kList:
      return {"列表", "a list"};
    case Data::Kind::kMap:
      return {"对象", "an object"};
  }
  return {};
}

bool Fits(const Data& value, const std::string& type) {
  if (type == "date") {
    return value.is_text() && DateRange::Parse(value.AsText()).has_value();
  }
  return (type == "text" && value.is_text()) || (type == "boolean" && value.is_bool()) ||
         (type == "number" && value.is_number()) || (type == "list" && value.is_list()) || (type == "object" && value.is_map());
}

Text TypeName(const std::string& type) {
  if (type == "date") {
    return {"日期(YYYY-MM-DD、YYYY-MM 或 起/止)", "a date (YYYY-MM-DD, YYYY-MM or A/B)"};
  }
  return NameOf(type == "boolean"  ? Data::Kind::kBool
                : type == "number" ? Data::Kind::kNumber
                : type == "list"   ? Data::Kind::kList
                : type == "object" ? Data::Kind::kMap
                                   : Data::Kind::kText);
}

Text Quoted(const std::string& text) { return {"“" + text + "”", "'" + text + "'"}; }

bool WithinBounds(const Data& number, const MemberType& type) {
  if (!type.least && !type.most) {
    return true;
  }
  const std::optional<std::int64_t> whole = number.AsNumber().ToInteger();
  return whole && type.least.value_or(*whole) <= *whole && *whole <= type.most.value_or(*whole);
}

Text BoundsOf(const MemberType& type) {
  const std::string least = type.least ? fmt::format("{}", *type.least) : "…";
  const std::string most = type.most ? fmt::format("{}", *type.most) : "…";
  return {fmt::format("{} 至 {} 的整数", least, most), fmt::format("a whole number from {} to {}", least, most)};
}

}  // namespace juece
