#include "base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/compressed.h"
#include "base/utf8.h"

namespace juece {
namespace {

namespace json = boost::json;

// Beyond this many members an open object looks names up in a set instead of in a line.
constexpr std::size_t kManyNames = 16;

struct Frame {
  bool is_map = false;
  Data::Map map;
  Data::List list;
  std::string name;  // of the member whose value is being read
  std::unordered_set<std::string> names;
};

// Builds Data while the parser runs. The parser itself does not recurse, and its depth is bounded.
class Builder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return Push(true); }
  bool on_object_end(std::size_t, json::error_code&) {
    Data::Map map = std::move(frames_.back().map);
    frames_.pop_back();
    return Add(Data(std::move(map)));
  }
  bool on_array_begin(json::error_code&) { return Push(false); }
  bool on_array_end(std::size_t, json::error_code&) {
    Data::List list = std::move(frames_.back().list);
    frames_.pop_back();
    return Add(Data(std::move(list)));
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    text_.append(part.data(), part.size());
    Frame& frame = frames_.back();
    frame.name = std::exchange(text_, {});
    if (!IsDuplicate(frame)) return true;
    duplicate_ = frame.name;
    error = json::error::exception;
    return false;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    return Add(Data(std::exchange(text_, {})));
  }
  bool on_number_part(json::string_view part, json::error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
    text_.clear();
    return Add(Data(Decimal::FromInteger(value)));
  }
  bool on_uint64(std::uint64_t, json::string_view part, json::error_code& error) {
    return Number(part, error);
  }
  bool on_double(double, json::string_view part, json::error_code& error) {
    return Number(part, error);
  }
  bool on_bool(bool value, json::error_code&) { return Add(Data(value)); }
  bool on_null(json::error_code&) { return Add(Data()); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  Data Take() { return std::move(result_); }
  [[nodiscard]] const std::string& duplicate() const { return duplicate_; }
  [[nodiscard]] const std::string& bad_number() const { return bad_number_; }

 private:
  bool Push(bool is_map) {
    frames_.emplace_back().is_map = is_map;
    return true;
  }

  // The source text decides, not the binary number that the parser made of it.
  bool Number(json::string_view part, json::error_code& error) {
    text_.append(part.data(), part.size());
    const std::string source = std::exchange(text_, {});
    std::optional<Decimal> number = Decimal::Parse(source);
    if (number) return Add(Data(*std::move(number)));
    bad_number_ = source.substr(0, 60);
    error = json::error::exception;
    return false;
  }

  static bool IsDuplicate(Frame& frame) {
    if (frame.map.size() < kManyNames) {
      return std::any_of(frame.map.begin(), frame.map.end(),
                         [&](const Member& m) { return m.name == frame.name; });
    }
    if (frame.names.empty()) {
      for (const Member& member : frame.map) frame.names.insert(member.name);
    }
    return !frame.names.insert(frame.name).second;
  }

  bool Add(Data value) {
    if (frames_.empty()) {
      result_ = std::move(value);
    } else if (Frame& frame = frames_.back(); frame.is_map) {
      frame.map.push_back({std::move(frame.name), std::move(value)});
    } else {
      frame.list.push_back(std::move(value));
    }
    return true;
  }

  std::vector<Frame> frames_;
  std::string text_;  // pieces of the key, string or number being read
  std::string duplicate_;
  std::string bad_number_;
  Data result_;
};

// What was wrong, without the place.
Text Describe(const Builder& builder, const json::error_code& error, int max_depth,
              std::string_view rest) {
  if (error == json::error::exception) {
    if (!builder.bad_number().empty()) {
      return {fmt::format("应为至多 34 位有效数字、指数不超过 6144 的数,但发现 {}",
                          builder.bad_number()),
              fmt::format("expected a number of at most 34 significant digits and an exponent "
                          "within 6144, but found {}",
                          builder.bad_number())};
    }
    return {fmt::format("应每个成员名只出现一次,但“{}”重复", builder.duplicate()),
            fmt::format("expected each member name once, but \"{}\" stands twice",
                        builder.duplicate())};
  }
  if (error == json::error::too_deep) {
    return {
        fmt::format("应嵌套不超过 {} 层,但此处更深", max_depth),
        fmt::format("expected at most {} levels of nesting, but here it goes deeper", max_depth)};
  }
  if (error == json::error::incomplete) {
    return {"应为完整的 JSON 值,但文本在此提前结束",
            "expected a complete JSON value, but the text ends here"};
  }
  if (error == json::error::extra_data) {
    return {"应在一个 JSON 值之后结束,但其后还有内容",
            "expected the end after one JSON value, but more text follows"};
  }
  if (rest.empty())
    return {"应为 JSON 值,但文本在此结束", "expected a JSON value, but the text ends here"};
  const std::string found = LineAt(rest.substr(0, 80), 1, 24);
  return {fmt::format("应为合法的 JSON(名称与文本用双引号,成员之间用逗号),但此处是“{}”", found),
          fmt::format("expected well-formed JSON (names and texts in double quotes, commas between "
                      "members), but found \"{}\"",
                      found)};
}

Status Failure(std::string_view text, std::size_t offset, const Text& what) {
  const TextPosition at = PositionAt(text, offset);
  return Status::InvalidArgument(
      {fmt::format("JSON 第 {} 行第 {} 列:{}", at.line, at.column, what.zh),
       fmt::format("JSON line {} column {}: {}", at.line, at.column, what.en)});
}

// Writing. Depth is what was read or built, so recursion is bounded by the reader's limit.

void WriteEscape(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
      out += "\\u00";
      out.push_back(kHex[static_cast<unsigned char>(c) >> 4U]);
      out.push_back(kHex[static_cast<unsigned char>(c) & 15U]);
  }
}

