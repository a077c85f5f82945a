#include "store/sqlite_writer.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "record/codec.h"
#include "record/journal.h"
#include "store/sqlite_personal.h"
#include "store/store_errors.h"

namespace juece {
namespace {

constexpr std::size_t kMostHeads = 200'000;  // a few dozen MB; beyond, the file is asked again

// What is wrong with one filing alone: the others of its batch are tried without it. Everything else is the world's failure.
bool ConcernsOne(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE: return true;
    default: return false;
  }
}

Status Uncertain(const std::string& path, const char* detail) {
  return Status::Unavailable(
      {fmt::format("应能把记录写到磁盘上的案卷库 {},但磁盘出错({}),这次操作是否已经存入不能确定;请检查磁盘,重新启动后用 juece show 查看,"
                   "或以同一 --key 再办一次",
                   path, detail),
       fmt::format("expected to bring the record to the disk, store {}, but the disk failed ({}), and whether this operation was kept is not certain; "
                   "check the disk, start again and look with juece show, or repeat it with the same --key",
                   path, detail)});
}

}  // namespace

SqliteWriter::SqliteWriter(SqliteDb& db, DigestAlgorithm algorithm)
    : db_(db),
      algorithm_(algorithm),
      begin_(db.handle(), "BEGIN IMMEDIATE"),
      commit_(db.handle(), "COMMIT"),
      last_event_(db.handle(), "SELECT position, hash FROM events WHERE dossier = ? ORDER BY position DESC LIMIT 1"),
      last_attempt_(db.handle(), "SELECT position, hash FROM attempts WHERE dossier = ? ORDER BY position DESC LIMIT 1"),
      last_entry_(db.handle(), "SELECT sequence, link FROM journal ORDER BY sequence DESC LIMIT 1"),
      insert_event_(db.handle(), "INSERT INTO events VALUES(?, ?, ?, ?, ?, ?, ?)"),
      insert_personal_(db.handle(), "INSERT INTO personal VALUES(?, ?, ?, ?, ?, ?)"),
      insert_attempt_(db.handle(), "INSERT INTO attempts VALUES(?, ?, ?, ?, ?, ?)"),
      insert_entry_(db.handle(), "INSERT INTO journal VALUES(?, ?, ?, ?, ?, ?)"),
      insert_document_(db.handle(), "INSERT OR IGNORE INTO pinned VALUES(?, ?, ?, ?)"),
      find_key_(db.handle(), "SELECT 1 FROM keys WHERE key = ?"),
      insert_key_(db.handle(), "INSERT INTO keys VALUES(?, ?, ?, ?, ?, ?)") {}

void SqliteWriter::Write(const std::vector<PreparedFiling*>& filings) {
  bool one_was_bad = false;
  const Status whole = broken_.ok() ? WriteAll(filings, one_was_bad) : broken_;
  if (whole.ok()) return;
  for (PreparedFiling* filing : filings) {
    if (one_was_bad && filings.size() > 1) {
      Write({filing});  // alone, so that the bad one harms itself only
    } else {
      filing->status = whole;
    }
  }
}

Status SqliteWriter::WriteAll(const std::vector<PreparedFiling*>& filings, bool& one_was_bad) {
  journal_before_ = journal_;
  if (Status begun = Done(begin_); !begun.ok()) return begun;
  for (PreparedFiling* filing : filings) {
    filing->status = WriteOne(*filing);
    if (filing->status.ok() || filing->status.code() == StatusCode::kConflict) continue;
    one_was_bad = ConcernsOne(sqlite3_extended_errcode(db_.handle()));
    RollBack();
    return filing->status;
  }
  return Commit();
}

Status SqliteWriter::Commit() {
  commit_.Reset();
  commit_.Row();
  const int code = commit_.code();
  commit_.Reset();
  if (code == SQLITE_DONE) {
    undo_.clear();
    return Status::Ok();
  }
  RollBack();
  // A write that failed left the transaction without its end. A sync that failed may have left it whole, or not.
  if ((code & 0xff) != SQLITE_IOERR || code == SQLITE_IOERR_WRITE) return db_.Failure(code);
  broken_ = Uncertain(db_.path(), sqlite3_errstr(code));
  return broken_;
}

void SqliteWriter::RollBack() {
  db_.Run("ROLLBACK");
  for (auto change = undo_.rbegin(); change != undo_.rend(); ++change) (*change->heads)[change->dossier] = std::move(change->head);
  undo_.clear();
  journal_ = journal_before_;
}

Status SqliteWriter::Done(SqliteStatement& statement) {
  statement.Row();
  const int code = statement.code();
  statement.Reset();
  return code == SQLITE_DONE ? Status::Ok() : db_.Failure(code);
}

// Everything that may be refused comes before anything that is written.
Status SqliteWriter::WriteOne(PreparedFiling& filing) {
  if (filing.filing.key) {
    bool taken = false;
    if (Status checked = CheckKey(filing, taken); !checked.ok()) return checked;
    if (taken) return KeyTaken(filing.filing.key->key);
  }
  Status status = filing.events.empty() ? Status::Ok() : WriteEvents(filing);
  if (status.ok() && filing.filing.attempt) status = WriteAttempt(filing);
  if (status.ok()) status = WriteDocuments(filing.filing);
  if (status.ok() && filing.filing.key) status = WriteKey(filing);
  return status;
}

