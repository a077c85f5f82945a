#include "evidence/new_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace juece {
namespace {

namespace fs = std::filesystem;

Status CannotWrite(const std::string& path, int error) {
  const char* why = std::strerror(error);
  return Status::Unavailable({fmt::format("应能写入 {},但不能({});没有留下任何内容。请检查权限与磁盘空间,然后重试", path, why),
                              fmt::format("expected to write {}, but could not ({}); nothing was left behind. Check permissions and disk "
                                          "space, then try again",
                                          path, why)});
}

Status Occupied(const std::string& place) {
  return Status::Conflict({fmt::format("应为尚不存在的文件夹,但 {} 已经存在;请另给一个名字", place),
                           fmt::format("expected a folder that is not there yet, but {} exists; give another name", place)});
}

bool IsFree(const std::string& place) {
  std::error_code error;
  const auto status = fs::symlink_status(place, error);
  if (status.type() == fs::file_type::not_found) return true;
  return status.type() == fs::file_type::directory && fs::is_empty(place, error) && !error;
}

bool SyncFolder(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool done = ::fsync(fd) == 0;
  return ::close(fd) == 0 && done;
}

Status WriteAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return CannotWrite(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return Status::Ok();
}

}  // namespace

NewFolder::NewFolder(NewFolder&& other) noexcept : place_(std::move(other.place_)), working_(std::exchange(other.working_, "")) {}

NewFolder::~NewFolder() {
  if (working_.empty()) return;
  std::error_code ignored;
  fs::remove_all(working_, ignored);
}

Result<NewFolder> NewFolder::At(const std::string& place) {
  std::string path = fs::path(place).lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  if (path.empty() || path == "/" || path == "." || fs::path(path).filename() == "..") return Occupied(place);
  if (!IsFree(path)) return Occupied(path);
  std::string working = path + ".incoming-XXXXXX";
  if (::mkdtemp(working.data()) == nullptr) return CannotWrite(path, errno);
  if (::chmod(working.c_str(), 0755) != 0) return CannotWrite(path, errno);
  return NewFolder(std::move(path), std::move(working));
}

Status NewFolder::Write(const std::string& path, std::string_view bytes) {
  return WriteStream(path, [&](const Sink& sink) { return sink(bytes); });
}

Status NewFolder::WriteStream(const std::string& path, const std::function<Status(const Sink&)>& fill) {
  const std::string full = working_ + "/" + path;
  const std::string shown = place_ + "/" + path;
  std::error_code error;
  fs::create_directories(fs::path(full).parent_path(), error);
  if (error) return CannotWrite(shown, error.value());
  const int fd = ::open(full.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) return CannotWrite(shown, errno);
  Status status = fill([&](std::string_view block) { return WriteAll(fd, block, shown); });
  if (status.ok() && ::fsync(fd) != 0) status = CannotWrite(shown, errno);
  if (::close(fd) != 0 && status.ok()) status = CannotWrite(shown, errno);
  return status;
}

Status NewFolder::Commit() {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(working_, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->is_directory() && !SyncFolder(entry->path().string())) return CannotWrite(place_, errno);
  }
  if (error || !SyncFolder(working_)) return CannotWrite(place_, error ? error.value() : errno);
  // rename replaces an empty folder and nothing else, so that a place taken meanwhile is not overwritten.
  if (::rename(working_.c_str(), place_.c_str()) != 0) {
    return errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR ? Occupied(place_) : CannotWrite(place_, errno);
  }
  working_.clear();
  const std::string parent = fs::path(place_).parent_path().string();
  return SyncFolder(parent.empty() ? "." : parent) ? Status::Ok() : CannotWrite(place_, errno);
}

}  // namespace juece
