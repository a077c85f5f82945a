// Runs: the way of a dossier through the procedure, its branches, returns, periods and conditions.
#include <catch2/catch.hpp>

#include "dossier/apply.h"
#include "kit.h"

namespace juece {
namespace {

using kit::At;
using kit::Desk;
using kit::Said;

constexpr char kRunDone[] = R"({"outcome": "done"})";

template <typename T>
int Count(const EventBatch& events) {
  int count = 0;
  for (const Event& event : events) count += std::holds_alternative<T>(event.body) ? 1 : 0;
  return count;
}

TEST_CASE("a dossier runs from its first step to its end") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  CHECK(desk.Status("drafting") == "active");
  CHECK(desk.State()->tasks().size() == 6);
  desk.ToSubmission();
  REQUIRE(Said(desk.Say(SetFact{"cost", Data(10)}, "2024-03-07", "clerk")) == "accepted");
  REQUIRE(Said(desk.Do("submission", "finish", kRunDone, "2024-03-08")) == "accepted");
  CHECK(desk.State()->milestones().count("submission") == 1);
  const auto skipped = desk.Do("extra", "declare_not_applicable", R"({"reason": "nothing to add"})", "2024-03-09", "chief", "Zhao");
  REQUIRE(Said(skipped) == "accepted");
  CHECK(desk.Status("extra") == "not_applicable");
  CHECK(desk.State()->FindStep("extra")->applicability->said_by == "Zhao (chief)");
  REQUIRE(Said(desk.Do("execution", "finish", kRunDone, "2024-03-11")) == "accepted");
  CHECK(ToString(desk.State()->status()) == "closed");
  CHECK(desk.State()->end_outcome() == "completed");
  for (const auto& [id, task] : desk.State()->tasks()) CHECK_FALSE(task.open);
  CHECK(desk.engine.Replay(desk.id).value().empty());
}

TEST_CASE("a step that does not apply says why and who said so") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store, false);
  REQUIRE(desk.Open({{"technical", false}}));
  REQUIRE(Said(desk.Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"})) == "accepted");
  REQUIRE(Said(desk.Do("drafting", "finish", kRunDone, "2024-03-03")) == "accepted");
  const auto state = desk.State();
  CHECK(desk.Status("experts") == "not_applicable");
  CHECK(state->FindStep("experts")->applicability->said_by == "Li (clerk)");
  CHECK(state->FindStep("experts")->reason == "technical = false: as filed");
}

TEST_CASE("an unknown fact blocks the step until it is stated, and a change is judged again") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store, false);
  REQUIRE(desk.Open({}));
  REQUIRE(Said(desk.Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"})) == "accepted");
  REQUIRE(Said(desk.Do("drafting", "finish", kRunDone, "2024-03-03")) == "accepted");
  CHECK(desk.Status("experts") == "blocked");
  CHECK(desk.Status("consult") == "active");
  REQUIRE(Said(desk.Say(SetFact{"technical", Data(true)}, "2024-03-04", "clerk")) == "accepted");
  CHECK(desk.Status("experts") == "active");
  CHECK(desk.State()->tasks().count("experts/1/finish") == 1);
  REQUIRE(Said(desk.Say(SetFact{"technical", Data(false)}, "2024-03-05", "clerk")) == "accepted");
  CHECK(desk.Status("experts") == "not_applicable");
  CHECK_FALSE(desk.State()->tasks().at("experts/1/finish").open);
}

TEST_CASE("a cancelling end abandons the other branches and leaves by its own row") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  REQUIRE(Said(desk.Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"})) == "accepted");
  REQUIRE(Said(desk.Do("drafting", "finish", kRunDone, "2024-03-03")) == "accepted");
  REQUIRE(Said(desk.Do("consult", "open_notice", R"({"until": "2024-04-03"})", "2024-03-04")) == "accepted");
  const auto outcome = desk.Do("experts", "finish", R"({"outcome": "bad"})", "2024-03-05");
  REQUIRE(Said(outcome) == "accepted");
  CHECK(Count<StepCancelled>(outcome->events) == 1);
  CHECK(Count<DeadlineCancelled>(outcome->events) == 1);
  CHECK(Count<CompositeLeft>(outcome->events) == 1);
  CHECK(desk.Status("drafting") == "active");
  CHECK(desk.State()->FindStep("drafting")->round == 2);
  CHECK(desk.Status("consult") == "waiting");
  CHECK(desk.engine.Replay(desk.id).value().empty());
}

TEST_CASE("a return goes back, cancels what is open and enters its target again") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  desk.ToSubmission();
  REQUIRE(Said(desk.Say(ReturnTo{"submission", "argument"}, "2024-03-08")) == "accepted");
  CHECK(desk.State()->composites().at("argument").round == 2);
  CHECK(desk.Status("submission") == "waiting");
  CHECK(desk.Status("consult") == "active");
  CHECK(desk.Status("drafting") == "done");
  REQUIRE(Said(desk.Say(ReturnTo{"consult", "drafting"}, "2024-03-09")) == "accepted");
  CHECK(desk.Status("drafting") == "active");
  CHECK(desk.Status("experts") == "waiting");
  CHECK(desk.State()->returning_to().empty());
  for (const auto& [id, task] : desk.State()->tasks()) {
    if (task.open) CHECK(task.opened.step == "drafting");
  }
  CHECK(desk.engine.Replay(desk.id).value().empty());
}

TEST_CASE("an opinion extended to the new text keeps the gate open") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  desk.ToSubmission();
  REQUIRE(Said(desk.Do("submission", "odd", R"({"do": "cover"})", "2024-03-07", "clerk", "Li", {"D204:two"})) == "accepted");
  REQUIRE(Said(desk.Say(SetFact{"cost", Data(1)}, "2024-03-07", "clerk")) == "accepted");
  CHECK(Said(desk.Do("submission", "finish", kRunDone, "2024-03-08")) == "accepted");
}

