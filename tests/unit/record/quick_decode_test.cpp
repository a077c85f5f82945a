// The quick reader of stored bytes reads what the general reader reads, and accepts nothing else.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "base/json.h"
#include "record/codec.h"
#include "record/quick_decode.h"
#include "support/event_gen.h"

namespace juece {
namespace {

std::optional<StoredEvent> Quick(const std::string& bytes) {
  std::optional<StoredEvent> stored(std::in_place);
  if (!DecodeQuickly(bytes, *stored)) stored.reset();
  return stored;
}

// What it accepts, the general reader accepts too, as the same event, whatever stood there before; `used` is read into again and again.
bool Agrees(const std::string& bytes, StoredEvent& used) {
  const auto quick = Quick(bytes);
  if (DecodeQuickly(bytes, used) != quick.has_value()) return false;
  if (!quick) return true;
  const auto tree = DecodeByTree(bytes, {});
  return tree.has_value() && ToData(*tree) == ToData(quick->event) && CanonicalBytes(quick->event) == bytes &&
         ToData(used.event) == ToData(*tree) && used.event.personal.empty() &&
         used.commits == (bytes.find(kCommitmentInBytes) != std::string::npos) && used.recorded_at == tree->recorded_at.ToString();
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
  const auto quick = Quick(bytes);
  REQUIRE(quick.has_value());
  CHECK(ToData(quick->event) == ToData(Plain()));
  CHECK(ToData(*DecodeByTree(bytes, {})) == ToData(quick->event));
  std::size_t fast = 0;
  for (std::size_t type = 0; type < std::variant_size_v<EventBody>; ++type) {
    const EventBody body = test::BodyAt(type);
    Event event = Plain();
    event.body = body;
    fast += Quick(CanonicalBytes(event)).has_value() ? 1 : 0;
  }
  CHECK(fast == std::variant_size_v<EventBody>);
}

TEST_CASE("the two readers agree on random events and on what somebody made of them") {
  StoredEvent used;
  const bool held = rc::check("agree", [&] {
    const std::string bytes = CanonicalBytes(test::AnyEvent(test::AnyType()));
    RC_ASSERT(Agrees(bytes, used));
    std::string changed = bytes;
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    changed[at] = *rc::gen::elementOf(std::string("\"\\{}[],:0129-.eEtfnu /\x01\xff\xe5"));
    RC_ASSERT(Agrees(changed, used));
    RC_ASSERT(Agrees(bytes.substr(0, at), used));
    RC_ASSERT(Agrees(bytes.substr(0, at) + " " + bytes.substr(at), used));
    RC_ASSERT(Agrees(bytes.substr(0, at) + bytes.substr(std::min(at + 1, bytes.size())), used));
  });
  CHECK(held);
}

TEST_CASE("whichever reader answers, a commitment in the bytes and the time as it is written are told") {
  Event event = Plain();
  for (const char* name : {"commitment", "承诺"}) {  // the second is for the general reader
    for (const auto& [value, commits] : std::vector<std::pair<Data, bool>>{{Data("sm3:00"), true}, {Data(1), false}, {Data(" \"commitment\":\"x\""), true}}) {
      event.body = FactSet{"f", Data::OfMembers({{"a", Data::OfMembers({{name, value}})}, {"recorded_at", "2020-01-01"}}), ""};
      const std::string bytes = CanonicalBytes(event);
      StoredEvent stored;
      REQUIRE(ReadStoredEvent(bytes, {}, stored).ok());
      CHECK(stored.commits == (commits && name == std::string("commitment")));
      CHECK(stored.recorded_at == "2024-03-01T02:00:00.500Z");
      CHECK(ToData(stored.event) == ToData(event));
    }
  }
  StoredEvent stored;
  CHECK(ReadStoredEvent("{", {}, stored).code() == StatusCode::kCorrupt);
}

TEST_CASE("a text ends where it ends, wherever that lies among the bytes that are read at once") {
  for (std::size_t size = 0; size < 40; ++size) {
    for (const std::string& last : {std::string(), std::string("\""), std::string("\\"), std::string("\x1f"), std::string("\x7f"), std::string("中"), std::string("é")}) {
      Event event = Plain();
      event.body = FactSet{"f", Data(std::string(size, 'x') + last + "y"), std::string(size, ' ') + last};
      StoredEvent used;
      std::string bytes = CanonicalBytes(event);
      CHECK(Agrees(bytes, used));
      CHECK(used.recorded_at == "2024-03-01T02:00:00.500Z");
      bytes.replace(bytes.find("\"reason\":\"", bytes.find("\"body\"")) + 10, 0, "\xe4\xb8");  // half a character
      CHECK_FALSE(Quick(bytes).has_value());
    }
  }
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
    CHECK_FALSE(Quick(changed).has_value());
    CHECK_FALSE(EventFromCanonical(changed, {}).has_value());
  }
}

}  // namespace juece
