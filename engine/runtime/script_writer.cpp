#include "runtime/script_writer.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <variant>

#include "runtime/procedure_loader.h"

namespace juece {
namespace {

bool IsEngine(const Actor& actor) { return actor.name == "juece" && actor.role == "system"; }

// Who, when, and how late, as a script says it.
void SetActing(Data& entry, const Event& event) {
  entry.Set("at", event.occurred_at.ToString()).Set("recorded_at", event.recorded_at.ToString());
  entry.Set("actor", event.actor.name).Set("role", event.actor.role);
  if (!event.actor.on_behalf_of.empty()) entry.Set("on_behalf_of", event.actor.on_behalf_of);
  if (event.late) entry.Set("late", Data::OfMembers({{"reason", event.late->reason}, {"confirmed_by", event.late->confirmed_by}}));
}

void SetGround(Data& entry, const std::string& authority, const std::string& reason) {
  if (!authority.empty()) entry.Set("authority", authority);
  if (!reason.empty()) entry.Set("reason", reason);
}

Data MaterialList(const std::vector<MaterialRecord>& materials) {
  Data list = Data::EmptyList();
  for (const MaterialRecord& material : materials) {
    Data one = Data::OfMembers({{"kind", material.kind}, {"title", material.title}, {"digest", material.digest}, {"carrier", material.carrier}});
    if (material.size != 0) one.Set("size", material.size);
    if (!material.file_name.empty()) one.Set("file_name", material.file_name);
    list.Append(std::move(one));
  }
  return list;
}

class Writer {
 public:
  Writer(const std::vector<Event>& events, const FindDocument& find, const std::string& stem) : events_(events), find_(find), stem_(stem) {}

  Result<WrittenScript> Write() {
    const auto* opened = events_.empty() ? nullptr : std::get_if<DossierOpened>(&events_.front().body);
    if (opened == nullptr) return Status::InvalidArgument({"应为以开立开始的案卷历史,但不是", "expected the history of a dossier, which begins with its opening, but it does not"});
    if (!opened->linked_from.empty()) {
      return Status::InvalidArgument({fmt::format("应为由人开立的案卷,但它是案卷 {} 调整时开立的;请改用那一件", opened->linked_from),
                                      fmt::format("expected a dossier that a person opened, but {} opened it when it was adjusted; take that one", opened->linked_from)});
    }
    if (Status status = Open(*opened); !status.ok()) return status;
    for (std::size_t i = Facts(); i < events_.size(); ++i) Take(events_[i]);
    out_.script.Set("entries", std::move(entries_));
    return std::move(out_);
  }

 private:
  Result<std::string> File(const std::string& digest, const std::string& name) {
    const auto pinned = find_(digest);
    if (!pinned) return pinned.error();
    out_.files.push_back({stem_ + "." + name, pinned->bytes});
    return out_.files.back().name;
  }

  Status Open(const DossierOpened& opened) {
    std::vector<std::string> documents = {opened.procedure_digest};
    if (!opened.overlays.empty()) {
      const auto manifest = find_(opened.procedure_digest);
      if (!manifest) return manifest.error();
      auto named = ReadProcedureManifest(manifest->bytes);
      if (!named) return named.error();
      documents = *std::move(named);
    }
    Data overlays = Data::EmptyList();
    for (std::size_t i = 0; i < documents.size(); ++i) {
      auto file = File(documents[i], i == 0 ? "procedure.xml" : fmt::format("overlay-{}.xml", i));
      if (!file) return file.error();
      if (i == 0) out_.script.Set("procedure", *file);
      if (i != 0) overlays.Append(*file);
    }
    if (!overlays.AsList().empty()) out_.script.Set("overlays", std::move(overlays));
    out_.script.Set("title", opened.title).Set("organ", opened.organ);
    if (!opened.office_digest.empty()) {
      auto office = File(opened.office_digest, "office.xml");
      if (!office) return office.error();
      out_.script.Set("office", *office);
    }
    Data settings = Data::EmptyMap();
    for (const auto& [id, value] : opened.settings) settings.Set(id, value);
    out_.script.Set("settings", std::move(settings));
    Data acting = Data::EmptyMap();
    SetActing(acting, events_.front());
    out_.script.Set("opened", std::move(acting));
    cause_ = events_.front().recorded_at;
    return Status::Ok();
  }

  // Facts stated with the opening follow it at once. Returns the index of the first event that is no such fact.
  std::size_t Facts() {
    Data facts = Data::EmptyMap();
    std::size_t i = 1;
    for (; i < events_.size(); ++i) {
      const auto* set = std::get_if<FactSet>(&events_[i].body);
      const bool with = set != nullptr && events_[i].actor == events_.front().actor && events_[i].recorded_at == cause_;
      if (!with || facts.Has(set->fact)) break;
      facts.Set(set->fact, set->value);
      if (!set->reason.empty()) out_.script.Set("facts_reason", set->reason);
    }
    if (!facts.AsMap().empty()) out_.script.Set("facts", std::move(facts));
    return i;
  }

