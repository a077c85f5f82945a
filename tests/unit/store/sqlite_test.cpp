// What only the SQLite store can show: its file, its neighbours, and a world that fails.
#include <signal.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <cstdio>
#include <fstream>

#include "store/event_store.h"
#include "support/temp_dir.h"
#include "unit/store/sample.h"

namespace juece {
namespace {

using test::Facts;
using test::TempDir;
using test::Written;

std::unique_ptr<EventStore> OpenSqlite(const std::string& path, SqliteOptions options = {}) {
  auto store = OpenSqliteStore(path, options);
  INFO((store ? "" : store.error().message().en));
  REQUIRE(store.has_value());
  return *std::move(store);
}

Status Refusal(const std::string& path, SqliteOptions options = {}) {
  auto store = OpenSqliteStore(path, options);
  REQUIRE_FALSE(store.has_value());
  CHECK_FALSE(store.error().message().zh.empty());
  return store.error();
}

void Sql(const std::string& path, const char* sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  char* error = nullptr;
  sqlite3_exec(db, sql, nullptr, nullptr, &error);
  const std::string message = error == nullptr ? "" : error;
  sqlite3_free(error);
  sqlite3_close(db);
  INFO(message);
  REQUIRE(message.empty());
}

bool Has(const Status& status, std::string_view words) {
  return status.message().en.find(words) != std::string::npos;
}

// Permissions do not bind root: for a while be somebody else.
class Unprivileged {
 public:
  Unprivileged() : was_root_(geteuid() == 0) {
    if (was_root_ && seteuid(65534) != 0) FAIL("cannot become another user");
  }
  ~Unprivileged() {
    if (was_root_ && seteuid(0) != 0) std::abort();
  }

 private:
  bool was_root_;
};

}  // namespace

TEST_CASE("a personal value that was altered, moved, taken out or emptied is found") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  const auto store = OpenSqlite(path);
  std::vector<Event> events = {test::Fact(0), test::Hearing(store->algorithm())};
  REQUIRE(store->Append("2024-0001", 0, events).ok());
  CHECK(store->Verify("2024-0001")->breaks.empty());
  const char* one = " WHERE pointer LIKE '%/0/name'";
  for (const char* change : {"UPDATE personal SET value = '\"赵六\"'", "UPDATE personal SET salt = replace(salt, 'b', 'c')",
                             "UPDATE personal SET commitment = 'sm3:' || substr(commitment, 6) || '0'", "UPDATE personal SET pointer = '/data/elsewhere'",
                             "UPDATE personal SET position = 1", "DELETE FROM personal", "UPDATE personal SET value = '', salt = ''"}) {
    const test::TempDir copies;
    const std::string copy = copies / "copy.db";
    Sql(path, ("VACUUM INTO '" + copy + "'").c_str());
    Sql(copy, (std::string(change) + one).c_str());
    const auto report = OpenSqlite(copy)->Verify("2024-0001");
    INFO(change);
    REQUIRE(report.has_value());
    CHECK_FALSE(report->breaks.empty());
  }
}

TEST_CASE("a store of format 1 begins its journal with the first write, and is read without one before") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  {
    auto store = OpenSqlite(path);
    for (const char* dossier : {"2024-0001", "2024-0002"}) {
      std::vector<Event> events = Facts(2);
      REQUIRE(store->Append(dossier, 0, events).ok());
    }
    REQUIRE(store->LogAttempt({"2024-0002", Instant(1, 480), Instant(1, 480), {"甲", "member", ""}, "submit", "s", "a", {}}).ok());
  }
  Sql(path, "DROP TABLE journal; DROP TABLE keys; PRAGMA user_version = 1");
  SqliteOptions reading;
  reading.read_only = true;
  CHECK(OpenSqlite(path, reading)->Journal().error().code() == StatusCode::kUnsupported);
  auto store = OpenSqlite(path);
  const auto journal = store->Journal();
  REQUIRE(journal.has_value());
  CHECK(journal->size() == 3);
  CHECK(VerifyJournal(store->algorithm(), *journal).empty());
  std::vector<Event> more = Facts(1);
  REQUIRE(store->Append("2024-0001", 2, more).ok());
  CHECK(store->Journal()->size() == 4);
  CHECK(VerifyJournal(store->algorithm(), *store->Journal()).empty());
  CHECK(OpenSqlite(path, reading)->Journal()->size() == 4);  // looked at from elsewhere, nothing is added
}

