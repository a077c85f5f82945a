// Any bytes are a log or a finding "unreadable"; every case that is handed out fits the selection.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "exchange/xes_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  const juece::LogSelection selection{{"concept:name", "lifecycle:transition"}, {"a+b"}, {"org:resource", "x"}, {"deadline"}};
  std::vector<juece::Finding> findings;
  juece::XesSummary summary;
  std::uint64_t cases = 0;
  const auto take = [&](const juece::LogTrace& trace) {
    ++cases;
    if (trace.attributes.size() != 1 || trace.values.size() != trace.events.size() * 2 || trace.id.empty()) std::abort();
    for (const std::int32_t value : trace.values) {
      if (value != juece::kNoValue && static_cast<std::size_t>(value) >= trace.texts.size()) std::abort();
    }
  };
  const bool read = juece::ReadXes(in, "fuzz", selection, {take, {}}, summary, findings);
  if (read == juece::HasError(findings) || summary.cases != cases) std::abort();
  return 0;
}
