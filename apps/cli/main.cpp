// juece: the command line. Exit status 0 done, 1 done and something is wrong, 2 could not be done.
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>

#include "arguments.h"
#include "commands/commands.h"
#include "session.h"

int main(int argc, char** argv) {
  // A reader that goes away (`juece … | head`) must not look like a crash.
  std::signal(SIGPIPE, SIG_DFL);
  // A file-size limit is then an error that is told, not a death by signal.
  std::signal(SIGXFSZ, SIG_IGN);
  spdlog::set_default_logger(spdlog::stderr_color_mt("juece"));
  auto parsed = juece::cli::ParseArguments(argc, argv);
  if (const int* status = std::get_if<int>(&parsed)) {
    return *status;
  }
  const auto& arguments = std::get<juece::cli::Arguments>(parsed);
  spdlog::set_level(arguments.common.verbose ? spdlog::level::debug : spdlog::level::warn);
  juece::cli::Session session(arguments.common, argc > 0 ? argv[0] : "juece");
  const int status = std::visit([&](const auto& command) { return juece::cli::Run(session, command); }, arguments.command);
  const bool signs = !std::holds_alternative<juece::cli::CheckpointArguments>(arguments.command);
  if (juece::EventStore* store = session.written_store(); store != nullptr && signs) juece::cli::CheckpointIfDue(session, *store);
  return session.Flush() ? status : juece::cli::kImpossible;
}
