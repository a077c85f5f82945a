// What can still become of a rule while a dossier runs: the verdicts that it can end with, and until when something can be done.
// docs/rulebook-format.md says what counts as a continuation.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "base/time.h"
#include "calendar/work_calendar.h"

namespace juece {

// kNotShown: nothing in the subject proves or refutes it.
enum class Verdict { kSatisfied, kViolated, kNotShown, kNotApplicable };
std::string_view ToString(Verdict verdict);  // "satisfied" "violated" "not_shown" "not_applicable"
Text TitleOf(Verdict verdict);

// A set of verdicts.
class VerdictSet {
 public:
  constexpr VerdictSet() = default;
  constexpr explicit VerdictSet(Verdict only) : bits_(Bit(only)) {}
  static constexpr VerdictSet All() { return VerdictSet(kEvery); }

  [[nodiscard]] constexpr bool Has(Verdict verdict) const { return (bits_ & Bit(verdict)) != 0; }
  [[nodiscard]] constexpr VerdictSet With(Verdict verdict) const { return VerdictSet(bits_ | Bit(verdict)); }
  [[nodiscard]] constexpr VerdictSet Or(VerdictSet other) const { return VerdictSet(bits_ | other.bits_); }
  // Every verdict that `merge` makes of one of each.
  template <typename Merge>
  [[nodiscard]] VerdictSet Merged(VerdictSet other, const Merge& merge) const {
    VerdictSet merged;
    for (int a = 0; a < kVerdicts; ++a) {
      for (int b = 0; b < kVerdicts; ++b) {
        if (Has(static_cast<Verdict>(a)) && other.Has(static_cast<Verdict>(b))) {
          merged = merged.With(merge(static_cast<Verdict>(a), static_cast<Verdict>(b)));
        }
      }
    }
    return merged;
  }
  friend constexpr bool operator==(VerdictSet a, VerdictSet b) { return a.bits_ == b.bits_; }

 private:
  static constexpr int kVerdicts = 4;
  static constexpr unsigned kEvery = (1U << kVerdicts) - 1;
  constexpr explicit VerdictSet(unsigned bits) : bits_(bits) {}
  static constexpr unsigned Bit(Verdict verdict) { return 1U << static_cast<unsigned>(verdict); }
  unsigned bits_ = 0;
};

// Where a rule stands while the matter runs.
enum class RunningState {
  kSatisfied,        // whatever comes, it stays satisfied
  kSatisfiedSoFar,   // what comes can still break it
  kStillPossible,    // not satisfied as things stand, and still can be
  kViolatedForEver,  // nothing that happens from now on makes it good
  kUnclear,          // nothing that happens from now on shows it: evidence of what has happened, or an unknown fact, is wanted
  kNotApplicable,    // as things stand
};
std::string_view ToString(RunningState state);  // "satisfied" "satisfied_so_far" "still_possible" "violated_for_ever" ...
Text TitleOf(RunningState state);

// `outlook`: the verdicts that the rule can end with.
RunningState StateOf(Verdict verdict, VerdictSet outlook);

// A period that still runs. Days are calendar days of the organ's time zone; the first day is not counted (Civil Code, article 201).
struct RunningTerm {
  Text what;                        // the event that ends the period
  std::optional<Date> not_before;   // a minimum: the first day on which it may come
  std::optional<Date> until;        // a limit: the last day on which it may come
  std::optional<Date> surely_until; // a limit: the last day on which it is in time by either way to count
  int days_left = 0;                // of a limit, in its unit; negative where it has passed
  DayUnit unit = DayUnit::kCalendarDays;
};

}  // namespace juece
