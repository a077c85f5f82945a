// A connection and its statements, closed by themselves, with errors as Status. Inside store/ only; SQLite's own types stay opaque.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"

struct sqlite3;
struct sqlite3_stmt;

namespace juece {

// One prepared statement. A failed preparation shows at the first Step. One thread at a time.
class SqliteStatement {
 public:
  SqliteStatement(sqlite3* db, std::string_view sql);
  ~SqliteStatement();
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  // Binds the next parameter; texts are borrowed until the statement ends or is bound again.
  SqliteStatement& Text(std::string_view value);
  SqliteStatement& Blob(std::string_view value);
  SqliteStatement& Integer(std::int64_t value);

  bool Row();  // true: a row to read; false: finished or failed, see code()
  void Reset();  // ready for the next parameters
  [[nodiscard]] int code() const { return code_; }  // SQLITE_DONE after a good end
  [[nodiscard]] bool done() const;
  [[nodiscard]] std::string Bytes(int column) const;
  [[nodiscard]] std::string_view View(int column) const;  // until the next row
  [[nodiscard]] std::int64_t Number(int column) const;
  [[nodiscard]] bool IsNull(int column) const;

 private:
  sqlite3_stmt* statement_ = nullptr;
  int code_ = 0;
  int next_ = 1;
};

class SqliteDb {
 public:
  explicit SqliteDb(std::string path, std::string vfs = {}) : path_(std::move(path)), vfs_(std::move(vfs)) {}
  ~SqliteDb();
  SqliteDb(const SqliteDb&) = delete;
  SqliteDb& operator=(const SqliteDb&) = delete;

  enum class Mode { kRead, kReadImmutable, kWrite, kCreate };
  int Open(Mode mode, int busy_timeout_ms);  // SQLite's result code
  int Run(const char* sql);
  [[nodiscard]] bool is_read_only() const;
  // What a person should know of a result code: what was expected, what was found, what to do.
  [[nodiscard]] Status Failure(int code) const;
  [[nodiscard]] Status StatusOf(int code) const;  // ok for the good codes
  [[nodiscard]] sqlite3* handle() const { return db_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::string vfs_;
  sqlite3* db_ = nullptr;
};

// BEGIN IMMEDIATE (or a reading BEGIN), rolled back unless committed.
class SqliteTransaction {
 public:
  enum class Kind { kRead, kWrite };
  SqliteTransaction(SqliteDb& db, Kind kind);
  ~SqliteTransaction();
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;
  [[nodiscard]] Status begun() const { return db_.StatusOf(code_); }
  Status Commit();

 private:
  SqliteDb& db_;
  int code_ = 0;
  bool open_ = false;
};

}  // namespace juece
