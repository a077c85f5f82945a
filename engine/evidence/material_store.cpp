#include "evidence/material_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace juece {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = std::size_t{1} << 16U;

Status WorldFailed(std::string_view doing_zh, std::string_view doing_en, const std::string& path,
                   int error) {
  const char* why = std::strerror(error);
  if (error == ENOENT) {
    return Status::NotFound({fmt::format("应能{} {},但没有这个文件;请检查路径", doing_zh, path),
                             fmt::format("expected to {} {}, but there is no such file; check the path",
                                         doing_en, path)});
  }
  return Status::Unavailable(
      {fmt::format("应能{} {},但不能({});请检查权限与磁盘空间,然后重试", doing_zh, path, why),
       fmt::format("expected to {} {}, but could not ({}); check permissions and disk space, then try "
                   "again",
                   doing_en, path, why)});
}

class FileHandle {
 public:
  explicit FileHandle(int fd) : fd_(fd) {}
  ~FileHandle() { Close(); }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  bool Close() { return fd_ < 0 || ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

// Calls `take` with every block of the file.
template <typename F>
Status ReadBlocks(const std::string& path, F&& take) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return WorldFailed("读取文件", "read the file", path, errno);
  std::array<char, kBlock> block;
  for (;;) {
    const ssize_t count = ::read(file.get(), block.data(), block.size());
    if (count == 0) return Status::Ok();
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return WorldFailed("读取文件", "read the file", path, errno);
    if (Status taken = take(std::string_view(block.data(), static_cast<std::size_t>(count)));
        !taken.ok()) {
      return taken;
    }
  }
}

// A new name in a directory lasts only once the directory itself is on the disk.
Status SyncDirectory(const std::string& path) {
  const FileHandle directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) {
    return WorldFailed("保存目录", "make the directory lasting", path, errno);
  }
  return Status::Ok();
}

Status MakeDirectories(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) return Status::Ok();
  return WorldFailed("建立目录", "create the directory", path, error.value());
}

Status Differs(std::string_view digest, const std::string& found, const std::string& path) {
  return Status::Corrupt(
      {fmt::format("材料文件 {} 的摘要应为 {},但为 {}:内容已被改动;请从备份恢复该文件", path, digest, found),
       fmt::format("expected the material {} to have the digest {}, but it has {}: its content was "
                   "changed; restore the file from a backup",
                   path, digest, found)});
}

}  // namespace

