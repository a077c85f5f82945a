// Data: the tree that payloads, configurations and reports are made of (what JSON can say, with exact numbers).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/decimal.h"

namespace juece {

struct Member;

// A value type; copies are deep. Maps keep the order in which members were added; equality and canonical bytes do not
// depend on it. Not synchronised.
class Data {
 public:
  using List = std::vector<Data>;
  using Map = std::vector<Member>;
  enum class Kind { kNull, kBool, kNumber, kText, kList, kMap };

  // Their bodies stand below Member: a variant of an incomplete type cannot be made here (clang says so).
  Data();
  Data(std::nullptr_t);            // NOLINT: implicit by design, as in JSON libraries
  Data(bool value);                // NOLINT
  Data(int value);                 // NOLINT
  Data(std::int64_t value);        // NOLINT
  Data(std::size_t value);         // NOLINT
  Data(Decimal value);             // NOLINT
  Data(const char* text);          // NOLINT
  Data(std::string_view text);     // NOLINT
  Data(std::string text);          // NOLINT
  Data(List list);                                                       // NOLINT
  Data(Map map);                                                         // NOLINT
  static Data EmptyList();
  static Data EmptyMap();
  static Data OfMembers(std::initializer_list<Member> members);

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(value_.index()); }
  [[nodiscard]] bool is_null() const { return kind() == Kind::kNull; }
  [[nodiscard]] bool is_bool() const { return kind() == Kind::kBool; }
  [[nodiscard]] bool is_number() const { return kind() == Kind::kNumber; }
  [[nodiscard]] bool is_text() const { return kind() == Kind::kText; }
  [[nodiscard]] bool is_list() const { return kind() == Kind::kList; }
  [[nodiscard]] bool is_map() const { return kind() == Kind::kMap; }

  // Lenient readers: the fallback where the kind is another one. They never throw.
  [[nodiscard]] bool AsBool(bool fallback = false) const;
  [[nodiscard]] std::int64_t AsInteger(std::int64_t fallback = 0) const;
  [[nodiscard]] const Decimal& AsNumber() const;     // zero where it is no number
  [[nodiscard]] const std::string& AsText() const;   // empty where it is no text
  [[nodiscard]] const List& AsList() const;          // empty where it is no list
  [[nodiscard]] const Map& AsMap() const;            // empty where it is no map

  // The member's value, or nullptr / a shared null.
  [[nodiscard]] const Data* Find(std::string_view name) const;
  [[nodiscard]] Data* Find(std::string_view name);
  [[nodiscard]] const Data& operator[](std::string_view name) const;
  [[nodiscard]] bool Has(std::string_view name) const { return Find(name) != nullptr; }

  // Adds or replaces; turns a null into a map / list first. Returns *this for chaining.
  Data& Set(std::string_view name, Data value);
  Data& Append(Data value);
  bool Remove(std::string_view name);

  // RFC 6901. "" is the whole; nullptr where nothing stands there.
  [[nodiscard]] const Data* At(std::string_view json_pointer) const;
  [[nodiscard]] Data* At(std::string_view json_pointer);

  friend bool operator==(const Data& a, const Data& b);  // maps compare as sets of members

 private:
  std::variant<std::monostate, bool, Decimal, std::string, List, Map> value_;
};

struct Member {
  std::string name;
  Data value;
};

inline Data::Data() = default;
inline Data::Data(std::nullptr_t) {}
inline Data::Data(bool value) : value_(value) {}
inline Data::Data(int value) : value_(Decimal::FromInteger(value)) {}
inline Data::Data(std::int64_t value) : value_(Decimal::FromInteger(value)) {}
inline Data::Data(std::size_t value) : value_(Decimal::FromInteger(static_cast<std::int64_t>(value))) {}
inline Data::Data(Decimal value) : value_(std::move(value)) {}
inline Data::Data(const char* text) : value_(std::string(text)) {}
inline Data::Data(std::string_view text) : value_(std::string(text)) {}
inline Data::Data(std::string text) : value_(std::move(text)) {}

}  // namespace juece
