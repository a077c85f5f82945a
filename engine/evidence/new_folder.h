// A folder that appears whole or not at all: it is written beside its place under a name of its own, and renamed when all is on
// the disk.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/status.h"

namespace juece {

class NewFolder {
 public:
  // What is not committed is removed.
  ~NewFolder();
  NewFolder(NewFolder&& other) noexcept;
  NewFolder& operator=(NewFolder&&) = delete;

  // kConflict where `place` is there already and not an empty folder; kUnavailable where nothing can be written beside it.
  static Result<NewFolder> At(const std::string& place);

  // Writes a file below; folders on the way are made. `path` is relative, with '/', and of our own making.
  Status Write(const std::string& path, std::string_view bytes);
  // The same for what comes in blocks: `fill` is given the way to hand them in.
  using Sink = std::function<Status(std::string_view)>;
  Status WriteStream(const std::string& path, const std::function<Status(const Sink&)>& fill);

  // Everything durable, then the name.
  Status Commit();

 private:
  NewFolder(std::string place, std::string working) : place_(std::move(place)), working_(std::move(working)) {}
  std::string place_;
  std::string working_;  // "" once committed
};

}  // namespace juece
