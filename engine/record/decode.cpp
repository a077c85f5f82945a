#include <fmt/format.h>

#include <array>
#include <limits>
#include <map>

#include "base/json.h"
#include "base/utf8.h"
#include "record/codec.h"
#include "record/fields.h"
#include "record/format.h"
#include "record/quick_decode.h"

namespace juece {
namespace {

std::string Excerpt(const Data& data) { return ToValidUtf8(ToJson(data).substr(0, 60)); }

// Where a value stands; made text only when something is wrong there.
struct Path {
  const Path* parent = nullptr;
  std::string_view name;
  std::size_t index = 0;  // in a list, where there is no name

  [[nodiscard]] std::string ToString() const {
    if (parent == nullptr) return "event";
    const std::string before = parent->ToString();
    return name.empty() ? fmt::format("{}[{}]", before, index) : fmt::format("{}.{}", before, name);
  }
};

using ReadBody = EventBody (*)(const Data&, const Path&, Status&);
struct BodyMember {
  ReadBody read;
  EventBody& body;
};

// What was expected and what was found, with its path; the first mistake is kept, the rest follow from it.
class Decoder {
 public:
  // Every member of the map must be asked for, and none may be left over.
  Decoder(const Data& data, const Path& path, Status& status)
      : data_(data), path_(path), status_(status) {
    if (!data_.is_map()) Expect("一个对象", "an object", path_, &data_);
  }

  template <typename T>
  Decoder& operator()(std::string_view name, T& member) {
    ++asked_;
    const Data* found = data_.Find(name);
    const Path path{&path_, name};
    if (found == nullptr) {
      Expect("此成员", "this member", path, nullptr);
    } else {
      Decode(*found, path, member);
    }
    return *this;
  }

  void Close() {
    if (status_.ok() && data_.AsMap().size() != asked_) {
      Fail(fmt::format("{} 应有 {} 个成员,但有 {} 个", path_.ToString(), asked_, data_.AsMap().size()),
           fmt::format("expected {} members in {}, but found {}", asked_, path_.ToString(),
                       data_.AsMap().size()));
    }
  }

  void Decode(const Data& data, const Path& path, std::string& value) {
    if (!data.is_text()) return Expect("文本", "a text", path, &data);
    value = data.AsText();
  }
  void Decode(const Data& data, const Path& path, bool& value) {
    if (!data.is_bool()) return Expect("true 或 false", "true or false", path, &data);
    value = data.AsBool();
  }
  void Decode(const Data& data, const Path& path, std::int64_t& value) {
    const auto number = data.is_number() ? data.AsNumber().ToInteger() : std::nullopt;
    if (!number) return Expect("整数", "a whole number", path, &data);
    value = *number;
  }
  void Decode(const Data& data, const Path& path, int& value) {
    std::int64_t wide = 0;
    Decode(data, path, wide);
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
      return Expect("32 位整数", "a whole number of 32 bits", path, &data);
    }
    value = static_cast<int>(wide);
  }
  void Decode(const Data& data, const Path&, Data& value) { value = data; }
  void Decode(const Data& data, const Path& path, Date& value) {
    const auto date = Date::Parse(data.AsText());
    if (!date) return Expect("日期 YYYY-MM-DD", "a date YYYY-MM-DD", path, &data);
    value = *date;
  }
  void Decode(const Data& data, const Path& path, Instant& value) {
    const auto instant = Instant::Parse(data.AsText());
    if (!instant) return Expect("带时区的时刻", "an ISO 8601 time with its offset", path, &data);
    value = *instant;
  }
  template <typename T>
  void Decode(const Data& data, const Path& path, std::optional<T>& value) {
    if (!data.is_null()) Decode(data, path, value.emplace());
  }
  template <typename T>
  void Decode(const Data& data, const Path& path, Rare<T>& value) {
    if (!data.is_null()) Decode(data, path, value.emplace());
  }
  template <typename T>
  void Decode(const Data& data, const Path& path, std::pair<std::string, T>& value) {
    Decoder inner(data, path, status_);
    inner("id", value.first)("value", value.second).Close();
  }
  template <typename T>
  void Decode(const Data& data, const Path& path, std::vector<T>& value) {
    if (!data.is_list()) return Expect("列表", "a list", path, &data);
    value.reserve(data.AsList().size());
    for (const Data& item : data.AsList()) {
      Decode(item, Path{&path, {}, value.size()}, value.emplace_back());
    }
  }
  void Decode(const Data& data, const Path& path, BodyMember& value) {
    value.body = value.read(data, path, status_);
  }
  template <typename T>
  void Decode(const Data& data, const Path& path, T& value) {
    Decoder inner(data, path, status_);
    VisitFields(inner, value);
    inner.Close();
  }

 private:
  void Expect(const char* zh, const char* en, const Path& path, const Data* found) {
    const std::string what = found == nullptr ? "" : Excerpt(*found);
    Fail(fmt::format("{} 应为{},但{}", path.ToString(), zh, found == nullptr ? "缺少" : "为 " + what),
         fmt::format("expected {} at {}, but {}", en, path.ToString(),
                     found == nullptr ? "it is missing" : "found " + what));
  }
  void Fail(const std::string& zh, const std::string& en) {
    if (status_.ok()) status_ = Status::Corrupt({"事件无法读取:" + zh, "cannot read the event: " + en});
  }