void ToExecution(Desk& desk, const std::string& day) {
  desk.ToSubmission();
  REQUIRE(Said(desk.Say(SetFact{"cost", Data(1)}, "2024-03-07", "clerk")) == "accepted");
  REQUIRE(Said(desk.Do("submission", "finish", kRunDone, "2024-03-08")) == "accepted");
  REQUIRE(Said(desk.Do("extra", "finish", kRunDone, day)) == "accepted");
  REQUIRE(desk.Status("execution") == "active");
}

TEST_CASE("a limit is fired when its day is over, and its handler hears of it once") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  ToExecution(desk, "2024-04-29");  // five working days: 30 April, then the holiday, 6 to 9 May
  const DeadlineState& limit = desk.State()->deadlines().at("execution/1/report");
  CHECK(limit.due->ToString() == "2024-05-09");
  REQUIRE(desk.engine.Tick(desk.id, At("2024-05-09 23:00"))->events.empty());
  REQUIRE(desk.engine.Tick(desk.id, At("2024-05-10"))->events.size() == 1);
  REQUIRE(desk.engine.Tick(desk.id, At("2024-05-11"))->events.empty());
  CHECK(office.switches->fired == std::vector<std::string>{"execution/1/report"});
  CHECK(ToString(desk.State()->deadlines().at("execution/1/report").status) == "missed");
}

TEST_CASE("a pause moves a limit by the working days that it lasted") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  ToExecution(desk, "2024-03-11");
  CHECK(desk.State()->deadlines().at("execution/1/report").due->ToString() == "2024-03-18");
  REQUIRE(Said(desk.Say(PauseDossier{}, "2024-03-12")) == "accepted");
  CHECK(desk.engine.Tick(desk.id, At("2024-03-25"))->events.empty());
  REQUIRE(Said(desk.Say(ResumeDossier{}, "2024-03-26")) == "accepted");
  CHECK(desk.State()->deadlines().at("execution/1/report").due->ToString() == "2024-04-01");
}

