// Any bytes as a guard: reading is total, and what is read evaluates, with all facts unknown and with facts of every type.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "guard/guard.h"

namespace {

// The first letter of a name is its type, so that a mutation reaches every type.
std::optional<juece::FactType> TypeOf(std::string_view name) {
  switch (name.empty() ? '\0' : name[0]) {
    case 'n':
      return juece::FactType::kNumber;
    case 't':
      return juece::FactType::kText;
    case 'd':
      return juece::FactType::kDate;
    case 's':
      return juece::FactType::kDuration;
    case 'x':
      return std::nullopt;
    default:
      return juece::FactType::kBoolean;
  }
}

const juece::Data* ValueOf(std::string_view name) {
  static const juece::Data number(*juece::Decimal::Parse("12.5"));
  static const juece::Data text("D302");
  static const juece::Data date("2024-02-29");
  static const juece::Data span("P30D");
  static const juece::Data yes(true);
  switch (name.empty() ? '\0' : name[0]) {
    case 'n':
      return &number;
    case 't':
      return &text;
    case 'd':
      return &date;
    case 's':
      return &span;
    default:
      return &yes;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  juece::GuardProblem problem;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto guard = juece::Guard::Parse(text, TypeOf, problem);
  if (!guard) {
    if (problem.message.zh.empty() || problem.message.en.empty() || problem.offset < 0 ||
        static_cast<std::size_t>(problem.offset) > size) {
      std::abort();  // a refusal says why and where
    }
    return 0;
  }
  (void)guard->Evaluate({});
  (void)guard->Evaluate(ValueOf);
  if (guard->facts().size() <= 12 && !juece::Implies(*guard, *guard, nullptr)) {
    // Only too many comparisons may leave it undecided.
    std::string found;
    (void)juece::Implies(*guard, *guard, &found);
    if (found.empty() || found[0] != '?') {
      std::abort();
    }
  }
  return 0;
}
