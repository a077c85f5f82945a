// Expected failures of the world (a file, a store, a malformed input) as values. A refused command is a Rejection
// (record/rejection.h), a failed handler an Incident; neither is ever a Status.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/text.h"

namespace juece {

enum class StatusCode {
  kOk,
  kInvalidArgument,  // input that is malformed: the caller can fix it
  kNotFound,
  kConflict,     // somebody else wrote first (optimistic concurrency)
  kUnavailable,  // locked, read-only, disk full: the world may allow it later
  kCorrupt,      // what was read is not what was written
  kUnsupported,  // a newer format, another major version
  kInternal,
};

// Success, or a code with a message for a person. Cheap to copy when ok. Thread-safe as a value.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(StatusCode code, Text message) : code_(code), message_(std::move(message)) {}

  static Status Ok() { return {}; }
  static Status InvalidArgument(Text m) { return {StatusCode::kInvalidArgument, std::move(m)}; }
  static Status NotFound(Text m) { return {StatusCode::kNotFound, std::move(m)}; }
  static Status Conflict(Text m) { return {StatusCode::kConflict, std::move(m)}; }
  static Status Unavailable(Text m) { return {StatusCode::kUnavailable, std::move(m)}; }
  static Status Corrupt(Text m) { return {StatusCode::kCorrupt, std::move(m)}; }
  static Status Unsupported(Text m) { return {StatusCode::kUnsupported, std::move(m)}; }
  static Status Internal(Text m) { return {StatusCode::kInternal, std::move(m)}; }

  [[nodiscard]] bool ok() const { return code_ == StatusCode::kOk; }
  [[nodiscard]] StatusCode code() const { return code_; }
  [[nodiscard]] const Text& message() const { return message_; }

 private:
  StatusCode code_ = StatusCode::kOk;
  Text message_;
};

// A value or the Status that says why there is none. Member names follow std::expected (C++23).
template <typename T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::move(value)) {}                                       // NOLINT: implicit by design
  Result(Status status) : state_(std::move(status)) { assert(!error().ok()); }        // NOLINT

  [[nodiscard]] bool has_value() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return has_value(); }
  [[nodiscard]] T& value() & { assert(has_value()); return std::get<T>(state_); }
  [[nodiscard]] const T& value() const& { assert(has_value()); return std::get<T>(state_); }
  [[nodiscard]] T&& value() && { assert(has_value()); return std::get<T>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  [[nodiscard]] const Status& error() const { return std::get<Status>(state_); }

 private:
  std::variant<T, Status> state_;
};

}  // namespace juece