TEST_CASE("a date in a year that no calendar knows is computed when a newer calendar comes") {
  auto store = MakeMemoryStore();
  kit::Office office;
  Desk desk(office, *store);
  ToExecution(desk, "2024-12-30");
  CHECK(ToString(desk.State()->deadlines().at("execution/1/report").status) == "not_computable");
  kit::Office newer(kit::Calendar2024And2025());
  Desk later(newer, *store, false);
  const auto ticked = later.engine.Tick(desk.id, At("2024-12-31"));
  REQUIRE(ticked);
  REQUIRE(Count<DeadlineComputed>(ticked->events) == 1);
  CHECK(later.engine.Get(desk.id).value()->deadlines().at("execution/1/report").due->ToString() == "2025-01-06");
}

TEST_CASE("a shortened period needs its reason in the notice") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  REQUIRE(Said(desk.Do("drafting", "paper", "{}", "2024-03-02", "clerk", "Li", {"D204:one"})) == "accepted");
  REQUIRE(Said(desk.Do("drafting", "finish", kRunDone, "2024-03-03")) == "accepted");
  REQUIRE(Said(desk.Do("consult", "open_notice", R"({"until": "2024-03-20", "reason": "flood"})", "2024-03-04")) == "accepted");
  REQUIRE(Said(desk.Do("consult", "close_notice", "{}", "2024-03-21")) == "accepted");
  const DeadlineState& notice = desk.State()->deadlines().at("consult/1/notice");
  CHECK(ToString(notice.status) == "met");
  CHECK(notice.note == "flood");
}

TEST_CASE("a correction supersedes the entry and the old one stays") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  const auto noted = desk.Do("drafting", "note", R"({"text": "wrong", "person": "Sun"})", "2024-03-02");
  REQUIRE(Said(noted) == "accepted");
  const std::int64_t position = noted->events.front().position;
  REQUIRE(Said(desk.Say(CorrectEntry{position, *ParseJson(R"({"text": "right", "person": "Sun"})")}, "2024-03-03")) == "accepted");
  CHECK(desk.State()->actions().front().data["text"].AsText() == "right");
  const auto stored = store->Read(desk.id).value();
  CHECK(std::get<ActionRecorded>(stored[static_cast<std::size_t>(position - 1)].body).data["text"].AsText() == "wrong");
  REQUIRE(noted->events.front().personal.size() == 1);
  CHECK(noted->events.front().personal.front().pointer == "/data/person");
}

TEST_CASE("an adjustment opens a linked dossier in which everything is due again") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  REQUIRE(Said(desk.Do("drafting", "odd", R"({"do": "link"})", "2024-03-02")) == "accepted");
  REQUIRE(desk.State()->linked() == std::vector<std::string>{desk.id + "-A1"});
  const auto linked = desk.engine.Get(desk.id + "-A1");
  REQUIRE(linked);
  CHECK((*linked)->opened().linked_from == desk.id);
  CHECK((*linked)->opened().title == "Adjusted");
  CHECK((*linked)->FindStep("drafting")->status == StepStatus::kActive);
}

TEST_CASE("an incident on entry waits for a person and is tried again") {
  kit::Office office;
  auto store = MakeMemoryStore();
  office.switches->fail_on_enter = true;
  Desk desk(office, *store);
  CHECK(desk.Status("drafting") == "blocked");
  office.switches->fail_on_enter = false;
  const std::string incident = desk.State()->incidents().begin()->first;
  REQUIRE(Said(desk.Say(ResolveIncident{incident}, "2024-03-02")) == "accepted");
  CHECK(desk.Status("drafting") == "active");
  CHECK(desk.State()->tasks().size() == 6);
}

TEST_CASE("obstacles name what is missing before anybody tries") {
  kit::Office office;
  auto store = MakeMemoryStore();
  Desk desk(office, *store);
  const auto procedure = desk.engine.ProcedureOf(desk.id).value();
  const World world{procedure.get(), office.installation->calendar().get(), nullptr, 1440};
  const auto obstacles = ObstaclesOf(world, *desk.State(), "");
  REQUIRE(obstacles.size() == 1);
  CHECK(obstacles.front().code == "material-missing");
  CHECK(obstacles.front().material == "D204");
  CHECK(obstacles.front().article == "R713:12");
}

}  // namespace
}  // namespace juece