  void Take(const Event& event) {
    if (IsEngine(event.actor)) {
      // What follows a command bears its moment; what does not came when time was let pass.
      if (event.recorded_at == cause_) return;
      cause_ = event.recorded_at;
      entries_.Append(Data::OfMembers({{"command", "tick"}, {"at", event.recorded_at.ToString()}}));
      return;
    }
    cause_ = event.recorded_at;
    for (const PersonalValue& personal : event.personal) {
      if (personal.value.empty()) Note(event, "其中属于个人的值已经删去", "a personal value in it was redacted");
    }
    std::visit([&](const auto& body) { Say(event, body); }, event.body);
  }

  void Note(const Event& event, const std::string& zh, const std::string& en) {
    out_.notes.push_back({fmt::format("第 {} 条记录不能照办:{}", event.position, zh), fmt::format("entry {} of the history cannot be done again: {}", event.position, en)});
  }

  void Add(const Event& event, Data entry) {
    SetActing(entry, event);
    entries_.Append(std::move(entry));
  }
  static Data Verb(const char* verb) { return Data::OfMembers({{"command", verb}}); }

  void Say(const Event& event, const ActionRecorded& body) {
    Data entry = Data::OfMembers({{"step", body.step}, {"action", body.action}, {"data", body.data}});
    if (!body.materials.empty()) entry.Set("materials", MaterialList(body.materials));
    recorded_[event.position] = entries_.AsList().size();
    Add(event, std::move(entry));
  }
  void Say(const Event& event, const FactSet& body) {
    Data entry = Verb("set_fact").Set("fact", body.fact).Set("value", body.value);
    SetGround(entry, "", body.reason);
    Add(event, std::move(entry));
  }
  void Say(const Event& event, const Returned& body) {
    Data entry = Verb("return").Set("from", body.from).Set("to", body.to);
    SetGround(entry, body.authority, body.reason);
    Add(event, std::move(entry));
  }
  void Say(const Event& event, const StepOverridden& body) {
    Data entry = Verb("override").Set("step", body.step).Set("what", body.what);
    SetGround(entry, body.authority, body.reason);
    Add(event, std::move(entry));
  }
  void Say(const Event& event, const EntryCorrected& body) {
    Data entry = Verb("correct").Set("data", body.data);
    const auto entry_of = recorded_.find(body.corrected);
    if (entry_of != recorded_.end()) {
      entry.Set("entry", entry_of->second);
    } else {
      entry.Set("position", body.corrected);
    }
    SetGround(entry, body.authority, body.reason);
    Add(event, std::move(entry));
  }
  void Say(const Event& event, const PersonalRedacted& body) {
    Note(event, "删去属于个人的值:" + body.reason, "personal values were redacted: " + body.reason);
  }
  void Say(const Event& event, const IncidentRaised& body) {
    lost_.insert(body.incident);
    Note(event, "插件当时失败,所报的内容没有记录:" + body.reason, "the plugin failed, and what was submitted was not recorded: " + body.reason);
  }
  void Say(const Event& event, const IncidentResolved& body) {
    if (lost_.count(body.incident) != 0) return;
    Data entry = Verb("resolve_incident").Set("incident", body.incident);
    SetGround(entry, body.authority, body.reason);
    Add(event, std::move(entry));
  }
  template <typename T>
  void Plain(const Event& event, const char* verb, const T& body) {
    Data entry = Verb(verb);
    SetGround(entry, body.authority, body.reason);
    Add(event, std::move(entry));
  }
  void Say(const Event& event, const DossierPaused& body) { Plain(event, "pause", body); }
  void Say(const Event& event, const DossierResumed& body) { Plain(event, "resume", body); }
  void Say(const Event& event, const DossierTerminated& body) { Plain(event, "terminate", body); }
  void Say(const Event& event, const DossierWithdrawn& body) { Plain(event, "withdraw", body); }
  template <typename T>
  void Say(const Event&, const T&) {}  // follows from the command

  const std::vector<Event>& events_;
  const FindDocument& find_;
  std::string stem_;
  WrittenScript out_;
  Data entries_ = Data::EmptyList();
  Instant cause_;                                  // of the command that is being followed
  std::map<std::int64_t, std::size_t> recorded_;  // position of an action -> its entry
  std::set<std::string> lost_;                     // incidents that will not come again
};

}  // namespace

Result<WrittenScript> ScriptOf(const std::vector<Event>& events, const FindDocument& find, const std::string& stem) {
  return Writer(events, find, stem).Write();
}

}  // namespace juece