Status SqliteWriter::CheckKey(const PreparedFiling& filing, bool& taken) {
  find_key_.Text(filing.filing.key->key);
  taken = find_key_.Row();
  const int code = find_key_.code();
  find_key_.Reset();
  return db_.StatusOf(code);
}

Status SqliteWriter::FindHead(Heads& heads, SqliteStatement& query, std::string_view dossier, Head*& head) {
  if (heads.size() > kMostHeads && undo_.empty()) heads.clear();
  const auto [place, fresh] = heads.try_emplace(std::string(dossier));
  head = &place->second;
  if (!fresh) return Status::Ok();
  query.Text(dossier);
  if (query.Row()) *head = {query.Number(0), query.Bytes(1)};
  const int code = query.code();
  query.Reset();
  if (code != SQLITE_ROW && code != SQLITE_DONE) heads.erase(place);
  return db_.StatusOf(code);
}

void SqliteWriter::Move(Heads& heads, std::string_view dossier, Head& head, Head to) {
  undo_.push_back({&heads, std::string(dossier), std::exchange(head, std::move(to))});
}

Status SqliteWriter::WriteEvents(PreparedFiling& prepared) {
  const Filing& filing = prepared.filing;
  Head* head = nullptr;
  if (Status found = FindHead(events_, last_event_, filing.dossier, head); !found.ok()) return found;
  if (head->position != filing.expected_version) return ConflictAt(filing.dossier, filing.expected_version, head->position);
  Head end = *head;
  for (PreparedEvent& event : prepared.events) {
    event.previous_hash = std::move(end.hash);
    event.hash = ChainHash(algorithm_, event.previous_hash, event.bytes);
    insert_event_.Text(filing.dossier).Integer(++end.position).Text(event.type).Text(event.recorded_at);
    insert_event_.Blob(event.bytes).Text(event.previous_hash).Text(event.hash);
    if (Status inserted = Done(insert_event_); !inserted.ok()) return inserted;
    end.hash = event.hash;
  }
  if (Status personal = WritePersonal(filing); !personal.ok()) return personal;
  Status entered = EnterInJournal("events", filing.dossier, end);
  Move(events_, filing.dossier, *head, std::move(end));
  return entered;
}

Status SqliteWriter::WritePersonal(const Filing& filing) {
  std::int64_t position = filing.expected_version;
  for (const Event& event : filing.events) {
    ++position;
    if (const auto* redacted = std::get_if<PersonalRedacted>(&event.body)) {
      if (Status forgotten = ForgetValues(db_, filing.dossier, *redacted); !forgotten.ok()) return forgotten;
    }
    for (const PersonalValue& personal : event.personal) {
      insert_personal_.Text(filing.dossier).Integer(position).Text(personal.pointer).Text(personal.salt);
      insert_personal_.Text(personal.value).Text(personal.commitment);
      if (Status inserted = Done(insert_personal_); !inserted.ok()) return inserted;
    }
  }
  return Status::Ok();
}

Status SqliteWriter::WriteAttempt(PreparedFiling& prepared) {
  const std::string& dossier = prepared.filing.attempt->dossier;
  Head* head = nullptr;
  if (Status found = FindHead(attempts_, last_attempt_, dossier, head); !found.ok()) return found;
  Head end{head->position + 1, ChainHash(algorithm_, head->hash, prepared.attempt_bytes)};
  insert_attempt_.Text(dossier).Integer(end.position).Text(prepared.attempt_recorded_at).Blob(prepared.attempt_bytes);
  insert_attempt_.Text(head->hash).Text(end.hash);
  if (Status inserted = Done(insert_attempt_); !inserted.ok()) return inserted;
  prepared.attempt_position = end.position;
  Status entered = EnterInJournal("attempts", dossier, end);
  Move(attempts_, dossier, *head, std::move(end));
  return entered;
}

Status SqliteWriter::WriteDocuments(const Filing& filing) {
  for (const Pinned& document : filing.documents) {
    insert_document_.Text(document.digest).Text(document.kind).Text(document.name).Blob(document.bytes);
    if (Status inserted = Done(insert_document_); !inserted.ok()) return inserted;
  }
  return Status::Ok();
}

Status SqliteWriter::WriteKey(const PreparedFiling& prepared) {
  const KeyedAnswer answer = prepared.Answer();
  insert_key_.Text(answer.key).Text(answer.content).Text(answer.dossier);
  insert_key_.Integer(answer.first).Integer(answer.last).Integer(answer.attempt);
  return Done(insert_key_);
}

Status SqliteWriter::EnterInJournal(std::string_view log, std::string_view dossier, const Head& end) {
  if (!knows_journal_) {
    if (last_entry_.Row()) journal_ = {last_entry_.Number(0), last_entry_.Bytes(1)};
    const int code = last_entry_.code();
    last_entry_.Reset();
    if (Status read = db_.StatusOf(code); !read.ok()) return read;
    knows_journal_ = true;
    journal_before_ = journal_;
  }
  JournalEntry entry{journal_.position + 1, std::string(log), std::string(dossier), end.position, end.hash, ""};
  entry.link = JournalLink(algorithm_, journal_.hash, entry);
  insert_entry_.Integer(entry.sequence).Text(log).Text(dossier).Integer(end.position).Text(end.hash).Text(entry.link);
  if (Status inserted = Done(insert_entry_); !inserted.ok()) return inserted;
  journal_ = {entry.sequence, std::move(entry.link)};
  return Status::Ok();
}

}  // namespace juece
