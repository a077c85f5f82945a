// A machine whose clock is set back: nothing that was recorded moves, and what comes then is told apart from what comes in order.
#include <catch2/catch.hpp>

#include "durability/whole.h"
#include "support/temp_dir.h"
#include "unit/runtime/kit.h"

namespace juece {
namespace {

using kit::Desk;
using kit::Said;

TEST_CASE("a clock that jumps back loses nothing, refuses what claims to be earlier, and takes it as late registration") {
  const test::TempDir folder;
  kit::Office office;
  std::string id;
  {
    const auto store = *OpenSqliteStore(folder / "juece.db", {});
    Desk desk(office, *store);
    id = desk.id;
    REQUIRE(Said(desk.Do("drafting", "note", R"({"text": "before"})", "2024-03-05")) == "accepted");
  }
  const auto store = *OpenSqliteStore(folder / "juece.db", {});
  Desk desk(office, *store, false);
  desk.id = id;
  const std::int64_t before = desk.State()->version();
  CHECK(Said(desk.Do("drafting", "note", R"({"text": "after"})", "2024-03-03")).starts_with("time-backwards"));
  CHECK(desk.engine.Tick(id, kit::At("2024-03-02"))->events.empty());
  CHECK(desk.State()->version() == before);
  Command late = desk.Make(SubmitAction{"drafting", "note", *ParseJson(R"({"text": "late"})"), {}}, "2024-03-03", "clerk");
  late.late = LateRegistration{"the clock was wrong", "Wang"};
  CHECK(Said(desk.engine.Submit(late, "key-late")) == "accepted");
  late.recorded_at = late.occurred_at = kit::At("2024-03-04");  // set back again, and retried
  CHECK(desk.engine.Submit(late, "key-late")->repeated);
  CHECK(desk.State()->last_recorded_at() == kit::At("2024-03-05"));
  CHECK(desk.State()->version() == before + 1);
  CHECK(desk.engine.Replay(id).value().empty());
  test::CheckWhole(*store);
}

}  // namespace
}  // namespace juece
