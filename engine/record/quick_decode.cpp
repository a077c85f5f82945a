#include "record/quick_decode.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <unordered_map>
#include <utility>

#include "record/byte_cursor.h"
#include "record/fields.h"
#include "record/format.h"

namespace juece {
namespace {

constexpr int kDepth = 64;  // deeper ones are for the general reader
constexpr std::size_t kMostMembers = 16;
constexpr std::string_view kCommitment = "commitment";

bool ReadData(Cursor& cursor, Data& out, int depth);

bool ReadMap(Cursor& cursor, Data& out, int depth) {
  Data::Map map;
  if (!cursor.Eat('}')) {
    map.reserve(4);
    do {
      std::string_view name;
      if (!cursor.Plain(name) || !cursor.Eat(':') || (!map.empty() && !(map.back().name < name))) return false;
      Member& member = map.emplace_back();
      member.name = name;
      if (!ReadData(cursor, member.value, depth)) return false;
      if (name == kCommitment && member.value.is_text()) cursor.commits = true;
    } while (cursor.Eat(','));
    if (!cursor.Eat('}')) return false;
  }
  out = Data(std::move(map));
  return true;
}

bool ReadList(Cursor& cursor, Data& out, int depth) {
  Data::List list;
  if (!cursor.Eat(']')) {
    do {
      if (!ReadData(cursor, list.emplace_back(), depth)) return false;
    } while (cursor.Eat(','));
    if (!cursor.Eat(']')) return false;
  }
  out = Data(std::move(list));
  return true;
}

bool ReadData(Cursor& cursor, Data& out, int depth) {
  if (depth > kDepth) return false;
  switch (cursor.Peek()) {
    case 'n': out = Data(); return cursor.Eat("null");
    case 't': out = Data(true); return cursor.Eat("true");
    case 'f': out = Data(false); return cursor.Eat("false");
    case '{': return cursor.Eat('{') && ReadMap(cursor, out, depth + 1);
    case '[': return cursor.Eat('[') && ReadList(cursor, out, depth + 1);
    case '"': {
      std::string text;
      if (!cursor.Text(text)) return false;
      out = Data(std::move(text));
      return true;
    }
    default: break;
  }
  Decimal number;
  if (!cursor.Number(number)) return false;
  out = Data(std::move(number));
  return true;
}

template <typename T>
class Shape;

// What a value had before is overwritten: an event is read into the one before it, so that its memory is used again.
struct Quick {
  static bool Read(Cursor& cursor, std::string& value) { return cursor.Text(value); }
  static bool Read(Cursor& cursor, bool& value) {
    value = cursor.Peek() == 't';
    return cursor.Eat(value ? "true" : "false");
  }
  template <std::signed_integral T>
  static bool Read(Cursor& cursor, T& value) {
    return cursor.Integer(value);
  }
  static bool Read(Cursor& cursor, Data& value) { return ReadData(cursor, value, 0); }
  static bool Read(Cursor& cursor, Date& value) {
    std::string_view text;
    const auto date = cursor.Plain(text) ? Date::Parse(text) : std::nullopt;
    if (date) value = *date;
    return date.has_value();
  }
  static bool Read(Cursor& cursor, Instant& value) {
    std::string_view text;
    return Read(cursor, value, text);
  }
  static bool Read(Cursor& cursor, Instant& value, std::string_view& text) {
    constexpr std::size_t kWholeSeconds = 25;
    const auto instant = cursor.OfSize(kWholeSeconds, text) || cursor.Plain(text) ? Instant::Parse(text) : std::nullopt;
    if (!instant) return false;
    value = *instant;
    // Whole seconds and an offset that is not zero: one way to write it.
    const bool plain = text.size() == kWholeSeconds && text[16] == ':' && (text[19] == '+' || text[19] == '-') && value.offset_minutes() != 0;
    return plain || value.IsWritten(text);
  }
  template <typename T>
  static bool Read(Cursor& cursor, std::optional<T>& value) {
    value.reset();
    return cursor.Eat("null") || Read(cursor, value.emplace());
  }
  template <typename T>
  static bool Read(Cursor& cursor, Rare<T>& value) {
    value.reset();
    return cursor.Eat("null") || Read(cursor, value.emplace());
  }
  template <typename T>
  static bool Read(Cursor& cursor, std::vector<T>& value) {
    value.clear();
    if (!cursor.Eat('[')) return false;
    if (cursor.Eat(']')) return true;
    do {
      if (!Read(cursor, value.emplace_back())) return false;
    } while (cursor.Eat(','));
    return cursor.Eat(']');
  }
  template <typename T>
  static bool Read(Cursor& cursor, std::pair<std::string, T>& value) {
    return cursor.Eat("{\"id\":") && Read(cursor, value.first) && cursor.Eat(",\"value\":") && Read(cursor, value.second) && cursor.Eat('}');
  }
  template <typename T>
  static bool Read(Cursor& cursor, T& value) {
    static const Shape<T> shape;
    return shape.Read(cursor, value);
  }
};

// How a struct stands in the bytes: the names of its members, sorted, and how the value behind each is read. Asked of VisitFields once.
template <typename T>
class Shape {
 public:
  Shape() {
    T sample;
    VisitFields(*this, sample);
    std::sort(members_.begin(), members_.begin() + count_, [](const Member& a, const Member& b) { return a.lead < b.lead; });
    for (std::size_t i = 0; i < count_; ++i) members_[i].lead = (i == 0 ? "{\"" : ",\"") + members_[i].lead + "\":";
  }
  template <typename M>
  Shape& operator()(std::string_view name, M&) {
    assert(count_ < members_.size());
    members_[count_] = {std::string(name), count_, [](Cursor& cursor, void* at) { return Quick::Read(cursor, *static_cast<M*>(at)); }};
    ++count_;
    return *this;
  }

