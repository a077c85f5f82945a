// Many submitters on one store: each gets its own durable answer, what is refused harms nobody, and all chains stay whole.
#include <catch2/catch.hpp>

#include <atomic>
#include <functional>
#include <map>
#include <thread>

#include "durability/whole.h"
#include "store/event_store.h"
#include "support/temp_dir.h"
#include "unit/store/sample.h"

namespace juece {
namespace {

using test::CheckWhole;
using test::Facts;
using test::TempDir;

void InStoreThreads(int count, const std::function<void(int)>& act) {
  std::vector<std::thread> threads;
  for (int n = 0; n < count; ++n) threads.emplace_back(act, n);
  for (std::thread& thread : threads) thread.join();
}

std::unique_ptr<EventStore> Make(bool sqlite, const std::string& path) {
  if (!sqlite) return MakeMemoryStore();
  auto store = OpenSqliteStore(path, {});
  REQUIRE(store.has_value());
  return *std::move(store);
}

}  // namespace

TEST_CASE("many threads file at once: what was answered is there, once, and every chain is whole") {
  const bool sqlite = GENERATE(false, true);
  INFO((sqlite ? "sqlite" : "memory"));
  const TempDir folder;
  constexpr int kThreads = 8;
  constexpr int kEach = 30;
  std::atomic<int> conflicts{0};
  {
    const auto store = Make(sqlite, folder / "juece.db");
    std::atomic<int> failed{0};
    InStoreThreads(kThreads, [&](int n) {
      for (int i = 0; i < kEach; ++i) {
        Filing filing;
        filing.dossier = "2024-000" + std::to_string(1 + (n + i) % 3);
        for (;;) {
          const auto last = store->LastPosition(filing.dossier);
          filing.expected_version = last ? *last : 0;
          filing.events = Facts(1 + i % 2);
          std::get<FactSet>(filing.events.Edit()[0].body).reason = std::to_string(n) + "." + std::to_string(i);
          filing.attempt.reset();
          if (i % 5 == 0) filing.attempt = Attempt{filing.dossier, {}, {}, {"甲", "member", ""}, "submit", "s", "a", {}};
          filing.key = KeyedAnswer{std::to_string(n) + "." + std::to_string(i), "content"};
          const Status filed = store->File(filing);
          if (filed.ok()) break;
          if (filed.code() != StatusCode::kConflict) {
            ++failed;
            break;
          }
          ++conflicts;
        }
        if (filing.events[0].position != filing.expected_version + 1 || filing.events[0].hash.empty()) ++failed;
      }
    });
    CHECK(failed == 0);
    if (sqlite) CHECK(store->counts().batches < store->counts().filings);  // they shared syncs
  }
  if (!sqlite) return;
  const auto store = Make(true, folder / "juece.db");
  CheckWhole(*store);
  std::map<std::string, int> found;
  for (const char* dossier : {"2024-0001", "2024-0002", "2024-0003"}) {
    const auto history = store->Read(dossier);
    REQUIRE(history);
    for (const Event& event : *history) {
      const std::string& reason = std::get<FactSet>(event.body).reason;
      if (reason.find('.') != std::string::npos) ++found[reason];
    }
  }
  CHECK(found.size() == kThreads * kEach);
  for (const auto& [what, times] : found) {
    INFO(what);
    CHECK(times == 1);
    CHECK(store->FindKey(what)->has_value());
  }
}

TEST_CASE("what is refused in a batch harms nobody else in it") {
  const TempDir folder;
  const auto store = Make(true, folder / "juece.db");
  std::atomic<int> accepted{0};
  std::atomic<int> wrong{0};
  InStoreThreads(8, [&](int n) {
    const std::string own = "2024-000" + std::to_string(n);
    for (int i = 0; i < 20; ++i) {
      std::vector<Event> events = Facts(1);
      const Status good = store->Append(own, i, events);
      (good.ok() ? accepted : wrong)++;
      std::vector<Event> late = Facts(2);
      if (store->Append(own, 0, late).code() != StatusCode::kConflict || !late[0].hash.empty()) ++wrong;
      std::vector<Event> bad = {test::Hearing(store->algorithm())};
      bad[0].personal[0].pointer = "/data/nobody";
      if (store->Append(own, i + 1, bad).code() != StatusCode::kInternal) ++wrong;
    }
  });
  CHECK(accepted == 160);
  CHECK(wrong == 0);
  CHECK(store->Journal()->size() == 160);
  CheckWhole(*store);
}

TEST_CASE("reading goes on beside writing and sees whole filings alone") {
  const TempDir folder;
  const auto store = Make(true, folder / "juece.db");
  std::atomic<bool> done{false};
  std::atomic<int> torn{0};
  std::thread reader([&] {
    while (!done) {
      const auto events = store->Read("2024-0001");
      if (events && events->size() % 5 != 0) ++torn;
      const auto journal = store->Journal();
      if (!journal || !VerifyJournal(store->algorithm(), *journal).empty()) ++torn;
    }
  });
  for (int i = 0; i < 40; ++i) {
    std::vector<Event> events = Facts(5);
    REQUIRE(store->Append("2024-0001", 5 * i, events).ok());
  }
  done = true;
  reader.join();
  CHECK(torn == 0);
}

TEST_CASE("of many who take one key one gets it") {
  const bool sqlite = GENERATE(false, true);
  const TempDir folder;
  const auto store = Make(sqlite, folder / "juece.db");
  std::atomic<int> got{0};
  InStoreThreads(6, [&](int n) {
    for (int i = 0; i < 10; ++i) {
      Filing filing;
      filing.dossier = "2024-00" + std::to_string(10 + n) + "-" + std::to_string(i);
      filing.events = Facts(1);
      filing.key = KeyedAnswer{"key-" + std::to_string(i), std::to_string(n)};
      if (store->File(filing).ok()) ++got;
    }
  });
  CHECK(got == 10);
  CHECK(store->Dossiers()->size() == 10);
}

}  // namespace juece
