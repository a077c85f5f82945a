// Events to store, small and with something personal in them.
#pragma once

#include "base/json.h"
#include "record/codec.h"
#include "store/event_store.h"

namespace juece::test {

// 32 bytes that stand nowhere else.
inline std::string RandomHex() {
  static std::uint64_t next = 0x9e3779b97f4a7c15U;
  std::string hex;
  while (hex.size() < 64) {
    next = next * 6364136223846793005U + 1442695040888963407U;
    hex += "0123456789abcdef"[next >> 60U];
  }
  return hex;
}

inline Event Fact(int n) {
  Event event;
  event.recorded_at = Instant(1700000000000 + n, kChinaOffsetMinutes);
  event.occurred_at = event.recorded_at;
  event.actor = {"张三", "undertaking_unit", ""};
  event.body = FactSet{"technical", Data(n), "为了测试"};
  return event;
}

inline std::vector<Event> Facts(int count) {
  std::vector<Event> events;
  for (int i = 0; i < count; ++i) events.push_back(Fact(i));
  return events;
}

inline Event Hearing(DigestAlgorithm algorithm) {
  Event event = Fact(1);
  event.body = ActionRecorded{"public_participation", 1, "hold_hearing", "hearing_held",
                              *ParseJson(R"({"participants":[{"name":"李四"},{"name":"王五"}]})"), {}};
  for (const char* pointer : {"/data/participants/0/name", "/data/participants/1/name"}) {
    PersonalValue personal{pointer, std::string(64, 'b'), "", ""};
    personal.value = ToCanonicalJson(*BodyToData(event.body).At(pointer));
    personal.commitment = CommitmentOf(algorithm, personal.salt, personal.value);
    event.personal.push_back(personal);
  }
  return event;
}

inline std::vector<std::string> Written(const std::vector<Event>& events) {
  std::vector<std::string> all;
  for (const Event& event : events) {
    std::string text = ToCanonicalJson(ToData(event)) + event.previous_hash + event.hash;
    for (const PersonalValue& p : event.personal) text += p.pointer + p.salt + p.value + p.commitment;
    all.push_back(std::move(text));
  }
  return all;
}

}  // namespace juece::test
