#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/json.h"
#include "compliance/record_values.h"
#include "compliance/subject.h"
#include "compliance/xml_fields.h"

namespace juece {
namespace {

// Far beyond any real matter. Rules compare events with each other, so that a hostile record could cost hours otherwise.
constexpr std::size_t kMaxEvents = 2000;

constexpr std::array<std::string_view, 20> kRecordMembers{
    "title", "organ",   "level",            "statutes", "overlays", "complete", "facts", "events", "id",
    "notes", "sources", "undertaking_unit", "region",   "category", "unknown",  "tags",  "as_of",  "$schema",
    "settings", "kind"};
constexpr std::array<std::string_view, 13> kEventMembers{"step",   "event", "date",      "data", "source", "actor",   "role",
                                                         "materials", "late",  "id", "title", "note",   "recorded_on"};

class RecordReader {
 public:
  RecordReader(const Vocabulary& vocabulary, std::vector<Finding>& findings) : vocabulary_(vocabulary), findings_(findings) {}

  std::optional<Subject> Read(const Data& record, std::string id) {
    if (!record.is_map()) {
      Error("", {"对象", "an object"}, NameOf(record.kind()));
      return std::nullopt;
    }
    CheckNames(record, "", kRecordMembers);
    subject_.id = record["id"].AsText().empty() ? std::move(id) : record["id"].AsText();
    subject_.title = ReadText(record, "", "title");
    subject_.organ = ReadText(record, "", "organ");
    subject_.undertaking_unit = ReadText(record, "", "undertaking_unit");
    subject_.level = ReadText(record, "", "level");
    CheckName("/level", "level", subject_.level);
    if (record.Has("kind")) subject_.procedure_kind = ReadText(record, "", "kind");
    CheckName("/kind", "kind", subject_.procedure_kind);
    subject_.statutes = ReadNames(record, "statutes");
    subject_.overlays = ReadNames(record, "overlays");
    ReadComplete(record);
    ReadFacts(record);
    ReadSettings(record);
    ReadEvents(record);
    if (failed_) {
      return std::nullopt;
    }
    FindEnd();
    return std::move(subject_);
  }

 private:
  void ReadComplete(const Data& record) {
    const Data* complete = record.Find("complete");
    if (complete != nullptr && !complete->is_bool()) {
      Error("/complete", NameOf(Data::Kind::kBool), NameOf(complete->kind()));
    }
    subject_.knowledge = complete != nullptr && complete->AsBool() ? Knowledge::kWhole : Knowledge::kPartial;
  }

  void ReadFacts(const Data& record) {
    const Data* facts = record.Find("facts");
    if (facts == nullptr || facts->is_null()) {
      return;
    }
    if (!facts->is_map()) {
      return Error("/facts", NameOf(Data::Kind::kMap), NameOf(facts->kind()));
    }
    for (const Member& fact : facts->AsMap()) {
      const VocabularyFact* declared = vocabulary_.FindFact(fact.name);
      const std::string pointer = "/facts/" + fact.name;
      if (declared == nullptr) {
        Note(pointer, {"没有规则读取这一事实,已忽略", "No rule reads this fact; it is left aside"});
      } else if (!fact.value.is_null() && !Fits(fact.value, std::string(ToString(declared->type)))) {
        Error(pointer, TypeName(std::string(ToString(declared->type))), NameOf(fact.value.kind()));
      } else {
        subject_.facts[fact.name] = fact.value;
      }
    }
  }

  void ReadSettings(const Data& record) {
    const Data* settings = record.Find("settings");
    if (settings == nullptr || settings->is_null()) {
      return;
    }
    if (!settings->is_map()) {
      return Error("/settings", NameOf(Data::Kind::kMap), NameOf(settings->kind()));
    }
    for (const Member& member : settings->AsMap()) {
      const std::string pointer = "/settings/" + member.name;
      const VocabularySetting* declared = vocabulary_.FindSetting(member.name);
      if (declared == nullptr) {
        Note(pointer, {"没有规则读取这一设置,已忽略", "No rule reads this setting; it is left aside"});
      } else if (!member.value.is_null()) {
        CheckChoice(pointer, declared->values, member.value);
        subject_.settings[member.name] = member.value.AsText();
      }
    }
  }

