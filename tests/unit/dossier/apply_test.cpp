#include "dossier/apply.h"
#include "record/codec.h"

#include <catch2/catch.hpp>

#include "base/json.h"
#include "support/event_gen.h"

namespace juece {
namespace {

class History {
 public:
  History& operator<<(EventBody body) {
    Event event;
    event.dossier = "2024-0001";
    event.position = static_cast<std::int64_t>(events.size()) + 1;
    event.occurred_at = Instant(event.position * 1000, kChinaOffsetMinutes);
    event.recorded_at = event.occurred_at;
    event.body = std::move(body);
    events.push_back(std::move(event));
    return *this;
  }
  [[nodiscard]] Dossier State() const { return Fold(events); }
  std::vector<Event> events;
};

StepEntered Enter(std::string step, std::string composite = "", std::string branch = "",
                  int round = 1) {
  return {std::move(step), round, "", "", std::move(composite), std::move(branch)};
}

ActionRecorded Act(std::string step, std::string event) {
  return {std::move(step), 1, "do", std::move(event), Data::EmptyMap(), {}};
}

// drafting, then a composite whose branch "a" stands on a2 and whose branch "b" stands on b1.
History InParallel() {
  History h;
  h << DossierOpened{} << Enter("drafting") << StepLeft{"drafting", 1, "drafted"}
    << CompositeEntered{"all", 1} << Enter("a1", "all", "a") << Act("a1", "a1_done")
    << StepLeft{"a1", 1, "done"} << Enter("b1", "all", "b") << Enter("a2", "all", "a")
    << Act("a2", "a2_done") << Act("b1", "b1_done");
  return h;
}

using Path = std::vector<std::string>;

std::vector<std::string> Undone(const Dossier& dossier) {
  std::vector<std::string> events;
  for (const RecordedAction& action : dossier.actions()) {
    if (action.undone) events.push_back(action.event);
  }
  return events;
}

}  // namespace

TEST_CASE("entering a step again takes it and what came after it off the path") {
  History h;
  h << DossierOpened{} << Enter("x") << Act("x", "x1") << StepLeft{"x", 1, "ok"} << Enter("y")
    << Act("y", "y1") << StepLeft{"y", 1, "ok"} << Enter("z") << StepOverridden{"z", "late"};
  CHECK(h.State().path() == Path{"x", "y", "z"});
  h << Enter("y", "", "", 2);
  const Dossier state = h.State();
  CHECK(state.path() == Path{"x", "y"});
  CHECK(Undone(state) == Path{"y1"});
  CHECK(state.FindStep("x")->status == StepStatus::kDone);
  CHECK(state.FindStep("y")->status == StepStatus::kActive);
  CHECK(state.FindStep("y")->round == 2);
  CHECK(state.FindStep("y")->outcome.empty());
  CHECK(state.FindStep("z")->status == StepStatus::kWaiting);
  CHECK(state.FindStep("z")->round == 1);
  CHECK(state.FindStep("z")->overrides.empty());
  h << Returned{"y", "x"};
  CHECK(h.State().path().empty());
  CHECK(Undone(h.State()) == Path{"x1", "y1"});
}

TEST_CASE("a return inside a branch leaves the sibling branch alone") {
  History h = InParallel();
  h << Returned{"a2", "a1"};
  const Dossier state = h.State();
  CHECK(state.path() == Path{"drafting", "all", "b1"});
  CHECK(Undone(state) == Path{"a1_done", "a2_done"});
  CHECK(state.FindStep("b1")->status == StepStatus::kActive);
  CHECK(state.FindStep("a2")->status == StepStatus::kWaiting);
}

TEST_CASE("a return to an enclosing region takes the composite and all inside it off the path") {
  History h = InParallel();
  h << BranchEnded{"all", "a", "a_end", "done", false} << Returned{"b1", "drafting"};
  const Dossier state = h.State();
  CHECK(state.path().empty());
  CHECK(Undone(state) == Path{"a1_done", "a2_done", "b1_done"});
  CHECK_FALSE(state.composites().at("all").active);
  CHECK(state.composites().at("all").ended.empty());
  CHECK(state.composites().at("all").round == 1);
  CHECK(state.FindStep("b1")->status == StepStatus::kWaiting);
}

TEST_CASE("a composite that is entered again starts afresh, with the composites inside it") {
  History h = InParallel();
  h << CompositeEntered{"inner", 1, "", "", "all", "b"} << Enter("c1", "inner", "c")
    << CompositeEntered{"all", 2};
  const Dossier state = h.State();
  CHECK(state.path() == Path{"drafting", "all"});
  CHECK(state.composites().at("all").active);
  CHECK(state.composites().at("all").round == 2);
  CHECK_FALSE(state.composites().at("inner").active);
  CHECK(state.FindStep("c1")->status == StepStatus::kWaiting);
}

TEST_CASE("composites know which branches have ended, and which one cancelled the others") {
  History h = InParallel();
  h << BranchEnded{"all", "a", "bad", "uncontrollable", true} << StepCancelled{"b1", 1, "cancelled"}
    << CompositeLeft{"all", 1, 0};
  const CompositeState composite = h.State().composites().at("all");
  CHECK_FALSE(composite.active);
  CHECK(composite.left);
  CHECK(composite.row == 0);
  CHECK(composite.ended.at("a") == "uncontrollable");
  CHECK(composite.cancelling_branch == "a");
  CHECK(h.State().FindStep("b1")->status == StepStatus::kCancelled);
  CHECK(h.State().FindStep("b1")->reason == "cancelled");
}

TEST_CASE("a composite that was abandoned with the branch around it is no longer active") {
  History h = InParallel();
  h << CompositeEntered{"inner", 1, "", "", "all", "b"} << StepCancelled{"inner", 1, "cancelled"};
  const Dossier state = h.State();
  CHECK_FALSE(state.composites().at("inner").active);
  CHECK_FALSE(state.composites().at("inner").left);
  CHECK(state.composites().at("all").active);
  CHECK(state.FindStep("inner") == nullptr);
}

TEST_CASE("a milestone that a return goes back behind has to be reached again") {
  History h;
  h << DossierOpened{} << Enter("drafting") << Enter("submission") << StepLeft{"submission", 1, "accepted"}
    << MilestoneReached{"submission", "submission"} << Enter("deliberation");
  CHECK(h.State().milestones().at("submission") == 5);
  h << Returned{"deliberation", "drafting"};
  CHECK(h.State().milestones().empty());
}

TEST_CASE("a changed fact makes stale what was decided on it") {
  History h;
  h << DossierOpened{} << FactSet{"technical", true, ""} << Enter("experts") << Enter("risk");
  h << ApplicabilityDecided{"experts", 1, "true", "technical", {{"technical", true}}, "", ""}
    << ApplicabilityDecided{"risk", 1, "true", "harm", {{"harm", true}}, "", ""};
  h << FactSet{"technical", true, "said again"};
  CHECK_FALSE(h.State().FindStep("experts")->applicability->stale);
  h << FactSet{"technical", nullptr, "withdrawn"};
  CHECK(h.State().FindStep("experts")->applicability->stale);
  CHECK_FALSE(h.State().FindStep("risk")->applicability->stale);
  CHECK(h.State().FactValue("technical") == nullptr);
  h << ApplicabilityDecided{"experts", 1, "unknown", "technical", {{"technical", nullptr}}, "", ""};
  CHECK_FALSE(h.State().FindStep("experts")->applicability->stale);
  CHECK(h.State().FindStep("experts")->status == StepStatus::kBlocked);
}

TEST_CASE("a step with two incidents goes on when both are resolved") {
  History h;
  h << DossierOpened{} << Enter("s") << IncidentRaised{"i1", "s"} << IncidentRaised{"i2", "s"}
    << IncidentResolved{"i1"};
  CHECK(h.State().FindStep("s")->status == StepStatus::kBlocked);
  h << IncidentResolved{"i2"};
  CHECK(h.State().FindStep("s")->status == StepStatus::kActive);
}

TEST_CASE("a dossier that is moved to another build of a plugin is pinned to that one alone") {
  History h;
  DossierOpened opened;
  opened.plugins = {{"a", "1.0.0", "sha256:a1"}, {"b", "1.0.0", "sha256:b1"}};
  h << opened << PluginMoved{{"a", "1.0.0", "sha256:a1"}, {"a", "1.1.0", "sha256:a2"}, "〔2026〕3号", "why"};
  CHECK(h.State().opened().plugins == std::vector<PluginPin>{{"a", "1.1.0", "sha256:a2"}, {"b", "1.0.0", "sha256:b1"}});
  // What does not fit the pins leaves them alone.
  h << PluginMoved{{"a", "1.0.0", "sha256:a1"}, {"a", "1.2.0", "sha256:a3"}, "", ""};
  CHECK(h.State().opened().plugins.front().version == "1.1.0");
}

TEST_CASE("a correction replaces the data of one action and nothing else") {
  History h;
  h << DossierOpened{} << Enter("s") << Act("s", "one") << Act("s", "two");
  const Data before = ToData(h.State());
  h << EntryCorrected{3, Data::OfMembers({{"until", "2024-04-02"}}), "", "typing error"};
  Dossier state = h.State();
  CHECK(state.actions()[0].data["until"] == Data("2024-04-02"));
  CHECK(state.actions()[1].data == Data::EmptyMap());
  Data after = ToData(state);
  *after.At("/actions/0/data") = Data::EmptyMap();
  for (const char* member : {"version", "last_occurred_at", "last_recorded_at"}) {
    after.Set(member, before[member]);
  }
  CHECK(after == before);
  h << EntryCorrected{2, Data(1), "", "not an action"} << EntryCorrected{99, Data(1), "", "nowhere"};
  CHECK(h.State().actions()[0].data["until"] == Data("2024-04-02"));
}

TEST_CASE("reviews keep what they examined and what the reviewer confirmed later") {
  History h;
  h << DossierOpened{} << ReviewBound{"legality_review", 1, "draft", "sm3:1", "lawful"}
    << ReviewBound{"fair", 1, "draft", "sm3:1", "passed"}
    << ReviewExtended{"legality_review", "draft", "sm3:2", "only carries out the opinion"};
  const Dossier state = h.State();
  CHECK(state.reviews()[0].extended_to == Path{"sm3:2"});
  CHECK(state.reviews()[1].extended_to.empty());
}

TEST_CASE("materials, tasks, deadlines and links are kept as told") {
  History h;
  ActionRecorded act = Act("s", "consultation_opened");
  act.materials = {{"M1", "D302", "notice", "sm3:1", 10, "notice.txt", "file"}};
  TaskOpened task{"t1", "s", 1, "conclude", {"undertaking_unit"}, {"结束", "Conclude"}};
  h << DossierOpened{} << Enter("s") << act << task << TaskClosed{"t1", "done"}
    << DossierLinked{"2024-0002", "adjusted-by", "adjustment"} << DeadlineStarted{"d"}
    << DeadlineComputed{"d", *Date::FromYmd(2027, 1, 4), "cn/2027"};
  const Dossier state = h.State();
  CHECK(state.Newest("D302")->id == "M1");
  CHECK(state.Newest("D999") == nullptr);
  CHECK_FALSE(state.tasks().at("t1").open);
  CHECK(state.linked() == Path{"2024-0002"});
  CHECK(state.deadlines().at("d").due->ToString() == "2027-01-04");
  CHECK(state.deadlines().at("d").started.calendar_version == "cn/2027");
}

TEST_CASE("what is recorded late does not turn the clock back") {
  History h;
  h << DossierOpened{} << Enter("s") << Act("s", "late");
  h.events.back().occurred_at = Instant(1, 0);
  h.events.back().late = LateRegistration{"forgotten", "head"};
  const Dossier state = h.State();
  CHECK(state.last_occurred_at() == Instant(2000, 0));
  CHECK(state.last_recorded_at() == Instant(3000, 0));
  CHECK(state.actions()[0].late);
}

TEST_CASE("folding a prefix and applying the rest is folding all, whatever the events") {
  CHECK(rc::check([] {
    const std::size_t count = *rc::gen::inRange<std::size_t>(1, 40);
    std::vector<Event> events;
    for (std::size_t i = 0; i < count; ++i) {
      events.push_back(test::AnyEvent(test::AnyType(), static_cast<std::int64_t>(i) + 1));
    }
    const std::size_t cut = *rc::gen::inRange<std::size_t>(0, count);
    Dossier dossier = Fold({events.begin(), events.begin() + static_cast<std::ptrdiff_t>(cut)});
    for (std::size_t i = cut; i < count; ++i) Apply(dossier, events[i]);
    const Data all = ToData(Fold(events));
    RC_ASSERT(ToData(dossier) == all);
    RC_ASSERT(ToJson(ToData(dossier)) == ToJson(all));
    std::vector<Event> stored;
    for (const Event& event : events) {
      stored.push_back(*EventFromCanonical(CanonicalBytes(event), {}));
    }
    RC_ASSERT(ToData(Fold(stored)) == all);
    Dossier moved;
    for (Event& event : events) Apply(moved, std::move(event));
    RC_ASSERT(ToData(moved) == all);
  }));
}

}  // namespace juece