TEST_CASE("what was appended is there when the file is opened again") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  std::vector<Event> events = Facts(3);
  {
    SqliteOptions options;
    options.algorithm = DigestAlgorithm::kSha256;
    REQUIRE(OpenSqlite(path, options)->Append("2024-0001", 0, events).ok());
  }
  const auto again = OpenSqlite(path);  // asks for SM3, but an old store keeps its own
  CHECK(again->algorithm() == DigestAlgorithm::kSha256);
  CHECK(Written(again->Read("2024-0001").value()) == Written(events));
  CHECK_FALSE(std::filesystem::exists(folder / "juece.db-journal"));
}

TEST_CASE("who writes has the store alone, and who comes second is told who it is") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  SqliteOptions options;
  options.busy_timeout_ms = 30;
  std::vector<Event> events = Facts(1);
  {
    const auto one = OpenSqlite(path);
    REQUIRE(one->Append("2024-0001", 0, events).ok());
    const Status status = Refusal(path, options);
    CHECK(status.code() == StatusCode::kUnavailable);
    CHECK(Has(status, "process " + std::to_string(getpid()) + " (store_test, on "));
    CHECK(Has(status, "waited 30 ms"));
    std::filesystem::create_symlink(path, folder / "other-name.db");
    CHECK(Has(Refusal(folder / "other-name.db", options), "holds it"));
    SqliteOptions reading;
    reading.read_only = true;
    CHECK(OpenSqlite(path, reading)->Read("2024-0001").value().size() == 1);
  }
  CHECK_FALSE(std::filesystem::exists(path + ".lock"));
  std::ofstream(path + ".lock") << "what a killed process left";
  std::vector<Event> more = Facts(1);
  CHECK(OpenSqlite(path, options)->Append("2024-0001", 1, more).ok());
}

TEST_CASE("what one filing leaves stands together, with one entry of the journal a chain") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  Filing filing;
  filing.dossier = "2024-0001";
  filing.events = Facts(3);
  filing.attempt = Attempt{"2024-0001", Instant(5, 0), Instant(4, 480), {"张三", "member", ""}, "submit", "s", "a", {"incident", {"应", "E"}, ""}};
  filing.documents = {{"sm3:aa", "definition", "one", "bytes"}, {"sm3:aa", "definition", "one", "bytes"}};
  filing.key = KeyedAnswer{"key-1", "salt:digest"};
  {
    const auto store = OpenSqlite(path);
    REQUIRE(store->File(filing).ok());
    CHECK(store->Journal()->size() == 2);
  }
  const auto store = OpenSqlite(path);
  const auto known = store->FindKey("key-1");
  REQUIRE(known.has_value());
  REQUIRE(known->has_value());
  CHECK((**known).content == "salt:digest");
  CHECK(((**known).first == 1 && (**known).last == 3 && (**known).attempt == 1));
  CHECK(store->FindPinned("sm3:aa")->bytes == "bytes");
  CHECK(VerifyJournal(store->algorithm(), *store->Journal()).empty());
  CHECK_FALSE(store->FindKey("key-2").value().has_value());
}

TEST_CASE("several processes may make and fill one store at once") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  std::vector<pid_t> children;
  for (int n = 0; n < 4; ++n) {
    const pid_t child = fork();
    if (child == 0) {
      SqliteOptions options;
      options.busy_timeout_ms = 20000;
      const auto store = OpenSqliteStore(path, options);
      if (!store) {
        std::fprintf(stderr, "%s\n", store.error().message().en.c_str());  // the parent sees only a number
        _exit(1);
      }
      for (int i = 0; i < 5; ++i) {
        std::vector<Event> events = Facts(2);
        if (!(*store)->Append("2024-000" + std::to_string(n), 2 * i, events).ok()) _exit(2);
      }
      _exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int how = 0;
    waitpid(child, &how, 0);
    CHECK(how == 0);
  }
  const auto store = OpenSqlite(path);
  const std::vector<std::string> ids = store->Dossiers().value();
  CHECK(ids.size() == 4);
  for (const std::string& id : ids) {
    CHECK(store->Read(id).value().size() == 10);
    CHECK(VerifyChain(store->algorithm(), store->Read(id).value()).empty());
  }
}