  void ReadEvents(const Data& record) {
    const Data* events = record.Find("events");
    if (events == nullptr || !events->is_list()) {
      return Error("/events", NameOf(Data::Kind::kList), events == nullptr ? Text{"没有", "nothing"} : NameOf(events->kind()));
    }
    if (events->AsList().size() > kMaxEvents) {
      return Error("/events", {fmt::format("最多 {} 个事件", kMaxEvents), fmt::format("at most {} events", kMaxEvents)},
                   {fmt::format("{} 个", events->AsList().size()), fmt::format("{}", events->AsList().size())});
    }
    for (std::size_t i = 0; i < events->AsList().size(); ++i) {
      ReadEvent(events->AsList()[i], fmt::format("/events/{}", i));
    }
  }

  void ReadEvent(const Data& entry, const std::string& pointer) {
    if (!entry.is_map()) {
      return Error(pointer, NameOf(Data::Kind::kMap), NameOf(entry.kind()));
    }
    CheckNames(entry, pointer, kEventMembers);
    SubjectEvent event;
    event.id = pointer;
    event.event = ReadText(entry, pointer, "event");
    event.step = ReadText(entry, pointer, "step");
    event.source = ReadText(entry, pointer, "source");
    event.actor = ReadText(entry, pointer, "actor");
    event.role = ReadText(entry, pointer, "role");
    const EventType* type = vocabulary_.Find(event.event);
    if (type == nullptr) {
      return UnknownEvent(pointer, event.event);
    }
    CheckStep(pointer, *type, event.step);
    if (event.step.empty()) {
      event.step = type->step;
    }
    ReadDate(entry, pointer, event);
    ReadData(entry, pointer, *type, event);
    ReadMaterials(entry, pointer, event);
    ReadLate(entry, pointer, event);
    if (event.date && (!subject_.last || *subject_.last < event.date->last)) {
      subject_.last = event.date->last;
    }
    subject_.events.push_back(std::move(event));
  }

  void ReadDate(const Data& entry, const std::string& pointer, SubjectEvent& event) {
    const Data* date = entry.Find("date");
    if (date == nullptr || date->is_null()) {
      return;
    }
    event.date = date->is_text() ? DateRange::Parse(date->AsText()) : std::nullopt;
    event.instant = date->is_text() ? Instant::Parse(date->AsText()) : std::nullopt;
    if (!event.date || event.date->last < event.date->first) {
      Error(pointer + "/date", TypeName("date"),
            date->is_text() ? Quoted(date->AsText()) : NameOf(date->kind()));
    }
  }

  void ReadData(const Data& entry, const std::string& pointer, const EventType& type, SubjectEvent& event) {
    const Data* data = entry.Find("data");
    if (data == nullptr || data->is_null()) {
      return;
    }
    if (!data->is_map()) {
      return Error(pointer + "/data", NameOf(Data::Kind::kMap), NameOf(data->kind()));
    }
    event.data = *data;
    CheckMembers(*data, pointer + "/data", type.members, &type);
    for (const MemberType& member : type.members) {
      const auto date = DateRange::Parse((*data)[member.name].AsText());
      if (member.from_own_day && date && event.date && date->last < event.date->first) {
        Error(pointer + "/data/" + member.name,
              {"不早于 " + event.date->ToString() + "(该事件之日)的日期", "a date not before " + event.date->ToString() + ", the day of the event"},
              Quoted(date->ToString()));
      }
    }
  }

  // What the engine itself says happens at any step.
  void CheckStep(const std::string& pointer, const EventType& type, const std::string& step) {
    if (!type.step.empty() && !step.empty() && step != type.step) {
      Error(pointer + "/step", {type.step + "(" + type.name + " 所属步骤)", type.step + ", the step of " + type.name}, Quoted(step));
    }
  }

