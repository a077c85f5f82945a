// What every event store promises. Each case runs over each implementation, with each digest.
#include <catch2/catch.hpp>
#include <functional>
#include <memory>

#include "store/event_store.h"
#include "support/temp_dir.h"
#include "unit/store/sample.h"

namespace juece {
namespace {

using test::Fact;
using test::Facts;
using test::Hearing;
using test::Written;

std::unique_ptr<EventStore> MakeStore(const std::string& kind, const std::string& path,
                                      DigestAlgorithm algorithm) {
  if (kind == "memory") return MakeMemoryStore(algorithm);
  SqliteOptions options;
  options.algorithm = algorithm;
  auto store = OpenSqliteStore(path, options);
  REQUIRE(store.has_value());
  return *std::move(store);
}

}  // namespace

TEST_CASE("the contract of an event store") {
  const std::string kind = GENERATE(std::string("memory"), std::string("sqlite"));
  const auto algorithm = GENERATE(DigestAlgorithm::kSm3, DigestAlgorithm::kSha256);
  INFO(kind << " " << ToString(algorithm));
  const test::TempDir folder;
  const auto store = MakeStore(kind, folder / "juece.db", algorithm);
  CHECK(store->algorithm() == algorithm);

  SECTION("an empty store knows nothing") {
    CHECK(store->Dossiers().value().empty());
    const auto missing = store->Read("2024-0001");
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code() == StatusCode::kNotFound);
    CHECK(missing.error().message().en ==
          "expected a dossier 2024-0001, but the store has none of that id; juece list shows all");
    CHECK(store->NewDossierId(2024).value() == "2024-0001");
    CHECK(store->Attempts("2024-0001").value().empty());
    CHECK(store->FindPinned("sm3:00").error().code() == StatusCode::kNotFound);
  }

  SECTION("the journal tells of every append, over all dossiers, and shows a chain that was cut off") {
    std::vector<Event> first = Facts(3);
    REQUIRE(store->Append("2024-0001", 0, first).ok());
    std::vector<Event> other = Facts(1);
    REQUIRE(store->Append("2024-0002", 0, other).ok());
    std::vector<Event> more = Facts(2);
    REQUIRE(store->Append("2024-0001", 3, more).ok());
    Attempt attempt{"2024-0001", first[0].recorded_at, first[0].recorded_at, {"甲", "member", ""}, "submit", "s", "a", {}};
    REQUIRE(store->LogAttempt(attempt).ok());
    std::vector<Event> none;
    REQUIRE(store->Append("2024-0001", 5, none).ok());
    std::vector<Event> conflict = Facts(1);
    CHECK_FALSE(store->Append("2024-0001", 3, conflict).ok());
    const auto journal = store->Journal();
    REQUIRE(journal.has_value());
    REQUIRE(journal->size() == 4);
    CHECK((*journal)[0].hash == first.back().hash);
    CHECK((*journal)[2].position == 5);
    CHECK((*journal)[3].log == "attempts");
    CHECK(VerifyJournal(algorithm, *journal).empty());
    std::vector<ChainHashes> chains{{"events", "2024-0001", store->Verify("2024-0001")->hashes},
                                    {"events", "2024-0002", store->Verify("2024-0002")->hashes},
                                    {"attempts", "2024-0001", {{1, store->AttemptsAsStored("2024-0001")->front().hash}}}};
    CHECK(CompareWithJournal(*journal, chains).empty());
    chains[0].hashes.pop_back();
    CHECK(CompareWithJournal(*journal, chains).size() == 1);
    CHECK(store->Journal(3)->size() == 1);
    CHECK(store->Journal(3)->front().sequence == 4);
    CHECK(store->Journal(9)->empty());
  }

  SECTION("what was appended is read, in order, numbered and chained") {
    std::vector<Event> first = Facts(3);
    REQUIRE(store->Append("2024-0001", 0, first).ok());
    std::vector<Event> second = {Fact(3), Hearing(algorithm)};
    REQUIRE(store->Append("2024-0001", 3, second).ok());
    CHECK(second[0].position == 4);
    CHECK(second[0].previous_hash == first[2].hash);
    CHECK(second[0].dossier == "2024-0001");
    std::vector<Event> all = first;
    all.insert(all.end(), second.begin(), second.end());
    const auto read = store->Read("2024-0001");
    REQUIRE(read.has_value());
    CHECK(Written(*read) == Written(all));
    CHECK(VerifyChain(algorithm, *read).empty());
    CHECK(store->Verify("2024-0001").value().events == 5);
    CHECK(store->Verify("2024-0001").value().breaks.empty());
    CHECK(store->Verify("2024-0002").error().code() == StatusCode::kNotFound);
    std::vector<Event> taken;
    REQUIRE(store->Verify("2024-0001", [&](Event&& event) { taken.push_back(std::move(event)); }).has_value());
    CHECK(Written(taken) == Written(all));
    CHECK(Written(store->Read("2024-0001", 3).value()) == Written(second));
    CHECK(store->Read("2024-0001", 5).value().empty());
    CHECK(store->Read("2024-0001", 99).value().empty());
  }

