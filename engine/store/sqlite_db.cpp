#include "store/sqlite_db.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace juece {
namespace {

// A connection that reads is one thread's at a time, as its store sees to (SqliteReader): SQLite need not lock around every column.
constexpr int kReading = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;

// A file name as SQLite's URI wants it.
std::string UriOf(std::string_view path, std::string_view parameters) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    } else {
      uri.push_back(c);
    }
  }
  return uri + "?" + std::string(parameters);
}

Status Busy(const std::string& path) {
  return Status::Unavailable(
      {fmt::format("应能写入案卷库 {},但另一个进程正在写入;请等它结束后再试", path),
       fmt::format("expected to write the store {}, but another process is writing to it; wait until "
                   "it has finished and try again",
                   path)});
}

Status ReadOnly(const std::string& path) {
  return Status::Unavailable(
      {fmt::format("应能写入案卷库 {},但文件或其所在目录为只读;请取得写权限,或用 --store 指定别处", path),
       fmt::format("expected to write the store {}, but the file or its directory is read-only; get "
                   "the right to write there or name another place with --store",
                   path)});
}

Status DiskFull(const std::string& path, const char* detail) {
  return Status::Unavailable(
      {fmt::format("应能把记录存入 {},但磁盘已满或出错({});这次操作没有留下任何内容,请腾出空间后重试",
                   path, detail),
       fmt::format("expected to store the record in {}, but the disk is full or failing ({}); nothing "
                   "of this operation was kept: make room and try again",
                   path, detail)});
}

Status NotADatabase(const std::string& path) {
  return Status::Corrupt(
      {fmt::format("{} 应为案卷库,但不是数据库文件;请检查 --store 的路径", path),
       fmt::format("expected {} to be a store, but it is not a database; check the path of --store",
                   path)});
}

Status Damaged(const std::string& path, const char* detail) {
  return Status::Corrupt(
      {fmt::format("案卷库 {} 应完好,但已损坏({});请从备份恢复", path, detail),
       fmt::format("expected the store {} to be whole, but it is damaged ({}); restore a backup", path,
                   detail)});
}

Status CannotOpen(const std::string& path, const char* detail) {
  return Status::Unavailable(
      {fmt::format("应能打开案卷库 {},但不能({});请检查路径与权限", path, detail),
       fmt::format("expected to open the store {}, but could not ({}); check path and permissions",
                   path, detail)});
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3* db, std::string_view sql) {
  code_ = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

// A null pointer would bind NULL, so an empty value gets an address of its own.
SqliteStatement& SqliteStatement::Text(std::string_view value) {
  const char* bytes = value.empty() ? "" : value.data();
  sqlite3_bind_text64(statement_, next_++, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

SqliteStatement& SqliteStatement::Blob(std::string_view value) {
  const char* bytes = value.empty() ? "" : value.data();
  sqlite3_bind_blob64(statement_, next_++, bytes, value.size(), SQLITE_STATIC);
  return *this;
}

SqliteStatement& SqliteStatement::Integer(std::int64_t value) {
  sqlite3_bind_int64(statement_, next_++, value);
  return *this;
}

bool SqliteStatement::Row() {
  if (statement_ == nullptr) return false;
  code_ = sqlite3_step(statement_);
  if (code_ != SQLITE_ROW && code_ != SQLITE_DONE) {
    code_ = sqlite3_extended_errcode(sqlite3_db_handle(statement_));
  }
  return code_ == SQLITE_ROW;
}

void SqliteStatement::Reset() {
  sqlite3_reset(statement_);
  next_ = 1;
}

bool SqliteStatement::done() const { return code_ == SQLITE_DONE; }

std::string_view SqliteStatement::View(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size));
}

std::string SqliteStatement::Bytes(int column) const { return std::string(View(column)); }

std::int64_t SqliteStatement::Number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

bool SqliteStatement::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

SqliteDb::~SqliteDb() { sqlite3_close_v2(db_); }

int SqliteDb::Open(Mode mode, int busy_timeout_ms) {
  sqlite3_close_v2(db_);
  db_ = nullptr;
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  const char* parameters = "";
  switch (mode) {
    case Mode::kRead: flags |= kReading; break;
    case Mode::kReadImmutable:
      flags |= kReading;
      parameters = "immutable=1";
      break;
    case Mode::kWrite: flags |= SQLITE_OPEN_READWRITE; break;
    case Mode::kCreate: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
  }
  const int code = sqlite3_open_v2(UriOf(path_, parameters).c_str(), &db_, flags, vfs_.empty() ? nullptr : vfs_.c_str());
  if (code == SQLITE_OK) sqlite3_busy_timeout(db_, busy_timeout_ms);
  return code;
}

int SqliteDb::Run(const char* sql) {
  const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? code : sqlite3_extended_errcode(db_);
}

bool SqliteDb::is_read_only() const { return sqlite3_db_readonly(db_, "main") == 1; }

Status SqliteDb::StatusOf(int code) const {
  const bool good = code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW;
  return good ? Status::Ok() : Failure(code);
}

Status SqliteDb::Failure(int code) const {
  const char* detail = sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Busy(path_);
    case SQLITE_READONLY:
    case SQLITE_PERM: return ReadOnly(path_);
    case SQLITE_FULL:
    case SQLITE_IOERR: return DiskFull(path_, detail);
    case SQLITE_NOTADB: return NotADatabase(path_);
    case SQLITE_CORRUPT: return Damaged(path_, detail);
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH: return CannotOpen(path_, detail);
    default: break;
  }
  const char* message = db_ == nullptr ? detail : sqlite3_errmsg(db_);
  return Status::Internal({fmt::format("案卷库 {} 的操作出错:{}", path_, message),
                           fmt::format("an operation on the store {} failed: {}", path_, message)});
}

SqliteTransaction::SqliteTransaction(SqliteDb& db, Kind kind) : db_(db) {
  code_ = db_.Run(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
  open_ = code_ == SQLITE_OK;
}

SqliteTransaction::~SqliteTransaction() {
  if (open_) db_.Run("ROLLBACK");
}

Status SqliteTransaction::Commit() {
  const int code = db_.Run("COMMIT");
  if (code == SQLITE_OK) open_ = false;
  return db_.StatusOf(code);
}

}  // namespace juece
