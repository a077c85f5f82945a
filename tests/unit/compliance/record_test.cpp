// The strict reader of records: every mistake named by its JSON pointer, nothing guessed.
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

std::string Problems(const std::string& json) {
  const auto data = ParseJson(json);
  REQUIRE(data.has_value());
  std::vector<Finding> findings;
  const auto subject = SubjectFromRecord(*data, *Law::Get().words, "r", findings);
  CHECK(subject.has_value() != HasError(findings));
  return Explain(findings);
}

}  // namespace

TEST_CASE("every mistake of a record is named in one run") {
  const std::string text = Problems(R"({"title":7,"complte":true,"complete":"yes","facts":{"technical":"maybe"},"events":[
    {"event":"consultation_opend"},
    {"event":"consultation_opened","date":"2024-13-01","data":{"until":"soon","about":"weather","channels":"website"}},
    {"event":"legality_opinion_issued","date":"2024-05-02/2024-05-01","materials":[{"title":"x"}],"late":true}, 5]})");
  INFO(text);
  for (const char* part :
       {"/title: Expected a text, but found a number", "/complte: Expected a known member (the nearest is complete)",
        "/complete: Expected true or false", "/facts/technical: Expected true or false, but found a text",
        "/events/0/event: Expected an event name of docs/record-format.md (the nearest is consultation_opened), but found "
        "'consultation_opend'",
        "/events/1/date: Expected a date", "/events/1/data/until: Expected a date",
        "/events/1/data/about: Expected one of draft catalogue environment other, but found 'weather'",
        "/events/1/data/channels: Expected a list, but found a text", "/events/2/date", "/events/2/materials/0: Expected an object with a kind",
        "/events/2/late", "/events/3: Expected an object, but found a number"}) {
    CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("a record that is no object, or has no events, is refused") {
  CHECK(Problems("[]").find("/: Expected an object, but found a list") != std::string::npos);
  CHECK(Problems("{}").find("/events: Expected a list, but found nothing") != std::string::npos);
}

TEST_CASE("a record of more events than any matter has is refused, not chewed on") {
  std::string many = R"({"events":[{"event":"consultation_closed"})";
  for (int i = 0; i < 2000; ++i) {
    many += R"(,{"event":"consultation_closed"})";
  }
  CHECK(Problems(many + "]}").find("/events: Expected at most 2000 events, but found 2001") != std::string::npos);
}

TEST_CASE("what no rule reads is kept and noted, and changes nothing") {
  const std::string text = Problems(R"({"facts":{"sunny":true},"events":[{"event":"consultation_closed","data":{"weather":"fine"}}]})");
  CHECK(text.find("/facts/sunny") != std::string::npos);
  CHECK(text.find("/events/0/data/weather") != std::string::npos);
}

TEST_CASE("a rulebook's mistakes are named with their place") {
  std::vector<Finding> findings;
  const auto book = Rulebook::Read(R"(<rulebook xmlns="urn:juece:rulebook:1" id="x" version="1" title-zh="x" title-en="x">
  <rule id="a" article="R713" severity="fatal" title-zh="x" title-en="x">
    <occurs event="legality_opinon_issued"/>
    <data event="hearing_held" holds="opne = true"/>
    <period kind="minimum" amount="many" unit="weeks" from="hearing_held" to="hearing_held"/>
    <maybe/>
  </rule>
  <rule id="a" article="R713:1" severity="error" title-zh="x" title-en="x"/>
</rulebook>)",
                                   "x.xml", Law::Get().words, findings);
  CHECK(book == nullptr);
  const std::string text = Explain(findings);
  INFO(text);
  for (const char* part : {"R713:25", "severity", "did you mean legality_opinion_issued", "opne", "many", "weeks", "<maybe>",
                           "at least one check", "stands twice", "x.xml:4:"}) {
    CHECK(text.find(part) != std::string::npos);
  }
}
