// What hosted plugins died of, and which of them wait for a person. One file for all processes of an
// installation, so that a plugin that crashes once in each of three commands is found out as well.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/data.h"
#include "base/status.h"
#include "base/time.h"

namespace juece {

struct CrashEntry {
  std::string digest;  // of the plugin's file: another build begins anew
  std::string id;
  std::string version;
  std::string path;
};

// Thread-safe; between processes the file is locked while it is changed. Without a file it remembers for
// this process only.
class CrashBook {
 public:
  CrashBook(std::string file, std::shared_ptr<Clock> clock) : file_(std::move(file)), clock_(std::move(clock)) {}

  // How often it has crashed since it was last lifted.
  [[nodiscard]] int Count(const std::string& digest) const;
  [[nodiscard]] bool Quarantined(const std::string& digest) const;
  // Returns the count; at `limit` the plugin is quarantined.
  int Record(const CrashEntry& plugin, const std::string& reason, int limit);
  // A person has looked at it: by id or digest. NotFound where none of that name is quarantined.
  Status Lift(const std::string& plugin, const std::string& actor, const std::string& reason);
  // {"plugins":[{"digest","id","version","path","quarantined","crashes":[{"at","reason"}],"lifted":[{"at","actor","reason"}]}]}
  [[nodiscard]] Result<Data> Read() const;

 private:
  [[nodiscard]] std::string Now() const;
  // Reads, lets `change` edit, writes: all under the lock.
  template <typename Change>
  Status Edit(const Change& change);
  [[nodiscard]] Result<Data> Load() const;
  Status Save(const Data& book);

  std::string file_;
  std::shared_ptr<Clock> clock_;
  mutable std::mutex mutex_;
  Data memory_ = Data::EmptyMap();  // where there is no file
};

}  // namespace juece
