// The planner against brute force on small procedures: the earliest date, and that a step begun one day after its last start comes too late.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <random>

#include "plan/plan.h"
#include "unit/plan/oracle.h"

using namespace juece;
namespace oracle = plan_oracle;

namespace {

constexpr int kHorizon = 9;

// JUECE_PLAN_PROCEDURES in the environment asks for more than the usual run.
unsigned Procedures() {
  constexpr unsigned kUsual = 400;
  const char* asked = std::getenv("JUECE_PLAN_PROCEDURES");
  return asked == nullptr ? kUsual : static_cast<unsigned>(std::strtoul(asked, nullptr, 10));
}

// 2000-05-01 is a Monday: day 0 of the oracle.
const Date kMonday = *Date::Parse("2000-05-01");

std::shared_ptr<const WorkCalendar> Calendar() {
  std::vector<Finding> findings;
  auto calendar = WorkCalendar::Read(R"(<calendar xmlns="urn:juece:calendar:1" id="t" version="1"><year value="2000">
    <holiday from="2000-05-10" to="2000-05-11" zh="节" en="Feast"/><workday date="2000-05-06"/></year></calendar>)",
                                     "t.xml", findings);
  REQUIRE(findings.empty());
  return calendar;
}

StepCatalog Types() {
  StepCatalog catalog;
  StepType type;
  type.id = "work";
  for (const char* outcome : {"a", "b"}) type.outcomes.push_back({outcome, {}, true, {}});
  REQUIRE(catalog.Add(std::move(type)).ok());
  return catalog;
}

void SetDurations(const oracle::Region& region, PlanRequest& request) {
  for (const oracle::Node& node : region.nodes) {
    if (node.duration > 0) request.durations[node.id] = {node.duration, DayUnit::kCalendarDays};
    for (const oracle::Region& branch : node.branches) SetDurations(branch, request);
  }
}

// What was stated: -1 nothing, else the value.
struct Stated {
  int f = -1;
  int g = -1;
};

struct Expected {
  bool reachable = true;
  std::optional<int> day;  // strictest of all assignments; unset: none within the horizon
};

Expected StrictestOf(const oracle::Question& base, const Stated& stated) {
  Expected strictest;
  strictest.day = base.from;
  for (int bits = 0; bits < 4; ++bits) {
    oracle::Question question = base;
    question.facts = {(bits & 1) != 0, (bits & 2) != 0};
    if ((stated.f >= 0 && stated.f != static_cast<int>(question.facts.f)) || (stated.g >= 0 && stated.g != static_cast<int>(question.facts.g))) continue;
    if (!oracle::Reachable(question)) {
      strictest.reachable = false;
      continue;
    }
    const auto day = oracle::Earliest(question, base.from + kHorizon);
    strictest.day = day && strictest.day ? std::optional(std::max(*day, *strictest.day)) : std::nullopt;
  }
  return strictest;
}

struct Sums {
  int dated = 0;
  int starts = 0;
};

// The facts that the plan was shown for; where they make no difference steps are taken to apply ("f", "not(g)").
oracle::Facts FactsOf(const Plan& plan, const Stated& stated) {
  oracle::Facts facts{stated.f != 0, stated.g == 1};
  for (const OpenFact& open : plan.open_facts) (open.fact == "f" ? facts.f : facts.g) = open.assumed;
  return facts;
}

void CompareBackward(const PlanRequest& request, const oracle::Question& base, const Stated& stated, Sums& sums) {
  const auto plan = MakePlan(request);
  REQUIRE(plan);
  if (!plan->reachable) return;
  oracle::Question question = base;
  question.facts = FactsOf(*plan, stated);
  const int day = static_cast<int>(*request.decide_on - kMonday);
  REQUIRE(plan->aim_possible == oracle::LastStart(question, "", day).has_value());
  if (!plan->aim_possible) return;
  for (const PlannedStep& step : plan->steps) {
    if (step.after_goal) continue;
    const auto last = oracle::LastStart(question, step.step->id, day);
    INFO(step.step->id);
    REQUIRE(step.last_start.has_value() == last.has_value());
    if (last) REQUIRE(*step.last_start - kMonday == *last);
    ++sums.starts;
  }
}

void Compare(unsigned seed, const WorkCalendar& calendar, const StepCatalog& catalog, Sums& sums) {
  const oracle::Region root = oracle::RandomProcedure(seed);
  const std::string xml = oracle::ToXml(root);
  CAPTURE(seed, xml);
  std::vector<Finding> findings;
  const auto definition = ReadDefinition(xml, "random.xml", findings);
  REQUIRE(definition != nullptr);
  for (const Finding& finding : findings) FAIL(ToText(finding, Language::kEnglish));
  std::mt19937 random(seed);
  const auto pick = [&](int below) { return std::uniform_int_distribution<int>(0, below - 1)(random); };
  oracle::Question question{&root, {}, pick(7), pick(6) == 0};
  const Stated stated{pick(3) - 1, pick(3) - 1};
  PlanRequest request;
  request.definition = definition.get();
  request.catalog = &catalog;
  request.calendar = &calendar;
  request.from = kMonday.PlusDays(question.from);
  request.working_days_only = question.working_days_only;
  if (stated.f >= 0) request.facts["f"] = Data(stated.f == 1);
  if (stated.g >= 0) request.facts["g"] = Data(stated.g == 1);
  SetDurations(root, request);
  const auto plan = MakePlan(request);
  REQUIRE(plan);
  const Expected expected = StrictestOf(question, stated);
  REQUIRE(plan->reachable == expected.reachable);
  if (!expected.reachable) return;
  if (expected.day) {
    REQUIRE(plan->earliest);
    REQUIRE(plan->earliest->exact());
    REQUIRE(plan->earliest->date - kMonday == *expected.day);
    ++sums.dated;
  } else if (plan->earliest) {
    REQUIRE(plan->earliest->date - kMonday > question.from + kHorizon);
  }
  request.decide_on = kMonday.PlusDays(question.from + pick(kHorizon));
  CompareBackward(request, question, stated, sums);
}

}  // namespace

TEST_CASE("the plan is what brute force finds") {
  const auto calendar = Calendar();
  const StepCatalog catalog = Types();
  Sums sums;
  for (unsigned seed = 1; seed <= Procedures(); ++seed) Compare(seed, *calendar, catalog, sums);
  // Enough of them come to a date, and enough last starts were compared, for the test to mean something.
  REQUIRE(sums.dated > static_cast<int>(Procedures()) / 3);
  REQUIRE(sums.starts > static_cast<int>(Procedures()) / 2);
}