// A file on its way in: written under a name of its own, digested as it comes.
class MaterialStore::Incoming {
 public:
  Incoming(const std::string& directory, DigestAlgorithm algorithm)
      : path_(directory + "/incoming-XXXXXX"), digester_(algorithm) {
    file_ = ::mkostemp(path_.data(), O_CLOEXEC);
    if (file_ < 0) error_ = errno;
  }
  ~Incoming() {
    if (file_ >= 0) ::close(file_);
    if (!path_.empty() && error_ == 0) ::unlink(path_.c_str());
  }
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  Status Write(std::string_view bytes) {
    if (error_ != 0) return Failed();
    digester_.Update(bytes);
    size_ += static_cast<std::int64_t>(bytes.size());
    while (!bytes.empty()) {
      const ssize_t count = ::write(file_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return WorldFailed("写入文件", "write the file", path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return Status::Ok();
  }

  // On the disk, readable by all, changeable by none.
  Status Seal(MaterialInfo& info) {
    if (error_ != 0) return Failed();
    info = {digester_.Finish(), size_};
    const bool sealed = ::fchmod(file_, 0444) == 0 && ::fsync(file_) == 0 &&
                        ::close(std::exchange(file_, -1)) == 0;
    return sealed ? Status::Ok() : WorldFailed("写入文件", "write the file", path_, errno);
  }

  Status MoveTo(const std::string& place) {
    if (::rename(path_.c_str(), place.c_str()) != 0) {
      return WorldFailed("保存文件", "store the file", place, errno);
    }
    path_.clear();
    return Status::Ok();
  }

 private:
  [[nodiscard]] Status Failed() const {
    return WorldFailed("写入文件", "write the file", path_, error_);
  }
  std::string path_;
  Digester digester_;
  int file_ = -1;
  int error_ = 0;
  std::int64_t size_ = 0;
};

MaterialStore::MaterialStore(std::string root, DigestAlgorithm algorithm)
    : root_(std::move(root)), algorithm_(algorithm) {}

Result<MaterialInfo> MaterialStore::Put(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return WorldFailed("读取文件", "read the file", path, errno);
  if (!S_ISREG(about.st_mode)) {
    return Status::InvalidArgument(
        {fmt::format("材料 {} 应为普通文件,但它不是;请给出文件", path),
         fmt::format("expected the material {} to be a file, but it is none; name a file", path)});
  }
  if (Status made = MakeDirectories(root_); !made.ok()) return made;
  Incoming incoming(root_, algorithm_);
  const Status copied = ReadBlocks(path, [&](std::string_view block) { return incoming.Write(block); });
  return copied.ok() ? Finish(incoming) : Result<MaterialInfo>(copied);
}

Result<MaterialInfo> MaterialStore::PutBytes(std::string_view bytes) {
  if (Status made = MakeDirectories(root_); !made.ok()) return made;
  Incoming incoming(root_, algorithm_);
  const Status written = incoming.Write(bytes);
  return written.ok() ? Finish(incoming) : Result<MaterialInfo>(written);
}

Result<MaterialInfo> MaterialStore::Finish(Incoming& incoming) {
  MaterialInfo info;
  if (Status sealed = incoming.Seal(info); !sealed.ok()) return sealed;
  const Result<std::string> place = Place(info.digest);
  if (!place) return place.error();
  if (Verify(info.digest).ok()) return info;  // known already
  const std::string folder = fs::path(*place).parent_path().string();
  Status status = MakeDirectories(folder);
  if (status.ok()) status = incoming.MoveTo(*place);
  if (status.ok()) status = SyncDirectory(folder);
  if (status.ok()) status = SyncDirectory(fs::path(folder).parent_path().string());
  if (status.ok()) status = SyncDirectory(root_);
  return status.ok() ? Result<MaterialInfo>(info) : Result<MaterialInfo>(status);
}

Result<std::string> MaterialStore::Place(std::string_view digest) const {
  const std::size_t colon = digest.find(':');
  const std::string_view name = digest.substr(0, std::min(colon, digest.size()));
  const std::string_view hex =
      colon == std::string_view::npos ? std::string_view() : digest.substr(colon + 1);
  const bool plain = hex.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (!ParseDigestAlgorithm(name) || hex.size() != 64 || !plain) {
    const std::string_view shown = digest.substr(0, 80);
    return Status::InvalidArgument(
        {fmt::format("材料的摘要应为“算法:64 位十六进制”,但给出的是“{}”", shown),
         fmt::format("expected a material's digest as algorithm:64 hexadecimal digits, but found \"{}\"",
                     shown)});
  }
  return fmt::format("{}/{}/{}/{}", root_, name, hex.substr(0, 2), hex);
}

Result<std::string> MaterialStore::PathOf(std::string_view digest) const {
  Result<std::string> place = Place(digest);
  std::error_code error;
  if (!place || fs::is_regular_file(*place, error)) return place;
  return Status::NotFound(
      {fmt::format("材料库 {} 中应有摘要为 {} 的文件,但没有;请从备份恢复", root_, digest),
       fmt::format("expected a file with the digest {} in the material store {}, but there is none; "
                   "restore it from a backup",
                   digest, root_)});
}

Status MaterialStore::Verify(std::string_view digest) const {
  const Result<std::string> path = PathOf(digest);
  if (!path) return path.error();
  const auto algorithm = ParseDigestAlgorithm(digest.substr(0, digest.find(':')));
  const Result<std::string> found = DigestOfFile(*algorithm, *path);
  if (!found) return found.error();
  return *found == digest ? Status::Ok() : Differs(digest, *found, *path);
}

Status MaterialStore::Stream(std::string_view digest, const std::function<Status(std::string_view)>& take) const {
  const Result<std::string> path = PathOf(digest);
  if (!path) return path.error();
  Digester digester(*ParseDigestAlgorithm(digest.substr(0, digest.find(':'))));
  const Status read = ReadBlocks(*path, [&](std::string_view block) {
    digester.Update(block);
    return take(block);
  });
  if (!read.ok()) return read;
  const std::string found = digester.Finish();
  return found == digest ? Status::Ok() : Differs(digest, found, *path);
}

Result<std::string> MaterialStore::Read(std::string_view digest) const {
  std::string bytes;
  const Status read = Stream(digest, [&](std::string_view block) {
    bytes += block;
    return Status::Ok();
  });
  return read.ok() ? Result<std::string>(bytes) : Result<std::string>(read);
}

}  // namespace juece
