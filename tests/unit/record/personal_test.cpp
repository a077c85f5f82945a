// Which personal values there are, whose they are, and how one leaves an event.
#include <catch2/catch.hpp>

#include "base/json.h"
#include "record/codec.h"
#include "record/personal.h"

namespace juece {
namespace {

constexpr auto kPersonalSm3 = DigestAlgorithm::kSm3;

Event Recorded(std::int64_t position, const std::string& json, const std::vector<std::string>& pointers) {
  Event event;
  event.position = position;
  event.body = ActionRecorded{"public_participation", 1, "record_opinions", "opinions_recorded", *ParseJson(json), {}};
  for (const std::string& pointer : pointers) {
    PersonalValue personal{"/data" + pointer, std::string(64, 'a'), "", ""};
    personal.value = ToCanonicalJson(*std::get<ActionRecorded>(event.body).data.At(pointer));
    personal.commitment = CommitmentOf(kPersonalSm3, personal.salt, personal.value);
    event.personal.push_back(personal);
  }
  return event;
}

std::vector<Event> Opinions() {
  return {Recorded(3, R"({"opinions":[{"name":"李四","phone":"139","view":"同意"},{"name":"王五","phone":"138","view":"李四说得对"}]})",
                   {"/opinions/0/name", "/opinions/0/phone", "/opinions/1/name", "/opinions/1/phone"}),
          Recorded(5, R"({"attended":["王五","李四","李四光"],"clerk":"李四"})", {"/attended/0", "/attended/1", "/attended/2"}),
          Recorded(8, R"({"signer":{"name":"李四","title":"先生"},"witness":"赵六"})", {"/signer", "/witness"})};
}

std::string Of(const std::vector<Event>& events, std::string_view name) {
  std::string text;
  for (const PersonalPlace& place : PlacesOfPerson(events, name)) {
    text += (text.empty() ? "" : " ") + std::to_string(place.position) + ":" + place.pointer;
  }
  return text;
}

}  // namespace

TEST_CASE("a person's values are those of that text, with what stands beside it in the same item, and nobody else's") {
  const std::vector<Event> events = Opinions();
  CHECK(Of(events, "李四") == "3:/data/opinions/0/name 3:/data/opinions/0/phone 5:/data/attended/1 8:/data/signer");
  CHECK(Of(events, "王五") == "3:/data/opinions/1/name 3:/data/opinions/1/phone 5:/data/attended/0");
  CHECK(Of(events, "赵六") == "8:/data/witness");
  CHECK(Of(events, "李").empty());
  CHECK(Of(events, "").empty());
  CHECK(PersonalEntries(events).size() == 9);
}

TEST_CASE("a redacted value leaves its commitment, and the event keeps its bytes") {
  std::vector<Event> events = Opinions();
  const std::string bytes = CanonicalBytes(events[0]);
  REQUIRE(RedactIn(events[0], "/data/opinions/0/name"));
  CHECK_FALSE(RedactIn(events[0], "/data/opinions/7/name"));
  CHECK(CanonicalBytes(events[0]) == bytes);
  CHECK(events[0].personal[0].value.empty());
  CHECK(events[0].personal[0].salt.empty());
  CHECK(ToCanonicalJson(ToData(events[0])).find("李四\"") == std::string::npos);
  CHECK(Of(events, "李四") == "5:/data/attended/1 8:/data/signer");
  const auto again = EventFromCanonical(bytes, events[0].personal);
  REQUIRE(again);
  CHECK(ToData(*again) == ToData(events[0]));
}

}  // namespace juece
