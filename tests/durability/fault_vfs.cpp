#include "durability/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <new>
#include <random>

namespace juece::test {
namespace {

FaultVfs* the_one = nullptr;
sqlite3_vfs* usual = nullptr;
sqlite3_vfs layer;

struct Handle {
  sqlite3_file base;
  std::string* path;  // null for a file without a name
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

Handle* Of(sqlite3_file* file) { return reinterpret_cast<Handle*>(file); }
sqlite3_file* Real(sqlite3_file* file) { return Of(file)->real(); }

int Close(sqlite3_file* file) {
  const int code = Real(file)->pMethods == nullptr ? SQLITE_OK : Real(file)->pMethods->xClose(Real(file));
  delete Of(file)->path;
  Of(file)->path = nullptr;
  return code;
}
int Read(sqlite3_file* f, void* to, int count, sqlite3_int64 at) { return Real(f)->pMethods->xRead(Real(f), to, count, at); }
int Write(sqlite3_file* f, const void* from, int count, sqlite3_int64 at) {
  if (Of(f)->path == nullptr) return Real(f)->pMethods->xWrite(Real(f), from, count, at);
  bool half = false;
  const int code = the_one->BeforeWrite(*Of(f)->path, {at, 0, std::string(static_cast<const char*>(from), static_cast<std::size_t>(count))}, half);
  if (code != SQLITE_OK && !half) return code;
  const int written = Real(f)->pMethods->xWrite(Real(f), from, half ? count / 2 : count, at);
  return code != SQLITE_OK ? code : written;
}
int Truncate(sqlite3_file* f, sqlite3_int64 size) {
  bool half = false;
  const int code = Of(f)->path == nullptr ? SQLITE_OK : the_one->BeforeWrite(*Of(f)->path, {-1, size, ""}, half);
  return code != SQLITE_OK ? code : Real(f)->pMethods->xTruncate(Real(f), size);
}
// No sync of the real file: a power cut is played, not suffered.
int Sync(sqlite3_file* f, int) { return Of(f)->path == nullptr ? SQLITE_OK : the_one->BeforeSync(*Of(f)->path); }
int FileSize(sqlite3_file* f, sqlite3_int64* size) { return Real(f)->pMethods->xFileSize(Real(f), size); }
int Lock(sqlite3_file* f, int level) { return Real(f)->pMethods->xLock(Real(f), level); }
int Unlock(sqlite3_file* f, int level) { return Real(f)->pMethods->xUnlock(Real(f), level); }
int CheckReserved(sqlite3_file* f, int* out) { return Real(f)->pMethods->xCheckReservedLock(Real(f), out); }
int Control(sqlite3_file* f, int op, void* argument) { return Real(f)->pMethods->xFileControl(Real(f), op, argument); }
int SectorSize(sqlite3_file* f) { return Real(f)->pMethods->xSectorSize(Real(f)); }
int Characteristics(sqlite3_file*) { return 0; }  // promises nothing, so that SQLite takes every care
int ShmMap(sqlite3_file* f, int page, int size, int extend, void volatile** out) { return Real(f)->pMethods->xShmMap(Real(f), page, size, extend, out); }
int ShmLock(sqlite3_file* f, int offset, int count, int flags) { return Real(f)->pMethods->xShmLock(Real(f), offset, count, flags); }
void ShmBarrier(sqlite3_file* f) { Real(f)->pMethods->xShmBarrier(Real(f)); }
int ShmUnmap(sqlite3_file* f, int remove) { return Real(f)->pMethods->xShmUnmap(Real(f), remove); }

const sqlite3_io_methods kMethods = {2,    Close,  Read,          Write,   Truncate,   Sync,            FileSize, Lock,    Unlock,
                                     CheckReserved, Control, SectorSize, Characteristics, ShmMap, ShmLock, ShmBarrier, ShmUnmap, nullptr, nullptr};

int Open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  Handle* handle = Of(file);
  handle->base.pMethods = nullptr;
  handle->path = nullptr;
  const int code = usual->xOpen(usual, path, handle->real(), flags, out_flags);
  if (code != SQLITE_OK) return code;
  handle->base.pMethods = &kMethods;
  if (path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0) {
    handle->path = new std::string(path);
    the_one->Opened(path);
  }
  return code;
}
int Delete(sqlite3_vfs*, const char* path, int) {
  const int code = usual->xDelete(usual, path, 0);
  if (code == SQLITE_OK) the_one->Deleted(path);
  return code;
}

void ApplyTo(std::string& content, const FaultVfs::Change& change, const std::vector<bool>* sectors) {
  constexpr std::size_t kSector = 512;
  if (change.offset < 0) {
    if (sectors == nullptr || (*sectors)[0]) content.resize(static_cast<std::size_t>(change.size));
    return;
  }
  for (std::size_t at = 0, n = 0; at < change.bytes.size(); at += kSector, ++n) {
    if (sectors != nullptr && !(*sectors)[n]) continue;
    const std::size_t count = std::min(kSector, change.bytes.size() - at);
    const std::size_t to = static_cast<std::size_t>(change.offset) + at;
    if (content.size() < to + count) content.resize(to + count, '\0');
    std::memcpy(content.data() + to, change.bytes.data() + at, count);
  }
}

}  // namespace

FaultVfs::FaultVfs() {
  the_one = this;
  usual = sqlite3_vfs_find(nullptr);
  layer = *usual;
  layer.pNext = nullptr;
  layer.zName = name();
  layer.szOsFile = static_cast<int>(sizeof(Handle)) + usual->szOsFile;
  layer.xOpen = Open;
  layer.xDelete = Delete;
  sqlite3_vfs_register(&layer, 0);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&layer);
  the_one = nullptr;
}

