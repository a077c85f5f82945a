#include "record/quick_decode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "record/fields.h"
#include "record/format.h"

namespace juece {
namespace {

constexpr int kDepth = 64;  // deeper ones are for the general reader
constexpr std::size_t kMostMembers = 20;

// A place in the bytes. Every function moves past what it accepts, and is false where the bytes are not canonical.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  [[nodiscard]] bool AtEnd() const { return at_ == end_; }
  [[nodiscard]] char Peek() const { return at_ == end_ ? '\0' : *at_; }
  bool Eat(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  bool Eat(std::string_view word) {
    if (static_cast<std::size_t>(end_ - at_) < word.size() || !std::equal(word.begin(), word.end(), at_)) return false;
    at_ += word.size();
    return true;
  }

  bool Text(std::string& out) {
    if (!Eat('"')) return false;
    out.clear();
    for (;;) {
      const char* from = at_;
      while (at_ != end_ && static_cast<unsigned char>(*at_) >= 0x20 && *at_ != '"' && *at_ != '\\') ++at_;
      out.append(from, at_);
      if (at_ == end_ || static_cast<unsigned char>(*at_) < 0x20) return false;
      if (*at_++ == '"') return true;
      if (!Escape(out)) return false;
    }
  }

  // A name without escapes, and the colon after it.
  bool Name(std::string_view& name) {
    if (!Eat('"')) return false;
    const char* from = at_;
    while (at_ != end_ && static_cast<signed char>(*at_) >= 0x20 && *at_ != '"' && *at_ != '\\') ++at_;
    name = {from, static_cast<std::size_t>(at_ - from)};
    return Eat('"') && Eat(':');
  }

  // The next value, unread: whoever reads it finds what is wrong inside.
  bool Skip(std::string_view& span) {
    const char* from = at_;
    int depth = 0;
    do {
      if (at_ == end_) return false;
      const char c = *at_;
      if (c == '"') {
        if (!SkipText()) return false;
      } else if (c == '{' || c == '[') {
        ++depth;
        ++at_;
      } else if (c == '}' || c == ']') {
        if (--depth < 0) return false;
        ++at_;
      } else if (depth == 0) {
        while (at_ != end_ && *at_ != ',' && *at_ != '}' && *at_ != ']') ++at_;
        break;
      } else {
        ++at_;
      }
    } while (depth > 0);
    span = {from, static_cast<std::size_t>(at_ - from)};
    return !span.empty();
  }

  bool Token(std::string_view& token) {
    const char* from = at_;
    while (at_ != end_ && (*at_ == '-' || *at_ == '.' || (*at_ >= '0' && *at_ <= '9'))) ++at_;
    token = {from, static_cast<std::size_t>(at_ - from)};
    return !token.empty();
  }

 private:
  bool SkipText() {
    ++at_;
    while (at_ != end_ && *at_ != '"') at_ += *at_ == '\\' && at_ + 1 != end_ ? 2 : 1;
    return Eat('"');
  }

  // After a backslash: the shortest escape there is of a character.
  bool Escape(std::string& out) {
    static constexpr std::string_view kLetters = "\"\\bfnrt";
    static constexpr std::string_view kMeant = "\"\\\b\f\n\r\t";
    if (at_ == end_) return false;
    const char letter = *at_++;
    if (const std::size_t found = kLetters.find(letter); found != std::string_view::npos) {
      out.push_back(kMeant[found]);
      return true;
    }
    if (letter != 'u' || !Eat("00") || end_ - at_ < 2) return false;
    static constexpr std::string_view kHex = "0123456789abcdef";
    const std::size_t high = kHex.find(at_[0]);
    const std::size_t low = kHex.find(at_[1]);
    if (high > 1 || low == std::string_view::npos) return false;
    const char meant = static_cast<char>(high * 16 + low);
    if (kMeant.find(meant) != std::string_view::npos) return false;
    out.push_back(meant);
    at_ += 2;
    return true;
  }

  const char* at_;
  const char* end_;
};

// The members of an object, each with its unread value.
struct Slots {
  std::array<std::pair<std::string_view, std::string_view>, kMostMembers> members;
  std::size_t count = 0;

