#include "store/store_copy.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>

#include "store/event_store.h"
#include "store/sqlite_db.h"
#include "store/sqlite_schema.h"

namespace juece {
namespace {

constexpr int kWaitMs = 10'000;

int CopyPages(SqliteDb& from, SqliteDb& to) {
  // A transaction that stays open for the whole copy: the copy is of one moment, whatever is committed meanwhile.
  int code = from.Run("BEGIN; SELECT count(*) FROM sqlite_master");
  if (code != SQLITE_OK) return code;
  sqlite3_backup* copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (copy == nullptr) return sqlite3_extended_errcode(to.handle());
  code = sqlite3_backup_step(copy, -1);
  const int finished = sqlite3_backup_finish(copy);
  from.Run("COMMIT");
  if (code != SQLITE_DONE) return finished == SQLITE_OK ? code : finished;
  return finished == SQLITE_OK ? to.Run("PRAGMA journal_mode = DELETE") : finished;
}

}  // namespace

Status CopyStoreFile(const std::string& from, const std::string& to) {
  SqliteOptions options;
  options.read_only = true;
  options.busy_timeout_ms = kWaitMs;
  SqliteDb source(from);
  DigestAlgorithm algorithm = DigestAlgorithm::kSm3;
  if (Status placed = CheckStorePlace(from, options); !placed.ok()) return placed;
  if (Status opened = OpenStoreFile(source, options, algorithm); !opened.ok()) return opened;
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(to, error))) {
    return Status::Conflict({fmt::format("应把案卷库存为新文件,但 {} 已经存在;请另给一个名字", to), fmt::format("expected to copy the store to a new file, but {} exists; give another name", to)});
  }
  Status status;
  {
    SqliteDb target(to);
    status = target.StatusOf(target.Open(SqliteDb::Mode::kCreate, 0));
    if (status.ok()) {
      const int code = CopyPages(source, target);
      // What fails is told of the file that fails.
      if (code != SQLITE_OK) status = (code & 0xff) == SQLITE_CORRUPT ? source.Failure(code) : target.Failure(code);
    }
  }
  if (!status.ok()) std::filesystem::remove(to, error);
  return status;
}

Result<std::vector<std::string>> ExamineStoreFile(const std::string& path) {
  SqliteOptions options;
  options.read_only = true;
  SqliteDb db(path);
  DigestAlgorithm algorithm = DigestAlgorithm::kSm3;
  if (Status placed = CheckStorePlace(path, options); !placed.ok()) return placed;
  if (Status opened = OpenStoreFile(db, options, algorithm); !opened.ok()) return opened;
  std::vector<std::string> wrong;
  SqliteStatement rows(db.handle(), "PRAGMA integrity_check(20)");
  while (rows.Row()) {
    if (std::string line = rows.Bytes(0); line != "ok") wrong.push_back(std::move(line));
  }
  if (!rows.done()) wrong.push_back(sqlite3_errstr(rows.code()));
  return wrong;
}

}  // namespace juece
