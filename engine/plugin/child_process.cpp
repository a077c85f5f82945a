#include "plugin/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "plugin/system_calls.h"

namespace juece {
namespace {

constexpr int kChannelDescriptor = 3;
constexpr int kFileDescriptor = 4;
constexpr int kPatienceMs = 250;  // for a process that has closed its channel to end by itself

// Every descriptor of ours that lies below 5 would be overwritten before it is copied: moved out of the way first.
int MovedUp(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 10); }

class SpawnActions {
 public:
  SpawnActions() { posix_spawn_file_actions_init(&actions_); }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  void Prepare(int channel, int file) {
    for (const int standard : {0, 1, 2}) posix_spawn_file_actions_addopen(&actions_, standard, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions_, channel, kChannelDescriptor);
    posix_spawn_file_actions_adddup2(&actions_, file, kFileDescriptor);
    posix_spawn_file_actions_addclosefrom_np(&actions_, kFileDescriptor + 1);
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

int Spawn(pid_t& pid, const std::string& program, int channel, int file, const std::string& name, const PluginHosting& hosting) {
  SpawnActions actions;
  actions.Prepare(channel, file);
  std::string memory = std::to_string(hosting.memory_mib);
  std::string seconds = std::to_string(hosting.call_ms / 1000 + 2);
  std::string program_name = program;
  std::string shown = name;
  std::array<char*, 5> arguments{program_name.data(), memory.data(), seconds.data(), shown.data(), nullptr};
  std::array<char*, 1> environment{nullptr};  // nothing of ours is the plugin's business
  return posix_spawn(&pid, program.c_str(), actions.get(), nullptr, arguments.data(), environment.data());
}

Status CannotStart(const std::string& program, const std::string& name, int error) {
  return Status::Unavailable(
      {fmt::format("插件 {}:应能启动承载进程 {},但失败:{};请重新安装本程序,或者在配置中改为进程内承载", name, program, std::strerror(error)),
       fmt::format("plugin {}: expected to start the hosting process {}, but it failed: {}; install this program again, or "
                   "host the plugin in the engine's process",
                   name, program, std::strerror(error))});
}

Text SignalText(int signal) {
  switch (signal) {
    case SIGSEGV:
    case SIGBUS:
      return {"访问了不属于它的内存(或者栈溢出)", "touched memory that is not its own, or overflowed its stack"};
    case SIGABRT: return {"自行中止(abort)", "aborted"};
    case SIGFPE: return {"算术错误", "made an arithmetic error"};
    case SIGILL: return {"执行了非法指令", "ran an illegal instruction"};
    case SIGSYS: return {"作了不允许的系统调用", "made a system call that is not allowed"};
    case SIGKILL: return {"被系统终止(可能内存不足)", "was killed by the system, perhaps for want of memory"};
    case SIGALRM:
    case SIGXCPU: return {"超过了时间限度", "went beyond its time"};
    default: return {fmt::format("因信号 {} 结束", signal), fmt::format("ended with signal {}", signal)};
  }
}

Text EndText(int status) {
  if (WIFSIGNALED(status)) return SignalText(WTERMSIG(status));
  const int code = WEXITSTATUS(status);
  return {fmt::format("自行退出(退出码 {})", code), fmt::format("ended itself with exit status {}", code)};
}

}  // namespace

Result<std::unique_ptr<ChildProcess>> ChildProcess::Start(const std::string& program, int file, const std::string& name,
                                                          const PluginHosting& hosting) {
  std::array<int, 2> pair{-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return CannotStart(program, name, errno);
  const int theirs = MovedUp(pair[1]);
  const int given = MovedUp(file);
  close(pair[1]);
  pid_t pid = 0;
  const int error = theirs < 0 || given < 0 ? errno : Spawn(pid, program, theirs, given, name, hosting);
  if (theirs >= 0) close(theirs);
  if (given >= 0) close(given);
  if (error != 0) {
    close(pair[0]);
    return CannotStart(program, name, error);
  }
  return std::unique_ptr<ChildProcess>(new ChildProcess(pid, pair[0], hosting.call_ms));
}

ChildProcess::~ChildProcess() {
  if (reaped_) return;
  kill(pid_, SIGKILL);  // nothing of value is in it, and it may be asleep in the plugin
  (void)waitpid(pid_, &status_, 0);
}

void ChildProcess::FollowCaller() {
  const int core = sched_getcpu();
  if (core < 0 || core == core_) return;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  if (sched_setaffinity(pid_, sizeof one, &one) == 0) core_ = core;
}

bool ChildProcess::Exchange(std::string_view frame, Frame& answer, Text& why) {
  FollowCaller();
  if (!frame.empty() && !channel_.Send(frame, call_ms_)) {
    why = End(ChannelError::kClosed);
    return false;
  }
  const ChannelError error = channel_.Receive(answer, kLongestAnswer, call_ms_);
  if (error != ChannelError::kNone) {
    why = End(error);
    return false;
  }
  if (answer.message != Message::kForbidden) return true;
  WireReader in(answer.body);
  const std::int64_t number = in.Number();
  const std::string name = SystemCallName(static_cast<int>(number));
  (void)End(ChannelError::kGarbage);
  why = {fmt::format("作了不允许的系统调用 {}", name), fmt::format("made the system call {}, which a hosted plugin may not", name)};
  return false;
}

int ChildProcess::Reap(bool patient) {
  for (int waited = 0; patient && waited < kPatienceMs; waited += 5) {
    if (waitpid(pid_, &status_, WNOHANG) == pid_) {
      reaped_ = true;
      return status_;
    }
    poll(nullptr, 0, 5);
  }
  kill(pid_, SIGKILL);
  (void)waitpid(pid_, &status_, 0);
  reaped_ = true;
  return -1;
}

Text ChildProcess::End(ChannelError error) {
  // The natural end first: once it is killed, every crash looks alike.
  const int status = Reap(error == ChannelError::kClosed);
  if (status >= 0) return EndText(status);
  switch (error) {
    case ChannelError::kTimedOut:
      return {fmt::format("{} 秒内没有答复", call_ms_ / 1000.0), fmt::format("did not answer within {} s", call_ms_ / 1000.0)};
    case ChannelError::kGarbage: return {"答复不成消息", "answered with what is no message"};
    default: return {"关闭了与引擎的通道", "closed its channel to the engine"};
  }
}

}  // namespace juece
