#include <catch2/catch.hpp>

#include "record/codec.h"

namespace juece {
namespace {

constexpr auto kSm3 = DigestAlgorithm::kSm3;

void Chain(std::vector<Event>& events) {
  std::string previous;
  for (std::size_t i = 0; i < events.size(); ++i) {
    events[i].position = static_cast<std::int64_t>(i) + 1;
    events[i].previous_hash = previous;
    events[i].hash = ChainHash(kSm3, previous, CanonicalBytes(events[i]));
    previous = events[i].hash;
  }
}

std::vector<Event> Six() {
  std::vector<Event> events(6);
  for (std::size_t i = 0; i < events.size(); ++i) {
    events[i].dossier = "2024-0001";
    events[i].body = FactSet{"technical", Data(static_cast<int>(i)), ""};
  }
  Chain(events);
  return events;
}

std::string Broken(const std::vector<Event>& events, const ChainHead* head = nullptr) {
  std::string text;
  for (const ChainBreak& broken : VerifyChain(kSm3, events, head)) {
    text += (text.empty() ? "" : " ") + std::to_string(broken.position) + ":" + broken.reason;
  }
  return text;
}

}  // namespace

TEST_CASE("a chain as it was written is whole") {
  CHECK(Broken(Six()).empty());
  CHECK(Broken({}).empty());
}

TEST_CASE("a changed event is named") {
  auto events = Six();
  std::get<FactSet>(events[2].body).reason = "quietly";
  CHECK(Broken(events) == "3:changed");
  events[2].hash = ChainHash(kSm3, events[2].previous_hash, CanonicalBytes(events[2]));
  CHECK(Broken(events) == "3:changed");  // the hash made anew: the next event still names the old one
  events = Six();
  events[5].recorded_at = Instant(1, 0);
  CHECK(Broken(events) == "6:changed");
  events = Six();
  events[0].previous_hash = "sm3:00";
  CHECK(Broken(events) == "1:changed");
}

TEST_CASE("removed events are named, also at the beginning") {
  auto events = Six();
  events.erase(events.begin() + 2, events.begin() + 4);
  CHECK(Broken(events) == "3:removed");
  events = Six();
  events.erase(events.begin());
  CHECK(Broken(events) == "1:removed");
}

TEST_CASE("an inserted event is told from the one it displaces") {
  for (const int at : {2, 3}) {
    auto events = Six();
    Event forged = events[2];
    std::get<FactSet>(forged.body).reason = "forged";
    forged.hash = ChainHash(kSm3, forged.previous_hash, CanonicalBytes(forged));
    events.insert(events.begin() + at, forged);
    CHECK(Broken(events) == "3:inserted");
  }
}

TEST_CASE("reordered events are named") {
  auto events = Six();
  std::swap(events[2], events[3]);
  CHECK(Broken(events) == "3:reordered");
}

TEST_CASE("a list that was cut off shows it against what somebody else knows") {
  auto events = Six();
  const ChainHead head{6, events.back().hash};
  CHECK(Broken(events, &head).empty());
  events.resize(4);
  CHECK(Broken(events).empty());
  CHECK(Broken(events, &head) == "5:truncated");
  CHECK(Broken({}, &head) == "1:truncated");
  auto anew = Six();
  std::get<FactSet>(anew[0].body).reason = "all written anew";
  Chain(anew);
  CHECK(Broken(anew).empty());
  CHECK(Broken(anew, &head) == "6:changed");
}

TEST_CASE("a personal value that was exchanged does not fit its commitment; one that was redacted needs its event") {
  auto events = Six();
  std::get<FactSet>(events[1].body).value = Data("李四");
  PersonalValue personal{"/value", std::string(64, '0'), "\"李四\"", ""};
  personal.commitment = CommitmentOf(kSm3, personal.salt, personal.value);
  events[1].personal = {personal};
  Chain(events);
  CHECK(Broken(events).empty());
  events[1].personal[0].value = "\"王五\"";
  CHECK(Broken(events) == "2:commitment");
  events[1].personal[0].value.clear();
  events[1].personal[0].salt.clear();
  CHECK(Broken(events) == "2:commitment");
  events[4].body = PersonalRedacted{{{2, "/value"}}, "an order", "a reason"};
  Chain(events);
  CHECK(Broken(events).empty());
  events[1].personal[0].salt = personal.salt;  // half redacted: the salt lets a name be guessed
  CHECK(Broken(events) == "2:commitment");
  events[1].personal[0].value = personal.value;
  CHECK(Broken(events) == "2:commitment");
  events[1].personal[0].value.clear();
  events[1].personal[0].salt.clear();
  events[0].body = events[4].body;  // a redaction before there was anything to redact is none
  events[4].body = FactSet{"technical", Data(4), ""};
  Chain(events);
  CHECK(Broken(events) == "2:commitment");
  events[1].personal[0].commitment = "sm3:00";
  CHECK(Broken(events) == "2:changed 2:commitment");
}

}  // namespace juece
