#include "support/event_gen.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/json.h"
#include "record/codec.h"
#include "record/fields.h"

namespace juece::test {

rc::Gen<std::string> AnyText() {
  return rc::gen::elementOf(std::vector<std::string>{
      "", "legality_review", "决策承办单位", "say \"no\"", "back\\slash", "line\nend\ttab", "\x01\x1f",
      "𠀀 beyond the plane", "é", "a/b~c", "null", "0"});
}

rc::Gen<Data> AnyData(int depth) {
  const auto leaf = rc::gen::oneOf(
      rc::gen::just(Data()), rc::gen::map(rc::gen::arbitrary<bool>(), [](bool b) { return Data(b); }),
      rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t n) { return Data(n); }),
      rc::gen::just(Data(*Decimal::Parse("-12.50"))),
      rc::gen::map(AnyText(), [](std::string s) { return Data(std::move(s)); }));
  if (depth == 0) return leaf;
  const auto list = rc::gen::map(rc::gen::container<std::vector<Data>>(AnyData(depth - 1)),
                                 [](std::vector<Data> items) {
                                   if (items.size() > 4) items.resize(4);
                                   return Data(std::move(items));
                                 });
  const auto map = rc::gen::map(
      rc::gen::container<std::vector<std::pair<std::string, Data>>>(
          rc::gen::pair(AnyText(), AnyData(depth - 1))),
      [](const std::vector<std::pair<std::string, Data>>& members) {
        Data out = Data::EmptyMap();
        for (const auto& [name, value] : members) out.Set(name, value);
        return out;
      });
  return rc::gen::oneOf(leaf, list, map);
}

Instant AnyInstant() {
  return {*rc::gen::inRange<std::int64_t>(0, 4102444800000), *rc::gen::inRange(-840, 841)};
}

namespace {

// Fills any member that an event may have.
struct Filler {
  template <typename T>
  Filler& operator()(std::string_view, T& member) {
    Fill(member);
    return *this;
  }
  void Fill(std::string& value) { value = *AnyText(); }
  void Fill(bool& value) { value = *rc::gen::arbitrary<bool>(); }
  void Fill(int& value) { value = *rc::gen::arbitrary<int>(); }
  void Fill(std::int64_t& value) { value = *rc::gen::arbitrary<std::int64_t>(); }
  void Fill(Data& value) { value = *AnyData(); }
  void Fill(Date& value) {
    value = Date(std::chrono::sys_days(std::chrono::days(*rc::gen::inRange(-1000, 60000))));
  }
  template <typename T>
  void Fill(std::optional<T>& value) {
    value.reset();
    if (*rc::gen::arbitrary<bool>()) Fill(value.emplace());
  }
  template <typename T>
  void Fill(Rare<T>& value) {
    value.reset();
    if (*rc::gen::arbitrary<bool>()) Fill(value.emplace());
  }
  template <typename A, typename B>
  void Fill(std::pair<A, B>& value) {
    Fill(value.first);
    Fill(value.second);
  }
  template <typename T>
  void Fill(std::vector<T>& value) {
    value.resize(*rc::gen::inRange<std::size_t>(0, 4));
    for (T& item : value) Fill(item);
  }
  template <typename T>
  void Fill(T& value) {
    VisitFields(*this, value);
  }
};

template <std::size_t... I>
EventBody BodyOf(std::size_t index, std::index_sequence<I...>) {
  EventBody body;
  ((I == index ? (void)body.emplace<I>() : (void)0), ...);
  return body;
}

}  // namespace

EventBody BodyAt(std::size_t index) { return BodyOf(index, std::make_index_sequence<std::variant_size_v<EventBody>>()); }

EventBody AnyBody(std::size_t index) {
  EventBody body = BodyAt(index);
  Filler filler;
  std::visit([&](auto& alternative) { VisitFields(filler, alternative); }, body);
  return body;
}

Event AnyEvent(std::size_t index, std::int64_t position) {
  Event event;
  event.dossier = "2024-0001";
  event.position = position;
  event.occurred_at = AnyInstant();
  event.recorded_at = AnyInstant();
  Filler filler;
  filler.Fill(event.actor);
  filler.Fill(event.late);
  filler.Fill(event.plugin);
  event.body = AnyBody(index);
  return event;
}

std::size_t AnyType() {
  return *rc::gen::inRange<std::size_t>(0, std::variant_size_v<EventBody>);
}

}  // namespace juece::test
