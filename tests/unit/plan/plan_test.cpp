// What brute force cannot say: years that no calendar knows, conditions over facts that are no booleans, a step that may wait.
#include <catch2/catch.hpp>

#include "plan/plan.h"

using namespace juece;

namespace {

struct World {
  std::unique_ptr<Definition> definition;
  StepCatalog catalog;
  std::shared_ptr<const WorkCalendar> calendar;
  PlanRequest request;  // what it borrows is filled in when the plan is made
};

// Two years: 2000 and 2001 without holidays.
World WorldOf(const std::string& flow) {
  World world;
  std::vector<Finding> findings;
  world.calendar = WorkCalendar::Read(R"(<calendar xmlns="urn:juece:calendar:1" id="t" version="1"><year value="2000"/><year value="2001"/></calendar>)",
                                      "t.xml", findings);
  StepType type;
  type.id = "work";
  for (const char* outcome : {"a", "b"}) type.outcomes.push_back({outcome, {}, true, {}});
  REQUIRE(world.catalog.Add(std::move(type)).ok());
  world.definition = ReadDefinition(R"(<procedure xmlns="urn:juece:definition:1" id="t" version="1.0.0" title-zh="试" title-en="T"><roles>)"
                                    R"(<role id="r" zh="角色" en="Role"/></roles><facts><fact id="cost" type="number" zh="金额" en="Cost" decided-by="r"/></facts>)" +
                                        flow + "</procedure>",
                                    "t.xml", findings);
  for (const Finding& finding : findings) FAIL(ToText(finding, Language::kEnglish));
  return world;
}

Date Day(std::string_view text) { return *Date::Parse(text); }

std::string Minimum(int amount, std::string_view unit) {
  return R"(<period id="p" kind="minimum" amount=")" + std::to_string(amount) + R"(" unit=")" + std::string(unit) + R"(" from="e1" to="e2"/>)";
}

std::string OneStep(const std::string& inside) {
  return R"(<flow start="s"><step id="s" type="work" zh="s" en="s">)" + inside +
         R"(<milestone id="decision" outcomes="a"/><on outcome="a b" to="e"/></step><end id="e" outcome="done"/></flow>)";
}

Plan Made(const World& world) {
  PlanRequest request = world.request;
  request.definition = world.definition.get();
  request.catalog = &world.catalog;
  request.calendar = world.calendar.get();
  const auto plan = MakePlan(request);
  REQUIRE(plan);
  return *plan;
}

}  // namespace

TEST_CASE("a count that leaves the calendar gives no date") {
  World world = WorldOf(OneStep(Minimum(10, "working-days")));
  world.request.from = Day("2001-12-24");
  const Plan plan = Made(world);
  REQUIRE(plan.earliest);
  CHECK(plan.earliest->unknown_year == 2002);
  CHECK(plan.earliest->date == Day("2002-01-01"));
  CHECK_FALSE(plan.aimed_at);  // nothing to count back from
  REQUIRE(plan.periods.size() == 1);
  CHECK_FALSE(plan.periods[0].count);
}

TEST_CASE("calendar days need no calendar") {
  World world = WorldOf(OneStep(Minimum(10, "calendar-days")));
  world.request.from = Day("2011-12-24");
  CHECK(Made(world).earliest == PlannedDate{Day("2012-01-03"), 0});
}

TEST_CASE("a limit in an unknown year is not called kept where it may not be") {
  const std::string limit = R"(<period id="q" kind="limit" amount="5" unit="working-days" from="e1" to="e3"/>)";
  World world = WorldOf(OneStep(limit));
  world.request.from = Day("2001-12-28");
  CHECK(Made(world).earliest->exact());  // the same day is in time, whatever the next year brings
  world = WorldOf(OneStep(limit + R"(<period id="p" kind="minimum" amount="5" unit="calendar-days" from="e1" to="e3"/>)"));
  world.request.from = Day("2001-12-28");
  const Plan plan = Made(world);
  REQUIRE(plan.earliest);
  CHECK(plan.earliest->unknown_year == 2002);
}