  bool Read(std::string_view object) {
    Cursor cursor(object);
    if (!cursor.Eat('{')) return false;
    if (cursor.Eat('}')) return cursor.AtEnd();
    do {
      if (count == members.size()) return false;
      auto& [name, value] = members[count];
      if (!cursor.Name(name) || !cursor.Skip(value)) return false;
      if (count > 0 && !(members[count - 1].first < name)) return false;
      ++count;
    } while (cursor.Eat(','));
    return cursor.Eat('}') && cursor.AtEnd();
  }
  [[nodiscard]] const std::string_view* Find(std::string_view wanted) const {
    for (std::size_t i = 0; i < count; ++i) {
      if (members[i].first == wanted) return &members[i].second;
    }
    return nullptr;
  }
};

bool ReadData(Cursor& cursor, Data& out, int depth);

bool ReadMap(Cursor& cursor, Data& out, int depth) {
  Data::Map map;
  if (!cursor.Eat('}')) {
    do {
      std::string_view name;
      if (!cursor.Name(name) || (!map.empty() && !(map.back().name < name))) return false;
      map.push_back({std::string(name), Data()});
      if (!ReadData(cursor, map.back().value, depth)) return false;
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
    case 'n': return cursor.Eat("null");
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
  std::string_view token;
  const auto number = cursor.Token(token) ? Decimal::Parse(token) : std::nullopt;
  if (!number || number->text() != token) return false;
  out = Data(*number);
  return true;
}

struct Quick {
  static bool Decode(std::string_view bytes, std::string& value) {
    Cursor cursor(bytes);
    return cursor.Text(value) && cursor.AtEnd();
  }
  static bool Decode(std::string_view bytes, bool& value) {
    value = bytes == "true";
    return value || bytes == "false";
  }
  template <std::signed_integral T>
  static bool Decode(std::string_view bytes, T& value) {
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), value);
    if (error != std::errc() || end != bytes.data() + bytes.size()) return false;
    const std::string_view digits = bytes.substr(bytes.front() == '-' ? 1 : 0);
    return digits.front() != '0' || bytes == "0";
  }
  static bool Decode(std::string_view bytes, Data& value) {
    Cursor cursor(bytes);
    return ReadData(cursor, value, 0) && cursor.AtEnd();
  }
  static bool Decode(std::string_view bytes, Date& value) {
    if (bytes.size() != 12 || bytes.front() != '"' || bytes.back() != '"') return false;
    const auto date = Date::Parse(bytes.substr(1, 10));
    if (date) value = *date;
    return date.has_value();
  }
  static bool Decode(std::string_view bytes, Instant& value) {
    if (bytes.size() < 22 || bytes.front() != '"' || bytes.back() != '"') return false;
    const std::string_view text = bytes.substr(1, bytes.size() - 2);
    const auto instant = Instant::Parse(text);
    if (!instant) return false;
    value = *instant;
    // Whole seconds and an offset that is not zero: one way to write it.
    const bool plain = text.size() == 25 && text[16] == ':' && (text[19] == '+' || text[19] == '-') && value.offset_minutes() != 0;
    return plain || value.ToString() == text;
  }
  template <typename T>
  static bool Decode(std::string_view bytes, std::optional<T>& value) {
    value.reset();
    return bytes == "null" || Decode(bytes, value.emplace());
  }
  template <typename T>
  static bool Decode(std::string_view bytes, Rare<T>& value) {
    value.reset();
    return bytes == "null" || Decode(bytes, value.emplace());
  }
  template <typename T>
  static bool Decode(std::string_view bytes, std::vector<T>& value) {
    Cursor cursor(bytes);
    if (!cursor.Eat('[')) return false;
    if (cursor.Eat(']')) return cursor.AtEnd();
    do {
      std::string_view item;
      if (!cursor.Skip(item) || !Decode(item, value.emplace_back())) return false;
    } while (cursor.Eat(','));
    return cursor.Eat(']') && cursor.AtEnd();
  }
  template <typename T>
  static bool Decode(std::string_view bytes, std::pair<std::string, T>& value) {
    Slots slots;
    return slots.Read(bytes) && slots.count == 2 && slots.members[0].first == "id" && slots.members[1].first == "value" &&
           Decode(slots.members[0].second, value.first) && Decode(slots.members[1].second, value.second);
  }
  template <typename T>
  static bool Decode(std::string_view bytes, T& value) {
    Slots slots;
    if (!slots.Read(bytes)) return false;
    Fields fields{slots};
    VisitFields(fields, value);
    return fields.good && fields.asked == slots.count;
  }

  struct Fields {
    const Slots& slots;
    std::size_t asked = 0;
    bool good = true;
    template <typename T>
    Fields& operator()(std::string_view name, T& member) {
      ++asked;
      const std::string_view* bytes = good ? slots.Find(name) : nullptr;
      good = bytes != nullptr && Decode(*bytes, member);
      return *this;
    }
  };
};

using ReadQuickBody = bool (*)(std::string_view bytes, EventBody& body);

template <std::size_t I>
bool ReadAlternative(std::string_view bytes, EventBody& body) {
  return Quick::Decode(bytes, body.emplace<I>());
}

template <std::size_t... I>
std::unordered_map<std::string_view, ReadQuickBody> MakeQuickReaders(std::index_sequence<I...>) {
  return {{NameOf(EventBody(std::in_place_index<I>)), &ReadAlternative<I>}...};
}

ReadQuickBody ReaderOf(std::string_view quoted) {
  static const auto readers = MakeQuickReaders(std::make_index_sequence<std::variant_size_v<EventBody>>());
  if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') return nullptr;
  const auto found = readers.find(quoted.substr(1, quoted.size() - 2));
  return found == readers.end() ? nullptr : found->second;
}

}  // namespace

std::optional<Event> DecodeQuickly(std::string_view canonical) {
  static constexpr std::array<std::string_view, 10> kMembers = {"actor",  "body",     "dossier",     "late", "occurred_at",
                                                               "plugin", "position", "recorded_at", "type", "v"};
  constexpr std::size_t kPlugin = 5;  // in version 2 alone
  Slots slots;
  if (!slots.Read(canonical) || slots.count < kMembers.size() - 1 || slots.count > kMembers.size()) return std::nullopt;
  const bool marked = slots.count == kMembers.size();
  const auto slot = [&](std::size_t member) { return marked || member < kPlugin ? member : member - 1; };
  for (std::size_t i = 0; i < kMembers.size(); ++i) {
    if ((marked || i != kPlugin) && slots.members[slot(i)].first != kMembers[i]) return std::nullopt;
  }
  const auto value = [&](std::size_t i) { return slots.members[slot(i)].second; };
  int version = 0;
  const ReadQuickBody read = ReaderOf(value(8));
  std::optional<Event> event(std::in_place);
  const bool good = read != nullptr && Quick::Decode(value(9), version) && version == (marked ? kEventVersion : kEventVersionWithoutPlugin) &&
                    Quick::Decode(value(0), event->actor) && Quick::Decode(value(2), event->dossier) &&
                    Quick::Decode(value(3), event->late) && Quick::Decode(value(4), event->occurred_at) &&
                    (!marked || Quick::Decode(value(kPlugin), event->plugin.emplace())) && Quick::Decode(value(6), event->position) &&
                    Quick::Decode(value(7), event->recorded_at) && read(value(1), event->body);
  if (!good || FindInvalidUtf8(canonical) != std::string_view::npos) return std::nullopt;
  return event;
}

}  // namespace juece
