#include "exchange/xes_writer.h"

#include <fmt/format.h>

#include "base/json.h"
#include "base/utf8.h"

namespace juece {
namespace {

constexpr std::string_view kHead = R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Juece" prefix="juece" uri="urn:juece:xes:1"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
    <int key="juece:position" value="0"/>
    <string key="juece:type" value=""/>
  </global>
  <classifier name="Activity" scope="event" keys="concept:name"/>
  <classifier name="ActivityAndTransition" scope="event" keys="concept:name lifecycle:transition"/>
  <string key="lifecycle:model" value="standard"/>
)";

// Not in XML 1.0, whatever way it is written.
bool IsForbidden(char32_t c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF; }

std::string Escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    const std::string_view bytes = text.substr(at, c.size);
    at += c.size;
    if (!c.valid || IsForbidden(c.value)) {
      AppendUtf8(out, 0xFFFD);
    } else if (bytes.size() > 1) {
      out += bytes;
    } else {
      switch (bytes.front()) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\t': out += "&#9;"; break;  // as such they would be read as blanks
        case '\n': out += "&#10;"; break;
        case '\r': out += "&#13;"; break;
        default: out += bytes;
      }
    }
  }
  return out;
}

// A key is an XML name: what may not stand in one is written _xHHHH_. Letters of all scripts may; the few signs above ASCII that
// may not are not told apart, so only letters of the Chinese, Greek and Latin scripts and the like stay.
std::string Key(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const Utf8Char c = DecodeUtf8(name, at);
    const bool letter = (c.value >= 'a' && c.value <= 'z') || (c.value >= 'A' && c.value <= 'Z') || c.value == '_' ||
                        (c.value >= 0xC0 && c.value <= 0x1FFF && c.value != 0xD7 && c.value != 0xF7 && c.value != 0x37E &&
                         !(c.value >= 0x300 && c.value <= 0x36F)) ||
                        (c.value >= 0x3001 && c.value <= 0xD7FF);
    const bool later = (c.value >= '0' && c.value <= '9') || c.value == '-' || c.value == '.' || c.value == ':';
    if (c.valid && (letter || (later && !out.empty()))) {
      out += name.substr(at, c.size);
    } else {
      out += fmt::format("_x{:04X}_", static_cast<std::uint32_t>(c.value));
    }
    at += c.size;
  }
  return out.empty() ? "_" : out;
}

constexpr int kDeepest = 40;  // readers bound the nesting; what is deeper is written as JSON

class Element {
 public:
  Element(std::string& out, int depth) : out_(out), depth_(depth) {}

  void Text(std::string_view key, std::string_view value) const {
    if (!value.empty()) Simple("string", key, Escaped(value));
  }
  void Date(std::string_view key, const Instant& time) const { Simple("date", key, time.ToString()); }
  void Int(std::string_view key, std::int64_t value) const { Simple("int", key, fmt::format("{}", value)); }

  // A list holds its values in order; a map is a list whose values have keys of their own.
  void Any(std::string_view key, const Data& value) const {
    switch (value.kind()) {
      case Data::Kind::kNull: return Simple("string", key, "");
      case Data::Kind::kBool: return Simple("boolean", key, value.AsBool() ? "true" : "false");
      case Data::Kind::kNumber: return Simple(value.AsNumber().ToInteger() ? "int" : "float", key, value.AsNumber().text());
      case Data::Kind::kText: return Simple("string", key, Escaped(value.AsText()));
      case Data::Kind::kList:
      case Data::Kind::kMap: break;
    }
    if (depth_ > kDeepest) return Simple("string", key, Escaped(ToJson(value)));
    Open(key);
    const Element inner(out_, depth_ + 2);
    for (const Data& item : value.AsList()) inner.Any("item", item);
    for (const Member& member : value.AsMap()) inner.Any(member.name, member.value);
    Close();
  }

