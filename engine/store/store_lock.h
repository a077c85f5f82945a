// Who writes to a store holds its lock: a file beside it, `<store>.lock`, locked by the kernel and so free again however its holder ends.
// It says who holds it. Inside store/ and for `juece doctor`.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/status.h"

namespace juece {

struct LockHolder {
  std::int64_t process = 0;
  std::string command;  // program and its first argument; never the rest, which may tell of persons
  std::string host;
  std::string since;  // UTC, ISO 8601
};

class StoreLock {
 public:
  ~StoreLock();  // released, and the file removed
  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;

  // Waits up to `wait_ms` for a holder to finish; then kUnavailable naming it. A place where no file can be made gives a null pointer: then
  // the store cannot be written either, and says so itself.
  static Result<std::unique_ptr<StoreLock>> Take(const std::string& store, int wait_ms);
  // Who holds it now; nullopt where nobody does.
  static std::optional<LockHolder> HolderOf(const std::string& store);

 private:
  StoreLock(std::string path, int file) : path_(std::move(path)), file_(file) {}
  std::string path_;
  int file_;
};

}  // namespace juece