  SECTION("an append after another version is a conflict and leaves everything as it was") {
    std::vector<Event> events = Facts(2);
    REQUIRE(store->Append("2024-0001", 0, events).ok());
    for (const std::int64_t wrong : {0, 1, 3}) {
      std::vector<Event> more = Facts(1);
      const Status status = store->Append("2024-0001", wrong, more);
      CHECK(status.code() == StatusCode::kConflict);
      CHECK(more[0].hash.empty());
    }
    std::vector<Event> other = Facts(1);
    CHECK(store->Append("2024-0002", 1, other).code() == StatusCode::kConflict);
    CHECK(store->Read("2024-0001").value().size() == 2);
    CHECK(store->Dossiers().value() == std::vector<std::string>{"2024-0001"});
  }

  SECTION("all or nothing: one event that may not be stored keeps its companions out") {
    std::vector<Event> events = {Fact(1), Hearing(algorithm)};
    events[1].personal[1].pointer = "/data/nobody";
    CHECK(store->Append("2024-0001", 0, events).code() == StatusCode::kInternal);
    CHECK(store->Read("2024-0001").error().code() == StatusCode::kNotFound);
    CHECK(events[0].position == 0);
  }

  SECTION("a redaction empties what it names, and the chain is whole afterwards") {
    std::vector<Event> events = {Fact(1), Hearing(algorithm)};
    REQUIRE(store->Append("2024-0001", 0, events).ok());
    std::vector<Event> redaction = Facts(1);
    redaction[0].body = PersonalRedacted{{{2, "/data/participants/1/name"}, {7, "/data/none"}}, "an order", "a reason"};
    REQUIRE(store->Append("2024-0001", 2, redaction).ok());
    CHECK(store->Scrub().ok());
    const auto read = store->Read("2024-0001").value();
    CHECK(read[1].personal[1].value.empty());
    CHECK(read[1].personal[1].salt.empty());
    CHECK_FALSE(read[1].personal[0].value.empty());
    CHECK(ToData(read[1]).At("/body/data/participants/1/name")->Has("commitment"));
    CHECK(ToData(read[1]).At("/body/data/participants/0/name")->AsText() == "李四");
    CHECK(store->Verify("2024-0001")->breaks.empty());
  }

  SECTION("what a key's answer was compared with leaves with the values of its dossier") {
    for (const char* dossier : {"2024-0001", "2024-0002"}) {
      Filing filing;
      filing.dossier = dossier;
      filing.events = Facts(1);
      filing.key = KeyedAnswer{std::string("key of ") + dossier, "c"};
      REQUIRE(store->File(filing).ok());
    }
    std::vector<Event> redaction = Facts(1);
    redaction[0].body = PersonalRedacted{{{1, "/data/none"}}, "an order", "a reason"};
    REQUIRE(store->Append("2024-0001", 1, redaction).ok());
    CHECK((**store->FindKey("key of 2024-0001")).content.empty());
    CHECK((**store->FindKey("key of 2024-0002")).content == "c");
  }

  SECTION("who filed an event that is redacted later still reads it as it was") {
    Filing filing;
    filing.dossier = "2024-0001";
    filing.events = std::vector<Event>{Hearing(algorithm)};
    REQUIRE(store->File(filing).ok());
    const EventBatch before = filing.events;
    std::vector<Event> redaction = Facts(1);
    redaction[0].body = PersonalRedacted{{{1, before[0].personal[0].pointer}}, "an order", "a reason"};
    REQUIRE(store->Append("2024-0001", 1, redaction).ok());
    CHECK_FALSE(before[0].personal[0].value.empty());
    CHECK(store->Read("2024-0001")->front().personal[0].value.empty());
    CHECK(store->Verify("2024-0001")->breaks.empty());
  }

  SECTION("a redaction that is a conflict takes nothing out") {
    std::vector<Event> events = {Hearing(algorithm)};
    REQUIRE(store->Append("2024-0001", 0, events).ok());
    std::vector<Event> redaction = Facts(1);
    redaction[0].body = PersonalRedacted{{{1, "/data/participants/1/name"}}, "an order", "a reason"};
    CHECK(store->Append("2024-0001", 5, redaction).code() == StatusCode::kConflict);
    CHECK_FALSE(store->Read("2024-0001").value()[0].personal[1].value.empty());
  }

