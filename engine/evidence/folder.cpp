#include "evidence/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace juece {
namespace {

constexpr int kDeepest = 64;

// An open file or folder, closed by itself.
class Handle {
 public:
  explicit Handle(int fd) : fd_(fd) {}
  ~Handle() {
    if (fd_ >= 0) ::close(fd_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  int Release() { return std::exchange(fd_, -1); }
  void Reset(int fd) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_;
};

Status CannotRead(const std::string& path, int error) {
  const char* why = std::strerror(error);
  const Text message{fmt::format("应能读取 {},但不能({});请检查路径和权限", path, why),
                     fmt::format("expected to read {}, but could not ({}); check path and permissions", path, why)};
  return error == ENOENT ? Status::NotFound(message) : Status::Unavailable(message);
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

class Lister {
 public:
  Lister(std::string root, std::size_t most) : root_(std::move(root)), most_(most) {}

  Status Walk(int fd, const std::string& prefix, int depth) {
    if (depth > kDeepest) return TooMuch();
    const std::unique_ptr<DIR, CloseFolder> folder(::fdopendir(fd));
    if (folder == nullptr) {
      ::close(fd);
      return CannotRead(root_ + "/" + prefix, errno);
    }
    for (;;) {
      errno = 0;
      const dirent* entry = ::readdir(folder.get());
      if (entry == nullptr) return errno == 0 ? Status::Ok() : CannotRead(root_ + "/" + prefix, errno);
      const std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      if (Status taken = Take(::dirfd(folder.get()), prefix, name, depth); !taken.ok()) return taken;
    }
  }

  std::vector<FolderEntry> Sorted() {
    std::sort(entries_.begin(), entries_.end(), [](const FolderEntry& a, const FolderEntry& b) { return a.path < b.path; });
    return std::move(entries_);
  }

 private:
  Status Take(int at, const std::string& prefix, const std::string& name, int depth) {
    if (entries_.size() >= most_) return TooMuch();
    const std::string path = prefix.empty() ? name : prefix + "/" + name;
    struct stat about {};
    if (::fstatat(at, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return CannotRead(root_ + "/" + path, errno);
    FolderEntry entry{path, FolderEntry::Kind::kOther, 0};
    if (S_ISREG(about.st_mode)) {
      entry.kind = FolderEntry::Kind::kFile;
      entry.size = static_cast<std::uint64_t>(about.st_size);
    } else if (S_ISDIR(about.st_mode)) {
      entry.kind = FolderEntry::Kind::kFolder;
    } else if (S_ISLNK(about.st_mode)) {
      entry.kind = FolderEntry::Kind::kLink;
    }
    entries_.push_back(entry);
    if (entry.kind != FolderEntry::Kind::kFolder) return Status::Ok();
    Handle inside(::openat(at, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (inside.get() < 0) return CannotRead(root_ + "/" + path, errno);
    return Walk(inside.Release(), path, depth + 1);
  }

  [[nodiscard]] Status TooMuch() const {
    return Status::Unsupported({fmt::format("{} 应不超过 {} 个条目、{} 层,但更多", root_, most_, kDeepest),
                                fmt::format("expected {} to hold {} entries at most, {} folders deep, but there are more", root_, most_, kDeepest)});
  }

  std::string root_;
  std::size_t most_;
  std::vector<FolderEntry> entries_;
};

// Opens root/path part by part; -1 with errno where it cannot. Without O_NONBLOCK a pipe would wait for its writer.
int OpenBelow(const std::string& root, const std::string& path) {
  Handle at(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (std::size_t from = 0; at.get() >= 0;) {
    const std::size_t end = path.find('/', from);
    const std::string part = path.substr(from, end == std::string::npos ? end : end - from);
    if (part.empty() || part == "." || part == "..") {
      errno = EINVAL;
      return -1;
    }
    const int how = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (end == std::string::npos ? O_NONBLOCK : O_DIRECTORY);
    const int next = ::openat(at.get(), part.c_str(), how);
    if (next < 0 || end == std::string::npos) return next;
    at.Reset(next);
    from = end + 1;
  }
  return -1;
}

}  // namespace

Result<std::vector<FolderEntry>> ListFolder(const std::string& root, std::size_t most) {
  Handle folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0) return CannotRead(root, errno);
  Lister lister(root, most);
  if (Status walked = lister.Walk(folder.Release(), "", 0); !walked.ok()) return walked;
  return lister.Sorted();
}

Status ReadInFolder(const std::string& root, const std::string& path, const std::function<Status(std::string_view)>& take) {
  const Handle file(OpenBelow(root, path));
  const std::string shown = root + "/" + path;
  if (file.get() < 0) return CannotRead(shown, errno);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return CannotRead(shown, errno);
  if (!S_ISREG(about.st_mode)) {
    return Status::InvalidArgument({fmt::format("{} 应为普通文件,但不是", shown), fmt::format("expected {} to be a file, but it is none", shown)});
  }
  std::array<char, std::size_t{1} << 16U> block;
  for (;;) {
    const ssize_t count = ::read(file.get(), block.data(), block.size());
    if (count == 0) return Status::Ok();
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return CannotRead(shown, errno);
    if (Status taken = take({block.data(), static_cast<std::size_t>(count)}); !taken.ok()) return taken;
  }
}

}  // namespace juece
