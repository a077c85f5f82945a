#include "record/codec.h"

#include <catch2/catch.hpp>
#include <set>

#include "base/json.h"
#include "support/event_gen.h"

namespace juece {
namespace {

// A new event must be described in docs/events.md and given a place in the lifecycle tests: then raise this number.
static_assert(std::variant_size_v<EventBody> == 34);
static_assert(std::variant_size_v<CommandBody> == 19);

Event Sample() {
  Event event;
  event.dossier = "2024-0001";
  event.position = 7;
  event.occurred_at = *Instant::Parse("2024-03-01T09:00:00+08:00");
  event.recorded_at = *Instant::Parse("2024-03-01T09:05:00.250+08:00");
  event.actor = {"张三", "undertaking_unit", ""};
  ActionRecorded body{"public_participation", 1, "hold_hearing", "hearing_held", Data(), {}};
  body.data = *ParseJson(R"({"participants":[{"name":"李四","for":true},{"name":"王五","for":false}]})");
  event.body = body;
  return event;
}

Event SampleWithPersonal() {
  Event event = Sample();
  PersonalValue personal{"/data/participants/0/name", std::string(64, 'a'), "\"李四\"", ""};
  personal.commitment = CommitmentOf(DigestAlgorithm::kSm3, personal.salt, personal.value);
  event.personal = {personal};
  return event;
}

Data Without(Data data, std::string_view member) {
  data.Remove(member);
  return data;
}

std::string ErrorOf(const Data& data) {
  const Result<Event> event = EventFromData(data);
  return event ? "" : event.error().message().en;
}

}  // namespace

TEST_CASE("every event of every type is read back as it was written") {
  for (std::size_t type = 0; type < std::variant_size_v<EventBody>; ++type) {
    const std::string name(NameOf(test::BodyAt(type)));
    const bool held = rc::check(name, [type] {
      const Event event = test::AnyEvent(type);
      const Data data = ToData(event);
      const Result<Event> back = EventFromData(data);
      RC_ASSERT(back.has_value());
      RC_ASSERT(back->body.index() == type);
      RC_ASSERT(ToData(*back) == data);
      const std::string bytes = CanonicalBytes(event);
      RC_ASSERT(bytes == ToCanonicalJson(data));
      const Result<Event> stored = EventFromCanonical(bytes, {});
      RC_ASSERT(stored.has_value());
      RC_ASSERT(CanonicalBytes(*stored) == bytes);
      RC_ASSERT(ToData(*stored) == data);
    });
    CHECK(held);
  }
}

TEST_CASE("names are snake_case and no two are alike") {
  std::set<std::string_view> names;
  for (std::size_t type = 0; type < std::variant_size_v<EventBody>; ++type) {
    const EventBody body = test::BodyAt(type);
    CHECK(names.insert(NameOf(body)).second);
    CHECK(NameOf(body).find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
  }
  CHECK(VerbOf(SetFact{}) == "set_fact");
  CHECK(VerbOf(ReturnTo{}) == "return");
  CHECK(VerbOf(SubmitAction{}) == "submit");
}

TEST_CASE("reading is strict and says what was expected where") {
  const Data good = ToData(Sample());
  REQUIRE(ErrorOf(good).empty());
  CHECK(ErrorOf(Without(good, "v")) ==
        "expected the event's version v = 1 or 2, but it is missing");
  CHECK(ErrorOf(Without(good, "actor")) ==
        "cannot read the event: expected this member at event.actor, but it is missing");
  CHECK(ErrorOf(Data(good).Set("type", "dossier_eaten")) ==
        "expected an event type of docs/events.md, but found \"dossier_eaten\"");
  CHECK(ErrorOf(Data(good).Set("extra", 1)) ==
        "cannot read the event: expected 9 members in event, but found 10");
  Data typed = good;
  typed.Find("body")->Set("round", "one");
  CHECK(ErrorOf(typed) ==
        "cannot read the event: expected a whole number at event.body.round, but found \"one\"");
  typed = good;
  typed.Find("body")->Set("round", *Decimal::Parse("2147483648"));
  CHECK(ErrorOf(typed) == "cannot read the event: expected a whole number of 32 bits at "
                          "event.body.round, but found 2147483648");
  typed = good;
  typed.Find("body")->Remove("data");
  CHECK(ErrorOf(typed) ==
        "cannot read the event: expected this member at event.body.data, but it is missing");
  typed = good;
  typed.Find("actor")->Set("name", nullptr);
  CHECK(ErrorOf(typed) ==
        "cannot read the event: expected a text at event.actor.name, but found null");
  CHECK(ErrorOf(Data("text")) == "expected the event's version v = 1 or 2, but it is missing");
  const Result<Event> newer = EventFromData(Data(good).Set("v", 3));
  REQUIRE_FALSE(newer.has_value());
  CHECK(newer.error().code() == StatusCode::kUnsupported);
}

TEST_CASE("an event names the plugin that answered, in version 2, and only there") {
  Event event = Sample();
  CHECK(ToData(event)["v"].AsInteger() == 1);
  event.plugin = PluginMark{"juece.legality_review", "1.0.0", "sha256:00", "shipped"};
  const std::string bytes = CanonicalBytes(event);
  CHECK(bytes.find(R"("plugin":{"digest":"sha256:00","id":"juece.legality_review","signer":"shipped","version":"1.0.0"},"position":7)") != std::string::npos);
  CHECK(bytes.find(R"("v":2})") != std::string::npos);
  const Result<Event> back = EventFromCanonical(bytes, {});
  REQUIRE(back.has_value());
  CHECK(back->plugin->signer == "shipped");
  CHECK(CanonicalBytes(*back) == bytes);
  const Data marked = ToData(event);
  CHECK(ErrorOf(Data(marked).Set("v", 1)) == "cannot read the event: expected 9 members in event, but found 10");
  CHECK(ErrorOf(Without(marked, "plugin")) == "cannot read the event: expected this member at event.plugin, but it is missing");
  CHECK(ErrorOf(Data(marked).Set("plugin", nullptr)) != "");
}

TEST_CASE("bytes that are not canonical are refused") {
  const std::string bytes = CanonicalBytes(Sample());
  CHECK(EventFromCanonical(bytes, {}).has_value());
  CHECK_FALSE(EventFromCanonical(" " + bytes, {}).has_value());
  CHECK_FALSE(EventFromCanonical(ToJson(ToData(Sample())), {}).has_value());
  CHECK_FALSE(EventFromCanonical("", {}).has_value());
  CHECK(EventFromCanonical("{}", {}).error().code() == StatusCode::kCorrupt);
}

TEST_CASE("personal values leave only their commitment in the bytes, and are put back") {
  const Event event = SampleWithPersonal();
  const std::string bytes = CanonicalBytes(event);
  CHECK(bytes.find("李四") == std::string::npos);
  CHECK(bytes.find("王五") != std::string::npos);
  CHECK(bytes.find(R"({"commitment":")" + event.personal[0].commitment + R"("})") !=
        std::string::npos);

  const Result<Event> whole = EventFromCanonical(bytes, event.personal);
  REQUIRE(whole.has_value());
  CHECK(ToData(*whole) == ToData(event));
  CHECK(CanonicalBytes(*whole) == bytes);

  std::vector<PersonalValue> redacted = event.personal;
  redacted[0].value.clear();
  const Result<Event> without = EventFromCanonical(bytes, redacted);
  REQUIRE(without.has_value());
  CHECK(ToData(*without)["body"].At("/data/participants/0/name")->Has("commitment"));
  CHECK(CanonicalBytes(*without) == bytes);

  const Result<Event> forgotten = EventFromCanonical(bytes, {});  // its row is gone altogether
  REQUIRE(forgotten.has_value());
  CHECK(CanonicalBytes(*forgotten) == bytes);

  redacted[0].commitment = "sm3:00";
  CHECK_FALSE(EventFromCanonical(bytes, redacted).has_value());
}

TEST_CASE("a personal value that is not in the data is not stored") {
  Event event = SampleWithPersonal();
  CHECK(CheckPersonal(event).ok());
  event.personal[0].pointer = "/data/participants/9/name";
  CHECK(CheckPersonal(event).code() == StatusCode::kInternal);
  event.personal[0].pointer = "/step";
  CHECK(CheckPersonal(event).code() == StatusCode::kInternal);
  event.personal[0].pointer = "/data/participants/0/name";
  event.personal[0].commitment.clear();
  CHECK(CheckPersonal(event).code() == StatusCode::kInternal);
  event = SampleWithPersonal();
  event.personal.push_back(event.personal[0]);
  CHECK(CheckPersonal(event).code() == StatusCode::kInternal);  // twice the same
  event.personal[1].pointer = "/data/participants/0";
  CHECK(CheckPersonal(event).code() == StatusCode::kInternal);  // one inside the other
  event.personal[1].pointer = "/data/participants/1/name";
  CHECK(CheckPersonal(event).ok());
}

}  // namespace juece