  void CheckMembers(const Data& data, const std::string& pointer, const std::vector<MemberType>& members, const EventType* event) {
    for (const Member& member : data.AsMap()) {
      const auto known = std::find_if(members.begin(), members.end(), [&](const MemberType& m) { return m.name == member.name; });
      const std::string place = pointer + "/" + member.name;
      if (known == members.end()) {
        if (event != nullptr) {
          Note(place, {"没有规则读取这一项,已忽略", "No rule reads this member; it is left aside"});
        }
      } else if (!member.value.is_null() && !Fits(member.value, known->type)) {
        Error(place, TypeName(known->type), NameOf(member.value.kind()));
      } else {
        CheckValue(member.value, place, *known);
      }
    }
  }

  void CheckChoice(const std::string& pointer, const std::vector<std::string>& values, const Data& value) {
    if (std::find(values.begin(), values.end(), value.AsText()) != values.end()) {
      return;
    }
    const std::string choices = fmt::format("{}", fmt::join(values, " "));
    Error(pointer, {choices + " 之一", "one of " + choices}, value.is_text() ? Quoted(value.AsText()) : NameOf(value.kind()));
  }

  // A name that the vocabulary does not know would silently change which rules apply, or nothing at all.
  void CheckName(const std::string& pointer, const std::string& member, const std::string& name) {
    const std::vector<std::string>* known = vocabulary_.NamesFor(member);
    if (known == nullptr || name.empty() || std::find(known->begin(), known->end(), name) != known->end()) {
      return;
    }
    if (known->empty()) {
      return Error(pointer, {"没有内容(没有已知的 " + member + ")", "nothing here (no " + member + " are known)"}, Quoted(name));
    }
    CheckChoice(pointer, *known, name);
  }

  void CheckValue(const Data& value, const std::string& pointer, const MemberType& type) {
    if (!type.values.empty() && value.is_text()) {
      CheckChoice(pointer, type.values, value);
    }
    if (value.is_number() && !WithinBounds(value, type)) {
      Error(pointer, BoundsOf(type), Text{ToJson(value), ToJson(value)});
    }
    if (value.is_map()) {
      CheckMembers(value, pointer, type.items, nullptr);
    }
    for (std::size_t i = 0; i < value.AsList().size(); ++i) {
      CheckMembers(value.AsList()[i], fmt::format("{}/{}", pointer, i), type.items, nullptr);
    }
  }

  void ReadMaterials(const Data& entry, const std::string& pointer, SubjectEvent& event) {
    const Data* materials = entry.Find("materials");
    if (materials == nullptr || materials->is_null()) {
      return;
    }
    if (!materials->is_list()) {
      return Error(pointer + "/materials", NameOf(Data::Kind::kList), NameOf(materials->kind()));
    }
    for (std::size_t i = 0; i < materials->AsList().size(); ++i) {
      const Data& item = materials->AsList()[i];
      const std::string place = fmt::format("{}/materials/{}", pointer, i);
      if (!item.is_map() || item["kind"].AsText().empty()) {
        Error(place, {"带有 kind(材料种类)的对象", "an object with a kind"}, NameOf(item.kind()));
        continue;
      }
      MaterialRecord material;
      material.id = item["id"].AsText();
      material.kind = item["kind"].AsText();
      material.title = item["title"].AsText();
      material.digest = item["digest"].AsText();
      event.materials.push_back(std::move(material));
    }
  }

  void ReadLate(const Data& entry, const std::string& pointer, SubjectEvent& event) {
    const Data* late = entry.Find("late");
    if (late == nullptr || late->is_null()) {
      return;
    }
    if (!late->is_map()) {
      return Error(pointer + "/late", NameOf(Data::Kind::kMap), NameOf(late->kind()));
    }
    event.late = LateRegistration{(*late)["reason"].AsText(), (*late)["confirmed_by"].AsText()};
  }

