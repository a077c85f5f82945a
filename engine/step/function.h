// What a function of a plugin is asked and may answer. Who asks: the review (rule checks), `juece render`, `juece notify`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "base/text.h"
#include "base/time.h"
#include "catalog/function_type.h"

namespace juece {

// Borrowed for the call. The same call has the same answer, byte for byte.
struct FunctionCall {
  Language language = Language::kChinese;  // of a document
  Instant now;                             // for which is asked; a function has no clock
  const Data* subject = nullptr;
  const Data* configuration = nullptr;  // with defaults filled in
};

// Numbers are those of juece_verdict.
enum class FunctionVerdict : unsigned char { kNone = 0, kSatisfied = 1, kViolated = 2, kNotShown = 3, kNotApplicable = 4 };

// Where `failure` is set nothing else counts.
struct FunctionAnswer {
  FunctionVerdict verdict = FunctionVerdict::kNone;  // of a rule check
  Text reason;
  std::string media_type;  // of a document; "" where none was made
  std::string name;
  std::string content;
  std::optional<std::string> failure;
  bool broke = false;  // it failed because the plugin crashed or broke a promise, not because it says that it cannot answer
};

// The functions that are installed. A plugin set implements it; thread-safe.
class FunctionHost {
 public:
  virtual ~FunctionHost() = default;
  // nullptr where there is none of that id.
  [[nodiscard]] virtual const FunctionType* FindFunction(std::string_view id) const = 0;
  [[nodiscard]] virtual std::vector<const FunctionType*> Functions() const = 0;
  // Problems of a configuration beyond its schema; empty where it is fine. An unknown id is a problem.
  [[nodiscard]] virtual std::vector<Text> CheckFunctionConfiguration(std::string_view id, const Data& configuration) const = 0;
  // An unknown id, a crash and a broken promise are failures.
  [[nodiscard]] virtual FunctionAnswer RunFunction(std::string_view id, const FunctionCall& call) const = 0;
};

}  // namespace juece
