// Any bytes are log rules or findings with an error; rules that were read judge any small case without a fault.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "compliance/log_review.h"

namespace {

// A case that has every activity, attribute and value of the selection, and gaps.
juece::LogTrace TraceFor(const juece::LogSelection& selection) {
  juece::LogTrace trace;
  trace.id = "c";
  trace.texts = {"x", "2024-01-01", "3"};
  for (std::size_t i = 0; i < selection.trace_keys.size(); ++i) {
    trace.attributes.push_back(i % 3 == 2 ? std::optional<std::string>() : trace.texts[i % 3]);
  }
  for (std::size_t i = 0; i < 2 * selection.activities.size() + 1; ++i) {
    const auto activity = static_cast<std::int32_t>(i % (selection.activities.size() + 1)) - 1;
    trace.events.push_back({activity, i % 4 == 3 ? std::optional<std::int64_t>() : static_cast<std::int64_t>(i * 1000)});
    for (std::size_t k = 0; k < selection.event_keys.size(); ++k) trace.values.push_back(static_cast<std::int32_t>(i % 4) - 1);
  }
  return trace;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<juece::Finding> findings;
  const auto rules = juece::LogRules::Read(std::string(reinterpret_cast<const char*>(data), size), "fuzz", findings);
  if ((rules == nullptr) != juece::HasError(findings)) std::abort();
  if (rules == nullptr) return 0;
  const juece::LogBlock block(*rules, {TraceFor(rules->selection()), juece::LogTrace{"empty", {}, std::vector<std::optional<std::string>>(rules->selection().trace_keys.size()), {}, {}}});
  for (std::size_t r = 0; r < rules->rules().size(); ++r) {
    if (block.Count(r, juece::LogVerdict::kViolated) + block.Count(r, juece::LogVerdict::kNotShown) > block.cases()) std::abort();
  }
  return 0;
}
