#include "plugin/crash_book.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.h"

namespace juece {
namespace {

class FileLock {
 public:
  explicit FileLock(const std::string& file) : descriptor_(open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
    if (descriptor_ >= 0) (void)flock(descriptor_, LOCK_EX);
  }
  ~FileLock() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

Data* FindPlugin(Data& book, const std::string& name) {
  Data* plugins = book.Find("plugins");
  if (plugins == nullptr) return nullptr;
  for (std::size_t i = 0; i < plugins->AsList().size(); ++i) {
    Data* plugin = plugins->At(fmt::format("/{}", i));
    if ((*plugin)["digest"].AsText() == name || (*plugin)["id"].AsText() == name) return plugin;
  }
  return nullptr;
}

Data& PluginOf(Data& book, const CrashEntry& entry) {
  if (Data* known = FindPlugin(book, entry.digest)) return *known;
  if (!book.Has("plugins")) book.Set("plugins", Data::EmptyList());
  Data* plugins = book.Find("plugins");
  plugins->Append(Data::OfMembers({{"digest", entry.digest}, {"id", entry.id}, {"version", entry.version}, {"path", entry.path},
                                   {"quarantined", false}, {"crashes", Data::EmptyList()}, {"lifted", Data::EmptyList()}}));
  return *plugins->At(fmt::format("/{}", plugins->AsList().size() - 1));
}

Status BadFile(const std::string& file, std::string_view zh, std::string_view en) {
  return Status::Unavailable({fmt::format("插件的崩溃记录 {}:{}", file, zh), fmt::format("the record of plugin crashes {}: {}", file, en)});
}

}  // namespace

std::string CrashBook::Now() const { return clock_ == nullptr ? "" : clock_->Now().ToString(); }

Result<Data> CrashBook::Load() const {
  if (file_.empty()) return memory_;
  std::ifstream in(file_, std::ios::binary);
  if (!in) return Data::EmptyMap();
  std::ostringstream bytes;
  bytes << in.rdbuf();
  auto book = ParseJson(bytes.str());
  if (!book || !book->is_map()) {
    return BadFile(file_, "应是 JSON 文档,但不能读取;请查看后移走它", "expected a JSON document, but it cannot be read; look at it and move it away");
  }
  return book;
}

Status CrashBook::Save(const Data& book) {
  if (file_.empty()) {
    memory_ = book;
    return Status::Ok();
  }
  const std::string next = fmt::format("{}.{}.new", file_, getpid());
  {
    std::ofstream out(next, std::ios::binary);
    out << ToJson(book) << "\n";
    if (!out.flush()) return BadFile(file_, "应能写入,但失败", "expected to be able to write it, but that failed");
  }
  std::error_code error;
  std::filesystem::rename(next, file_, error);
  if (error) return BadFile(file_, "应能写入,但失败", "expected to be able to write it, but that failed");
  return Status::Ok();
}

template <typename Change>
Status CrashBook::Edit(const Change& change) {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (!file_.empty()) {
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(file_).parent_path(), ignored);
  }
  const FileLock lock(file_.empty() ? "/dev/null" : file_ + ".lock");
  auto book = Load();
  if (!book) return book.error();
  change(*book);
  return Save(*book);
}

Result<Data> CrashBook::Read() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return Load();
}

int CrashBook::Count(const std::string& digest) const {
  auto book = Read();
  const Data* plugin = book ? FindPlugin(*book, digest) : nullptr;
  return plugin == nullptr ? 0 : static_cast<int>((*plugin)["crashes"].AsList().size());
}

bool CrashBook::Quarantined(const std::string& digest) const {
  auto book = Read();
  const Data* plugin = book ? FindPlugin(*book, digest) : nullptr;
  return plugin != nullptr && (*plugin)["quarantined"].AsBool();
}

int CrashBook::Record(const CrashEntry& entry, const std::string& reason, int limit) {
  int count = 0;
  (void)Edit([&](Data& book) {
    Data& plugin = PluginOf(book, entry);
    plugin.Find("crashes")->Append(Data::OfMembers({{"at", Now()}, {"reason", reason}}));
    count = static_cast<int>(plugin["crashes"].AsList().size());
    if (count >= limit) plugin.Set("quarantined", true);
  });
  return count;
}

Status CrashBook::Lift(const std::string& name, const std::string& actor, const std::string& reason) {
  bool found = false;
  Status status = Edit([&](Data& book) {
    Data* plugin = FindPlugin(book, name);
    found = plugin != nullptr && (*plugin)["quarantined"].AsBool();
    if (!found) return;
    plugin->Set("quarantined", false);
    plugin->Find("lifted")->Append(
        Data::OfMembers({{"at", Now()}, {"actor", actor}, {"reason", reason}, {"crashes", (*plugin)["crashes"]}}));
    plugin->Set("crashes", Data::EmptyList());
  });
  if (!status.ok() || found) return status;
  return Status::NotFound({fmt::format("应是被隔离的插件,但没有“{}”;juece plugin quarantine 列出被隔离的插件", name),
                           fmt::format("Expected a quarantined plugin, but there is no '{}'; juece plugin quarantine lists them", name)});
}

}  // namespace juece