  const Data& data_;
  const Path& path_;
  Status& status_;
  std::size_t asked_ = 0;
};

template <std::size_t I>
EventBody ReadAlternative(const Data& data, const Path& path, Status& status) {
  std::variant_alternative_t<I, EventBody> body;
  Decoder decoder(data, path, status);
  VisitFields(decoder, body);
  decoder.Close();
  return body;
}

// From the name of a type to its reader: one for every alternative, so none can be forgotten.
template <std::size_t... I>
std::map<std::string_view, ReadBody> MakeReaders(std::index_sequence<I...>) {
  return {{NameOf(EventBody(std::in_place_index<I>)), &ReadAlternative<I>}...};
}

const std::map<std::string_view, ReadBody>& Readers() {
  static const auto readers = MakeReaders(std::make_index_sequence<std::variant_size_v<EventBody>>());
  return readers;
}

Status CheckVersion(const Data& data) {
  const std::int64_t version = data["v"].AsInteger(-1);
  if (version == kEventVersion || version == kEventVersionWithoutPlugin) return Status::Ok();
  const std::string found = data.Has("v") ? Excerpt(data["v"]) : "";
  if (version > kEventVersion) {
    return Status::Unsupported(
        {fmt::format("事件格式应不高于第 {} 版,但为第 {} 版;请使用较新的程序", kEventVersion, found),
         fmt::format("expected an event of version {} at most, but found version {}; use a newer program",
                     kEventVersion, found)});
  }
  return Status::Corrupt(
      {fmt::format("事件应注明格式版本 v = {} 或 {},但{}", kEventVersionWithoutPlugin, kEventVersion, found.empty() ? "缺少" : "为 " + found),
       fmt::format("expected the event's version v = {} or {}, but {}", kEventVersionWithoutPlugin, kEventVersion,
                   found.empty() ? "it is missing" : "found " + found)});
}

Status UnknownType(const Data& data) {
  const std::string found = Excerpt(data["type"]);
  return Status::Corrupt({fmt::format("事件类型应为 docs/events.md 所列之一,但为 {}", found),
                          fmt::format("expected an event type of docs/events.md, but found {}", found)});
}

// Canonical bytes hold {"commitment": c} where a personal value stood.
bool IsCommitment(const Data& data, const std::string& commitment) {
  return data.is_map() && data.AsMap().size() == 1 && data["commitment"] == Data(commitment);
}

Status PutBack(Data& body, const PersonalValue& personal) {
  Data* place = body.At(personal.pointer);
  if (place == nullptr || !IsCommitment(*place, personal.commitment)) {
    return Status::Corrupt(
        {fmt::format("个人信息 {} 在事件中应有其承诺值,但没有", personal.pointer),
         fmt::format("expected the commitment of the personal value {} in the event, but it is not there",
                     personal.pointer)});
  }
  if (personal.value.empty()) return Status::Ok();
  Result<Data> value = ParseJson(personal.value, {.max_depth = kEventDepth});
  if (!value) return Status::Corrupt(value.error().message());
  *place = *std::move(value);
  return Status::Ok();
}

}  // namespace

Result<Event> EventFromData(const Data& data) {
  if (Status version = CheckVersion(data); !version.ok()) return version;
  const auto reader = Readers().find(data["type"].AsText());
  if (reader == Readers().end()) return UnknownType(data);
  Event event;
  Status status;
  int version = 0;
  std::string type;
  BodyMember body{reader->second, event.body};
  const Path root;
  Decoder decoder(data, root, status);
  decoder("v", version)("type", type)("dossier", event.dossier)("position", event.position);
  decoder("occurred_at", event.occurred_at)("recorded_at", event.recorded_at);
  decoder("actor", event.actor)("late", event.late)("body", body);
  if (data["v"].AsInteger() == kEventVersion) decoder("plugin", event.plugin.emplace());
  decoder.Close();
  return status.ok() ? Result<Event>(std::move(event)) : Result<Event>(status);
}

Result<Event> EventFromCanonical(std::string_view bytes, std::vector<PersonalValue> personal) {
  StoredEvent stored;
  const Status read = ReadStoredEvent(bytes, std::move(personal), stored);
  return read.ok() ? Result<Event>(std::move(stored.event)) : Result<Event>(read);
}

Status ReadStoredEvent(std::string_view bytes, std::vector<PersonalValue> personal, StoredEvent& into) {
  if (personal.empty() && DecodeQuickly(bytes, into)) return Status::Ok();
  Result<Event> event = DecodeByTree(bytes, std::move(personal));
  if (!event) return event.error();
  into.event = *std::move(event);
  into.commits = bytes.find(kCommitmentInBytes) != std::string_view::npos;
  static constexpr std::string_view kBefore = ",\"recorded_at\":\"";  // of the event itself: only its type and its version follow
  into.recorded_at = bytes.substr(bytes.rfind(kBefore) + kBefore.size());
  into.recorded_at = into.recorded_at.substr(0, into.recorded_at.find('"'));
  return Status::Ok();
}

Result<Event> DecodeByTree(std::string_view bytes, std::vector<PersonalValue> personal) {
  Result<Data> data = ParseJson(bytes, {.max_depth = kEventDepth});
  if (!data) {
    return Status::Corrupt({"事件的字节无法读取:" + data.error().message().zh,
                            "cannot read the event's bytes: " + data.error().message().en});
  }
  Data* body = data->Find("body");
  for (const PersonalValue& value : personal) {
    if (body == nullptr) break;
    if (Status put = PutBack(*body, value); !put.ok()) return put;
  }
  Result<Event> event = EventFromData(*data);
  if (!event) return event;
  event->personal = std::move(personal);
  if (CanonicalBytes(*event) != bytes) {
    return Status::Corrupt({"事件的字节应为规范形式,但含有多余空白、次序或写法不同",
                            "expected canonical bytes, but blanks, order or spelling differ"});
  }
  return event;
}

}  // namespace juece