TEST_CASE("the backward plan does not leave the calendar unnoticed") {
  World world = WorldOf(OneStep(Minimum(10, "working-days")));
  world.request.decide_on = Day("2000-01-05");
  const Plan plan = Made(world);
  CHECK(plan.aim_unknown_year == 1999);
}

TEST_CASE("a condition over a number is tried both ways as a whole") {
  World world = WorldOf(R"(<flow start="s"><step id="s" type="work" zh="s" en="s"><applies when="cost &gt; 5" decided-by="r"/>)" +
                        Minimum(10, "calendar-days") + R"(<on outcome="a b not_applicable" to="t"/></step><step id="t" type="work" zh="t" en="t">)"
                        R"(<milestone id="decision" outcomes="a"/><on outcome="a b" to="e"/></step><end id="e" outcome="done"/></flow>)");
  world.request.from = Day("2000-01-03");
  const Plan plan = Made(world);
  CHECK(plan.earliest == PlannedDate{Day("2000-01-13"), 0});
  REQUIRE(plan.open_facts.size() == 1);
  CHECK(plan.open_facts[0].condition == "cost > 5");
  CHECK(plan.open_facts[0].if_false == PlannedDate{Day("2000-01-03"), 0});
  world.request.facts["cost"] = Data(3);
  CHECK(Made(world).earliest == PlannedDate{Day("2000-01-03"), 0});
}

TEST_CASE("a limit that cannot be kept is named") {
  World world = WorldOf(OneStep(Minimum(10, "calendar-days") + R"(<period id="q" kind="limit" amount="5" unit="calendar-days" from="e1" to="e2"/>)"));
  world.request.from = Day("2000-01-03");
  const Plan plan = Made(world);
  CHECK_FALSE(plan.earliest);
  CHECK(plan.broken == "s/q");
}

namespace {

// Two branches, and behind them a step that has to be entered at most 2 days before its event, 10 days behind an event of the first branch.
std::string HeldOpen(const std::string& first, const std::string& second) {
  const auto branch = [](const std::string& id, const std::string& inside) {
    return "<branch id=\"" + id + R"(" zh="支" en="b"><flow start=")" + id + R"("><step id=")" + id + R"(" type="work" zh="s" en="s">)" + inside +
           R"(<on outcome="a b" to="done_)" + id + R"("/></step><end id="done_)" + id + R"(" outcome="x"/></flow></branch>)";
  };
  return R"(<flow start="p"><parallel id="p" zh="并行" en="p">)" + branch("s", first) + branch("t", second) +
         R"(<exit otherwise="true" to="u"/></parallel><step id="u" type="work" zh="u" en="u">)"
         R"(<period id="wait" kind="minimum" amount="10" unit="calendar-days" from="s/e1" to="e2"/>)"
         R"(<period id="near" kind="limit" amount="2" unit="calendar-days" from="entered" to="e2"/>)"
         R"(<milestone id="decision" outcomes="a"/><on outcome="a b" to="e"/></step><end id="e" outcome="done"/></flow>)";
}

}  // namespace

TEST_CASE("parallel work is over only when a branch is: one of them has to last that long") {
  const std::string brief = R"(<period id="brief" kind="limit" amount="2" unit="calendar-days" from="entered" to="left"/>)";
  World world = WorldOf(HeldOpen(brief, ""));
  world.request.from = Day("2000-01-03");
  Plan plan = Made(world);
  CHECK(plan.earliest == PlannedDate{Day("2000-01-13"), 0});
  // The second branch waits until two days before.
  for (const PlannedStep& step : plan.steps) {
    if (step.step->id == "t") CHECK(step.ends == PlannedDate{Day("2000-01-11"), 0});
  }
  // Where both have to be brief nothing can wait.
  world = WorldOf(HeldOpen(brief, brief));
  world.request.from = Day("2000-01-03");
  CHECK_FALSE(Made(world).earliest);
  world.request.decide_on = Day("2000-03-01");
  CHECK_FALSE(Made(world).aim_possible);
}
