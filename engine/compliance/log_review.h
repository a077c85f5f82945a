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

// Up to kCasesOfBlock cases that follow one another in the log.
class LogBlock {
 public:
  // Judges the cases. Pure; blocks may be judged by several threads at once.
  LogBlock(const LogRules& rules, std::vector<LogTrace> cases);
  [[nodiscard]] std::size_t cases() const { return cases_; }
  [[nodiscard]] std::uint64_t events() const { return events_; }
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

}  // namespace juece
