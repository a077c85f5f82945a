#include "store/store_lock.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cerrno>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>

#include "base/json.h"

namespace juece {
namespace {

namespace fs = std::filesystem;

// One store has one lock, by whatever name it is reached.
std::string LockFileOf(const std::string& store) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(store, error);
  return (error ? store : whole.string()) + ".lock";
}

std::string OwnCommand() {
  std::ifstream in("/proc/self/cmdline", std::ios::binary);
  std::string program;
  std::string first;
  std::getline(in, program, '\0');
  std::getline(in, first, '\0');
  program = fs::path(program).filename().string();
  return first.empty() || first.front() == '-' ? program : program + " " + first;
}

std::string Myself() {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  const std::string since = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  return ToJson(Data::OfMembers({{"process", static_cast<std::int64_t>(::getpid())}, {"command", OwnCommand()}, {"host", host.data()}, {"since", since}}));
}

std::optional<LockHolder> ReadHolder(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  std::getline(in, line);
  const auto data = ParseJson(line);
  if (!data) return std::nullopt;
  return LockHolder{(*data)["process"].AsInteger(), (*data)["command"].AsText(), (*data)["host"].AsText(), (*data)["since"].AsText()};
}

Status HeldByOther(const std::string& store, const std::string& lock, int waited_ms) {
  const auto holder = ReadHolder(lock);
  const Text who = holder ? Text{fmt::format("进程 {}({},主机 {},自 {} 起)", holder->process, holder->command, holder->host, holder->since),
                                 fmt::format("process {} ({}, on {}, since {})", holder->process, holder->command, holder->host, holder->since)}
                          : Text{"另一个进程", "another process"};
  return Status::Unavailable(
      {fmt::format("应能独占案卷库 {} 进行写入,但{}正占用它,等了 {} 毫秒;请等它结束后再试,只查看不受影响", store, who.zh, waited_ms),
       fmt::format("expected to have the store {} alone for writing, but {} holds it (waited {} ms); wait until it has finished and try again; "
                   "looking at dossiers is not affected",
                   store, who.en, waited_ms)});
}

// Who removed the file when it was done may have left us with one that has no name any more.
bool StillNamed(int file, const std::string& path) {
  struct stat ours {};
  struct stat named {};
  return ::fstat(file, &ours) == 0 && ::stat(path.c_str(), &named) == 0 && ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

void Sign(int file) {
  const std::string line = Myself() + "\n";
  if (::ftruncate(file, 0) == 0) (void)!::pwrite(file, line.data(), line.size(), 0);  // for a message only
}

}  // namespace

Result<std::unique_ptr<StoreLock>> StoreLock::Take(const std::string& store, int wait_ms) {
  const std::string path = LockFileOf(store);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
  for (auto pause = std::chrono::milliseconds(1);; pause = std::min(pause * 2, std::chrono::milliseconds(20))) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return std::unique_ptr<StoreLock>();
    const bool locked = ::flock(file, LOCK_EX | LOCK_NB) == 0;
    if (locked && StillNamed(file, path)) {
      Sign(file);
      return std::unique_ptr<StoreLock>(new StoreLock(path, file));
    }
    const int why = errno;
    ::close(file);
    if (locked) continue;
    if (why != EWOULDBLOCK && why != EINTR) return std::unique_ptr<StoreLock>();  // a file system without locks: SQLite's own remain
    if (std::chrono::steady_clock::now() >= deadline) return HeldByOther(store, path, wait_ms);
    std::this_thread::sleep_for(pause);
  }
}

StoreLock::~StoreLock() {
  ::unlink(path_.c_str());
  ::close(file_);
}

std::optional<LockHolder> StoreLock::HolderOf(const std::string& store) {
  const std::string path = LockFileOf(store);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  const bool free = ::flock(file, LOCK_SH | LOCK_NB) == 0;
  ::close(file);
  if (free) return std::nullopt;
  auto holder = ReadHolder(path);
  return holder ? holder : LockHolder{};
}

}  // namespace juece
