#include "base/data.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <utility>

namespace juece {
namespace {

// Beyond this many members, looking each one up in a line is slower than sorting both sides once.
constexpr std::size_t kManyMembers = 16;

const Data& SharedNull() {
  static const Data null;
  return null;
}

bool SameMembers(const Data::Map& a, const Data::Map& b) {
  if (a.size() != b.size()) return false;
  if (a.size() <= kManyMembers) {
    return std::all_of(a.begin(), a.end(), [&b](const Member& member) {
      const auto other =
          std::find_if(b.begin(), b.end(), [&](const Member& m) { return m.name == member.name; });
      return other != b.end() && other->value == member.value;
    });
  }
  const auto sorted = [](const Data::Map& map) {
    std::vector<const Member*> members;
    members.reserve(map.size());
    for (const Member& member : map) members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](const Member* x, const Member* y) { return x->name < y->name; });
    return members;
  };
  const auto left = sorted(a);
  const auto right = sorted(b);
  return std::equal(left.begin(), left.end(), right.begin(), [](const Member* x, const Member* y) {
    return x->name == y->name && x->value == y->value;
  });
}

// One reference token of a JSON pointer: "~1" is '/', "~0" is '~'; false for any other '~'.
bool Unescape(std::string_view token, std::string& out) {
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      out.push_back(token[i]);
      continue;
    }
    if (++i == token.size() || (token[i] != '0' && token[i] != '1')) return false;
    out.push_back(token[i] == '0' ? '~' : '/');
  }
  return true;
}

// Digits without a leading zero, below `size`.
bool ParseIndex(std::string_view token, std::size_t size, std::size_t& index) {
  if (token.empty() || (token.size() > 1 && token.front() == '0')) return false;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  return error == std::errc() && end == token.data() + token.size() && index < size;
}

const Data* Descend(const Data& from, const std::string& token) {
  if (from.is_map()) return from.Find(token);
  std::size_t index = 0;
  if (!from.is_list() || !ParseIndex(token, from.AsList().size(), index)) return nullptr;
  return &from.AsList()[index];
}

}  // namespace

Data::Data(List list) : value_(std::move(list)) {}
Data::Data(Map map) : value_(std::move(map)) {}

Data Data::EmptyList() { return Data(List{}); }
Data Data::EmptyMap() { return Data(Map{}); }

Data Data::OfMembers(std::initializer_list<Member> members) {
  Data data = EmptyMap();
  for (const Member& member : members) data.Set(member.name, member.value);
  return data;
}

bool Data::AsBool(bool fallback) const {
  const bool* value = std::get_if<bool>(&value_);
  return value != nullptr ? *value : fallback;
}

std::int64_t Data::AsInteger(std::int64_t fallback) const {
  const Decimal* value = std::get_if<Decimal>(&value_);
  return value != nullptr ? value->ToInteger().value_or(fallback) : fallback;
}

const Decimal& Data::AsNumber() const {
  static const Decimal zero;
  const Decimal* value = std::get_if<Decimal>(&value_);
  return value != nullptr ? *value : zero;
}

const std::string& Data::AsText() const {
  static const std::string empty;
  const std::string* value = std::get_if<std::string>(&value_);
  return value != nullptr ? *value : empty;
}

const Data::List& Data::AsList() const {
  static const List empty;
  const List* value = std::get_if<List>(&value_);
  return value != nullptr ? *value : empty;
}

const Data::Map& Data::AsMap() const {
  static const Map empty;
  const Map* value = std::get_if<Map>(&value_);
  return value != nullptr ? *value : empty;
}

const Data* Data::Find(std::string_view name) const {
  const Map* map = std::get_if<Map>(&value_);
  if (map == nullptr) return nullptr;
  for (const Member& member : *map) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

Data* Data::Find(std::string_view name) {
  return const_cast<Data*>(std::as_const(*this).Find(name));
}

const Data& Data::operator[](std::string_view name) const {
  const Data* found = Find(name);
  return found != nullptr ? *found : SharedNull();
}

Data& Data::Set(std::string_view name, Data value) {
  if (is_null()) value_ = Map{};
  Map* map = std::get_if<Map>(&value_);
  assert(map != nullptr && "Set() on something that is no map");
  if (map == nullptr) return *this;
  if (Data* found = Find(name)) {
    *found = std::move(value);
  } else {
    map->push_back({std::string(name), std::move(value)});
  }
  return *this;
}

Data& Data::Append(Data value) {
  if (is_null()) value_ = List{};
  List* list = std::get_if<List>(&value_);
  assert(list != nullptr && "Append() on something that is no list");
  if (list != nullptr) list->push_back(std::move(value));
  return *this;
}

bool Data::Remove(std::string_view name) {
  Map* map = std::get_if<Map>(&value_);
  return map != nullptr &&
         std::erase_if(*map, [name](const Member& member) { return member.name == name; }) > 0;
}

const Data* Data::At(std::string_view json_pointer) const {
  const Data* here = this;
  while (here != nullptr && !json_pointer.empty()) {
    if (json_pointer.front() != '/') return nullptr;
    json_pointer.remove_prefix(1);
    const std::size_t end = std::min(json_pointer.find('/'), json_pointer.size());
    std::string token;
    if (!Unescape(json_pointer.substr(0, end), token)) return nullptr;
    here = Descend(*here, token);
    json_pointer.remove_prefix(end);
  }
  return here;
}

Data* Data::At(std::string_view json_pointer) {
  return const_cast<Data*>(std::as_const(*this).At(json_pointer));
}

bool operator==(const Data& a, const Data& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Data::Kind::kNull: return true;
    case Data::Kind::kBool: return a.AsBool() == b.AsBool();
    case Data::Kind::kNumber: return a.AsNumber() == b.AsNumber();
    case Data::Kind::kText: return a.AsText() == b.AsText();
    case Data::Kind::kList: return a.AsList() == b.AsList();
    case Data::Kind::kMap: return SameMembers(a.AsMap(), b.AsMap());
  }
  return false;
}

}  // namespace juece
