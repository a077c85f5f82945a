#include "runtime/script_reader.h"

#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "base/json.h"
#include "evidence/material_store.h"

namespace juece {
namespace fs = std::filesystem;
namespace {

// Collects every problem; a script with one is not run at all.
class Reader {
 public:
  explicit Reader(const ScriptContext& context) : context_(context) {}

  Result<ReadScript> Read(const Data& script);

 private:
  void Say(const std::string& at, const std::string& zh, const std::string& en) {
    problems_.zh += (problems_.zh.empty() ? "" : "\n") + at + ":" + zh;
    problems_.en += (problems_.en.empty() ? "" : "\n") + at + ": " + en;
  }
  void CheckMembers(const Data& map, const std::string& at, const std::set<std::string, std::less<>>& known);
  std::string TextAt(const Data& map, const std::string& at, const char* name, bool required);
  std::optional<Instant> TimeAt(const Data& map, const std::string& at, const char* name, bool required);
  Actor ActorAt(const Data& map, const std::string& at);
  std::optional<LateRegistration> LateAt(const Data& map, const std::string& at);
  ScriptExpectation ExpectAt(const Data& map, const std::string& at);
  std::vector<MaterialRecord> MaterialsAt(const Data& map, const std::string& at);
  MaterialRecord Material(const Data& map, const std::string& at);
  void DigestFile(MaterialRecord& material, const std::string& file, const std::string& at);
  ScriptEntry Entry(const Data& map, const std::string& at);
  void Verb(ScriptEntry& entry, const Data& map, const std::string& at);
  void Correction(ScriptEntry& entry, const Data& map, const std::string& at);
  void Redaction(ScriptEntry& entry, const Data& map, const std::string& at);
  void Opening(ReadScript& script, const Data& data);

