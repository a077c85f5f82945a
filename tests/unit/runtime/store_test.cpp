// The engine and its store: failing appends, two engines on one store, restarts, and random commands that replay.
#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>

#include "dossier/apply.h"
#include "kit.h"
#include "record/codec.h"

namespace juece {
namespace {

using kit::At;
using kit::Desk;
using kit::Said;

constexpr char kStoreDone[] = R"({"outcome": "done"})";

// Passes everything on, but fails or conflicts at the n-th append.
class FaultyStore : public EventStore {
 public:
  explicit FaultyStore(EventStore& inner) : inner_(inner) {}
  int fail_at = -1;
  std::function<void()> before_append;  // once: somebody else writes first
  int appends = 0;

  Status Append(std::string_view dossier, std::int64_t expected, std::vector<Event>& events) override {
    if (auto act = std::exchange(before_append, nullptr)) act();
    if (++appends == fail_at) return Status::Unavailable({"磁盘已满", "the disk is full"});
    return inner_.Append(dossier, expected, events);
  }
  Result<std::vector<Event>> Read(std::string_view dossier, std::int64_t after) override { return inner_.Read(dossier, after); }
  Result<std::vector<std::string>> Dossiers() override { return inner_.Dossiers(); }
  Result<std::string> NewDossierId(int year, const std::set<std::string>& taken) override { return inner_.NewDossierId(year, taken); }
  Status LogAttempt(const Attempt& attempt) override { return inner_.LogAttempt(attempt); }
  Result<std::vector<Attempt>> Attempts(std::string_view dossier) override { return inner_.Attempts(dossier); }
  Status Pin(const Pinned& document) override { return inner_.Pin(document); }
  Result<Pinned> FindPinned(std::string_view digest) override { return inner_.FindPinned(digest); }
  [[nodiscard]] DigestAlgorithm algorithm() const override { return inner_.algorithm(); }

