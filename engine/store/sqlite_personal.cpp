#include "store/sqlite_personal.h"

#include <fmt/format.h>

namespace juece {
namespace {

Status IsForgetful(SqliteDb& db, bool& forgetful) {
  SqliteStatement row(db.handle(), "SELECT 1 FROM meta WHERE key = 'forgetful'");
  forgetful = row.Row();
  return db.StatusOf(row.code());
}

Status OldPagesInUse(const SqliteDb& db) {
  return Status::Unavailable(
      {fmt::format("个人信息已从案卷库 {} 删除,但另一个进程还在读取旧内容,{}-wal 中的旧页暂不能清空;请等它结束后执行 juece redact --scrub",
                   db.path(), db.path()),
       fmt::format("the personal values are deleted from the store {}, but another process still reads old pages, so {}-wal could not be "
                   "emptied yet; wait until it has finished, then run juece redact --scrub",
                   db.path(), db.path())});
}

}  // namespace

Status MarkForgetful(SqliteDb& db) { return db.StatusOf(db.Run("INSERT OR REPLACE INTO meta VALUES('forgetful', '1')")); }

Status ForgetValues(SqliteDb& db, std::string_view dossier, const PersonalRedacted& redacted) {
  for (const PersonalPlace& place : redacted.values) {
    SqliteStatement forget(db.handle(), "UPDATE personal SET salt = '', value = '' WHERE dossier = ? AND position = ? AND pointer = ?");
    forget.Text(dossier).Integer(place.position).Text(place.pointer);
    forget.Row();
    if (!forget.done()) return db.Failure(forget.code());
  }
  // What was asked with a key may have held the value: few guesses would find it from the digest.
  SqliteStatement keys(db.handle(), "UPDATE keys SET content = '' WHERE dossier = ?");
  keys.Text(dossier);
  keys.Row();
  return keys.done() ? Status::Ok() : db.Failure(keys.code());
}

Status ScrubStore(SqliteDb& db) {
  bool forgetful = false;
  if (Status read = IsForgetful(db, forgetful); !read.ok()) return read;
  if (!forgetful) {
    if (Status written = db.StatusOf(db.Run("VACUUM")); !written.ok()) return written;
    if (Status marked = MarkForgetful(db); !marked.ok()) return marked;
  }
  // Both copies of a page may be there: the one in the log from before, and the zeroed one.
  SqliteStatement checkpoint(db.handle(), "PRAGMA wal_checkpoint(TRUNCATE)");
  if (!checkpoint.Row()) return db.Failure(checkpoint.code());
  return checkpoint.Number(0) == 0 ? Status::Ok() : OldPagesInUse(db);
}

}  // namespace juece
