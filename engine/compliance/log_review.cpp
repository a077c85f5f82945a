#include "compliance/log_review.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace juece {
namespace {

// Where every event has its time, the earlier one comes first; events of one time keep the order of the log.
void SortByTime(LogTrace& trace, std::size_t keys) {
  const auto timed = [](const LogEvent& event) { return event.unix_ms.has_value(); };
  if (!std::all_of(trace.events.begin(), trace.events.end(), timed)) return;
  std::vector<std::size_t> order(trace.events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return *trace.events[x].unix_ms < *trace.events[y].unix_ms; });
  std::vector<LogEvent> events;
  std::vector<std::int32_t> values;
  for (const std::size_t i : order) {
    events.push_back(trace.events[i]);
    for (std::size_t k = 0; k < keys; ++k) values.push_back(trace.ValueOf(i, k, keys));
  }
  trace.events = std::move(events);
  trace.values = std::move(values);
}

}  // namespace

LogBlock::LogBlock(const LogRules& rules, std::vector<LogTrace> cases) : cases_(cases.size()), rules_(rules.rules().size()) {
  for (std::size_t c = 0; c < cases.size(); ++c) {
    LogTrace& trace = cases[c];
    if (rules.by_time()) SortByTime(trace, rules.selection().event_keys.size());
    events_ += trace.events.size();
    bool stands_out = false;
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      const LogVerdict verdict = Judge(rules.rules()[r], trace, rules.selection());
      if (verdict == LogVerdict::kSatisfied) continue;
      stands_out = true;
      Bits& bits = verdict == LogVerdict::kViolated ? rules_[r].violated : rules_[r].not_shown;
      bits[c / 64] |= std::uint64_t{1} << (c % 64);
    }
    if (stands_out) ids_ += trace.id;
    ends_.push_back(static_cast<std::uint32_t>(ids_.size()));
  }
  ids_.shrink_to_fit();
}

std::size_t LogBlock::Count(std::size_t rule, LogVerdict verdict) const {
  std::size_t count = 0;
  for (const std::uint64_t word : BitsOf(rule, verdict)) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

void LogBlock::Each(std::size_t rule, LogVerdict verdict, const std::function<void(std::string_view)>& take) const {
  const Bits& bits = BitsOf(rule, verdict);
  for (std::size_t c = 0; c < cases_; ++c) {
    if ((bits[c / 64] >> (c % 64) & 1U) == 0) continue;
    const std::size_t begin = c == 0 ? 0 : ends_[c - 1];
    take(std::string_view(ids_).substr(begin, ends_[c] - begin));
  }
}

std::uint64_t LogReport::Count(std::size_t rule, LogVerdict verdict) const {
  std::uint64_t count = 0;
  for (const LogBlock& block : blocks) count += block.Count(rule, verdict);
  return count;
}

void LogReport::Each(std::size_t rule, LogVerdict verdict, const std::function<void(std::string_view)>& take) const {
  for (const LogBlock& block : blocks) block.Each(rule, verdict, take);
}

}  // namespace juece
