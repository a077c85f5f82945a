#include "store/sqlite_schema.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "store/sqlite_journal.h"
#include "store/sqlite_personal.h"

namespace juece {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kApplicationId = 0x4A754365;  // "JuCe"
constexpr std::int64_t kFormat = 3;  // 2: the journal; 3: the keys

// Events and attempts are only ever added to. Personal values stand apart, so that they can be redacted.
constexpr char kSchema[] = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE events(
  dossier TEXT NOT NULL, position INTEGER NOT NULL, type TEXT NOT NULL, recorded_at TEXT NOT NULL,
  bytes BLOB NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL,
  UNIQUE(dossier, position)) STRICT;
CREATE TABLE personal(
  dossier TEXT NOT NULL, position INTEGER NOT NULL, pointer TEXT NOT NULL, salt TEXT NOT NULL,
  value TEXT NOT NULL, commitment TEXT NOT NULL,
  PRIMARY KEY(dossier, position, pointer)) STRICT;
CREATE TABLE attempts(
  dossier TEXT NOT NULL, position INTEGER NOT NULL, recorded_at TEXT NOT NULL,
  bytes BLOB NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL,
  UNIQUE(dossier, position)) STRICT;
CREATE TABLE pinned(
  digest TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TRIGGER events_stay BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER attempts_stay BEFORE UPDATE ON attempts
  BEGIN SELECT RAISE(ABORT, 'attempts are never changed'); END;
CREATE TRIGGER attempts_remain BEFORE DELETE ON attempts
  BEGIN SELECT RAISE(ABORT, 'attempts are never deleted'); END;
CREATE TRIGGER pinned_stay BEFORE UPDATE ON pinned
  BEGIN SELECT RAISE(ABORT, 'pinned documents are never changed'); END;
)sql";

// The schema of format 3 beyond format 2. What was asked is kept as a digest alone.
constexpr char kKeysSchema[] = R"sql(
CREATE TABLE keys(
  key TEXT PRIMARY KEY, content TEXT NOT NULL, dossier TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  attempt INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

struct Header {
  std::int64_t application = 0;
  std::int64_t format = 0;
  bool empty = false;
};

Status ReadNumber(SqliteDb& db, const char* sql, std::int64_t& value) {
  SqliteStatement statement(db.handle(), sql);
  if (!statement.Row()) return db.Failure(statement.code());
  value = statement.Number(0);
  return Status::Ok();
}

Status ReadHeader(SqliteDb& db, Header& header) {
  std::int64_t objects = 0;
  Status status = ReadNumber(db, "SELECT count(*) FROM sqlite_master", objects);
  if (status.ok()) status = ReadNumber(db, "PRAGMA application_id", header.application);
  if (status.ok()) status = ReadNumber(db, "PRAGMA user_version", header.format);
  header.empty = objects == 0 && header.application == 0 && header.format == 0;
  return status;
}

// The same in one snapshot: between single reads another process may just be making the store.
Status ReadHeaderAtOnce(SqliteDb& db, Header& header) {
  SqliteTransaction transaction(db, SqliteTransaction::Kind::kRead);
  Status status = transaction.begun();
  return status.ok() ? ReadHeader(db, header) : status;
}

}  // namespace

Status CheckStorePlace(const std::string& path, const SqliteOptions& options) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return Status::InvalidArgument(
        {fmt::format("{} 应为案卷库文件,但它是目录;请给出文件名,例如 {}/juece.db", path, path),
         fmt::format("expected {} to be a store's file, but it is a directory; name a file, for "
                     "example {}/juece.db",
                     path, path)});
  }
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, error)) {
    return Status::NotFound(
        {fmt::format("应有目录 {} 存放案卷库,但它不存在;请先建立该目录", folder.string()),
         fmt::format("expected a directory {} to hold the store, but there is none; create it first",
                     folder.string())});
  }
  if ((options.read_only || !options.create) && !fs::exists(path, error)) {
    return Status::NotFound(
        {fmt::format("应有案卷库 {},但文件不存在;请检查 --store,或先用 juece open 立案", path),
         fmt::format("expected a store {}, but there is no such file; check --store, or open a first "
                     "dossier with juece open",
                     path)});
  }
  return Status::Ok();
}

namespace {

Status CheckHeader(const SqliteDb& db, const Header& header) {
  if (header.application != kApplicationId) {
    return Status::InvalidArgument(
        {fmt::format("{} 应为本系统的案卷库,但它是其他程序的数据库(标识 {:#010x});未作任何改动,请检查 "
                     "--store",
                     db.path(), header.application),
         fmt::format("expected {} to be a store of this program, but it is another program's database "
                     "(application id {:#010x}); nothing was changed: check --store",
                     db.path(), header.application)});
  }
  if (header.format > kFormat) {
    return Status::Unsupported(
        {fmt::format("案卷库 {} 的格式应不高于第 {} 版,但为第 {} 版;请使用较新的程序", db.path(), kFormat,
                     header.format),
         fmt::format("expected the store {} to have format {} at most, but it has format {}; use a "
                     "newer program",
                     db.path(), kFormat, header.format)});
  }
  return Status::Ok();
}

bool HasWal(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path + "-wal", error);
  return !error && size > 0;
}