TEST_CASE("while another process writes, writing says so and reading goes on") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  SqliteOptions options;
  options.busy_timeout_ms = 20;
  std::vector<Event> events = Facts(2);
  const auto store = OpenSqlite(path, options);
  REQUIRE(store->Append("2024-0001", 0, events).ok());
  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &other) == SQLITE_OK);
  REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  std::vector<Event> more = Facts(1);
  const Status status = store->Append("2024-0001", 2, more);
  CHECK(status.code() == StatusCode::kUnavailable);
  CHECK(Has(status, "another process is writing"));
  CHECK(store->Read("2024-0001").value().size() == 2);
  options.read_only = true;
  const auto reader = OpenSqlite(path, options);
  CHECK(reader->Read("2024-0001").value().size() == 2);
  CHECK(reader->Append("2024-0001", 2, more).code() == StatusCode::kUnavailable);
  sqlite3_close(other);
  CHECK(store->Append("2024-0001", 2, more).ok());
  CHECK(reader->Read("2024-0001").value().size() == 3);
}

TEST_CASE("a file that is no store of ours is named for what it is and left alone") {
  const TempDir folder;
  const std::string text = folder / "notes.txt";
  std::ofstream(text) << std::string(5000, 'x');
  CHECK(Refusal(text).code() == StatusCode::kCorrupt);
  CHECK(Has(Refusal(text), "it is not a database"));

  const std::string foreign = folder / "foreign.db";
  Sql(foreign, "CREATE TABLE theirs(x); PRAGMA application_id = 42");
  CHECK(Has(Refusal(foreign), "another program's database (application id 0x0000002a)"));
  const std::string plain = folder / "plain.db";
  Sql(plain, "CREATE TABLE theirs(x)");
  CHECK(Has(Refusal(plain), "another program's database"));
  Sql(plain, "INSERT INTO theirs VALUES(1)");
  CHECK_FALSE(std::filesystem::exists(plain + "-wal"));

  const std::string newer = folder / "newer.db";
  OpenSqlite(newer);
  Sql(newer, "PRAGMA user_version = 99");
  CHECK(Refusal(newer).code() == StatusCode::kUnsupported);
  CHECK(Has(Refusal(newer), "format 3 at most, but it has format 99"));
}

TEST_CASE("a place where no store can be is named") {
  const TempDir folder;
  CHECK(Has(Refusal(folder.path().string()), "it is a directory"));
  CHECK(Has(Refusal(folder / "no/where/juece.db"), "there is none; create it first"));
  SqliteOptions options;
  options.read_only = true;
  CHECK(Refusal(folder / "none.db", options).code() == StatusCode::kNotFound);
  CHECK_FALSE(std::filesystem::exists(folder / "none.db"));
  std::ofstream(folder / "empty.db").flush();
  CHECK(Has(Refusal(folder / "empty.db", options), "the file is empty"));
  options = {};
  options.create = false;
  CHECK(Refusal(folder / "none.db", options).code() == StatusCode::kNotFound);
  const auto odd = OpenSqlite(folder / "a%20b?#名.db");  // a name that means something to a URI
  CHECK(std::filesystem::exists(folder / "a%20b?#名.db"));
}

