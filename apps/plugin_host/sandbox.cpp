#include "sandbox.h"

#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <initializer_list>

#include "plugin/wire.h"

namespace juece {
namespace {

int reporting_channel = -1;

// A forbidden call is told to the engine and ends the process. Runs in a signal handler: no allocation.
void Report(int, siginfo_t* info, void*) {
  unsigned char frame[kFrameHeader + sizeof(std::int64_t)] = {sizeof(std::int64_t), 0, 0, 0, static_cast<unsigned char>(Message::kForbidden)};
  const auto number = static_cast<std::uint32_t>(info->si_syscall);
  for (unsigned i = 0; i < 4; ++i) frame[kFrameHeader + i] = static_cast<unsigned char>(number >> (8 * i));
  (void)send(reporting_channel, frame, sizeof frame, MSG_NOSIGNAL);
  _exit(128 + SIGSYS);
}

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_TRAP)) {}
  ~Filter() { seccomp_release(context_); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  void Allow(std::initializer_list<int> calls) {
    for (const int call : calls) Rule(SCMP_ACT_ALLOW, call, {});
  }
  void AllowIf(int call, std::initializer_list<scmp_arg_cmp> conditions) { Rule(SCMP_ACT_ALLOW, call, conditions); }
  // Harmless questions of libraries that can live without an answer.
  void Refuse(std::initializer_list<int> calls) {
    for (const int call : calls) Rule(SCMP_ACT_ERRNO(EPERM), call, {});
  }
  bool Load() { return ok_ && seccomp_load(context_) == 0; }

 private:
  void Rule(std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> conditions) {
    ok_ = seccomp_rule_add_array(context_, action, call, static_cast<unsigned>(conditions.size()), conditions.begin()) == 0 && ok_;
  }
  scmp_filter_ctx context_;
  bool ok_ = true;
};

// Memory, time, locks, its own end, and bytes on the channel.
void AllowComputing(Filter& filter, int channel) {
  filter.Allow({SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(rt_sigaction),
                SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep),
                SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sched_yield),
                SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(getrandom), SCMP_SYS(close), SCMP_SYS(poll), SCMP_SYS(ppoll),
                SCMP_SYS(restart_syscall), SCMP_SYS(alarm), SCMP_SYS(setitimer), SCMP_SYS(sched_getaffinity), SCMP_SYS(sysinfo),
                SCMP_SYS(uname), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid)});
  const auto descriptor = static_cast<scmp_datum_t>(channel);
  for (const int call : {SCMP_SYS(recvfrom), SCMP_SYS(sendto)}) filter.AllowIf(call, {SCMP_A0(SCMP_CMP_EQ, descriptor)});
  // Standard output and error lead to /dev/null.
  for (const int call : {SCMP_SYS(write), SCMP_SYS(writev)}) filter.AllowIf(call, {SCMP_A0(SCMP_CMP_LE, 2)});
  filter.AllowIf(SCMP_SYS(tgkill), {SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid()))});  // abort()
}

constexpr scmp_datum_t kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;

}  // namespace

void LimitResources(std::size_t memory_mib) {
  const auto limit = [](__rlimit_resource_t resource, rlim_t value) {
    const rlimit both{value, value};
    (void)setrlimit(resource, &both);
  };
#ifndef JUECE_SANITIZED
  limit(RLIMIT_AS, static_cast<rlim_t>(memory_mib) << 20);
#else
  (void)memory_mib;
#endif
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, 16);
  limit(RLIMIT_NPROC, 0);
  (void)prctl(PR_SET_DUMPABLE, 0);
  (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

bool AllowLoading(int channel) {
#ifdef JUECE_SANITIZED
  (void)channel;
  return true;
#else
  reporting_channel = channel;
  struct sigaction action = {};
  action.sa_sigaction = &Report;
  action.sa_flags = SA_SIGINFO;
  (void)sigaction(SIGSYS, &action, nullptr);
  Filter filter;
  filter.Allow({SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(access),
                SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(statx), SCMP_SYS(readlinkat),
                SCMP_SYS(getdents64), SCMP_SYS(seccomp), SCMP_SYS(prlimit64)});
  filter.AllowIf(SCMP_SYS(openat), {SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0)});
  filter.AllowIf(SCMP_SYS(open), {SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, 0)});
  filter.Allow({SCMP_SYS(newfstatat), SCMP_SYS(fstat), SCMP_SYS(readlink), SCMP_SYS(getcwd), SCMP_SYS(prctl)});
  AllowComputing(filter, channel);
  return filter.Load();
#endif
}

bool AllowAnswering(int channel) {
#ifdef JUECE_SANITIZED
  (void)channel;
  return true;
#else
  Filter filter;
  AllowComputing(filter, channel);
  filter.AllowIf(SCMP_SYS(mmap), {SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)});
  filter.AllowIf(SCMP_SYS(mprotect), {SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)});
  filter.Allow({SCMP_SYS(lseek)});
  filter.Refuse({SCMP_SYS(ioctl), SCMP_SYS(readlink), SCMP_SYS(getcwd), SCMP_SYS(prctl), SCMP_SYS(newfstatat), SCMP_SYS(fstat)});
  return filter.Load();
#endif
}

}  // namespace juece
