#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

#include "base/json.h"
#include "record/codec.h"
#include "record/fields.h"
#include "record/format.h"

namespace juece {
namespace {

// Writes canonical JSON without a tree in between: most of what a command costs would be that tree. Equal to
// ToCanonicalJson(ToData(event)) where nothing is personal; a test holds it to that. Member names are ASCII and plain.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) { out_.push_back('{'); }

  // Members arrive in the order of their declaration and leave in the order of their names.
  template <typename T>
  Writer& operator()(std::string_view name, const T& member) {
    assert(count_ < spans_.size());
    const std::size_t begin = out_.size();
    out_.push_back('"');
    out_.append(name);
    out_ += "\":";
    Write(member);
    spans_[count_++] = {name, begin, out_.size()};
    return *this;
  }

  void Close() {
    const std::size_t begin = count_ == 0 ? out_.size() : spans_[0].begin;
    std::sort(spans_.begin(), spans_.begin() + count_,
              [](const Span& a, const Span& b) { return a.name < b.name; });
    std::string sorted;
    sorted.reserve(out_.size() - begin + count_);
    for (std::size_t i = 0; i < count_; ++i) {
      if (i > 0) sorted.push_back(',');
      sorted.append(out_, spans_[i].begin, spans_[i].end - spans_[i].begin);
    }
    out_.resize(begin);
    out_ += sorted;
    out_.push_back('}');
  }

  void Write(const std::string& value) { AppendJsonText(out_, value); }
  void Write(bool value) { out_ += value ? "true" : "false"; }
  void Write(int value) { Write(std::int64_t{value}); }
  void Write(std::int64_t value) {
    std::array<char, 24> digits;
    out_.append(digits.data(), std::to_chars(digits.begin(), digits.end(), value).ptr);
  }
  void Write(const Data& value) { AppendCanonicalJson(out_, value); }
  void Write(const Date& value) { Write(value.ToString()); }
  void Write(const Instant& value) { Write(value.ToString()); }
  template <typename T>
  void Write(const std::optional<T>& value) {
    if (value) {
      Write(*value);
    } else {
      out_ += "null";
    }
  }
  template <typename T>
  void Write(const Rare<T>& value) {
    if (value) {
      Write(*value);
    } else {
      out_ += "null";
    }
  }
  template <typename T>
  void Write(const std::pair<std::string, T>& value) {
    Writer inner(out_);
    inner("id", value.first)("value", value.second).Close();
  }
  template <typename T>
  void Write(const std::vector<T>& value) {
    out_.push_back('[');
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i > 0) out_.push_back(',');
      Write(value[i]);
    }
    out_.push_back(']');
  }
  template <typename... T>
  void Write(const std::variant<T...>& value) {
    std::visit([this](const auto& body) { Write(body); }, value);
  }
  template <typename T>
  void Write(const T& value) {
    Writer inner(out_);
    VisitFields(inner, value);
    inner.Close();
  }

 private:
  struct Span {
    std::string_view name;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::string& out_;
  std::array<Span, 16> spans_;
  std::size_t count_ = 0;
};

std::string Direct(const Event& event) {
  std::string out;
  out.reserve(512);
  Writer writer(out);
  writer("actor", event.actor)("body", event.body)("dossier", event.dossier)("late", event.late);
  writer("occurred_at", event.occurred_at)("position", event.position);
  if (event.plugin) writer("plugin", *event.plugin);
  writer("recorded_at", event.recorded_at)("type", std::string(NameOf(event.body)));
  writer("v", EventVersionOf(event)).Close();
  return out;
}

bool InsideData(const PersonalValue& personal) {
  return personal.pointer.starts_with("/data/") || personal.pointer == "/data" ||
         personal.pointer.starts_with("/value/") || personal.pointer == "/value";
}

// One value inside another could not be put back: the outer commitment covers both.
bool StandsAlone(const PersonalValue& personal, const std::vector<PersonalValue>& all) {
  return std::none_of(all.begin(), all.end(), [&](const PersonalValue& other) {
    return &other != &personal && (other.pointer == personal.pointer ||
                                   personal.pointer.starts_with(other.pointer + "/"));
  });
}

}  // namespace

std::string CanonicalBytes(const Event& event) {
  if (event.personal.empty()) return Direct(event);
  Data data = ToData(event);
  Data* body = data.Find("body");
  for (const PersonalValue& personal : event.personal) {
    Data* value = body->At(personal.pointer);
    if (value != nullptr) *value = Data::OfMembers({{"commitment", personal.commitment}});
  }
  return ToCanonicalJson(data);
}

Status CheckPersonal(const Event& event) {
  if (event.personal.empty()) return Status::Ok();
  const Data data = ToData(event);
  for (const PersonalValue& personal : event.personal) {
    const bool apart = InsideData(personal) && StandsAlone(personal, event.personal);
    if (apart && data["body"].At(personal.pointer) != nullptr && !personal.commitment.empty()) continue;
    const std::string where = std::string(NameOf(event.body)) + " " + personal.pointer;
    return Status::Internal(
        {"个人信息应各自位于事件数据之内并带有承诺值,但此处不是:" + where + ";事件未保存",
         "expected a personal value of its own inside the event's data, with a commitment, but found "
         "none at " + where + "; the event was not stored"});
  }
  return Status::Ok();
}

}  // namespace juece