TEST_CASE("a read-only place can be read and says that it cannot be written") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  std::vector<Event> events = Facts(2);
  REQUIRE(OpenSqlite(path)->Append("2024-0001", 0, events).ok());
  chmod(path.c_str(), 0444);
  chmod(folder.path().c_str(), 0555);
  {
    const Unprivileged nobody;
    SqliteOptions options;
    options.read_only = true;
    CHECK(OpenSqlite(path, options)->Read("2024-0001").value().size() == 2);
    const Status status = Refusal(path);
    CHECK(status.code() == StatusCode::kUnavailable);
    CHECK(Has(status, "read-only"));
    CHECK(Refusal(folder / "new.db").code() == StatusCode::kUnavailable);
  }
  chmod(path.c_str(), 0666);
  {
    const Unprivileged nobody;  // the file may be written, its directory not
    const auto store = OpenSqliteStore(path, {});
    const Status status =
        store ? (*store)->Append("2024-0001", 2, events) : store.error();
    CHECK(status.code() == StatusCode::kUnavailable);
  }
  chmod(folder.path().c_str(), 0755);
  CHECK(OpenSqlite(path)->Read("2024-0001").value().size() == 2);
}

TEST_CASE("somebody without the right to write reads what a writer has not yet merged into the file") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  std::vector<Event> events = Facts(2);
  const auto writer = OpenSqlite(path);
  REQUIRE(writer->Append("2024-0001", 0, events).ok());
  REQUIRE(std::filesystem::file_size(path + "-wal") > 0);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    chmod(entry.path().c_str(), 0644);
  }
  chmod(folder.path().c_str(), 0555);
  {
    const Unprivileged nobody;
    SqliteOptions options;
    options.read_only = true;
    CHECK(OpenSqlite(path, options)->Read("2024-0001").value().size() == 2);
  }
  chmod(folder.path().c_str(), 0755);
}

TEST_CASE("stored events and attempts cannot be changed or deleted by SQL") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  const auto store = OpenSqlite(path);
  std::vector<Event> events = Facts(2);
  REQUIRE(store->Append("2024-0001", 0, events).ok());
  REQUIRE(store->LogAttempt({"2024-0001"}).ok());
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  for (const char* sql : {"UPDATE events SET hash = ''", "DELETE FROM events", "DELETE FROM attempts",
                          "UPDATE attempts SET bytes = ''", "UPDATE pinned SET bytes = ''"}) {
    const bool nothing_there = std::string_view(sql).find("pinned") != std::string_view::npos;
    CHECK((sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT_TRIGGER ||
           (sqlite3_extended_errcode(db) & 0xff) == SQLITE_CONSTRAINT || nothing_there));
  }
  sqlite3_close(db);
  CHECK(store->Read("2024-0001").value().size() == 2);
}

TEST_CASE("whoever removes the triggers is found by the chain") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  std::vector<Event> events = Facts(4);
  {
    const auto store = OpenSqlite(path);
    REQUIRE(store->Append("2024-0001", 0, events).ok());
    REQUIRE(store->LogAttempt({"2024-0001"}).ok());
    REQUIRE(store->LogAttempt({"2024-0001"}).ok());
  }
  Sql(path,
      "DROP TRIGGER events_stay; DROP TRIGGER events_remain; DROP TRIGGER attempts_remain;"
      "UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"value\":2', '\"value\":7') "
      "AS BLOB) WHERE position = 3;"
      "DELETE FROM attempts WHERE position = 1");
  const auto store = OpenSqlite(path);
  const auto read = store->Read("2024-0001");
  REQUIRE(read.has_value());
  const auto breaks = VerifyChain(store->algorithm(), *read);
  REQUIRE(breaks.size() == 1);
  CHECK(breaks[0].position == 3);
  CHECK(breaks[0].reason == "changed");
  CHECK(store->VerifyAttempts("2024-0001").value().size() == 1);
  Sql(path, "UPDATE events SET bytes = CAST('{' AS BLOB) WHERE position = 2");
  const auto broken = store->Read("2024-0001");
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.error().code() == StatusCode::kCorrupt);
  CHECK(Has(broken.error(), "position 2"));
  Sql(path, "DELETE FROM events WHERE position = 1");
  CHECK(store->Dossiers().value() == std::vector<std::string>{"2024-0001"});
  const ChainReport report = store->Verify("2024-0001").value();
  CHECK(report.events == 3);
  std::string found;
  for (const ChainBreak& each : report.breaks) {
    found += std::to_string(each.position) + ":" + each.reason + " ";
  }
  CHECK(found == "2:changed 1:removed 3:changed ");
  std::vector<std::int64_t> taken;  // what can be read, also of a chain that is not whole
  REQUIRE(store->Verify("2024-0001", [&](Event&& event) { taken.push_back(event.position); }).has_value());
  CHECK(taken == std::vector<std::int64_t>{3, 4});
}