  // What ends a matter before its later duties can arise.
  void FindEnd() {
    for (const SubjectEvent& event : subject_.events) {
      const bool refused = event.event == "initiation_decided" && event.data["start"].is_bool() && !event.data["start"].AsBool();
      const bool rejected = event.event == "deliberation_held" && event.data["outcome"].AsText() == "rejected";
      const bool closed = event.event == "dossier_closed" && event.data.Has("outcome") && event.data["outcome"].AsText() != "completed";
      subject_.ended_early = subject_.ended_early || refused || rejected || closed || event.event == "dossier_terminated" ||
                             event.event == "dossier_withdrawn";
    }
  }

  std::string ReadText(const Data& map, const std::string& pointer, std::string_view name) {
    const Data* value = map.Find(name);
    if (value != nullptr && !value->is_null() && !value->is_text()) {
      Error(fmt::format("{}/{}", pointer, name), NameOf(Data::Kind::kText), NameOf(value->kind()));
    }
    return value == nullptr ? "" : value->AsText();
  }

  std::vector<std::string> ReadNames(const Data& record, std::string_view name) {
    std::vector<std::string> names;
    const Data* list = record.Find(name);
    if (list == nullptr || list->is_null()) {
      return names;
    }
    if (!list->is_list()) {
      Error(fmt::format("/{}", name), NameOf(Data::Kind::kList), NameOf(list->kind()));
    }
    for (std::size_t i = 0; i < list->AsList().size(); ++i) {
      const Data& item = list->AsList()[i];
      const std::string pointer = fmt::format("/{}/{}", name, i);
      if (!item.is_text() || item.AsText().empty()) {
        Error(pointer, NameOf(Data::Kind::kText), NameOf(item.kind()));
      }
      CheckName(pointer, std::string(name), item.AsText());
      names.push_back(item.AsText());
    }
    return names;
  }

  template <std::size_t N>
  void CheckNames(const Data& map, const std::string& pointer, const std::array<std::string_view, N>& known) {
    for (const Member& member : map.AsMap()) {
      if (std::find(known.begin(), known.end(), member.name) == known.end()) {
        const auto nearest = std::min_element(known.begin(), known.end(), [&](std::string_view a, std::string_view b) {
          return EditDistance(a, member.name) < EditDistance(b, member.name);
        });
        Error(pointer + "/" + member.name,
              {fmt::format("已知的成员(最接近的是 {})", *nearest), fmt::format("a known member (the nearest is {})", *nearest)},
              Quoted(member.name));
      }
    }
  }

  void UnknownEvent(const std::string& pointer, const std::string& name) {
    const std::string nearest = vocabulary_.Nearest(name);
    Text expected{"docs/record-format.md 中的事件名", "an event name of docs/record-format.md"};
    if (!nearest.empty()) {
      expected.zh += "(最接近的是 " + nearest + ")";
      expected.en += " (the nearest is " + nearest + ")";
    }
    Error(pointer + "/event", expected, Quoted(name));
  }

  void Error(const std::string& pointer, const Text& expected, const Text& found) {
    failed_ = true;
    const std::string place = pointer.empty() ? "/" : pointer;
    Add("unreadable", Severity::kError,
        {fmt::format("{}:应为{},但为{}", place, expected.zh, found.zh),
         fmt::format("{}: Expected {}, but found {}", place, expected.en, found.en)});
  }
  void Note(const std::string& pointer, const Text& message) {
    Add("unknown-member", Severity::kNote, {pointer + ":" + message.zh, pointer + ": " + message.en});
  }
  void Add(std::string code, Severity severity, Text message) {
    Finding finding;
    finding.code = std::move(code);
    finding.severity = severity;
    finding.message = std::move(message);
    findings_.push_back(std::move(finding));
  }

  const Vocabulary& vocabulary_;
  std::vector<Finding>& findings_;
  Subject subject_;
  bool failed_ = false;
};

}  // namespace

std::optional<Subject> SubjectFromRecord(const Data& record, const Vocabulary& vocabulary, std::string id,
                                         std::vector<Finding>& findings) {
  return RecordReader(vocabulary, findings).Read(record, std::move(id));
}

}  // namespace juece
