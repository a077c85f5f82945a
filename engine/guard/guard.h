// Guards: total, typed, side-effect-free boolean expressions over declared facts. Everything accepted here means the same in
// DMN's S-FEEL (decimal numbers, dates, durations, intervals, three-valued logic); see docs/definition-format.md.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "base/text.h"

namespace juece {

enum class FactType { kBoolean, kNumber, kText, kDate, kDuration };

std::optional<FactType> ParseFactType(std::string_view name);  // "boolean" "number" "text" "date" "duration"
std::string_view ToString(FactType type);

// Kleene: unknown stays unknown unless the other side settles it.
enum class Truth { kFalse, kTrue, kUnknown };
Truth And(Truth a, Truth b);
Truth Or(Truth a, Truth b);
Truth Not(Truth a);

// What a guard may read, with types. A fact that is not declared is a type error when the guard is read.
using FactTypes = std::function<std::optional<FactType>(std::string_view fact)>;
// The present value of a fact: nullptr (or a null) while unknown. Dates and durations are their ISO texts.
using FactValues = std::function<const Data*(std::string_view fact)>;

struct GuardProblem {
  int offset = 0;  // characters (code points) from the start of the text
  Text message;
};

// Immutable, cheap to copy (shared), safe to share between threads.
class Guard {
 public:
  // Bounds: 64 levels deep, 4096 characters, 1024 nodes. On failure `problem` is set.
  static std::optional<Guard> Parse(std::string_view text, const FactTypes& types, GuardProblem& problem);
  static Guard Always();

  [[nodiscard]] const std::string& text() const;
  // Facts that it reads, sorted, each once.
  [[nodiscard]] const std::vector<std::string>& facts() const;
  // Total: never throws; at most one visit per node.
  [[nodiscard]] Truth Evaluate(const FactValues& values) const;
  [[nodiscard]] bool IsAlways() const;

  struct Node;

 private:
  friend bool Implies(const Guard& a, const Guard& b, std::string* counterexample);
  friend bool CanHold(const std::vector<Guard>& all, const std::vector<Guard>& none, std::string* witness);
  std::shared_ptr<const Node> root_;
  std::shared_ptr<const std::vector<std::string>> facts_;
  std::string text_;
};

// Does `a` imply `b` for every assignment of the facts that they read? Exact for guards over boolean facts and comparisons of
// other facts with constants; a comparison of anything else (n + m < 3) is opaque and equals only itself. At most 20 boolean facts
// and comparisons together; beyond that it is not decided, and therefore false. On false, `counterexample` holds an assignment
// "fact=true (5 < n)=false …".
bool Implies(const Guard& a, const Guard& b, std::string* counterexample);

// Is there an assignment under which every one of `all` is true and every one of `none` is false? `witness` then holds one, in the form
// of a counterexample. Beyond what Implies decides: true, with a witness that says so.
bool CanHold(const std::vector<Guard>& all, const std::vector<Guard>& none, std::string* witness);
// Do they read a common fact, and are never both true though each can be?
bool AreContrary(const Guard& a, const Guard& b);

}  // namespace juece