 private:
  EventStore& inner_;
};

// The commands of one whole run; each is accepted when the one before was.
const std::vector<std::function<Result<Outcome>(Desk&)>>& WholeRun() {
  static const std::vector<std::function<Result<Outcome>(Desk&)>> run = {
      [](Desk& d) { return d.Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"}); },
      [](Desk& d) { return d.Do("drafting", "finish", kStoreDone, "2024-03-03"); },
      [](Desk& d) { return d.Do("consult", "finish", kStoreDone, "2024-03-04"); },
      [](Desk& d) { return d.Do("experts", "finish", kStoreDone, "2024-03-05"); },
      [](Desk& d) { return d.Do("review", "finish", kStoreDone, "2024-03-06", "reviewer", "Wang"); },
      [](Desk& d) { return d.Say(SetFact{"cost", Data(1)}, "2024-03-07", "clerk"); },
      [](Desk& d) { return d.Do("submission", "finish", kStoreDone, "2024-03-08"); },
      [](Desk& d) { return d.Do("extra", "finish", kStoreDone, "2024-03-11"); },
      [](Desk& d) { return d.Do("execution", "finish", kStoreDone, "2024-03-12"); }};
  return run;
}

TEST_CASE("an append that fails leaves the cache as the store is, and nothing owed is lost") {
  for (int n = 3; n <= 24; ++n) {
    kit::Office office;
    auto inner = MakeMemoryStore();
    FaultyStore store(*inner);
    Desk desk(office, store);
    store.fail_at = n;
    bool failed = false;
    for (const auto& step : WholeRun()) {
      auto outcome = step(desk);
      if (outcome) continue;
      failed = true;
      CHECK(outcome.error().code() == StatusCode::kUnavailable);
      CHECK(desk.engine.Replay(desk.id).value().empty());
      // Either the command was stored and only what it owes is missing, or it was not: then it is given again.
      REQUIRE(desk.engine.Tick(desk.id, desk.State()->last_recorded_at()));
      const auto again = step(desk);
      REQUIRE(again);
    }
    CHECK((failed || store.appends < n));
    CHECK(ToString(desk.State()->status()) == "closed");
    CHECK(desk.engine.Replay(desk.id).value().empty());
  }
}

TEST_CASE("a dossier opened in the middle of what it owes owes the same in a new engine") {
  kit::Office office;
  auto whole = MakeMemoryStore();
  Desk reference(office, *whole);
  for (const auto& step : WholeRun()) REQUIRE(Said(step(reference)) == "accepted");
  const auto events = whole->Read(reference.id).value();
  const auto pin = whole->FindPinned(reference.State()->opened().procedure_digest);
  REQUIRE(pin);
  int compared = 0;
  // Cut the record after every event: what a new engine then does by itself is what the old one did.
  for (std::size_t n = 1; n < events.size(); ++n) {
    auto store = MakeMemoryStore();
    std::vector<Event> head(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(n));
    REQUIRE(store->Pin(*pin).ok());
    REQUIRE(store->Append(reference.id, 0, head).ok());
    Desk restarted(office, *store, false);
    restarted.id = reference.id;
    const Instant now = head.back().recorded_at;
    const auto ticked = restarted.engine.Tick(reference.id, now);
    REQUIRE(ticked);
    CHECK(restarted.engine.Tick(reference.id, now)->events.empty());
    // An append holds a whole command, so a real crash can only lie between two: there the same follows, event by event.
    const bool between = events[n].actor.role == "system" && events[n - 1].actor.role != "system";
    if (!between) continue;
    REQUIRE_FALSE(ticked->events.empty());
    for (const Event& event : ticked->events) {
      const Event& before = events[static_cast<std::size_t>(event.position - 1)];
      CHECK(CanonicalBytes(event) == CanonicalBytes(before));
    }
    ++compared;
  }
  CHECK(compared > 3);
}

TEST_CASE("two engines on one store: the second reads again and goes on") {
  kit::Office office;
  auto inner = MakeMemoryStore();
  FaultyStore store(*inner);
  Desk first(office, store);
  Desk second(office, *inner, false);
  second.id = first.id;
  store.before_append = [&] { REQUIRE(Said(second.Do("drafting", "note", "{}", "2024-03-02")) == "accepted"); };
  REQUIRE(Said(first.Do("drafting", "note", R"({"text": "after"})", "2024-03-02")) == "accepted");
  CHECK(first.State()->actions().size() == 2);
  CHECK(first.State()->version() == second.State()->version());
  // A command that the other's write has made impossible is refused, not forced.
  store.before_append = [&] { REQUIRE(Said(second.Say(TerminateDossier{}, "2024-03-03")) == "accepted"); };
  CHECK(Said(first.Do("drafting", "note", "{}", "2024-03-03")).starts_with("dossier-ended"));
}

CommandBody RandomCommand(std::mt19937& random) {
  static const std::vector<std::string> steps = {"drafting", "consult", "experts", "review", "submission", "extra", "execution"};
  static const std::vector<std::string> places = {"drafting", "argument", "consult", "experts", "review", "submission", "extra"};
  static const std::vector<std::string> payloads = {kStoreDone, kStoreDone, R"({"outcome": "again"})", R"({"outcome": "bad"})", "{}"};
  const auto pick = [&](const auto& list) { return list[random() % list.size()]; };
  switch (random() % 16) {
    case 0: return SetFact{"technical", random() % 3 == 0 ? Data() : Data(random() % 2 == 0)};
    case 1: return SetFact{"cost", Data(static_cast<int>(random() % 2000))};
    case 2: return ReturnTo{pick(steps), pick(places)};
    case 3: return PauseDossier{};
    case 4:
    case 5: return ResumeDossier{};
    case 6: return OverrideStep{pick(steps), random() % 2 == 0 ? "material-missing" : "review-stale"};
    case 7: return CorrectEntry{static_cast<std::int64_t>(random() % 20), *ParseJson(R"({"text": "corrected"})")};
    case 8: return SubmitAction{pick(steps), "paper", Data::EmptyMap(), {{"", "D204", "", "sha256:" + std::to_string(random() % 3), 1, "", "file"}}};
    case 9: return SubmitAction{pick(steps), "odd", *ParseJson(random() % 2 == 0 ? R"({"do": "fail"})" : R"({"do": "cover"})"), {}};
    case 10: return SubmitAction{pick(steps), random() % 2 == 0 ? "open_notice" : "close_notice", Data::EmptyMap(), {}};
    case 11: return SubmitAction{"extra", "declare_not_applicable", *ParseJson(R"({"reason": "none"})"), {}};
    default: return SubmitAction{pick(steps), "finish", *ParseJson(pick(payloads)), {}};
  }
}

TEST_CASE("whatever is asked: replay equals live, and what is refused changes nothing") {
  int accepted = 0;
  int refused = 0;
  int closed = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    kit::Office office;
    auto store = MakeMemoryStore();
    Desk desk(office, *store);
    std::mt19937 random(seed);
    std::string day = "2024-03-02";
    for (int i = 0; i < 60; ++i) {
      Date date = *Date::Parse(day);
      day = date.PlusDays(random() % 3).ToString();
      CommandBody body = RandomCommand(random);
      const auto* submit = std::get_if<SubmitAction>(&body);
      const std::string role = submit == nullptr ? (random() % 2 == 0 ? "clerk" : "chief")
                               : submit->step == "review" ? "reviewer" : submit->action == "declare_not_applicable" ? "chief" : "clerk";
      const std::int64_t before = desk.State()->version();
      const Data state = ToData(*desk.State());
      for (const auto& [id, incident] : desk.State()->incidents()) {
        if (incident.open) body = ResolveIncident{id};
      }
      const auto outcome = desk.Submit(desk.Make(std::move(body), day, role, role == "reviewer" ? "Wang" : "Li"));
      REQUIRE(outcome);
      (outcome->accepted ? accepted : refused)++;
      if (!outcome->accepted && outcome->events.empty()) {
        REQUIRE(desk.State()->version() == before);
        REQUIRE(ToData(*desk.State()) == state);
      }
      REQUIRE(desk.engine.Replay(desk.id).value() == "");
    }
    closed += desk.State()->status() == DossierStatus::kClosed ? 1 : 0;
  }
  CHECK(accepted > 300);
  CHECK(refused > 300);
  CHECK(closed > 0);
}

TEST_CASE("one command on an open dossier", "[speed]") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  std::vector<double> micros;
  for (int i = 0; i < 500; ++i) {
    const Command command = desk.Make(SubmitAction{"drafting", "note", *ParseJson(R"({"text": "a note"})"), {}}, "2024-03-02", "clerk");
    const auto begin = std::chrono::steady_clock::now();
    const auto outcome = desk.engine.Submit(command);
    const auto end = std::chrono::steady_clock::now();
    REQUIRE(outcome->accepted);
    micros.push_back(std::chrono::duration<double, std::micro>(end - begin).count());
  }
  std::nth_element(micros.begin(), micros.begin() + 250, micros.end());
  std::printf("one command: %.1f microseconds at the median\n", micros[250]);
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
  CHECK(micros[250] < 200);  // the aim is 20; the bound leaves room for a busy machine
#endif
}

}  // namespace
}  // namespace juece