void FaultVfs::Start(Fault fault) {
  const std::lock_guard lock(mutex_);
  fault_ = fault;
  writes_ = syncs_ = 0;
  cut_ = false;
  files_.clear();
}

bool FaultVfs::Hits(Fault::At at, int number) {
  if (cut_) return true;
  if (fault_.at != at) return false;
  return number == fault_.number || (fault_.how == Fault::How::kStay && number > fault_.number);
}

int FaultVfs::BeforeWrite(const std::string& path, Change change, bool& half) {
  const std::lock_guard lock(mutex_);
  const bool was_cut = cut_;
  const bool hit = Hits(Fault::At::kWrite, ++writes_);
  if (!hit) {
    files_[path].pending.push_back(std::move(change));
    return SQLITE_OK;
  }
  if (was_cut) return fault_.code;
  half = fault_.how == Fault::How::kTear && change.offset >= 0;
  if (half) change.bytes.resize(change.bytes.size() / 2);
  if (half || fault_.how == Fault::How::kPowerCut) files_[path].pending.push_back(std::move(change));
  cut_ = fault_.how == Fault::How::kPowerCut;
  return fault_.code;
}

int FaultVfs::BeforeSync(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (Hits(Fault::At::kSync, ++syncs_)) {
    cut_ = cut_ || fault_.how == Fault::How::kPowerCut;
    return fault_.code;
  }
  File& file = files_[path];
  for (const Change& change : file.pending) ApplyTo(file.durable, change, nullptr);
  file.pending.clear();
  return SQLITE_OK;
}

// A file that was there before is on the disk as it is.
void FaultVfs::Opened(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (cut_ || files_.count(path) > 0) return;
  std::ifstream in(path, std::ios::binary);
  files_[path].durable.assign(std::istreambuf_iterator<char>(in), {});
}

void FaultVfs::Deleted(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (!cut_) files_.erase(path);
}

void FaultVfs::WriteDisk(const std::string& folder, unsigned seed) const {
  const std::lock_guard lock(mutex_);
  std::mt19937 random(seed);
  for (const auto& [path, file] : files_) {
    std::string content = file.durable;
    for (const Change& change : file.pending) {
      const unsigned fate = random() % 3;  // all of it, none of it, or some sectors
      std::vector<bool> sectors(change.bytes.size() / 512 + 1, fate == 0);
      if (fate == 2) std::generate(sectors.begin(), sectors.end(), [&] { return random() % 2 == 0; });
      ApplyTo(content, change, &sectors);
    }
    std::ofstream out(std::filesystem::path(folder) / std::filesystem::path(path).filename(), std::ios::binary);
    out << content;
  }
}

}  // namespace juece::test
