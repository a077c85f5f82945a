// Value: a payload, a configuration or a fact, read through the host's table. A view: valid only
// during the call that gave it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "juece/abi/value.h"
#include "juece/sdk/date.h"

namespace juece::sdk {

inline std::string_view View(juece_text text) {
  return {text.data == nullptr ? "" : text.data, text.size};
}
inline juece_text Borrow(std::string_view text) { return {text.data(), text.size()}; }

// Cheap to copy; every question has an empty answer where it does not fit, so reading never fails.
class Value {
 public:
  Value() = default;
  Value(const juece_value_api* api, const juece_value* value) : api_(api), value_(value) {}

  // What it is; JUECE_VALUE_NULL also where nothing stands there.
  [[nodiscard]] juece_value_kind Kind() const {
    return api_ == nullptr ? JUECE_VALUE_NULL : static_cast<juece_value_kind>(api_->kind(value_));
  }
  [[nodiscard]] bool IsNull() const { return Kind() == JUECE_VALUE_NULL; }
  // The boolean true; everything else is not.
  [[nodiscard]] bool IsTrue() const { return api_ != nullptr && api_->boolean(value_) != 0; }
  // The boolean false, which is not the same as nothing.
  [[nodiscard]] bool IsFalse() const { return Kind() == JUECE_VALUE_BOOLEAN && !IsTrue(); }
  // The text; "" where it is none.
  [[nodiscard]] std::string_view Text() const {
    return api_ == nullptr ? "" : View(api_->text(value_));
  }
  // The number as a decimal text, exact: "-12.5"; "" where it is none.
  [[nodiscard]] std::string_view Number() const {
    return api_ == nullptr ? "" : View(api_->number(value_));
  }
  // The whole number; the fallback where it is none, or does not fit.
  [[nodiscard]] std::int64_t Integer(std::int64_t fallback = 0) const {
    if (api_ != nullptr) api_->integer(value_, &fallback);
    return fallback;
  }
  // A text YYYY-MM-DD as a date.
  [[nodiscard]] std::optional<Date> AsDate() const { return Date::Parse(Text()); }

  // How many items or members; 0 for everything else.
  [[nodiscard]] std::size_t size() const { return api_ == nullptr ? 0 : api_->size(value_); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  // The name of a member by its place.
  [[nodiscard]] std::string_view Name(std::size_t index) const {
    return api_ == nullptr ? "" : View(api_->name(value_, index));
  }
  // An item, or a member's value, by its place; null beyond the end.
  Value operator[](std::size_t index) const {
    return api_ == nullptr ? Value() : Value(api_, api_->item(value_, index));
  }
  // A member's value by its name; null where there is none.
  Value operator[](std::string_view name) const {
    return api_ == nullptr ? Value() : Value(api_, api_->member(value_, Borrow(name)));
  }
  Value operator[](const char* name) const { return (*this)[std::string_view(name)]; }

  // Whether a list holds that text.
  [[nodiscard]] bool Contains(std::string_view text) const {
    for (Value item : *this) {
      if (item.Text() == text) return true;
    }
    return false;
  }

  // Items of a list, or values of a map's members.
  class Iterator {
   public:
    Iterator(const Value* of, std::size_t index) : of_(of), index_(index) {}
    Value operator*() const { return (*of_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const Value* of_;
    std::size_t index_;
  };
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size()}; }

 private:
  const juece_value_api* api_ = nullptr;
  const juece_value* value_ = nullptr;
};

}  // namespace juece::sdk
