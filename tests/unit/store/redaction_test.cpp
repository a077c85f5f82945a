// What was redacted is nowhere in the store's files: not in the row, not in free pages, not in the write-ahead log.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <random>

#include <fmt/format.h>
#include <sqlite3.h>

#include "sample.h"
#include "support/temp_dir.h"

namespace juece {
namespace {

using test::TempDir;

std::unique_ptr<EventStore> Open(const std::string& path) {
  auto opened = OpenSqliteStore(path, {});
  REQUIRE(opened.has_value());
  return std::move(*opened);
}

class Connection {
 public:
  explicit Connection(const std::string& path) { REQUIRE(sqlite3_open(path.c_str(), &db_) == SQLITE_OK); }
  ~Connection() { sqlite3_close(db_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  void Run(const std::string& sql) { REQUIRE(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK); }

 private:
  sqlite3* db_ = nullptr;
};

// Everything that lies on the disk for this store.
std::string RawBytes(const std::string& path) {
  std::string all;
  for (const char* end : {"", "-wal", "-shm", "-journal"}) {
    std::ifstream in(path + end, std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  return all;
}

// An entry with one personal value of `size` characters that stands nowhere else, and its telephone number.
Event Entry(DigestAlgorithm algorithm, const std::string& secret, std::size_t size) {
  Event event = test::Fact(1);
  std::string value = secret;
  value.resize(std::max(size, secret.size()), 'x');
  event.body = ActionRecorded{"public_participation", 1, "record_opinions", "opinions_recorded",
                              Data::OfMembers({{"name", value}, {"phone", "p" + secret}, {"view", "同意"}}), {}};
  for (const char* pointer : {"/data/name", "/data/phone"}) {
    PersonalValue personal{pointer, test::RandomHex(), ToCanonicalJson(*BodyToData(event.body).At(pointer)), ""};
    personal.commitment = CommitmentOf(algorithm, personal.salt, personal.value);
    event.personal.push_back(personal);
  }
  return event;
}

Event Redaction(std::vector<PersonalPlace> places) {
  Event event = test::Fact(2);
  event.body = PersonalRedacted{std::move(places), "an order", "a reason"};
  return event;
}

std::string Secret(int n) { return fmt::format("secret-{:05}-of-a-person", n); }

// Dossiers written in turns, so that pages split and are rewritten; values from a few bytes to several pages.
std::vector<std::string> Fill(EventStore& store, int dossiers, int entries) {
  std::mt19937 random(7);  // NOLINT: the same store every time
  std::vector<std::string> salts;
  for (int entry = 0; entry < entries; ++entry) {
    for (int dossier = 0; dossier < dossiers; ++dossier) {
      const std::size_t size = random() % 8 == 0 ? random() % 20'000 : random() % 300;
      std::vector<Event> events = {Entry(store.algorithm(), Secret(dossier * 1000 + entry), size)};
      for (const PersonalValue& personal : events[0].personal) salts.push_back(personal.salt);
      REQUIRE(store.Append(fmt::format("2024-{:04}", dossier), entry, events).ok());
    }
  }
  return salts;
}

void RedactAll(EventStore& store, int dossier, int entries) {
  std::vector<PersonalPlace> places;
  for (int entry = 0; entry < entries; ++entry) {
    for (const char* pointer : {"/data/name", "/data/phone"}) places.push_back({entry + 1, pointer});
  }
  std::vector<Event> events = {Redaction(std::move(places))};
  REQUIRE(store.Append(fmt::format("2024-{:04}", dossier), entries, events).ok());
}

}  // namespace

TEST_CASE("no byte of what was redacted is left in the files, and everything else is") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  const auto store = Open(path);
  const auto salts = Fill(*store, 4, 30);
  REQUIRE(RawBytes(path).find(Secret(1005)) != std::string::npos);
  RedactAll(*store, 1, 30);
  REQUIRE(store->Scrub().ok());
  const std::string raw = RawBytes(path);
  for (int entry = 0; entry < 30; ++entry) {
    INFO(entry);
    CHECK(raw.find(Secret(1000 + entry)) == std::string::npos);
    CHECK(raw.find(Secret(2000 + entry)) != std::string::npos);
    const std::size_t first = 2 * (static_cast<std::size_t>(entry) * 4 + 1);  // of dossier 1
    CHECK(raw.find(salts[first]) == std::string::npos);
    CHECK(raw.find(salts[first + 1]) == std::string::npos);
  }
  for (int dossier = 0; dossier < 4; ++dossier) CHECK(store->Verify(fmt::format("2024-{:04}", dossier))->breaks.empty());
}

TEST_CASE("a store whose deleted bytes were not zeroed before is written anew at its first redaction") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  {
    const auto store = Open(path);
    Fill(*store, 2, 10);
  }
  {
    Connection old(path);
    old.Run("PRAGMA secure_delete = OFF; DELETE FROM meta WHERE key = 'forgetful'");
    // As an older program might have left them: copies of the rows in pages that are free now.
    old.Run("CREATE TABLE gone AS SELECT * FROM personal; DROP TABLE gone; PRAGMA wal_checkpoint(TRUNCATE)");
  }
  const auto store = Open(path);
  RedactAll(*store, 1, 10);
  CHECK(RawBytes(path).find(Secret(1005)) != std::string::npos);
  REQUIRE(store->Scrub().ok());
  CHECK(RawBytes(path).find(Secret(1005)) == std::string::npos);
  CHECK(RawBytes(path).find(Secret(5)) != std::string::npos);
  CHECK(store->Verify("2024-0001")->breaks.empty());
}

TEST_CASE("a reader of old pages is in the way of scrubbing, which is said, and no more than that") {
  const TempDir folder;
  const std::string path = folder / "juece.db";
  SqliteOptions options;
  options.busy_timeout_ms = 20;
  const auto store = std::move(*OpenSqliteStore(path, options));
  Fill(*store, 1, 3);
  Connection reader(path);
  reader.Run("BEGIN; SELECT count(*) FROM events");
  RedactAll(*store, 0, 3);
  const Status scrubbed = store->Scrub();
  CHECK(scrubbed.code() == StatusCode::kUnavailable);
  CHECK(scrubbed.message().zh.find("juece redact --scrub") != std::string::npos);
  CHECK(scrubbed.message().en.find("another process still reads old pages") != std::string::npos);
  CHECK(store->Read("2024-0000").value()[1].personal[0].value.empty());
  reader.Run("COMMIT");
  CHECK(store->Scrub().ok());
  CHECK(RawBytes(path).find(Secret(1)) == std::string::npos);
}

}  // namespace juece
