// A file layer for SQLite that fails where it is told to, and that knows what a power cut would leave: what was synced, and of the rest
// whatever the disk happened to write. It passes everything else on to the usual one.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace juece::test {

struct Fault {
  enum class At { kNever, kWrite, kSync };
  enum class How {
    kFail,      // that one fails, the next works
    kTear,      // half of it is written, then it fails; the next works
    kStay,      // that one and all after it fail
    kPowerCut,  // that one may be half done, and nothing works any more
  };
  At at = At::kNever;
  int number = 0;  // from 1, counted over all files
  How how = How::kFail;
  int code = 0;  // SQLite's result code
};

// One at a time; registered as "juece-fault" as long as it lives.
class FaultVfs {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;
  static const char* name() { return "juece-fault"; }

  void Start(Fault fault);  // counts from the beginning
  [[nodiscard]] int writes() const { return writes_; }
  [[nodiscard]] int syncs() const { return syncs_; }
  // Writes the files as a power cut would have left them at the fault (or now, where there was none) into a folder. What was not synced is
  // there, lost, or torn in pieces of 512 bytes, as `seed` has it.
  void WriteDisk(const std::string& folder, unsigned seed) const;

  // For the file layer itself.
  struct Change {
    std::int64_t offset = 0;  // -1: cut to `size`
    std::int64_t size = 0;
    std::string bytes;
  };
  struct File {
    std::string durable;
    std::vector<Change> pending;
  };
  int BeforeWrite(const std::string& path, Change change, bool& half);
  int BeforeSync(const std::string& path);
  void Opened(const std::string& path);
  void Deleted(const std::string& path);

 private:
  bool Hits(Fault::At at, int number);

  mutable std::mutex mutex_;
  Fault fault_;
  int writes_ = 0;
  int syncs_ = 0;
  bool cut_ = false;
  std::map<std::string, File> files_;
};

}  // namespace juece::test
