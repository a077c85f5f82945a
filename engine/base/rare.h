// An optional member that most objects do not have, in a value that is made and moved by the thousand.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace juece {

// Reads like std::optional and is compared like one, in the room of two pointers. Copies share the value, which is therefore filled
// right after emplace() and never changed later. As safe among threads as a std::shared_ptr.
template <typename T>
class Rare {
 public:
  Rare() = default;
  Rare(std::nullopt_t) {}                                                                            // NOLINT: as in std::optional
  Rare(T value) : value_(std::make_shared<T>(std::move(value))) {}                                   // NOLINT
  Rare(const std::optional<T>& value) : value_(value ? std::make_shared<T>(*value) : nullptr) {}     // NOLINT

  [[nodiscard]] bool has_value() const { return value_ != nullptr; }
  explicit operator bool() const { return has_value(); }
  [[nodiscard]] const T& operator*() const { return *value_; }
  [[nodiscard]] const T* operator->() const { return value_.get(); }
  [[nodiscard]] std::optional<T> ToOptional() const { return value_ == nullptr ? std::nullopt : std::optional<T>(*value_); }

  // A new value, to be filled before the first copy is made.
  T& emplace() { return *(value_ = std::make_shared<T>()); }
  void reset() { value_.reset(); }

  friend bool operator==(const Rare& a, const Rare& b) {
    return a.value_ == b.value_ || (a.value_ != nullptr && b.value_ != nullptr && *a.value_ == *b.value_);
  }

 private:
  std::shared_ptr<T> value_;
};

}  // namespace juece
