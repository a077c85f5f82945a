// Values as plugins read them: the address of a Data, and total functions on it.
#include "plugin/c_views.h"

namespace juece {
namespace {

const Data& From(const juece_value* value) {
  static const Data null;
  return value == nullptr ? null : *reinterpret_cast<const Data*>(value);
}

int32_t Kind(const juece_value* value) {
  switch (From(value).kind()) {
    case Data::Kind::kNull:
      return JUECE_VALUE_NULL;
    case Data::Kind::kBool:
      return JUECE_VALUE_BOOLEAN;
    case Data::Kind::kNumber:
      return JUECE_VALUE_NUMBER;
    case Data::Kind::kText:
      return JUECE_VALUE_TEXT;
    case Data::Kind::kList:
      return JUECE_VALUE_LIST;
    case Data::Kind::kMap:
      return JUECE_VALUE_MAP;
  }
  return JUECE_VALUE_INVALID;
}

int32_t Boolean(const juece_value* value) { return From(value).AsBool() ? 1 : 0; }

int32_t Integer(const juece_value* value, int64_t* out) {
  const Data& data = From(value);
  if (!data.is_number()) return 0;
  const auto whole = data.AsNumber().ToInteger();
  if (!whole) return 0;
  *out = *whole;
  return 1;
}

juece_text Number(const juece_value* value) {
  const Data& data = From(value);
  return data.is_number() ? ToC(data.AsNumber().text()) : juece_text{};
}

juece_text TextOf(const juece_value* value) { return ToC(From(value).AsText()); }

size_t Size(const juece_value* value) {
  const Data& data = From(value);
  return data.is_map() ? data.AsMap().size() : data.AsList().size();
}

const juece_value* Item(const juece_value* value, size_t index) {
  const Data& data = From(value);
  if (index >= Size(value)) return nullptr;
  return ToC(data.is_map() ? &data.AsMap()[index].value : &data.AsList()[index]);
}

juece_text Name(const juece_value* value, size_t index) {
  const Data& data = From(value);
  return data.is_map() && index < data.AsMap().size() ? ToC(data.AsMap()[index].name)
                                                      : juece_text{};
}

const juece_value* MemberOf(const juece_value* value, juece_text name) {
  return ToC(From(value).Find(FromC(name)));
}

}  // namespace

const juece_value_api& ValueApi() {
  static const juece_value_api api = {sizeof(juece_value_api),
                                      &Kind,
                                      &Boolean,
                                      &Integer,
                                      &Number,
                                      &TextOf,
                                      &Size,
                                      &Item,
                                      &Name,
                                      &MemberOf};
  return api;
}

}  // namespace juece
