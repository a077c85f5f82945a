#include "record/codec.h"
#include "record/fields.h"
#include "record/format.h"

namespace juece {
namespace {

// One overload a kind of member; structs are maps of their own members.
struct Encoder {
  Data::Map members;

  template <typename T>
  Encoder& operator()(std::string_view name, const T& member) {
    members.push_back({std::string(name), Encode(member)});
    return *this;
  }

  static Data Encode(const std::string& value) { return value; }
  static Data Encode(bool value) { return value; }
  static Data Encode(int value) { return value; }
  static Data Encode(std::int64_t value) { return value; }
  static Data Encode(const Data& value) { return value; }
  static Data Encode(const Date& value) { return value.ToString(); }
  static Data Encode(const Instant& value) { return value.ToString(); }
  template <typename T>
  static Data Encode(const std::optional<T>& value) {
    return value ? Encode(*value) : Data();
  }
  template <typename T>
  static Data Encode(const Rare<T>& value) {
    return value ? Encode(*value) : Data();
  }
  template <typename T>
  static Data Encode(const std::pair<std::string, T>& value) {
    return Data::OfMembers({{"id", value.first}, {"value", Encode(value.second)}});
  }
  template <typename T>
  static Data Encode(const std::vector<T>& value) {
    Data::List list;
    list.reserve(value.size());
    for (const T& item : value) list.push_back(Encode(item));
    return list;
  }
  template <typename T>
  static Data Encode(const T& value) {
    Encoder inner;
    VisitFields(inner, value);
    return std::move(inner.members);
  }
};

}  // namespace

Data BodyToData(const EventBody& body) {
  return std::visit([](const auto& alternative) { return Encoder::Encode(alternative); }, body);
}

Data ToData(const Event& event) {
  Encoder encoder;
  encoder("v", EventVersionOf(event))("type", std::string(NameOf(event.body)))("dossier", event.dossier);
  encoder("position", event.position)("occurred_at", event.occurred_at);
  encoder("recorded_at", event.recorded_at)("actor", event.actor)("late", event.late);
  encoder("body", BodyToData(event.body));
  if (event.plugin) encoder("plugin", *event.plugin);
  return std::move(encoder.members);
}

}  // namespace juece