// In a folder that may not be written SQLite cannot make its shared memory. Where nobody has unsaved pages the file alone is
// the whole store, and can be read as it stands.
Status OpenForReading(SqliteDb& db, const SqliteOptions& options, Header& header) {
  Status status = db.StatusOf(db.Open(SqliteDb::Mode::kRead, options.busy_timeout_ms));
  if (status.ok()) status = ReadHeaderAtOnce(db, header);
  if (!status.ok() && status.code() == StatusCode::kUnavailable && !HasWal(db.path())) {
    Status again = db.StatusOf(db.Open(SqliteDb::Mode::kReadImmutable, options.busy_timeout_ms));
    if (again.ok()) again = ReadHeaderAtOnce(db, header);
    if (again.ok()) status = again;
  }
  if (status.ok() && header.empty) {
    status = Status::NotFound(
        {fmt::format("{} 应为案卷库,但文件是空的;请检查 --store", db.path()),
         fmt::format("expected {} to be a store, but the file is empty; check --store", db.path())});
  }
  return status.ok() ? CheckHeader(db, header) : status;
}

Status ReadAlgorithm(SqliteDb& db, DigestAlgorithm& algorithm) {
  SqliteStatement meta(db.handle(), "SELECT value FROM meta WHERE key = 'algorithm'");
  if (!meta.Row()) {
    if (!meta.done()) return db.Failure(meta.code());
    return Status::Corrupt({fmt::format("案卷库 {} 应注明摘要算法,但没有;请从备份恢复", db.path()),
                            fmt::format("expected the store {} to name its digest algorithm, but it "
                                        "does not; restore a backup",
                                        db.path())});
  }
  const Result<DigestAlgorithm> known = ParseDigestAlgorithm(meta.Bytes(0));
  if (!known) return known.error();
  algorithm = *known;
  return Status::Ok();
}

// Two processes may create at once: who gets the lock second finds the work done.
Status Create(SqliteDb& db, DigestAlgorithm algorithm, Header& header) {
  SqliteTransaction transaction(db, SqliteTransaction::Kind::kWrite);
  Status status = transaction.begun();
  if (status.ok()) status = ReadHeader(db, header);
  if (!status.ok() || !header.empty) return status;
  status = db.StatusOf(db.Run(kSchema));
  if (status.ok()) status = db.StatusOf(db.Run(kJournalSchema));
  if (status.ok()) status = db.StatusOf(db.Run(kKeysSchema));
  const std::string meta =
      fmt::format("INSERT INTO meta VALUES('algorithm', '{}'); PRAGMA application_id = {}; "
                  "PRAGMA user_version = {}",
                  ToString(algorithm), kApplicationId, kFormat);
  if (status.ok()) status = db.StatusOf(db.Run(meta.c_str()));
  if (status.ok()) status = MarkForgetful(db);
  if (status.ok()) status = transaction.Commit();
  header = {kApplicationId, kFormat, false};
  return status;
}

// What an older format lacks is added, in one transaction; an older program then refuses the store instead of writing past it.
Status Upgrade(SqliteDb& db, Header& header) {
  SqliteTransaction transaction(db, SqliteTransaction::Kind::kWrite);
  Status status = transaction.begun();
  if (status.ok()) status = ReadHeader(db, header);
  if (!status.ok() || header.format >= kFormat) return status;
  DigestAlgorithm algorithm = DigestAlgorithm::kSm3;
  status = ReadAlgorithm(db, algorithm);
  if (status.ok() && header.format < 2) status = db.StatusOf(db.Run(kJournalSchema));
  if (status.ok() && header.format < 2) status = BeginJournal(db, algorithm);
  if (status.ok()) status = db.StatusOf(db.Run(kKeysSchema));
  if (status.ok()) status = db.StatusOf(db.Run(fmt::format("PRAGMA user_version = {}", kFormat).c_str()));
  if (status.ok()) status = transaction.Commit();
  if (status.ok()) header.format = kFormat;
  return status;
}

Status TryOpenForWriting(SqliteDb& db, const SqliteOptions& options, Header& header) {
  const auto mode = options.create ? SqliteDb::Mode::kCreate : SqliteDb::Mode::kWrite;
  Status status = db.StatusOf(db.Open(mode, options.busy_timeout_ms));
  if (status.ok()) status = ReadHeaderAtOnce(db, header);
  if (!status.ok()) return status;
  if (!header.empty) {
    if (Status ours = CheckHeader(db, header); !ours.ok()) return ours;
  }
  if (db.is_read_only()) return db.Failure(8);  // SQLITE_READONLY
  status = db.StatusOf(db.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"));
  if (status.ok()) status = db.StatusOf(db.Run(kForgetful));
  if (status.ok() && header.empty) status = Create(db, options.algorithm, header);
  if (status.ok() && !header.empty && header.format < kFormat && CheckHeader(db, header).ok()) status = Upgrade(db, header);
  return status.ok() ? CheckHeader(db, header) : status;
}

// Turning a new file to WAL needs it alone, and while another process does the same SQLite answers "busy" at once, without the
// wait that was asked for. So the whole opening is tried again until that wait is over.
Status OpenForWriting(SqliteDb& db, const SqliteOptions& options, Header& header) {
  constexpr auto kPause = std::chrono::milliseconds(5);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(options.busy_timeout_ms);
  for (;;) {
    header = {};
    Status status = TryOpenForWriting(db, options, header);
    const int code = status.ok() || db.handle() == nullptr ? SQLITE_OK : sqlite3_errcode(db.handle()) & 0xff;
    const bool busy = code == SQLITE_BUSY || code == SQLITE_PROTOCOL;
    if (!busy || std::chrono::steady_clock::now() >= deadline) return status;
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace

Status OpenStoreFile(SqliteDb& db, const SqliteOptions& options, DigestAlgorithm& algorithm) {
  Header header;
  Status status = options.read_only ? OpenForReading(db, options, header)
                                    : OpenForWriting(db, options, header);
  if (!status.ok()) return status;
  return ReadAlgorithm(db, algorithm);
}

}  // namespace juece