  const ScriptContext& context_;
  Text problems_;
};

const std::set<std::string, std::less<>> kScriptMembers = {"procedure", "overlays", "title",  "organ",  "facts", "facts_reason",
                                                           "settings",  "office",   "opened", "entries", "id",   "note"};
const std::set<std::string, std::less<>> kEntryMembers = {
    "at",      "recorded_at", "actor", "role", "on_behalf_of", "late", "expect", "note",     "id",     "step",    "action",
    "data",    "materials",   "command", "from", "to",         "what", "fact",   "value",    "position", "entry", "incident",
    "authority", "reason", "person", "fields"};

void Reader::CheckMembers(const Data& map, const std::string& at, const std::set<std::string, std::less<>>& known) {
  for (const Member& member : map.AsMap()) {
    if (known.contains(member.name)) continue;
    Say(at + "/" + member.name, "应为脚本的已知成员,但没有名为“" + member.name + "”的成员",
        "expected a known member of a script, but there is none named " + member.name);
  }
}

std::string Reader::TextAt(const Data& map, const std::string& at, const char* name, bool required) {
  const Data* value = map.Find(name);
  if (value != nullptr && value->is_text() && (!required || !value->AsText().empty())) return value->AsText();
  if (value == nullptr && !required) return "";
  const std::string found = value == nullptr ? "" : ToJson(*value);
  Say(at + "/" + name, value == nullptr ? "应有该文本,但没有" : "应为文本,但为 " + found,
      value == nullptr ? "expected a text, but there is none" : "expected a text, but found " + found);
  return "";
}

std::optional<Instant> Reader::TimeAt(const Data& map, const std::string& at, const char* name, bool required) {
  const std::string text = TextAt(map, at, name, required);
  if (text.empty()) return std::nullopt;
  const auto instant = Instant::Parse(text);
  if (!instant) {
    Say(at + "/" + name, "应为带时区的 ISO 8601 时间,但为“" + text + "”",
        "expected an ISO 8601 time with its offset, but found \"" + text + "\"");
  }
  return instant;
}

Actor Reader::ActorAt(const Data& map, const std::string& at) {
  return {TextAt(map, at, "actor", true), TextAt(map, at, "role", true), TextAt(map, at, "on_behalf_of", false)};
}

std::optional<LateRegistration> Reader::LateAt(const Data& map, const std::string& at) {
  const Data* late = map.Find("late");
  if (late == nullptr || late->is_null()) return std::nullopt;
  return LateRegistration{TextAt(*late, at + "/late", "reason", false), TextAt(*late, at + "/late", "confirmed_by", false)};
}

ScriptExpectation Reader::ExpectAt(const Data& map, const std::string& at) {
  ScriptExpectation expectation;
  const Data* expect = map.Find("expect");
  if (expect == nullptr) return expectation;
  expectation.code = TextAt(*expect, at + "/expect", "rejected", true);
  if (expect->Has("article")) expectation.article = TextAt(*expect, at + "/expect", "article", false);
  return expectation;
}

void Reader::DigestFile(MaterialRecord& material, const std::string& file, const std::string& at) {
  const std::string path = fs::path(file).is_absolute() ? file : (fs::path(context_.base_directory) / file).string();
  material.file_name = fs::path(file).filename().string();
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    Say(at + "/file", "应为脚本旁的文件,但没有 " + path, "expected a file beside the script, but there is no " + path);
    return;
  }
  material.size = static_cast<std::int64_t>(fs::file_size(path, error));
  Result<std::string> digest = context_.evidence_directory.empty() ? DigestOfFile(context_.algorithm, path) : std::string();
  if (!context_.evidence_directory.empty()) {
    auto kept = MaterialStore(context_.evidence_directory, context_.algorithm).Put(path);
    digest = kept ? Result<std::string>(kept->digest) : Result<std::string>(kept.error());
  }
  if (digest) {
    material.digest = *digest;
  } else {
    Say(at + "/file", digest.error().message().zh, digest.error().message().en);
  }
}

// Paper without a scan is known by its description.
MaterialRecord Reader::Material(const Data& map, const std::string& at) {
  MaterialRecord material;
  CheckMembers(map, at, {"kind", "title", "file", "carrier", "digest", "size", "file_name", "note"});
  material.kind = TextAt(map, at, "kind", true);
  material.title = TextAt(map, at, "title", false);
  material.digest = TextAt(map, at, "digest", false);
  material.carrier = TextAt(map, at, "carrier", false);
  const std::string file = TextAt(map, at, "file", false);
  if (material.carrier.empty()) material.carrier = file.empty() ? "paper" : "file";
  material.size = map["size"].AsInteger(0);
  material.file_name = TextAt(map, at, "file_name", false);
  if (!file.empty()) {
    DigestFile(material, file, at);
  } else if (material.digest.empty()) {
    const Data description = Data::OfMembers({{"kind", material.kind}, {"title", material.title}});
    material.digest = DigestOf(context_.algorithm, ToCanonicalJson(description));
  }
  return material;
}

std::vector<MaterialRecord> Reader::MaterialsAt(const Data& map, const std::string& at) {
  std::vector<MaterialRecord> materials;
  const Data* list = map.Find("materials");
  if (list == nullptr) return materials;
  for (std::size_t i = 0; i < list->AsList().size(); ++i) {
    materials.push_back(Material(list->AsList()[i], fmt::format("{}/materials/{}", at, i)));
  }
  return materials;
}

void Reader::Correction(ScriptEntry& entry, const Data& map, const std::string& at) {
  CorrectEntry correct;
  correct.position = map["position"].AsInteger(0);
  correct.data = map["data"];
  entry.corrects_entry = map["entry"].AsInteger(-1);
  if (correct.position <= 0 && entry.corrects_entry < 0) {
    Say(at + "/position", "应写明被更正事件的序号 position 或脚本条目 entry,但两者都没有",
        "expected the position of the event or the entry of this script that is corrected, but found neither");
  }
  entry.command.body = std::move(correct);
}

void Reader::Redaction(ScriptEntry& entry, const Data& map, const std::string& at) {
  PersonalSelection selection;
  const std::string person = TextAt(map, at, "person", false);
  if (!person.empty()) selection.persons.push_back(person);
  const std::int64_t position = map["position"].AsInteger(0);
  entry.redacts_entry = map["entry"].AsInteger(-1);
  if (position > 0 && map["fields"].AsList().empty()) selection.positions.push_back(position);
  for (const Data& field : map["fields"].AsList()) selection.places.push_back({position, field.AsText()});
  if (person.empty() && position <= 0 && entry.redacts_entry < 0) {
    Say(at + "/person", "应写明要删除谁的个人信息 person,或哪条记录 position(或脚本条目 entry),但都没有",
        "expected whose personal values (person) or which entry's (position, or entry of this script) are redacted, but found none");
  }
  entry.redacts = std::move(selection);
  entry.command.body = RedactPersonal{};
}

void Reader::Verb(ScriptEntry& entry, const Data& map, const std::string& at) {
  const std::string verb = TextAt(map, at, "command", true);
  entry.what = verb;
  CommandBody& body = entry.command.body;
  if (verb == "return") {
    body = ReturnTo{TextAt(map, at, "from", true), TextAt(map, at, "to", true)};
  } else if (verb == "terminate") {
    body = TerminateDossier{};
  } else if (verb == "withdraw") {
    body = WithdrawDossier{};
  } else if (verb == "pause") {
    body = PauseDossier{};
  } else if (verb == "resume") {
    body = ResumeDossier{};
  } else if (verb == "override") {
    body = OverrideStep{TextAt(map, at, "step", true), TextAt(map, at, "what", true)};
  } else if (verb == "set_fact") {
    body = SetFact{TextAt(map, at, "fact", true), map["value"]};
  } else if (verb == "correct") {
    Correction(entry, map, at);
  } else if (verb == "redact") {
    Redaction(entry, map, at);
  } else if (verb == "resolve_incident") {
    body = ResolveIncident{TextAt(map, at, "incident", true)};
  } else if (verb == "tick") {
    entry.tick = true;
  } else {
    Say(at + "/command",
        "应为 return、terminate、withdraw、pause、resume、override、set_fact、correct、redact、resolve_incident 或 tick,但为“" + verb + "”",
        "expected return, terminate, withdraw, pause, resume, override, set_fact, correct, redact, resolve_incident or tick, but found " +
            verb);
  }
}

ScriptEntry Reader::Entry(const Data& map, const std::string& at) {
  ScriptEntry entry;
  CheckMembers(map, at, kEntryMembers);
  const auto occurred = TimeAt(map, at, "at", true);
  const auto recorded = TimeAt(map, at, "recorded_at", false);
  entry.command.occurred_at = occurred.value_or(Instant());
  entry.command.recorded_at = recorded.value_or(entry.command.occurred_at);
  entry.recorded_given = recorded.has_value();
  entry.command.late = LateAt(map, at);
  entry.command.authority = TextAt(map, at, "authority", false);
  entry.command.reason = TextAt(map, at, "reason", false);
  entry.expect = ExpectAt(map, at);
  if (map.Has("command")) {
    Verb(entry, map, at);
  } else {
    SubmitAction submit{TextAt(map, at, "step", true), TextAt(map, at, "action", true), map["data"], MaterialsAt(map, at)};
    entry.what = submit.step + "/" + submit.action;
    entry.command.body = std::move(submit);
  }
  if (!entry.tick) entry.command.actor = ActorAt(map, at);
  return entry;
}

void Reader::Opening(ReadScript& script, const Data& data) {
  Engine::OpenRequest& open = script.open;
  open.procedure = TextAt(data, "", "procedure", true);
  // A definition beside the script goes before a name: a script and its procedure travel together.
  const std::filesystem::path beside = std::filesystem::path(context_.base_directory) / open.procedure;
  std::error_code error;
  if (open.procedure.find(".xml") != std::string::npos && std::filesystem::is_regular_file(beside, error)) open.procedure = beside.string();
  for (const Data& overlay : data["overlays"].AsList()) {
    const fs::path file = fs::path(context_.base_directory) / overlay.AsText();
    const bool is_beside = overlay.AsText().find(".xml") != std::string::npos && fs::is_regular_file(file, error);
    open.overlays.push_back(is_beside ? file.string() : overlay.AsText());
  }
  open.office_file = TextAt(data, "", "office", false);
  if (!open.office_file.empty() && !fs::path(open.office_file).is_absolute()) {
    open.office_file = (fs::path(context_.base_directory) / open.office_file).string();
  }
  open.body.title = TextAt(data, "", "title", true);
  open.body.organ = TextAt(data, "", "organ", true);
  open.body.facts_reason = TextAt(data, "", "facts_reason", false);
  for (const Member& fact : data["facts"].AsMap()) open.body.facts.emplace_back(fact.name, fact.value);
  for (const Member& setting : data["settings"].AsMap()) {
    open.body.settings.emplace_back(setting.name, setting.value.AsText());
  }
  const Data& opened = data["opened"];
  if (!opened.is_map()) {
    Say("/opened", "应写明开立的时间、人员和身份,但没有", "expected when, by whom and in which role it is opened, but found nothing");
    return;
  }
  const auto at = TimeAt(opened, "/opened", "at", true);
  open.occurred_at = at.value_or(Instant());
  open.recorded_at = TimeAt(opened, "/opened", "recorded_at", false).value_or(open.occurred_at);
  open.actor = ActorAt(opened, "/opened");
  open.late = LateAt(opened, "/opened");
  script.expect_open = ExpectAt(opened, "/opened");
}

Result<ReadScript> Reader::Read(const Data& data) {
  ReadScript script;
  if (!data.is_map()) {
    return Status::InvalidArgument({"应为案卷脚本(JSON 对象),但不是对象", "Expected a dossier script (a JSON object), but it is none"});
  }
  CheckMembers(data, "", kScriptMembers);
  Opening(script, data);
  if (!data["entries"].is_list()) Say("/entries", "应为条目列表,但不是", "expected a list of entries, but there is none");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < data["entries"].AsList().size(); ++i) {
    const Data& entry = data["entries"].AsList()[i];
    const std::string at = fmt::format("/entries/{}", i);
    script.entries.push_back(Entry(entry, at));
    const std::string& id = entry["id"].AsText();
    if (!id.empty() && !ids.insert(id).second) {
      Say(at + "/id", "应为脚本中唯一的编号,但“" + id + "”已用过", "expected an id used once in the script, but " + id + " was used before");
    }
  }
  if (problems_.empty()) return script;
  return Status::InvalidArgument({"脚本不能运行:\n" + problems_.zh, "The script cannot be run:\n" + problems_.en});
}

}  // namespace

Result<ReadScript> ReadScriptData(const Data& script, const ScriptContext& context) { return Reader(context).Read(script); }

}  // namespace juece
