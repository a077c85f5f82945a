#include "plugin/plugin_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U  // kernels from 6.3 on want to be told
#endif

namespace juece {
namespace {

constexpr off_t kMostFileBytes = off_t{256} << 20;

class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }
  int Release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

Status CannotOpen(const std::string& path, int error) {
  const char* why = std::strerror(error);
  if (error == ELOOP) {
    return Status::InvalidArgument({fmt::format("插件 {}:应是普通文件,但是符号链接;请放置文件本身", path),
                                    fmt::format("plugin {}: expected a regular file, but it is a symbolic link; put the file itself there", path)});
  }
  return Status::NotFound({fmt::format("插件 {}:应能打开此文件,但失败:{}", path, why), fmt::format("plugin {}: expected to open the file, but it failed: {}", path, why)});
}

Status CannotCopy(const std::string& path, int error) {
  const char* why = std::strerror(error);
  return Status::Unavailable({fmt::format("插件 {}:应能读入内存,但失败:{}", path, why), fmt::format("plugin {}: expected to read it into memory, but it failed: {}", path, why)});
}

Status CheckKind(const std::string& path, const struct stat& about) {
  if (!S_ISREG(about.st_mode)) {
    return Status::InvalidArgument({fmt::format("插件 {}:应是普通文件,但不是", path), fmt::format("plugin {}: expected a regular file, but it is none", path)});
  }
  if (about.st_size > kMostFileBytes) {
    return Status::InvalidArgument({fmt::format("插件 {}:应不超过 256 MiB,但有 {} 字节", path, about.st_size),
                                    fmt::format("plugin {}: expected at most 256 MiB, but it has {} bytes", path, about.st_size)});
  }
  if (Status status = CheckOwnership(path, about.st_uid, about.st_mode); !status.ok()) return status;
  const std::string parent = std::filesystem::path(path).parent_path().string();
  const std::string folder = parent.empty() ? "." : parent;
  struct stat around = {};
  if (stat(folder.c_str(), &around) != 0) return CannotOpen(path, errno);
  return CheckOwnership(folder, around.st_uid, around.st_mode);
}

// Everything that is read until the end, however the file grows meanwhile. errno, or 0.
int CopyAll(int from, int to) {
  off_t copied = 0;
  char block[1U << 16U];
  for (;;) {
    const ssize_t got = read(from, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;
    copied += got;
    if (copied > kMostFileBytes) return EFBIG;
    for (ssize_t done = 0; done < got;) {
      const ssize_t put = write(to, block + done, static_cast<std::size_t>(got - done));
      if (put < 0 && errno != EINTR) return errno;
      if (put > 0) done += put;
    }
  }
}

int SealedMemory(const std::string& name) {
  const std::string shown = name.substr(0, 200);
  const int made = memfd_create(shown.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_EXEC);
  return made >= 0 || errno != EINVAL ? made : memfd_create(shown.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

}  // namespace

Status CheckOwnership(const std::string& what, unsigned owner, unsigned mode) {
  if (owner != 0 && owner != geteuid()) {
    return Status::InvalidArgument({fmt::format("{}:所有者应是 root 或者本用户({}),但是用户 {};请查明是谁放置的,再用 chown 改正", what, geteuid(), owner),
                                    fmt::format("{}: expected its owner to be root or this user ({}), but it is user {}; find out who put it there, then chown it",
                                                what, geteuid(), owner)});
  }
  if ((mode & 022U) != 0) {
    return Status::InvalidArgument({fmt::format("{}:应只有所有者可以改写,但权限是 {:03o};请执行 chmod go-w {}", what, mode & 0777U, what),
                                    fmt::format("{}: expected that only its owner may write it, but its mode is {:03o}; chmod go-w {}", what, mode & 0777U, what)});
  }
  return Status::Ok();
}

Result<std::shared_ptr<const PluginFile>> PluginFile::Open(const std::string& path) {
  const Descriptor source(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (source.get() < 0) return CannotOpen(path, errno);
  struct stat about = {};
  if (fstat(source.get(), &about) != 0) return CannotOpen(path, errno);
  if (Status status = CheckKind(path, about); !status.ok()) return status;
  Descriptor copy(SealedMemory(std::filesystem::path(path).filename().string()));
  if (copy.get() < 0) return CannotCopy(path, errno);
  if (const int error = CopyAll(source.get(), copy.get()); error != 0) return CannotCopy(path, error);
  if (fcntl(copy.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0) return CannotCopy(path, errno);
  std::shared_ptr<PluginFile> file(new PluginFile(path, copy.Release()));
  if (Status status = file->Read(); !status.ok()) return status;
  return std::shared_ptr<const PluginFile>(std::move(file));
}

Status PluginFile::Read() {
  struct stat about = {};
  if (fstat(descriptor_, &about) != 0) return CannotCopy(path_, errno);
  if (about.st_size > 0) {
    const auto size = static_cast<std::size_t>(about.st_size);
    void* mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor_, 0);
    if (mapped == MAP_FAILED) return CannotCopy(path_, errno);
    bytes_ = {static_cast<const char*>(mapped), size};
  }
  auto note = ReadPluginNote(path_, bytes_);
  if (!note) return note.error();
  note_ = *std::move(note);
  if (Status status = note_ ? CheckAbiVersion(path_, note_->major, note_->minor) : Status::Ok(); !status.ok()) return status;
  digest_ = DigestOf(DigestAlgorithm::kSha256, bytes_);
  return Status::Ok();
}

PluginFile::~PluginFile() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  close(descriptor_);
}

std::string PluginFile::name() const { return std::filesystem::path(path_).filename().string(); }
std::string PluginFile::LoadPath() const { return fmt::format("/proc/self/fd/{}", descriptor_); }
std::string PluginFile::Digest(DigestAlgorithm algorithm) const { return algorithm == DigestAlgorithm::kSha256 ? digest_ : DigestOf(algorithm, bytes_); }

Status PluginFile::Agrees(std::string_view id, std::string_view version, std::string_view abi) const {
  const auto refuse = [&](std::string_view zh, std::string_view en) {
    return Status::InvalidArgument({fmt::format("插件 {}:{}", path_, zh), fmt::format("plugin {}: {}", path_, en)});
  };
  if (!note_) {
    if (abi == "1.0") return Status::Ok();
    return refuse(fmt::format("按接口版本 {} 构建的插件应有接口说明(.note.juece),但没有;C 语言的插件请写 JUECE_NOTE(\"{}\", \"{}\")", abi, id, version),
                  fmt::format("expected a plugin that was built for interface version {} to have an ABI note (.note.juece), but there is none; in C, write "
                              "JUECE_NOTE(\"{}\", \"{}\")",
                              abi, id, version));
  }
  const std::string noted = fmt::format("{}.{}", note_->major, note_->minor);
  const bool same = noted == abi && (note_->id.empty() || note_->id == id) && (note_->version.empty() || note_->version == version);
  if (same) return Status::Ok();
  return refuse(fmt::format("接口说明(.note.juece)与入口表应一致,但说明为“{} {},接口 {}”,入口表为“{} {},接口 {}”", note_->id, note_->version, noted, id, version, abi),
                fmt::format("expected the ABI note (.note.juece) and the entry table to agree, but the note says '{} {}, interface {}' and the entry '{} {}, interface {}'",
                            note_->id, note_->version, noted, id, version, abi));
}

}  // namespace juece