 private:
  void Indent(int depth) const { out_.append(static_cast<std::size_t>(depth) * 2, ' '); }
  void Simple(std::string_view type, std::string_view key, std::string_view value) const {
    Indent(depth_);
    out_ += fmt::format("<{} key=\"{}\" value=\"{}\"/>\n", type, Key(key), value);
  }
  void Open(std::string_view key) const {
    const std::string name = Key(key);
    Indent(depth_);
    out_ += fmt::format("<list key=\"{}\">\n", name);
    Indent(depth_ + 1);
    out_ += fmt::format("<values key=\"{}\">\n", name);
  }
  void Close() const {
    Indent(depth_ + 1);
    out_ += "</values>\n";
    Indent(depth_);
    out_ += "</list>\n";
  }

  std::string& out_;
  int depth_;
};

void WriteEvent(const Event& event, const ExportedEvent& exported, std::string& out) {
  out += "    <event>\n";
  const Element element(out, 3);
  element.Text("concept:name", exported.activity);
  element.Text("lifecycle:transition", exported.transition);
  element.Date("time:timestamp", event.occurred_at);
  element.Text("org:resource", event.actor.name);
  element.Text("org:role", event.actor.role);
  element.Text("juece:on_behalf_of", event.actor.on_behalf_of);
  element.Int("juece:position", event.position);
  element.Text("juece:type", exported.type);
  element.Date("juece:recorded_at", event.recorded_at);
  if (event.late) {
    element.Text("juece:late_reason", event.late->reason);
    element.Text("juece:late_confirmed_by", event.late->confirmed_by);
  }
  element.Text("juece:hash", event.hash);
  for (const LogAttribute& attribute : exported.attributes) element.Any(attribute.name, attribute.value);
  if (!exported.materials.AsList().empty()) element.Any("materials", exported.materials);
  out += "    </event>\n";
}

// The facts as they stand at the end, each once, in the order in which they were first stated.
Data FactsOf(const std::vector<ExportedEvent>& events) {
  Data facts = Data::EmptyMap();
  for (const ExportedEvent& event : events) {
    if (event.type != "fact_set") continue;
    Data fact;
    Data value;
    for (const LogAttribute& attribute : event.attributes) {
      if (attribute.name == "fact") fact = attribute.value;
      if (attribute.name == "value") value = attribute.value;
    }
    facts.Set(fact.AsText(), value);
  }
  return facts;
}

void WriteTraceHead(const std::vector<Event>& events, const std::vector<ExportedEvent>& exported, std::string& out) {
  const Element element(out, 2);
  element.Text("concept:name", events.front().dossier);
  if (const auto* opened = std::get_if<DossierOpened>(&events.front().body)) {
    element.Text("juece:title", opened->title);
    element.Text("juece:organ", opened->organ);
    element.Text("juece:procedure", opened->procedure);
    element.Text("juece:procedure_version", opened->procedure_version);
    element.Text("juece:procedure_digest", opened->procedure_digest);
  }
  element.Text("juece:status", StatusAfter(events));
  element.Date("juece:opened_at", events.front().occurred_at);
  for (const Event& event : events) {
    if (std::holds_alternative<DossierClosed>(event.body)) element.Date("juece:closed_at", event.occurred_at);
  }
  const Data facts = FactsOf(exported);
  for (const Member& fact : facts.AsMap()) {
    if (!fact.value.is_null()) element.Any("fact." + fact.name, fact.value);
  }
}

}  // namespace

XesWriter::XesWriter(const ByteSink& out) : out_(out) { out_(kHead); }

void XesWriter::Add(const std::vector<Event>& dossier) {
  if (dossier.empty()) return;
  std::vector<ExportedEvent> exported;
  for (const Event& event : dossier) exported.push_back(ExportEvent(event));
  std::string text = "  <trace>\n";
  WriteTraceHead(dossier, exported, text);
  for (std::size_t i = 0; i < dossier.size(); ++i) WriteEvent(dossier[i], exported[i], text);
  text += "  </trace>\n";
  out_(text);
}

void XesWriter::Finish() { out_("</log>\n"); }

}  // namespace juece
