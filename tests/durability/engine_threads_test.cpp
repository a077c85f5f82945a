// One engine, many threads: commands on one dossier follow each other, commands on several run side by side, retries are safe.
#include <catch2/catch.hpp>

#include <atomic>
#include <functional>
#include <set>
#include <thread>

#include "support/temp_dir.h"
#include "unit/runtime/kit.h"

namespace juece {
namespace {

using kit::Desk;
using kit::Said;

void InThreads(int count, const std::function<void(int)>& act) {
  std::vector<std::thread> threads;
  for (int n = 0; n < count; ++n) threads.emplace_back(act, n);
  for (std::thread& thread : threads) thread.join();
}

struct Bureau {
  Bureau() : store(*OpenSqliteStore(folder / "juece.db", {})), desk(office, *store) {}
  test::TempDir folder;
  kit::Office office;
  std::unique_ptr<EventStore> store;
  Desk desk;

  Command Note(const std::string& dossier, const std::string& text) {
    SubmitAction note{"drafting", "note", Data::OfMembers({{"text", text}}), {}};
    return {dossier, {"Li", "clerk", ""}, kit::At("2024-03-02"), kit::At("2024-03-02"), "", "", {}, std::move(note)};
  }
  Command Terminate(const std::string& dossier) {
    return {dossier, {"Li", "chief", ""}, kit::At("2024-03-02"), kit::At("2024-03-02"), "an order", "a reason", {}, TerminateDossier{}};
  }
  Engine::OpenRequest Request(std::string key = {}) {
    Engine::OpenRequest request;
    request.procedure = office.procedure_file;
    request.body.title = "A matter";
    request.body.organ = "An organ";
    request.body.facts = {{"technical", Data(true)}};
    request.body.facts_reason = "as filed";
    request.actor = {"Li", "clerk", ""};
    request.occurred_at = request.recorded_at = kit::At("2024-03-01");
    request.key = std::move(key);
    return request;
  }
};

}  // namespace

TEST_CASE("commands of many threads on several dossiers are all recorded, and each dossier replays") {
  Bureau bureau;
  std::vector<std::string> ids{bureau.desk.id};
  for (int i = 0; i < 2; ++i) ids.push_back(bureau.desk.engine.Open(bureau.Request())->dossier);
  std::atomic<int> refused{0};
  std::atomic<bool> done{false};
  std::thread looker([&] {
    while (!done) {
      for (const std::string& id : ids) {
        const auto state = bureau.desk.engine.Get(id);
        if (!state || static_cast<std::int64_t>((*state)->actions().size()) > (*state)->version()) ++refused;
      }
    }
  });
  constexpr int kThreads = 6;
  constexpr int kEach = 15;
  InThreads(kThreads, [&](int n) {
    for (int i = 0; i < kEach; ++i) {
      const auto outcome = bureau.desk.engine.Submit(bureau.Note(ids[static_cast<std::size_t>(n + i) % ids.size()], "heard"));
      if (!outcome || !outcome->accepted) ++refused;
    }
  });
  done = true;
  looker.join();
  CHECK(refused == 0);
  std::size_t actions = 0;
  for (const std::string& id : ids) {
    CHECK(bureau.desk.engine.Replay(id).value().empty());
    CHECK(bureau.store->Verify(id)->breaks.empty());
    actions += bureau.desk.engine.Get(id).value()->actions().size();
  }
  CHECK(actions == kThreads * kEach);
  CHECK(VerifyJournal(bureau.store->algorithm(), *bureau.store->Journal()).empty());
}

TEST_CASE("of several who end the same dossier one is accepted and the others are told why not") {
  Bureau bureau;
  for (int round = 0; round < 5; ++round) {
    const std::string id = bureau.desk.engine.Open(bureau.Request())->dossier;
    std::atomic<int> accepted{0};
    std::atomic<int> told{0};
    InThreads(4, [&](int) {
      const auto outcome = bureau.desk.engine.Submit(bureau.Terminate(id));
      if (outcome && outcome->accepted) ++accepted;
      if (outcome && outcome->rejection && outcome->rejection->code == "dossier-ended") ++told;
    });
    CHECK(accepted == 1);
    CHECK(told == 3);
    CHECK(bureau.store->Attempts(id)->size() == 3);
    CHECK(bureau.desk.engine.Replay(id).value().empty());
  }
}

TEST_CASE("dossiers that are opened at once get ids without a gap") {
  Bureau bureau;
  InThreads(5, [&](int) {
    for (int i = 0; i < 4; ++i) (void)bureau.desk.engine.Open(bureau.Request());
  });
  const auto ids = bureau.store->Dossiers().value();
  REQUIRE(ids.size() == 21);
  CHECK(ids.front() == "2024-0001");
  CHECK(ids.back() == "2024-0021");
}

TEST_CASE("a command that is given again with its key, by whomever, is recorded once and answered alike") {
  Bureau bureau;
  std::atomic<int> fresh{0};
  std::mutex mutex;
  std::set<std::string> answers;
  InThreads(5, [&](int n) {
    Command command = bureau.Note(bureau.desk.id, "once");
    command.occurred_at = command.recorded_at = kit::At(n % 2 == 0 ? "2024-03-02" : "2024-03-03");  // a retry comes later
    const auto outcome = bureau.desk.engine.Submit(command, "key-1");
    if (!outcome || !outcome->accepted || outcome->events.empty()) return;
    if (!outcome->repeated) ++fresh;
    const std::lock_guard lock(mutex);
    answers.insert(outcome->events[0].hash);
  });
  CHECK(fresh == 1);
  INFO(Said(bureau.desk.engine.Submit(bureau.Note(bureau.desk.id, "once"), "key-1")));
  CHECK(answers.size() == 1);
  CHECK(bureau.desk.State()->actions().size() == 1);
  // Another command under the same key is refused, and that it was tried is on record.
  const auto other = bureau.desk.engine.Submit(bureau.Note(bureau.desk.id, "another"), "key-1");
  CHECK(Said(other).starts_with("key-reused"));
  CHECK(bureau.store->Attempts(bureau.desk.id)->size() == 1);
  CHECK(bureau.desk.State()->actions().size() == 1);
}

TEST_CASE("a refusal is answered alike too, and an opening makes one dossier") {
  Bureau bureau;
  const auto wrong = [&] { return bureau.desk.Make(SubmitAction{"drafting", "paper", Data::EmptyMap(), {}}, "2024-03-02", "clerk"); };
  const auto first = bureau.desk.engine.Submit(wrong(), "key-r");
  const auto again = bureau.desk.engine.Submit(wrong(), "key-r");
  CHECK(Said(first).starts_with("material-missing"));
  CHECK(Said(again) == Said(first));
  CHECK((again->repeated && !again->accepted));
  CHECK(bureau.store->Attempts(bureau.desk.id)->size() == 1);
  std::mutex mutex;
  std::set<std::string> opened;
  InThreads(4, [&](int) {
    const auto one = bureau.desk.engine.Open(bureau.Request("key-o"));
    const std::lock_guard lock(mutex);
    if (one) opened.insert(one->dossier);
  });
  CHECK(opened.size() == 1);
  CHECK(bureau.store->Dossiers()->size() == 2);
  Engine::OpenRequest other = bureau.Request("key-o");
  other.body.title = "Another matter";
  const auto refused = bureau.desk.engine.Open(other);
  REQUIRE(refused);
  CHECK(refused->outcome.rejection->code == "key-reused");
  CHECK(bureau.desk.engine.Submit(wrong(), std::string(201, 'k')).error().code() == StatusCode::kInvalidArgument);
  CHECK(bureau.desk.engine.Submit(wrong(), "a\nb").error().code() == StatusCode::kInvalidArgument);
}

TEST_CASE("keys outlive the process, and hold no personal data") {
  test::TempDir folder;
  kit::Office office;
  std::string id;
  const auto named = [&](Desk& desk) {
    return desk.Make(SubmitAction{"drafting", "note", *ParseJson(R"({"text": "heard", "person": "Zhang"})"), {}}, "2024-03-02", "clerk");
  };
  std::string hash;
  {
    const auto store = *OpenSqliteStore(folder / "juece.db", {});
    Desk desk(office, *store);
    id = desk.id;
    hash = desk.engine.Submit(named(desk), "key-p")->events.front().hash;
    CHECK(store->FindKey("key-p").value()->content.find("Zhang") == std::string::npos);
  }
  const auto store = *OpenSqliteStore(folder / "juece.db", {});
  Desk desk(office, *store, false);
  desk.id = id;
  const auto again = desk.engine.Submit(named(desk), "key-p");
  REQUIRE(again);
  CHECK(again->repeated);
  CHECK(again->events.front().hash == hash);
}

TEST_CASE("a small cache under many threads forgets idle dossiers only") {
  test::TempDir folder;
  kit::Office office;
  const auto store = *OpenSqliteStore(folder / "juece.db", {});
  EngineOptions options;
  options.cached_dossiers = 2;
  Engine engine(office.installation, *store, options);
  Bureau requests;
  std::vector<std::string> ids;
  for (int i = 0; i < 6; ++i) {
    Engine::OpenRequest request = requests.Request();
    request.procedure = office.procedure_file;
    ids.push_back(engine.Open(request)->dossier);
  }
  std::atomic<int> wrong{0};
  InThreads(4, [&](int n) {
    for (int i = 0; i < 12; ++i) {
      const auto outcome = engine.Submit(requests.Note(ids[static_cast<std::size_t>(n * 5 + i) % ids.size()], "heard"));
      if (!outcome || !outcome->accepted) ++wrong;
      if (engine.Get("no-such").error().code() != StatusCode::kNotFound) ++wrong;
    }
  });
  CHECK(wrong == 0);
  std::size_t actions = 0;
  for (const std::string& id : ids) actions += engine.Get(id).value()->actions().size();
  CHECK(actions == 48);
}

}  // namespace juece
