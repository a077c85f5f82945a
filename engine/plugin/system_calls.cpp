#include "plugin/system_calls.h"

#include <fmt/format.h>
#include <sys/syscall.h>

#include <map>

namespace juece {

std::string SystemCallName(int number) {
  static const std::map<int, const char*> names = {
      {SYS_clone, "clone"},           {SYS_clone3, "clone3"},       {SYS_execve, "execve"},     {SYS_execveat, "execveat"},
      {SYS_socket, "socket"},         {SYS_socketpair, "socketpair"}, {SYS_connect, "connect"}, {SYS_bind, "bind"},
      {SYS_openat, "openat"},         {SYS_unlinkat, "unlinkat"},   {SYS_kill, "kill"},         {SYS_tgkill, "tgkill"},
      {SYS_ptrace, "ptrace"},         {SYS_mprotect, "mprotect"},   {SYS_mmap, "mmap"},         {SYS_prctl, "prctl"},
      {SYS_setsid, "setsid"},         {SYS_chdir, "chdir"},         {SYS_mount, "mount"},       {SYS_newfstatat, "newfstatat"},
      {SYS_readlinkat, "readlinkat"}, {SYS_pipe2, "pipe2"},         {SYS_dup, "dup"},           {SYS_fcntl, "fcntl"},
      {SYS_ioctl, "ioctl"},           {SYS_prlimit64, "prlimit64"}, {SYS_sendto, "sendto"},     {SYS_sendmsg, "sendmsg"},
      {SYS_getppid, "getppid"},       {SYS_write, "write"},         {SYS_writev, "writev"},       {SYS_memfd_create, "memfd_create"},
#ifdef SYS_fork
      {SYS_fork, "fork"},             {SYS_vfork, "vfork"},         {SYS_open, "open"},         {SYS_unlink, "unlink"},
      {SYS_dup2, "dup2"},             {SYS_pipe, "pipe"},
#endif
  };
  const auto found = names.find(number);
  return found == names.end() ? fmt::format("number {}", number) : found->second;
}

}  // namespace juece