  SECTION("ids count per year and pass over ids of another form") {
    std::vector<Event> events = Facts(1);
    for (const char* id : {"2024-0007", "2024-x", "2023-0100", "2024-0009-b"}) {
      events = Facts(1);
      REQUIRE(store->Append(id, 0, events).ok());
    }
    CHECK(store->NewDossierId(2024).value() == "2024-0008");
    CHECK(store->NewDossierId(2023).value() == "2023-0101");
    CHECK(store->NewDossierId(2025).value() == "2025-0001");
    events = Facts(1);
    REQUIRE(store->Append("2024-9999", 0, events).ok());
    CHECK(store->NewDossierId(2024).value() == "2024-10000");
    events = Facts(1);
    REQUIRE(store->Append("案卷一", 0, events).ok());
    CHECK(store->Dossiers().value() ==
          std::vector<std::string>{"2023-0100", "2024-0007", "2024-0009-b", "2024-9999", "2024-x", "案卷一"});
  }

  SECTION("an id that is just being opened is passed over") {
    std::vector<Event> events = Facts(1);
    CHECK(store->NewDossierId(2024, {"2024-0001", "2023-0009"}).value() == "2024-0002");
    REQUIRE(store->Append("2024-0002", 0, events).ok());
    CHECK(store->NewDossierId(2024).value() == "2024-0003");
    CHECK(store->LastPosition("2024-0002").value() == 1);
    CHECK(store->LastPosition("2024-0001").error().code() == StatusCode::kNotFound);
  }

  SECTION("a key is used once, and with it the whole filing is refused") {
    Filing filing;
    filing.dossier = "2024-0001";
    filing.events = Facts(2);
    filing.key = KeyedAnswer{"key-1", "c"};
    REQUIRE(store->File(filing).ok());
    CHECK((filing.key->first == 1 && filing.key->last == 2 && filing.key->attempt == 0));
    Filing again;
    again.dossier = "2024-0002";
    again.events = Facts(1);
    again.attempt = Attempt{"2024-0002"};
    again.key = KeyedAnswer{"key-1", "d"};
    CHECK(store->File(again).code() == StatusCode::kConflict);
    CHECK(store->LastPosition("2024-0002").error().code() == StatusCode::kNotFound);
    CHECK(store->Attempts("2024-0002")->empty());
    CHECK(store->Journal()->size() == 1);
    CHECK((**store->FindKey("key-1")).content == "c");
    again.key = KeyedAnswer{"key-2", "d"};
    again.events = {};
    REQUIRE(store->File(again).ok());
    CHECK(((**store->FindKey("key-2")).attempt == 1 && (**store->FindKey("key-2")).dossier == "2024-0002"));
  }

  SECTION("attempts are kept in order beside the events, and chained") {
    Attempt attempt{"2024-0001", Instant(5, 0), Instant(4, 480), {"张三", "member", "李四"},
                    "submit", "publication", "publish",
                    {"gate-closed", {"应先…", "Expected to …"}, "R713:32"}};
    REQUIRE(store->LogAttempt(attempt).ok());
    attempt.action = "conclude";
    REQUIRE(store->LogAttempt(attempt).ok());
    attempt.dossier = "2024-0002";
    REQUIRE(store->LogAttempt(attempt).ok());
    const auto read = store->Attempts("2024-0001");
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 2);
    CHECK((*read)[0].action == "publish");
    CHECK((*read)[1].action == "conclude");
    CHECK((*read)[0].actor == attempt.actor);
    CHECK((*read)[0].rejection.message == attempt.rejection.message);
    CHECK((*read)[0].rejection.article == "R713:32");
    CHECK((*read)[0].occurred_at.ToString() == attempt.occurred_at.ToString());
    CHECK(store->VerifyAttempts("2024-0001").value().empty());
    CHECK(store->Dossiers().value().empty());
  }

  SECTION("a pinned document is kept as it was first given") {
    const std::string bytes("<procedure/>\0 with a zero", 25);
    REQUIRE(store->Pin({"sm3:01", "definition", "cn.xml", bytes}).ok());
    REQUIRE(store->Pin({"sm3:01", "definition", "again.xml", "other"}).ok());
    const auto found = store->FindPinned("sm3:01");
    REQUIRE(found.has_value());
    CHECK(found->bytes == bytes);
    CHECK(found->name == "cn.xml");
    CHECK(found->kind == "definition");
  }
}

}  // namespace juece
