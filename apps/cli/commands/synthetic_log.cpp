#include "commands/synthetic_log.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <fstream>
#include <random>
#include <string_view>

#include "base/time.h"

namespace juece::cli {
namespace {

constexpr int kEvents = 10;
constexpr std::size_t kBlock = std::size_t{1} << 20U;
constexpr std::array<std::string_view, 14> kActivities = {
    "Receive the request",    "Check the request",      "Ask for what is missing", "Confirm receipt",       "Send the confirmation",
    "Settle whether to stop", "Draft internal advice",  "Check internal advice",   "Draft the decision",    "Check the decision",
    "Settle the decision",    "Print the decision",     "Send the decision",       "Withdraw the request"};

struct Constraint {
  std::string_view form;
  int a;
  int b;  // -1: the template has one activity
  int n;  // 0: none
};
constexpr std::array<Constraint, 44> kConstraints = {{
    {"init", 0, -1, 0},           {"exactly", 0, -1, 1},          {"exactly", 1, -1, 1},          {"exactly", 4, -1, 1},
    {"exactly", 5, -1, 1},        {"existence", 5, -1, 1},        {"absence", 2, -1, 1},          {"absence", 13, -1, 1},
    {"absence", 1, -1, 2},        {"absence", 5, -1, 2},          {"end", 12, -1, 0},             {"response", 0, 1, 0},
    {"response", 0, 4, 0},        {"response", 1, 3, 0},          {"response", 3, 4, 0},          {"response", 8, 9, 0},
    {"response", 13, 12, 0},      {"response", 9, 11, 0},         {"response", 2, 1, 0},          {"precedence", 0, 1, 0},
    {"precedence", 1, 3, 0},      {"precedence", 3, 4, 0},        {"precedence", 5, 6, 0},        {"precedence", 4, 5, 0},
    {"precedence", 9, 10, 0},     {"precedence", 10, 11, 0},      {"precedence", 7, 8, 0},        {"succession", 1, 3, 0},
    {"succession", 3, 4, 0},      {"succession", 8, 11, 0},       {"alternate_response", 2, 1, 0}, {"alternate_precedence", 1, 3, 0},
    {"chain_response", 3, 4, 0},  {"chain_response", 5, 6, 0},    {"chain_precedence", 3, 4, 0},  {"chain_succession", 10, 11, 0},
    {"not_co_existence", 11, 13, 0}, {"not_co_existence", 6, 11, 0}, {"co_existence", 3, 4, 0},   {"responded_existence", 6, 5, 0},
    {"not_succession", 4, 1, 0},  {"not_chain_succession", 5, 6, 0}, {"exclusive_choice", 5, 11, 0}, {"choice", 5, 11, 0}}};

void AppendTrace(std::string& out, int number, std::mt19937_64& random) {
  out += fmt::format("  <trace>\n    <string key=\"concept:name\" value=\"case-{}\"/>\n", number);
  Instant time(1'704'067'200'000 + static_cast<std::int64_t>(random() % 31'536'000'000U), kChinaOffsetMinutes);
  // A way through the procedure with a step left out, repeated or swapped now and then.
  std::size_t at = 0;
  for (int i = 0; i < kEvents; ++i) {
    out += fmt::format(
        "    <event>\n      <string key=\"concept:name\" value=\"{}\"/>\n      <string key=\"org:resource\" value=\"Officer {:02}\"/>\n"
        "      <date key=\"time:timestamp\" value=\"{}\"/>\n    </event>\n",
        kActivities[at % kActivities.size()], random() % 48, time.ToString());
    at = random() % 8 == 0 ? random() % kActivities.size() : at + 1 + random() % 2;
    time = Instant(time.unix_ms() + 60'000 + static_cast<std::int64_t>(random() % 259'200'000U), kChinaOffsetMinutes);
  }
  out += "  </trace>\n";
}

}  // namespace

Result<std::uint64_t> WriteSyntheticLog(const std::string& file, int cases) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  std::mt19937_64 random(20190901);
  std::uint64_t bytes = 0;
  std::string block = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1849.2016\" xmlns=\"http://www.xes-standard.org/\">\n";
  for (int i = 0; i <= cases; ++i) {
    if (i < cases) {
      AppendTrace(block, i + 1, random);
    } else {
      block += "</log>\n";
    }
    if (block.size() < kBlock && i < cases) continue;
    stream.write(block.data(), static_cast<std::streamsize>(block.size()));
    bytes += block.size();
    block.clear();
  }
  stream.close();
  if (stream) return bytes;
  return Status::Unavailable({fmt::format("被测日志写不到“{}”(约 {} MB)。请检查磁盘空间,或者以 --cases 减少案例。", file, cases / 500 + 1),
                              fmt::format("The log to measure cannot be written to \"{}\" (about {} MB). Check the disk, or ask for fewer --cases.", file,
                                          cases / 500 + 1)});
}

std::string SyntheticRules() {
  std::string rules = "<log-rules xmlns=\"urn:juece:log-rules:1\" id=\"bench\" title-zh=\"被测规则\" title-en=\"Measured rules\">\n";
  int number = 0;
  for (const Constraint& one : kConstraints) {
    rules += fmt::format("  <rule id=\"r{}\" template=\"{}\" a=\"{}\"", ++number, one.form, kActivities[static_cast<std::size_t>(one.a)]);
    if (one.b >= 0) rules += fmt::format(" b=\"{}\"", kActivities[static_cast<std::size_t>(one.b)]);
    if (one.n > 0) rules += fmt::format(" n=\"{}\"", one.n);
    rules += "/>\n";
  }
  return rules + "</log-rules>\n";
}

}  // namespace juece::cli
