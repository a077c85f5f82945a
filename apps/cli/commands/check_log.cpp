// juece check --log: an event log of another system against rules of its own.
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "commands/commands.h"
#include "report/log_report.h"
#include "runtime/log_check.h"

namespace juece::cli {
namespace {

constexpr std::uint64_t kTold = std::uint64_t{32} << 20U;  // bytes between two words of progress

// Long logs only, and only where a person watches.
std::function<void(std::uint64_t)> Progress(const Session& session) {
  if (isatty(STDERR_FILENO) == 0) return {};
  return [&session, told = std::uint64_t{0}](std::uint64_t bytes) mutable {
    if (bytes < told + kTold) return;
    told = bytes;
    std::cerr << session.In({fmt::format("已读 {} MB", bytes >> 20U), fmt::format("{} MB read", bytes >> 20U)}) << '\r' << std::flush;
  };
}

}  // namespace

int CheckLogFile(Session& session, const CheckArguments& arguments) {
  if (arguments.rules.size() != 1 || !arguments.dossier.empty() || arguments.all || !arguments.records.empty()) {
    session.Complain({"--log 应与一个 --rules 文件一起使用,不与案卷或者 --record 并用。见 juece check --help。",
                      "--log goes with one --rules FILE, and not with dossiers or --record. See juece check --help."});
    return kImpossible;
  }
  if (session.common().format == "html") {
    session.Complain({"日志审查应为 --format text 或 json,但要求的是 html。", "Logs are reported as --format text or json, but html was asked for."});
    return kImpossible;
  }
  std::vector<Finding> findings;
  const auto rules = LogRules::ReadFile(arguments.rules.front(), findings);
  session.PrintFindings(findings, true);
  if (rules == nullptr) return kImpossible;
  std::ifstream bytes(arguments.log, std::ios::binary);
  if (!bytes) {
    session.Complain({fmt::format("应能读取日志,但打不开“{}”。", arguments.log), fmt::format("Expected to read the log, but \"{}\" cannot be opened.", arguments.log)});
    return kImpossible;
  }
  findings.clear();
  LogReport report;
  const bool read = CheckLog(bytes, arguments.log, *rules, {0, Progress(session)}, report, findings);
  session.PrintFindings(findings, true);
  if (!read) return kImpossible;
  const TextSink out = [](std::string_view text) { std::cout << text; };
  if (session.json()) {
    WriteLogJson(report, *rules, out);
  } else {
    WriteLogText(report, *rules, session.language(), out);
  }
  for (std::size_t r = 0; r < rules->rules().size(); ++r) {
    if (rules->rules()[r].severity != Severity::kNote && report.Count(r, LogVerdict::kViolated) > 0) return kWrong;
  }
  return kDone;
}

}  // namespace juece::cli
