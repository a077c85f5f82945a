#include "evidence/small_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace juece {
namespace {

class Open {
 public:
  Open(const std::string& path, int how, unsigned mode = 0) : fd_(::open(path.c_str(), how | O_CLOEXEC, mode)) {}
  ~Open() {
    if (fd_ >= 0) ::close(fd_);
  }
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  bool Close() {
    const int fd = fd_;
    fd_ = -1;
    return ::close(fd) == 0;
  }

 private:
  int fd_;
};

Status Failed(const char* doing_zh, const char* doing_en, const std::string& path) {
  const int error = errno;
  const char* why = std::strerror(error);
  const Text message{fmt::format("应能{} {},但不能({});请检查路径、权限和磁盘空间", doing_zh, path, why),
                     fmt::format("expected to {} {}, but could not ({}); check path, permissions and disk space", doing_en, path, why)};
  return error == ENOENT ? Status::NotFound(message) : error == EEXIST ? Status::Conflict(message) : Status::Unavailable(message);
}

Status WriteAll(Open& file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Failed("写入", "write", path);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(file.get()) == 0 && file.Close() ? Status::Ok() : Failed("写入", "write", path);
}

// A new name lasts once its folder is on the disk.
Status SyncFolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const Open at(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  return at.get() >= 0 && ::fsync(at.get()) == 0 ? Status::Ok() : Failed("写入", "write", path);
}

Result<std::string> ReadOpen(const Open& file, const std::string& path, std::uint64_t limit) {
  std::string bytes;
  std::array<char, std::size_t{1} << 16U> block;
  for (;;) {
    const ssize_t count = ::read(file.get(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Failed("读取", "read", path);
    if (count == 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(count));
    if (bytes.size() > limit) {
      return Status::Unsupported({fmt::format("{} 应不超过 {} 字节,但更大", path, limit), fmt::format("expected {} to have {} bytes at most, but it is larger", path, limit)});
    }
  }
}

}  // namespace

Result<std::string> ReadSmallFile(const std::string& path, std::uint64_t limit) {
  const Open file(path, O_RDONLY | O_NONBLOCK);
  return file.get() < 0 ? Result<std::string>(Failed("读取", "read", path)) : ReadOpen(file, path, limit);
}

Result<std::string> ReadSecretFile(const std::string& path, std::uint64_t limit) {
  const Open file(path, O_RDONLY | O_NONBLOCK);
  struct stat about {};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0) return Failed("读取", "read", path);
  const bool mine = about.st_uid == ::geteuid() || about.st_uid == 0;
  if (!S_ISREG(about.st_mode) || (about.st_mode & 077U) != 0 || !mine) {
    return Status::Unavailable({fmt::format("私钥文件 {} 应只有本人可以读写(权限 600),但别人也可以;请执行 chmod 600,并考虑换一把钥匙", path),
                                fmt::format("expected the key file {} to be open to its owner alone (mode 600), but others can reach it; chmod 600 it, and "
                                            "consider another key",
                                            path)});
  }
  return ReadOpen(file, path, limit);
}

Status WriteNewFile(const std::string& path, std::string_view bytes, unsigned mode) {
  Open file(path, O_WRONLY | O_CREAT | O_EXCL, mode);
  if (file.get() < 0) return Failed("新建", "create", path);
  Status written = WriteAll(file, bytes, path);
  if (written.ok()) written = SyncFolderOf(path);
  if (!written.ok()) ::unlink(path.c_str());
  return written;
}

Status ReplaceFile(const std::string& path, std::string_view bytes) {
  const std::string working = path + ".new";
  ::unlink(working.c_str());
  if (Status written = WriteNewFile(working, bytes, 0644); !written.ok()) return written;
  if (::rename(working.c_str(), path.c_str()) != 0) return Failed("写入", "write", path);
  return SyncFolderOf(path);
}

Status AppendToFile(const std::string& path, std::string_view bytes) {
  Open file(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
  struct stat about {};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0) return Failed("写入", "write", path);
  Status written = WriteAll(file, bytes, path);
  if (written.ok()) return SyncFolderOf(path);
  if (::truncate(path.c_str(), about.st_size) != 0) return written;  // no torn line stays where the disk was full
  return written;
}

}  // namespace juece