  bool Read(Cursor& cursor, T& value) const {
    Places places;
    VisitFields(places, value);
    for (std::size_t i = 0; i < count_; ++i) {
      if (!cursor.Eat(members_[i].lead) || !members_[i].read(cursor, places.at[members_[i].index])) return false;
    }
    return cursor.Eat('}');
  }

 private:
  struct Member {
    std::string lead;  // the name, later with what stands around it
    std::size_t index = 0;  // in the order of VisitFields
    bool (*read)(Cursor& cursor, void* at) = nullptr;  // `at`: the member of that index, whose type it knows
  };
  struct Places {
    std::array<void*, kMostMembers> at;
    std::size_t count = 0;
    template <typename M>
    Places& operator()(std::string_view, M& member) {
      at[count++] = &member;
      return *this;
    }
  };
  std::array<Member, kMostMembers> members_;
  std::size_t count_ = 0;
};

using ReadQuickBody = bool (*)(Cursor& cursor, EventBody& body);

template <std::size_t I>
bool ReadAlternative(Cursor& cursor, EventBody& body) {
  return Quick::Read(cursor, body.emplace<I>());
}

template <std::size_t... I>
std::unordered_map<std::string_view, ReadQuickBody> MakeQuickReaders(std::index_sequence<I...>) {
  return {{NameOf(EventBody(std::in_place_index<I>)), &ReadAlternative<I>}...};
}

ReadQuickBody ReaderOf(std::string_view type) {
  static const auto readers = MakeQuickReaders(std::make_index_sequence<std::variant_size_v<EventBody>>());
  const auto found = readers.find(type);
  return found == readers.end() ? nullptr : found->second;
}

// The last two members of an event. They are looked at first: the body, which stands before them, is read by its type.
struct Ending {
  std::string_view type;
  bool marked = false;  // version 2: with the plugin's mark
  std::string_view rest;  // behind the type

  static std::optional<Ending> Of(std::string_view canonical) {
    static constexpr std::string_view kPlain = "\",\"v\":1}";
    static constexpr std::string_view kMarked = "\",\"v\":2}";
    static_assert(kEventVersionWithoutPlugin == 1 && kEventVersion == 2);
    const bool marked = canonical.ends_with(kMarked);
    if (!marked && !canonical.ends_with(kPlain)) return std::nullopt;
    const std::string_view before = canonical.substr(0, canonical.size() - kPlain.size());
    return Ending{before.substr(before.rfind('"') + 1), marked, marked ? kMarked : kPlain};
  }
};

}  // namespace

bool DecodeQuickly(std::string_view canonical, StoredEvent& into) {
  const auto ending = Ending::Of(canonical);
  const ReadQuickBody read = ending ? ReaderOf(ending->type) : nullptr;
  if (read == nullptr) return false;
  Event& event = into.event;
  event.plugin.reset();
  event.personal.clear();
  Cursor at(canonical);
  std::string_view occurred;
  const auto read_recorded = [&] {  // most events are recorded when they occur
    if (!at.EatText(occurred)) return Quick::Read(at, event.recorded_at, into.recorded_at);
    event.recorded_at = event.occurred_at;
    into.recorded_at = occurred;
    return true;
  };
  const bool good = at.Eat("{\"actor\":") && Quick::Read(at, event.actor) && at.Eat(",\"body\":") && read(at, event.body) &&
                    at.Eat(",\"dossier\":") && at.Text(event.dossier) && at.Eat(",\"late\":") && Quick::Read(at, event.late) &&
                    at.Eat(",\"occurred_at\":") && Quick::Read(at, event.occurred_at, occurred) &&
                    (!ending->marked || (at.Eat(",\"plugin\":") && Quick::Read(at, event.plugin.emplace()))) &&
                    at.Eat(",\"position\":") && at.Integer(event.position) && at.Eat(",\"recorded_at\":") && read_recorded() &&
                    at.Eat(",\"type\":\"") && at.Eat(ending->type) && at.Eat(ending->rest) && at.AtEnd();
  into.commits = at.commits;
  return good;
}

}  // namespace juece
