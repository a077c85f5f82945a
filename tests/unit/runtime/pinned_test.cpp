// What a dossier is pinned to, and what is checked once more although it was checked before.
#include <catch2/catch.hpp>

#include <fstream>

#include "kit.h"

namespace juece {
namespace {

using kit::At;
using kit::Desk;
using kit::Said;

constexpr char kPinnedDone[] = R"({"outcome": "done"})";

TEST_CASE("a dossier goes on with the definition that it was opened with") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  std::ofstream(office.procedure_file) << "no procedure any more";
  Desk later(office, *store, false);
  later.id = desk.id;
  CHECK(Said(later.Do("drafting", "note", "{}", "2024-03-02")) == "accepted");
  CHECK_FALSE(later.Open());
}

TEST_CASE("a definition with an error is never run, and nothing is stored") {
  std::string broken = kit::kProcedure;
  broken.replace(broken.find("to=\"extra\""), 10, "to=\"nowhere\"");
  kit::Office office(kit::Calendar2024(), broken);
  auto store = MakeMemoryStore();
  Desk desk(office, *store, false);
  const auto opened = desk.Open();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code() == StatusCode::kInvalidArgument);
  CHECK(opened.error().message().en.find("nowhere") != std::string::npos);
  CHECK(store->Dossiers().value().empty());
}

TEST_CASE("another build of a plugin does not take over a dossier") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  auto events = store->Read(desk.id).value();
  auto other = MakeMemoryStore();
  DossierOpened& opened = std::get<DossierOpened>(events.front().body);
  REQUIRE(other->Pin(*store->FindPinned(opened.procedure_digest)).ok());
  opened.plugins = {{"test.plugin", "1.0.0", "sha256:aa"}};
  REQUIRE(other->Append(desk.id, 0, events).ok());
  Desk later(office, *other, false);
  later.id = desk.id;
  const auto outcome = later.Do("drafting", "note", "{}", "2024-03-02");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code() == StatusCode::kUnsupported);
  CHECK(outcome.error().message().en ==
        "Expected the plugin that the dossier is pinned to, test.plugin 1.0.0 (sha256:aa), but none is installed; put that "
        "build back into a folder of plugins (it may stand beside the newer one), or move the dossier to an installed build with juece move-plugin. "
        "Running dossiers pinned to it: 1: " + desk.id);
  // Time that passes lets no other build answer either.
  const auto ticked = later.engine.Tick(desk.id, At("2024-03-02"));
  CHECK((ticked || ticked.error().code() == StatusCode::kUnsupported));
  // Moved, it would be to a build that is there.
  MovePlugin move{{"test.plugin", "1.1.0", "sha256:bb"}};
  const auto moved = later.Say(move, "2024-03-02");
  REQUIRE_FALSE(moved);
  CHECK(moved.error().message().en.starts_with("Expected to move to an installed plugin, but there is no test.plugin 1.1.0 (sha256:bb)"));
  move.to = {"test.plugin", "1.0.0", "sha256:aa"};
  CHECK(Said(later.Say(move, "2024-03-02")) ==
        "plugin-same | 应换用另一个构建,但案卷已在使用 test.plugin 1.0.0 (sha256:aa) | "
        "Expected to move to another build, but the dossier is handled by test.plugin 1.0.0 (sha256:aa) already");
  CHECK(later.engine.Get(desk.id));  // it can still be read
}

TEST_CASE("separation of duties is checked once more when the step ends") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  desk.ToReview();
  // An entry that another program wrote past the admission: the drafter acts as reviewer.
  Event foreign;
  foreign.occurred_at = foreign.recorded_at = At("2024-03-06");
  foreign.actor = {"Li", "reviewer", ""};
  foreign.body = ActionRecorded{"review", 1, "note", "noted", Data::EmptyMap(), {}};
  std::vector<Event> events = {foreign};
  REQUIRE(store->Append(desk.id, desk.State()->version(), events).ok());
  CHECK(Said(desk.Do("review", "finish", kPinnedDone, "2024-03-07", "reviewer", "Wang")).starts_with("separation-of-duties | "));
}

TEST_CASE("what is registered late never counts as on time by itself") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  desk.ToSubmission();
  REQUIRE(Said(desk.Say(SetFact{"cost", Data(1)}, "2024-03-07", "clerk")) == "accepted");
  REQUIRE(Said(desk.Do("submission", "finish", kPinnedDone, "2024-03-08")) == "accepted");
  REQUIRE(Said(desk.Do("extra", "finish", kPinnedDone, "2024-03-11")) == "accepted");
  Command late = desk.Make(SubmitAction{"execution", "finish", *ParseJson(kPinnedDone), {}}, "2024-03-12", "clerk");
  late.recorded_at = At("2024-03-28");
  late.late = LateRegistration{"the form lay in a drawer", "Zhao"};
  REQUIRE(Said(desk.Submit(late)) == "accepted");
  const DeadlineState& limit = desk.State()->deadlines().at("execution/1/report");
  CHECK(ToString(limit.status) == "missed");
  CHECK(limit.note == "registered late");
}

TEST_CASE("a handler that names an unknown outcome, or fails when a limit is over, leaves an incident") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  const auto outcome = desk.Do("drafting", "finish", R"({"outcome": "glory"})", "2024-03-02");
  REQUIRE(outcome);
  CHECK(desk.Status("drafting") == "blocked");
  REQUIRE(desk.State()->incidents().size() == 1);
  CHECK(desk.State()->incidents().begin()->second.raised.reason.find("glory") != std::string::npos);
  CHECK(desk.engine.Replay(desk.id).value().empty());
}

TEST_CASE("a handler's own demand for a material holds the step") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  REQUIRE(Said(desk.Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"})) == "accepted");
  CHECK(Said(desk.Do("drafting", "odd", R"({"do": "require"})", "2024-03-02")).starts_with("material-missing | 应先提交材料D999"));
  CHECK(Said(desk.Do("drafting", "odd", R"({"do": "require"})", "2024-03-02", "clerk", "Li", {"D999:x"})) == "accepted");
}

}  // namespace
}  // namespace juece