TEST_CASE("columns beside the bytes that say something else are a change") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  std::vector<Event> events = Facts(3);
  events.push_back(events.back());
  events.push_back(test::Hearing(DigestAlgorithm::kSm3));  // read by the general reader
  REQUIRE(OpenSqlite(path)->Append("2024-0001", 0, events).ok());
  Sql(path, "DROP TRIGGER events_stay");
  const auto broken = [&] {
    std::string found;
    const ChainReport report = OpenSqlite(path)->Verify("2024-0001").value();
    for (const ChainBreak& each : report.breaks) found += std::to_string(each.position) + ":" + each.reason + " ";
    return found;
  };
  CHECK(broken().empty());
  for (const char* column : {"recorded_at", "type", "previous_hash", "hash"}) {
    INFO(column);
    for (const int position : {2, 5}) {
      const std::string where = std::string(" WHERE position = ") + std::to_string(position);
      Sql(path, (std::string("UPDATE events SET ") + column + " = " + column + " || '0'" + where).c_str());
      CHECK(broken() == std::to_string(position) + ":changed ");
      Sql(path, (std::string("UPDATE events SET ") + column + " = substr(" + column + ", 1, length(" + column + ") - 1)" + where).c_str());
      CHECK(broken().empty());
    }
  }
}

// Forked, so that neither the killing nor the full disk touches the test itself.
TEST_CASE("a process that is killed while it appends leaves a whole prefix") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  OpenSqlite(path);
  std::int64_t before = 0;
  for (const int wait_ms : {15, 40, 70}) {
    const pid_t child = fork();
    if (child == 0) {
      auto store = OpenSqliteStore(path, {});
      for (std::int64_t version = before;;) {
        std::vector<Event> events = Facts(5);
        if (!store || !(*store)->Append("2024-0001", version, events).ok()) _exit(1);
        version += 5;
      }
    }
    REQUIRE(child > 0);
    usleep(static_cast<useconds_t>(wait_ms) * 1000);
    kill(child, SIGKILL);
    int how = 0;
    waitpid(child, &how, 0);
    REQUIRE(WIFSIGNALED(how));
    const auto store = OpenSqlite(path);
    const auto read = store->Read("2024-0001");
    if (!read) continue;  // killed before the first append
    CHECK(read->size() % 5 == 0);
    CHECK(static_cast<std::int64_t>(read->size()) >= before);
    CHECK(VerifyChain(store->algorithm(), *read).empty());
    before = static_cast<std::int64_t>(read->size());
  }
  CHECK(before > 0);
}

TEST_CASE("a full disk keeps everything that was stored and nothing half written") {
  const TempDir folder;
  const std::string small = folder / "small";
  mkdir(small.c_str(), 0755);
  if (mount("tmpfs", small.c_str(), "tmpfs", 0, "size=400k") != 0) {
    WARN("skipped: mounting a small file system needs root");
    return;
  }
  std::size_t stored = 0;
  {
    const auto store = OpenSqlite(small + "/juece.db");
    Status status;
    while (status.ok() && stored < 100000) {
      std::vector<Event> events = Facts(20);
      status = store->Append("2024-0001", static_cast<std::int64_t>(stored), events);
      if (status.ok()) stored += events.size();
    }
    CHECK(status.code() == StatusCode::kUnavailable);
    CHECK(Has(status, "the disk is full"));
    CHECK(store->Read("2024-0001").value().size() == stored);
  }
  {
    const auto again = OpenSqlite(small + "/juece.db");
    const auto read = again->Read("2024-0001");
    REQUIRE(read.has_value());
    CHECK(read->size() == stored);
    CHECK(VerifyChain(again->algorithm(), *read).empty());
  }
  CHECK(stored > 0);
  CHECK(umount(small.c_str()) == 0);
}

}  // namespace juece
