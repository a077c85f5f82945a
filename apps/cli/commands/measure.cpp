#include "commands/measure.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

extern char** environ;

namespace juece::cli {

using SteadyClock = std::chrono::steady_clock;

double MicrosecondsOf(const std::function<void()>& work) {
  const auto start = SteadyClock::now();
  work();
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count();
}

double Median(std::vector<double> values) {
  if (values.empty()) {
    return 0;
  }
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

double MedianOf(int runs, const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    times.push_back(MicrosecondsOf(work));
  }
  return Median(times);
}

namespace {

std::string ReadAll(int pipe) {
  std::string all;
  char block[4096];
  for (ssize_t got = 0; (got = read(pipe, block, sizeof block)) > 0;) {
    all.append(block, static_cast<std::size_t>(got));
  }
  return all;
}

}  // namespace

ChildRun RunSelf(std::vector<std::string> arguments) {
  std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  std::vector<char*> argv{self.data()};
  for (std::string& argument : arguments) {
    argv.push_back(argument.data());
  }
  argv.push_back(nullptr);
  ChildRun run;
  int ends[2] = {-1, -1};
  if (pipe(ends) != 0) {
    return run;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  rusage usage{};
  run.microseconds = MicrosecondsOf([&] {
    pid_t child = 0;
    const bool started = posix_spawn(&child, self.c_str(), &actions, nullptr, argv.data(), environ) == 0;
    close(ends[1]);
    if (started) {
      run.output = ReadAll(ends[0]);
      wait4(child, &run.status, 0, &usage);
    }
  });
  close(ends[0]);
  posix_spawn_file_actions_destroy(&actions);
  run.peak_kib = usage.ru_maxrss;
  const auto spent = [](const timeval& time) { return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec); };
  run.processor = spent(usage.ru_utime) + spent(usage.ru_stime);
  return run;
}

Status ChildFailed(const char* command, int status) {
  return Status::Internal({fmt::format("被测命令 juece {} 没有成功(状态 {}),不能计为测量结果。", command, status),
                           fmt::format("The measured command juece {} did not succeed (status {}); that is no measurement.", command,
                                       status)});
}

void PrintFigures(Session& session, const std::vector<Figure>& figures) {
  Data list = Data::EmptyList();
  for (const Figure& figure : figures) {
    const auto number = [](double value) { return Data(*Decimal::Parse(fmt::format("{:.3f}", value))); };
    list.Append(Data::OfMembers({{"name", figure.name}, {"value", number(figure.value)}, {"unit", figure.unit},
                                 {"limit", figure.limit}, {"ratio", number(figure.ratio)}}));
    if (!session.json()) {
      session.Print(fmt::format("{:<26}{:>12.3f} {:<4}{:>8}   {}\n", figure.name, figure.value, figure.unit, figure.limit,
                                figure.ratio == 0 ? "" : fmt::format("{:.3f} x baseline", figure.ratio)));
    }
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"figures", list}}));
  }
}

}  // namespace juece::cli
