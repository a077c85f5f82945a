// juece check --log: an event log of another system against rules of its own.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "commands/commands.h"
#include "commands/progress.h"
#include "report/log_report.h"
#include "runtime/log_check.h"

namespace juece::cli {
namespace {

// Long logs only, and only where a person watches. `all`: the size of the file, 0 where it is not known.
std::function<void(std::uint64_t)> Watching(const Session& session, Progress& progress, std::uint64_t all) {
  return [&session, &progress, all](std::uint64_t bytes) {
    if (!progress.Due()) return;
    const std::string share = all == 0 ? "" : fmt::format(" / {} MB", all >> 20U);
    progress.Say({fmt::format("已读并评判 {} MB{}", bytes >> 20U, share), fmt::format("{} MB{} read and judged", bytes >> 20U, share)},
                 session.language());
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
  bool read = false;
  {
    std::error_code unknown;
    const auto size = std::filesystem::file_size(arguments.log, unknown);
    Progress progress;
    read = CheckLog(bytes, arguments.log, *rules, {0, Watching(session, progress, unknown ? 0 : size)}, report, findings);
  }
  session.PrintFindings(findings, true);
  if (!read) return kImpossible;
  const TextSink out = [](std::string_view text) { std::cout << text; };
  if (session.json()) {
    WriteLogJson(report, *rules, findings, session.language(), out);
  } else {
    WriteLogText(report, *rules, session.language(), out);
  }
  for (std::size_t r = 0; r < rules->rules().size(); ++r) {
    if (rules->rules()[r].severity != Severity::kNote && report.Count(r, LogVerdict::kViolated) > 0) return kWrong;
  }
  return kDone;
}

}  // namespace juece::cli
