#include "compliance/log_review.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace juece {
namespace {

// Where every event has its time, the earlier one comes first; events of one time keep the order of the log. Else false.
bool SortByTime(LogTrace& trace, std::size_t keys) {
  const auto timed = [](const LogEvent& event) { return event.unix_ms.has_value(); };
  if (!std::all_of(trace.events.begin(), trace.events.end(), timed)) return false;
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
  return true;
}

Finding Doubt(const char* code, Severity severity, const std::string& file, Text message) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.message = std::move(message);
  finding.place.file = file;
  return finding;
}

// Which names each rule speaks of, by the place where the selection keeps them.
class Unseen {
 public:
  Unseen(const LogRules& rules, const LogSeen& seen) : rules_(rules), seen_(seen) {}

  [[nodiscard]] std::vector<Finding> Findings(const std::string& file) const {
    std::vector<Finding> findings;
    const LogSelection& selection = rules_.selection();
    Add(selection.activities, seen_.activities, {"活动", "activity"}, [](const LogRule& rule, std::size_t i) {
      return rule.form != LogTemplate::kAttribute && (rule.a == static_cast<std::int32_t>(i) || rule.b == static_cast<std::int32_t>(i));
    }, file, findings);
    Add(selection.event_keys, seen_.event_keys, {"事件属性", "attribute of events"},
        [](const LogRule& rule, std::size_t i) { return rule.form == LogTemplate::kFourEyes && rule.key == i; }, file, findings);
    Add(selection.trace_keys, seen_.trace_keys, {"案例属性", "attribute of cases"}, [](const LogRule& rule, std::size_t i) {
      return rule.form == LogTemplate::kAttribute && (rule.left == i || rule.right == i);
    }, file, findings);
    return findings;
  }

 private:
  template <typename Concerns>
  void Add(const std::vector<std::string>& names, const std::vector<bool>& seen, const Text& kind, const Concerns& concerns, const std::string& file,
           std::vector<Finding>& findings) const {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i < seen.size() && seen[i]) continue;
      std::string ids;
      for (const LogRule& rule : rules_.rules()) {
        if (concerns(rule, i)) ids += (ids.empty() ? "" : ", ") + rule.id;
      }
      findings.push_back(Doubt("name-not-in-log", Severity::kWarning, file,
                               {fmt::format("规则({})应指日志中有的{},但日志中没有“{}”;请核对名称是否一字不差", ids, kind.zh, names[i]),
                                fmt::format("Expected rules ({}) to name an {} that the log has, but it has no '{}'; check the spelling", ids, kind.en,
                                            names[i])}));
    }
  }

  const LogRules& rules_;
  const LogSeen& seen_;
};

}  // namespace

LogBlock::LogBlock(const LogRules& rules, std::vector<LogTrace> cases) : cases_(cases.size()), rules_(rules.rules().size()) {
  for (std::size_t c = 0; c < cases.size(); ++c) {
    LogTrace& trace = cases[c];
    if (rules.by_time() && !SortByTime(trace, rules.selection().event_keys.size()) && untimed_++ == 0) first_untimed_ = trace.id;
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

void DoubtReport(const LogRules& rules, const LogReport& report, const LogSeen& seen, const std::string& file, std::vector<Finding>& findings) {
  if (report.cases == 0) {
    findings.push_back(Doubt("no-cases", Severity::kWarning, file,
                             {"应有案例(<trace>),但日志中一个也没有,没有可以评判的;请核对导出的范围",
                              "Expected cases (<trace>), but the log has none, so that nothing was judged; check what was exported"}));
    return;
  }
  const std::vector<Finding> unseen = Unseen(rules, seen).Findings(file);
  findings.insert(findings.end(), unseen.begin(), unseen.end());
  std::uint64_t untimed = 0;
  std::string first;
  for (const LogBlock& block : report.blocks) {
    if (untimed == 0) first = block.first_untimed();
    untimed += block.untimed();
  }
  if (untimed == 0) return;
  findings.push_back(Doubt("case-without-times", Severity::kNote, file,
                           {fmt::format("规则要求按时间,但案例中有事件没有时间,按日志次序评判:{} 处,第一处在 {}", untimed, first),
                            fmt::format("The rules go by time, but these cases have events without one and are judged in the order of the log: {}, first in {}",
                                        untimed, first)}));
}

}  // namespace juece
