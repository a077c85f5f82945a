// Any bytes are a log or a finding "unreadable"; every case that is handed out fits the selection. Where the pieces of a log can all be
// read, the log can be read in one go too, and the cases are the same.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "exchange/xes_pieces.h"
#include "exchange/xes_reader.h"

namespace {

std::string TextOf(const juece::LogTrace& trace) {
  std::string text = trace.id + "\n";
  for (const juece::LogEvent& event : trace.events) {
    text += std::to_string(event.activity) + " " + (event.unix_ms ? std::to_string(*event.unix_ms) : "-") + "\n";
  }
  for (const std::int32_t value : trace.values) text += value == juece::kNoValue ? "-" : trace.texts.at(static_cast<std::size_t>(value)) + "\n";
  for (const auto& attribute : trace.attributes) text += attribute.value_or("-") + "\n";
  return text;
}

// False where the log cannot be cut or a piece cannot be read by itself.
bool ReadPieces(const std::string& log, const juece::LogSelection& selection, std::string& cases) {
  juece::XesPieces cutter(48);
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < log.size(); at += 32) {
    if (!cutter.Feed(std::string_view(log).substr(at, 32), pieces)) return false;
  }
  if (!cutter.Finish(pieces)) return false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    juece::XesPart part;
    const auto take = [&](const juece::LogTrace& trace) { cases += TextOf(trace); };
    if (!juece::ReadXesPiece(pieces[i], selection, take, part) || (part.numbered && i > 0)) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string log(reinterpret_cast<const char*>(data), size);
  std::istringstream in(log);
  const juece::LogSelection selection{{"concept:name", "lifecycle:transition"}, {"a+b"}, {"org:resource", "x"}, {"deadline"}};
  std::vector<juece::Finding> findings;
  juece::XesSummary summary;
  std::uint64_t count = 0;
  std::string cases;
  const auto take = [&](const juece::LogTrace& trace) {
    ++count;
    if (trace.attributes.size() != 1 || trace.values.size() != trace.events.size() * 2 || trace.id.empty()) std::abort();
    for (const std::int32_t value : trace.values) {
      if (value != juece::kNoValue && static_cast<std::size_t>(value) >= trace.texts.size()) std::abort();
    }
    cases += TextOf(trace);
  };
  const bool read = juece::ReadXes(in, "fuzz", selection, {take, {}}, summary, findings);
  if (read == juece::HasError(findings) || summary.cases != count) std::abort();
  std::string in_pieces;
  if (ReadPieces(log, selection, in_pieces) && (!read || in_pieces != cases)) std::abort();
  return 0;
}