bool StandsForItself(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

// Most texts are plain: they are copied in runs.
void WriteText(std::string& out, std::string_view raw) {
  if (FindInvalidUtf8(raw) != std::string_view::npos) return WriteText(out, ToValidUtf8(raw));
  out.push_back('"');
  for (std::size_t from = 0; from < raw.size();) {
    std::size_t to = from;
    while (to < raw.size() && StandsForItself(raw[to])) ++to;
    out.append(raw, from, to - from);
    if (to < raw.size()) WriteEscape(out, raw[to++]);
    from = to;
  }
  out.push_back('"');
}

// The order of UTF-16 code units: that of code points, but for the surrogates, which stand below
// U+E000 to U+FFFF.
bool Utf16Less(const Member* a, const Member* b) {
  const std::string& x = a->name;
  const std::string& y = b->name;
  const auto [i, j] = std::mismatch(x.begin(), x.end(), y.begin(), y.end());
  if (i == x.end() || j == y.end()) return i == x.end() && j != y.end();
  const auto p = static_cast<unsigned char>(*i);
  const auto q = static_cast<unsigned char>(*j);
  const bool p_pair = p >= 0xF0;  // leads a character beyond U+FFFF: a surrogate pair
  const bool q_pair = q >= 0xF0;
  if (p_pair != q_pair && p >= 0xEE && q >= 0xEE) return p_pair;
  return p < q;
}

class Writer {
 public:
  enum class Style { kLine, kPretty, kCanonical };
  explicit Writer(Style style, std::string out = {}) : style_(style), out_(std::move(out)) {}

  void Write(const Data& data, int level) {
    switch (data.kind()) {
      case Data::Kind::kNull: out_ += "null"; break;
      case Data::Kind::kBool: out_ += data.AsBool() ? "true" : "false"; break;
      case Data::Kind::kNumber: out_ += data.AsNumber().text(); break;
      case Data::Kind::kText: WriteText(out_, data.AsText()); break;
      case Data::Kind::kList: WriteList(data.AsList(), level); break;
      case Data::Kind::kMap: WriteMap(data.AsMap(), level); break;
    }
  }
  std::string Take() { return std::move(out_); }

 private:
  void WriteList(const Data::List& list, int level) {
    out_.push_back('[');
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out_.push_back(',');
      Indent(level + 1);
      Write(list[i], level + 1);
    }
    if (!list.empty()) Indent(level);
    out_.push_back(']');
  }

  void WriteMap(const Data::Map& map, int level) {
    std::vector<const Member*> members;
    members.reserve(map.size());
    for (const Member& member : map) members.push_back(&member);
    if (style_ == Style::kCanonical) std::sort(members.begin(), members.end(), Utf16Less);
    out_.push_back('{');
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i > 0) out_.push_back(',');
      Indent(level + 1);
      WriteText(out_, members[i]->name);
      out_ += style_ == Style::kPretty ? ": " : ":";
      Write(members[i]->value, level + 1);
    }
    if (!members.empty()) Indent(level);
    out_.push_back('}');
  }

  void Indent(int level) {
    if (style_ != Style::kPretty) return;
    out_.push_back('\n');
    out_.append(2 * static_cast<std::size_t>(level), ' ');
  }

  Style style_;
  std::string out_;
};

std::string WriteAs(const Data& data, Writer::Style style) {
  Writer writer(style);
  writer.Write(data, 0);
  return writer.Take();
}

}  // namespace

Result<Data> ParseJson(std::string_view text, JsonLimits limits) {
  if (IsCompressed(text)) return Failure(text, 0, CompressedComplaint("JSON"));
  if (const std::size_t bad = FindInvalidUtf8(text); bad != std::string_view::npos) {
    return Failure(
        text, bad,
        {"应为 UTF-8 编码,但此处的字节不是", "expected UTF-8, but the bytes here are not"});
  }
  json::parse_options options;
  options.max_depth = static_cast<std::size_t>(std::max(limits.max_depth, 0));
  json::basic_parser<Builder> parser(options);
  json::error_code error;
  const std::size_t consumed = parser.write_some(false, text.data(), text.size(), error);
  if (!error && consumed < text.size()) error = json::error::extra_data;
  if (error)
    return Failure(text, consumed,
                   Describe(parser.handler(), error, limits.max_depth, text.substr(consumed)));
  return parser.handler().Take();
}

void AppendJsonText(std::string& out, std::string_view text) { WriteText(out, text); }

void AppendCanonicalJson(std::string& out, const Data& data) {
  Writer writer(Writer::Style::kCanonical, std::move(out));
  writer.Write(data, 0);
  out = writer.Take();
}

std::string ToJson(const Data& data) { return WriteAs(data, Writer::Style::kLine); }
std::string ToPrettyJson(const Data& data) { return WriteAs(data, Writer::Style::kPretty); }
std::string ToCanonicalJson(const Data& data) { return WriteAs(data, Writer::Style::kCanonical); }

}  // namespace juece
