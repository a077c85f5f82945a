// The verdicts of log rules over many cases, kept small: two bits a case and rule, and the ids of the cases that stand out.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/log_rules.h"

namespace juece {

inline constexpr std::size_t kCasesOfBlock = 512;

// A block that is full of something else than cases is handed on as well.
inline constexpr std::size_t kWeightOfBlock = std::size_t{2} << 20U;  // bytes

// Up to kCasesOfBlock cases that follow one another in the log.
class LogBlock {
 public:
  // Judges the cases. Pure; blocks may be judged by several threads at once.
  LogBlock(const LogRules& rules, std::vector<LogTrace> cases);
  [[nodiscard]] std::size_t cases() const { return cases_; }
  [[nodiscard]] std::uint64_t events() const { return events_; }
  // Cases that the rules want sorted by time and that are judged in the order of the log, because an event has no time.
  [[nodiscard]] std::size_t untimed() const { return untimed_; }
  [[nodiscard]] const std::string& first_untimed() const { return first_untimed_; }
  [[nodiscard]] std::size_t Count(std::size_t rule, LogVerdict verdict) const;
  // The ids of the cases that are violated or not shown, in the order of the log.
  void Each(std::size_t rule, LogVerdict verdict, const std::function<void(std::string_view)>& take) const;

 private:
  using Bits = std::array<std::uint64_t, kCasesOfBlock / 64>;
  struct RuleBits {
    Bits violated{};
    Bits not_shown{};
  };
  [[nodiscard]] const Bits& BitsOf(std::size_t rule, LogVerdict verdict) const {
    return verdict == LogVerdict::kViolated ? rules_[rule].violated : rules_[rule].not_shown;
  }

  std::size_t cases_ = 0;
  std::uint64_t events_ = 0;
  std::size_t untimed_ = 0;
  std::string first_untimed_;
  std::vector<RuleBits> rules_;
  std::string ids_;                  // of the cases that stand out, one after another
  std::vector<std::uint32_t> ends_;  // where the id of each case ends in ids_
};

// A whole log, judged. The blocks stand in the order of the log.
struct LogReport {
  std::uint64_t cases = 0;
  std::uint64_t events = 0;
  std::vector<LogBlock> blocks;
  [[nodiscard]] std::uint64_t Count(std::size_t rule, LogVerdict verdict) const;
  void Each(std::size_t rule, LogVerdict verdict, const std::function<void(std::string_view)>& take) const;
};

// Warnings about what makes verdicts weaker than they look: "name-not-in-log" (a rule speaks of an activity or attribute that the log
// has nowhere, so that the rule holds trivially or shows nothing), and a note "case-without-times" where rules go by time.
void DoubtReport(const LogRules& rules, const LogReport& report, const LogSeen& seen, const std::string& file, std::vector<Finding>& findings);

}  // namespace juece
