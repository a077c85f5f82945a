#include "commands/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/json.h"
#include "session.h"

namespace juece::cli {
namespace {

Status CannotWrite(const std::string& path, int error) {
  return Status::Unavailable({fmt::format("写不了文件“{}”:{}。请换一个位置或检查权限。", path, std::strerror(error)),
                              fmt::format("Cannot write \"{}\": {}. Choose another place, or look at the permissions.", path,
                                          std::strerror(error))});
}

// Takes the descriptor over.
Status WriteAll(int file, const std::string& path, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = ::write(file, bytes.data() + done, bytes.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) break;
    done += static_cast<std::size_t>(wrote);
  }
  int error = done == bytes.size() ? 0 : errno;
  if (error == 0 && ::fsync(file) != 0) error = errno;
  if (::close(file) != 0 && error == 0) error = errno;
  return error == 0 ? Status::Ok() : CannotWrite(path, error);
}

}  // namespace

Status WriteNewFile(const std::string& path, const std::string& bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0 && errno == EEXIST) {
    return Status::Conflict({fmt::format("文件“{}”应尚不存在,但已经存在。重做会得到另一份结果,请换一个文件名。", path),
                             fmt::format("Expected \"{}\" not to exist, but it does. Doing it again would give another result; "
                                                        "choose another name.", path)});
  }
  if (file < 0) return CannotWrite(path, errno);
  Status written = WriteAll(file, path, bytes);
  if (!written.ok()) ::unlink(path.c_str());
  return written;
}

Status ReplaceFile(const std::string& path, const std::string& bytes) {
  const std::string part = path + ".part";
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return CannotWrite(part, errno);
  Status written = WriteAll(file, part, bytes);
  if (written.ok() && ::rename(part.c_str(), path.c_str()) != 0) written = CannotWrite(path, errno);
  if (!written.ok()) ::unlink(part.c_str());
  return written;
}

Result<Data> ReadJsonFile(const std::string& path) {
  auto text = ReadFile(path);
  if (!text) return text.error();
  auto data = ParseJson(*text);
  if (!data) {
    const Text& why = data.error().message();
    return Status::InvalidArgument({path + ":" + why.zh, path + ": " + why.en});
  }
  return data;
}

}  // namespace juece::cli
