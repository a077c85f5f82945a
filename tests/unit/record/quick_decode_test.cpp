// The quick reader of stored bytes reads what the general reader reads, and accepts nothing else.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "base/json.h"
#include "record/codec.h"
#include "record/quick_decode.h"
#include "support/event_gen.h"

namespace juece {
namespace {

// What it accepts, the general reader accepts too, as the same event.
bool Agrees(const std::string& bytes) {
  const auto quick = DecodeQuickly(bytes);
  if (!quick) return true;
  const auto tree = DecodeByTree(bytes, {});
  return tree.has_value() && ToData(*tree) == ToData(*quick) && CanonicalBytes(*quick) == bytes;
}

Event Plain() {
  Event event;
  event.dossier = "2024-0001";
  event.position = 7;
  event.occurred_at = Instant(1709258400000, kChinaOffsetMinutes);
  event.recorded_at = Instant(1709258400500, 0);
  event.actor = {"张三 \"甲\"\n\x01", "undertaking_unit", ""};
  event.late = LateRegistration{"停电", "李四"};
  event.body = ActionRecorded{"s", 2, "act", "acted", *ParseJson(R"({"a":[1,-2.5,0,true,null,{}],"b":{"c":"é𠀀"},"list":[]})"), {{"M1", "D1", "t", "sm3:1", 3, "f", "file"}}};
  return event;
}

}  // namespace

TEST_CASE("what a store writes is read quickly, as the general reader reads it") {
  const std::string bytes = CanonicalBytes(Plain());
  const auto quick = DecodeQuickly(bytes);
  REQUIRE(quick.has_value());
  CHECK(ToData(*quick) == ToData(Plain()));
  CHECK(ToData(*DecodeByTree(bytes, {})) == ToData(*quick));
  std::size_t fast = 0;
  for (std::size_t type = 0; type < std::variant_size_v<EventBody>; ++type) {
    const EventBody body = test::BodyAt(type, std::make_index_sequence<std::variant_size_v<EventBody>>());
    Event event = Plain();
    event.body = body;
    fast += DecodeQuickly(CanonicalBytes(event)).has_value() ? 1 : 0;
  }
  CHECK(fast == std::variant_size_v<EventBody>);
}

TEST_CASE("the two readers agree on random events and on what somebody made of them") {
  const bool held = rc::check("agree", [] {
    const std::string bytes = CanonicalBytes(test::AnyEvent(test::AnyType()));
    RC_ASSERT(Agrees(bytes));
    std::string changed = bytes;
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    changed[at] = *rc::gen::elementOf(std::string("\"\\{}[],:0129-.eEtfnu /\x01\xff\xe5"));
    RC_ASSERT(Agrees(changed));
    RC_ASSERT(Agrees(bytes.substr(0, at)));
    RC_ASSERT(Agrees(bytes.substr(0, at) + " " + bytes.substr(at)));
    RC_ASSERT(Agrees(bytes.substr(0, at) + bytes.substr(std::min(at + 1, bytes.size()))));
  });
  CHECK(held);
}

TEST_CASE("what is well-formed but not canonical is left to the general reader, which refuses it") {
  const std::string bytes = CanonicalBytes(Plain());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = bytes;
    const std::size_t at = changed.find(from);
    REQUIRE(at != std::string::npos);
    return changed.replace(at, from.size(), to);
  };
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"position\":7", "\"position\":07"}, {"\"position\":7", "\"position\":7.0"}, {"\"position\":7", "\"position\":-0"}, {"\\u0001", "\\u000A"},
           {"\\u0001", "\\u0061"}, {"\\n", "\\u000a"}, {"\"v\":1", "\"v\":1 "}, {"-2.5", "-2.50"}, {"-2.5", "+2.5"}, {"-2.5", "-25e-1"}, {",0,", ",-0,"},
           {"10:00:00+08:00", "10:00+08:00"}, {"02:00:00.500Z", "02:00:00.5Z"}, {"02:00:00.500Z", "02:00:00.500+00:00"}, {"é", "\xc3"}, {"null,{}", "null,{\"\":1,\"\":2}"},
           {"\"s\"", "\"s\\/\""}, {"\"round\":2", "\"round\":2147483648"}, {"\"v\":1", "\"v\":2"}, {"\"late\":{", "\"late\":{\"a\":1,"}, {"\"type\":\"action_recorded\"", "\"type\":\"action_done\""}}) {
    INFO(from << " -> " << to);
    const std::string changed = with(from, to);
    CHECK_FALSE(DecodeQuickly(changed).has_value());
    CHECK_FALSE(EventFromCanonical(changed, {}).has_value());
  }
}

}  // namespace juece
