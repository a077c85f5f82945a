// A disk that fails: every write and every sync of a scenario fails once, is torn, fails from then on, or is the last thing before the power
// goes. What was acknowledged is found afterwards, once; what was not is found once or not at all; the store is whole and goes on.
#include <sqlite3.h>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

#include "durability/fault_vfs.h"
#include "durability/whole.h"
#include "store/event_store.h"
#include "support/temp_dir.h"
#include "unit/store/sample.h"

namespace juece {
namespace {

using test::Fault;
using test::FaultVfs;

constexpr int kRounds = 8;

struct Played {
  std::vector<int> acknowledged;  // numbers of the filings
  int given = 0;                  // how many were tried
};

std::string KeyOf(int number) { return "key-" + std::to_string(number); }

Filing FilingOf(int number, EventStore& store) {
  Filing filing;
  filing.dossier = number % 2 == 0 ? "2024-0001" : "2024-0002";
  const auto last = store.LastPosition(filing.dossier);
  filing.expected_version = last ? *last : 0;
  filing.events = std::vector<Event>{test::Fact(number), test::Hearing(store.algorithm())};
  if (number % 3 == 0) filing.attempt = Attempt{filing.dossier, Instant(number, 480), Instant(number, 480), {"甲", "member", ""}, "submit", "s", "a", {}};
  if (number % 4 == 0) filing.documents = {{"sm3:" + std::to_string(number), "definition", "d", std::string(9000, 'd')}};
  filing.key = KeyedAnswer{KeyOf(number), "content"};
  return filing;
}

// Files, closes in the middle (so that the log is merged into the file), opens again, and files on. What fails is not tried again.
Played Play(const std::string& path, const char* vfs) {
  Played played;
  for (int half = 0; half < 2; ++half) {
    SqliteOptions options;
    options.vfs = vfs;
    options.busy_timeout_ms = 0;
    auto store = OpenSqliteStore(path, options);
    if (!store) continue;
    for (int i = 0; i < kRounds / 2; ++i) {
      const int number = half * kRounds / 2 + i;
      played.given = number + 1;
      Filing filing = FilingOf(number, **store);
      if ((*store)->File(filing).ok()) played.acknowledged.push_back(number);
    }
  }
  return played;
}

// Through the same layer, whole again: it does not wait for the real disk.
void CheckAfter(FaultVfs& vfs, const std::string& path, const Played& played) {
  vfs.Start({});
  SqliteOptions options;
  options.vfs = FaultVfs::name();
  auto opened = OpenSqliteStore(path, options);
  INFO((opened ? "" : opened.error().message().en));
  REQUIRE(opened.has_value());
  EventStore& store = **opened;
  test::CheckWhole(store);
  std::map<int, int> found;
  const auto dossiers = store.Dossiers();
  for (const std::string& id : *dossiers) {
    const auto events = store.Read(id);
    REQUIRE(events.has_value());
    CHECK(events->size() % 2 == 0);  // whole filings alone
    for (const Event& event : *events) {
      if (const auto* fact = std::get_if<FactSet>(&event.body)) ++found[static_cast<int>(fact->value.AsInteger())];
    }
  }
  for (const int number : played.acknowledged) {
    INFO("filing " << number);
    CHECK(found[number] == 1);
  }
  for (const auto& [number, times] : found) {
    CHECK(times == 1);
    CHECK(number < played.given);
    CHECK(store.FindKey(KeyOf(number)).value().has_value());
  }
  Filing more = FilingOf(100, store);
  CHECK(store.File(more).ok());
}

struct Sizes {
  int writes = 0;
  int syncs = 0;
};

Sizes Measure(FaultVfs& vfs) {
  const test::TempDir folder;
  vfs.Start({});
  const Played played = Play(folder / "juece.db", FaultVfs::name());
  REQUIRE(played.acknowledged.size() == kRounds);
  const Sizes sizes{vfs.writes(), vfs.syncs()};
  CheckAfter(vfs, folder / "juece.db", played);
  return sizes;
}

void TryOne(FaultVfs& vfs, const Fault& fault, unsigned seeds) {
  INFO("at " << (fault.at == Fault::At::kSync ? "sync " : "write ") << fault.number << ", how " << static_cast<int>(fault.how) << ", code " << fault.code);
  const test::TempDir folder;
  vfs.Start(fault);
  const Played played = Play(folder / "juece.db", FaultVfs::name());
  if (fault.how != Fault::How::kPowerCut) {
    CheckAfter(vfs, folder / "juece.db", played);
    return;
  }
  std::vector<test::TempDir> disks(seeds);  // written before the layer forgets what it knows
  for (unsigned seed = 0; seed < seeds; ++seed) vfs.WriteDisk(disks[seed].path().string(), seed * 7919U + static_cast<unsigned>(fault.number));
  for (unsigned seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    CheckAfter(vfs, disks[seed] / "juece.db", played);
  }
}

}  // namespace

TEST_CASE("every write and every sync fails in every way, and nothing acknowledged is lost") {
  const bool all = std::getenv("JUECE_FAULTS") != nullptr;
  const unsigned seeds = all ? 8 : 1;
  FaultVfs vfs;
  const Sizes sizes = Measure(vfs);
  CHECK(sizes.writes > 40);
  CHECK(sizes.syncs > 10);
  using How = Fault::How;
  for (int n = 1; n <= sizes.writes; ++n) {
    TryOne(vfs, {Fault::At::kWrite, n, How::kPowerCut, SQLITE_IOERR_WRITE}, seeds);
    // In the quick run every other write meets one of the other ways; in the long one all of them.
    if (all || n % 6 == 0) TryOne(vfs, {Fault::At::kWrite, n, How::kFail, SQLITE_IOERR_WRITE}, 1);
    if (all || n % 6 == 2) TryOne(vfs, {Fault::At::kWrite, n, How::kTear, SQLITE_IOERR_WRITE}, 1);
    if (all || n % 6 == 4) TryOne(vfs, {Fault::At::kWrite, n, How::kStay, SQLITE_FULL}, 1);
  }
  for (int n = 1; n <= sizes.syncs; ++n) {
    TryOne(vfs, {Fault::At::kSync, n, How::kPowerCut, SQLITE_IOERR_FSYNC}, seeds);
    TryOne(vfs, {Fault::At::kSync, n, How::kFail, SQLITE_IOERR_FSYNC}, 1);
    if (all) TryOne(vfs, {Fault::At::kSync, n, How::kStay, SQLITE_IOERR_FSYNC}, 1);
  }
}

TEST_CASE("after a sync that failed nothing more is written until the store is opened again") {
  FaultVfs vfs;
  const test::TempDir folder;
  SqliteOptions options;
  options.vfs = FaultVfs::name();
  vfs.Start({});
  std::vector<Event> events = test::Facts(1);
  {
    auto store = *OpenSqliteStore(folder / "juece.db", options);
    REQUIRE(store->Append("2024-0001", 0, events).ok());
    vfs.Start({Fault::At::kSync, 1, Fault::How::kFail, SQLITE_IOERR_FSYNC});
    std::vector<Event> lost = test::Facts(1);
    const Status status = store->Append("2024-0001", 1, lost);
    CHECK(status.code() == StatusCode::kUnavailable);
    CHECK(status.message().en.find("whether this operation was kept is not certain") != std::string::npos);
    CHECK(lost[0].hash.empty());
    CHECK(store->Append("2024-0001", 1, lost).code() == StatusCode::kUnavailable);  // though the disk would work again
    CHECK(store->Read("2024-0001").value().size() == 1);
  }
  const auto store = *OpenSqliteStore(folder / "juece.db", {});
  const std::size_t found = store->Read("2024-0001").value().size();
  CHECK((found == 1 || found == 2));
  test::CheckWhole(*store);
}

TEST_CASE("a full disk refuses and a freed one goes on, in the same process") {
  FaultVfs vfs;
  const test::TempDir folder;
  SqliteOptions options;
  options.vfs = FaultVfs::name();
  vfs.Start({});
  auto store = *OpenSqliteStore(folder / "juece.db", options);
  std::vector<Event> events = test::Facts(1);
  REQUIRE(store->Append("2024-0001", 0, events).ok());
  vfs.Start({Fault::At::kWrite, 1, Fault::How::kStay, SQLITE_FULL});
  std::vector<Event> more = test::Facts(1);
  const Status full = store->Append("2024-0001", 1, more);
  CHECK(full.code() == StatusCode::kUnavailable);
  CHECK(full.message().en.find("nothing of this operation was kept") != std::string::npos);
  vfs.Start({});
  CHECK(store->Append("2024-0001", 1, more).ok());
  CHECK(store->Read("2024-0001").value().size() == 2);
  test::CheckWhole(*store);
}

}  // namespace juece
