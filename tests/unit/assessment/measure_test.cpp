// Indicators: what counts, what reaches, and what is not shown either way.
#include "assessment/indicator.h"
#include "unit/assessment/support.h"

namespace juece::testing {
namespace {

std::shared_ptr<const IndicatorSet> Shipped() {
  std::vector<Finding> findings;
  auto set = IndicatorSet::ReadFile(Source("workflows/indicators/cn.xml"), Law::Get().words, findings);
  INFO(Explain(findings));
  REQUIRE(set != nullptr);
  return set;
}

// The record under edits, with an id and a title.
Seen Case(const char* id, const char* edits) {
  Data record = Edit(ReadJson(Source("tests/golden/rules/base.json")), *ParseJson(edits));
  record.Set("id", id);
  record.Set("title", std::string("事项") + id);
  return See(record);
}

const IndicatorResult& In(const Measured& measured, const std::string& id) {
  for (const IndicatorResult& result : measured.results) {
    if (result.indicator->id == id) return result;
  }
  FAIL("no indicator " << id);
  return measured.results.front();
}

std::string StandingsOf(const IndicatorResult& result) {
  std::string all;
  for (const IndicatorCase& one : result.cases) all += one.subject + "=" + std::string(ToString(one.standing)) + " ";
  return all;
}

Measured MeasureAll(const IndicatorSet& set, const std::vector<Seen>& seen) {
  std::vector<MatterView> matters;
  for (const Seen& one : seen) matters.push_back({&one.subject, &one.report});
  return Measure(set, matters);
}

constexpr const char* kGood = "{}";
constexpr const char* kUnreviewed = R"({"drop": ["legality_opinion_issued"]})";
constexpr const char* kHarmless = R"({"facts": {"may_cause_harm": false}})";
constexpr const char* kHarmUnknown = R"({"facts": {"may_cause_harm": null}, "complete": false})";
constexpr const char* kUndecided = R"({"keep": ["proposal_received", "initiation_decided"]})";
constexpr const char* kPartial = R"({"keep": ["proposal_received", "deliberation_held"], "complete": false})";
constexpr const char* kUnknown = R"({"keep": ["proposal_received"], "complete": false})";
constexpr const char* kSecret = R"({"facts": {"lawfully_undisclosed": true}})";

}  // namespace

TEST_CASE("the review rate: reached, missed with the reason, not shown, not counted, and not known whether counted") {
  const auto set = Shipped();
  const Measured measured = MeasureAll(*set, {Case("good", kGood), Case("unreviewed", kUnreviewed), Case("undecided", kUndecided),
                                                                  Case("partial", kPartial), Case("unknown", kUnknown)});
  const IndicatorResult& rate = In(measured, "decision-legality-review");
  CHECK(StandingsOf(rate) == "good=reached unreviewed=missed undecided=outside partial=not_shown unknown=unsure ");
  CHECK(rate.Counted() == 4);
  CHECK(rate.LeastRate() == "25.0");
  CHECK(rate.MostRate() == "75.0");
  CHECK(rate.Against() == Target::kMissed);
  REQUIRE_FALSE(rate.cases[1].why.empty());
  CHECK(rate.cases[1].why[0].zh.find("提交讨论前经合法性审查") != std::string::npos);
  CHECK(rate.cases[4].why[0].zh == "未显示:“集体讨论”或“决策出台(签发)”");
}

TEST_CASE("a matter to which the numerator's rule does not apply is not counted, and one where that is unknown is kept apart") {
  const auto set = Shipped();
  const Measured measured = MeasureAll(*set, {Case("good", kGood), Case("harmless", kHarmless), Case("unknown", kHarmUnknown),
                                              Case("secret", kSecret)});
  CHECK(StandingsOf(In(measured, "decision-risk-assessment")) == "good=reached harmless=outside unknown=unsure secret=reached ");
  CHECK(In(measured, "decision-risk-assessment").Against() == Target::kNotShown);
  CHECK(StandingsOf(In(measured, "decision-publication")).find("good=reached harmless=reached unknown=reached") == 0);
  CHECK(StandingsOf(In(measured, "document-filing")) == "good=outside harmless=outside unknown=outside secret=outside ");
  CHECK_FALSE(In(measured, "document-filing").Against().has_value());
  CHECK(In(measured, "document-filing").LeastRate().empty());
}

TEST_CASE("all reached is on target; one in a thousand missed is never shown as a hundred per cent") {
  const auto set = Shipped();
  const std::vector<Seen> seen{Case("good", kGood), Case("unreviewed", kUnreviewed)};
  std::vector<MatterView> matters(999, {&seen[0].subject, &seen[0].report});
  CHECK(In(Measure(*set, matters), "decision-legality-review").Against() == Target::kReached);
  matters.push_back({&seen[1].subject, &seen[1].report});
  const Measured measured = Measure(*set, matters);
  CHECK(In(measured, "decision-legality-review").Against() == Target::kMissed);
  CHECK(In(measured, "decision-legality-review").MostRate() == "99.9");
}

TEST_CASE("conditions are three-valued") {
  std::vector<Finding> findings;
  const auto read = [&](const std::string& numerator) {
    const std::string text = R"(<indicators xmlns="urn:juece:indicators:1" id="t" version="1" title-zh="t" title-en="t">
      <indicator id="i" target="50" title-zh="t" title-en="t"><filter/><denominator zh="d" en="d"/><numerator zh="n" en="n">)" +
                             numerator + "</numerator></indicator></indicators>";
    auto set = IndicatorSet::Read(text, "t.xml", Law::Get().words, findings);
    INFO(Explain(findings));
    REQUIRE(set != nullptr);
    return set;
  };
  const std::vector<Seen> seen{Case("good", kGood), Case("partial", kPartial)};
  const auto standings = [&](const std::string& numerator) {
    const auto set = read(numerator);
    return StandingsOf(MeasureAll(*set, seen).results.front());
  };
  CHECK(standings(R"(<whole/>)") == "good=reached partial=missed ");
  CHECK(standings(R"(<not><whole/></not>)") == "good=missed partial=reached ");
  CHECK(standings(R"(<event names="decision_published"/>)") == "good=reached partial=not_shown ");
  CHECK(standings(R"(<not><event names="decision_published"/></not>)") == "good=missed partial=not_shown ");
  CHECK(standings(R"(<any-of><event names="decision_published"/><level is="city"/></any-of>)") == "good=reached partial=reached ");
  CHECK(standings(R"(<event names="decision_published"/><level is="county"/>)") == "good=missed partial=missed ");
  CHECK(standings(R"(<event names="deliberation_held" where="kind = &quot;office&quot;"/>)") == "good=missed partial=not_shown ");
  CHECK(standings(R"(<fact when="technical"/>)") == "good=reached partial=reached ");
  CHECK(standings(R"(<kind is="contract"/>)") == "good=missed partial=missed ");
}

}  // namespace juece::testing
