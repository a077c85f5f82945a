// What is exported is valid against its schema, whole, read back as it was, and free of personal values.
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "base/json.h"
#include "exchange/ocel_writer.h"
#include "exchange/xes_reader.h"
#include "exchange/xes_writer.h"
#include "record/codec.h"
#include "support/event_gen.h"
#include "support/places.h"
#include "xml/document.h"

using namespace juece;  // NOLINT: a test file

namespace {

const std::string kSchema = SourceDir() + "/workflows/schema/xes.xsd";
constexpr const char* kSecret = "13800138000";

Instant At(const char* text) { return *Instant::Parse(text); }

Event Make(std::int64_t position, const char* at, Actor actor, EventBody body) {
  Event event;
  event.dossier = "2024-0001";
  event.position = position;
  event.occurred_at = event.recorded_at = At(at);
  event.actor = std::move(actor);
  event.body = std::move(body);
  return event;
}

// Opened, a fact, a step with an action that hands in a material and a telephone number, a review of it, a return, an end.
std::vector<Event> Sample() {
  const Actor zhang{"张三", "undertaking_unit", ""};
  DossierOpened opened;
  opened.procedure = "cn.major-decision";
  opened.title = "道路 <一期> & \"二期\"";
  opened.organ = "安平市人民政府";
  ActionRecorded action{"drafting", 1, "record_draft", "draft_recorded", Data::OfMembers({{"pages", 12}, {"cost", *Decimal::Parse("12.5")}}),
                        {{"M1", "D202", "草案", "sm3:aa", 10, "draft.txt", "file"}}};
  action.data.Set("contact", kSecret).Set("channels", Data(Data::List{"website", Data(true), Data(Data::List{})}));
  DeadlineStarted deadline;
  deadline.deadline = "drafting/1/time";
  deadline.due = *Date::Parse("2024-03-31");
  std::vector<Event> events = {
      Make(1, "2024-03-01T09:00:00+08:00", zhang, opened),
      Make(2, "2024-03-01T09:00:00+08:00", zhang, FactSet{"technical", true, "专业性强"}),
      Make(3, "2024-03-01T09:00:00+08:00", {"system", "", ""}, StepEntered{"drafting", 1, "", "", "", ""}),
      Make(4, "2024-03-01T09:00:00+08:00", {"system", "", ""}, deadline),
      Make(5, "2024-03-05T09:00:00.500+08:00", {"李四", "undertaking_unit", "张三"}, action),
      Make(6, "2024-03-06T09:00:00+08:00", zhang, ReviewBound{"legality_review", 1, "draft", "sm3:aa", "lawful"}),
      Make(7, "2024-03-07T09:00:00+08:00", zhang, StepLeft{"drafting", 1, "done", "", ""}),
      Make(8, "2024-03-08T09:00:00+08:00", zhang, DossierClosed{"end", "decided"})};
  events[4].late = LateRegistration{"停电", "赵六"};
  events[4].personal.push_back({"/data/contact", std::string(64, '0'), "\"" + std::string(kSecret) + "\"", "sm3:c0ffee"});
  return events;
}

std::string Xes(const std::vector<std::vector<Event>>& dossiers) {
  std::string text;
  const ByteSink out = [&](std::string_view bytes) { text += bytes; };
  XesWriter writer(out);
  for (const auto& dossier : dossiers) writer.Add(dossier);
  writer.Finish();
  return text;
}

std::string Ocel(const std::vector<std::vector<Event>>& dossiers, const std::vector<std::vector<Event>>& later) {
  std::string text;
  const ByteSink out = [&](std::string_view bytes) { text += bytes; };
  std::vector<std::string> ids;
  for (const auto& dossier : dossiers) ids.push_back(dossier.empty() ? "" : dossier.front().dossier);
  OcelWriter writer(out, ids);
  for (const auto& dossier : dossiers) writer.AddObjects(dossier);
  for (const auto& dossier : later) writer.AddEvents(dossier);
  writer.Finish();
  return text;
}

bool Valid(const std::string& xes) {
  std::vector<Finding> findings;
  const auto document = ParseXml(xes, "export.xes", findings);
  const bool valid = document != nullptr && ValidateXml(*document, kSchema, findings);
  for (const Finding& finding : findings) UNSCOPED_INFO(ToText(finding, Language::kEnglish));
  return valid;
}

struct ReadBack {
  std::vector<LogTrace> traces;
  std::vector<Finding> findings;
};
ReadBack Read(const std::string& xes, const LogSelection& selection) {
  ReadBack back;
  XesSummary summary;
  std::istringstream in(xes);
  REQUIRE(ReadXes(in, "export.xes", selection, {[&](LogTrace trace) { back.traces.push_back(std::move(trace)); }, {}}, summary, back.findings));
  return back;
}

// What XML cannot say is written U+FFFD.
std::string AsXml(const std::string& text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' ? "\xEF\xBF\xBD" : std::string(1, c);
  return out;
}

// Ids unique, types and attributes declared, values of the declared type, every relation leads somewhere.
void CheckWhole(const Data& log) {
  std::map<std::string, std::map<std::string, std::string>> types;
  for (const char* list : {"objectTypes", "eventTypes"}) {
    for (const Data& type : log[list].AsList()) {
      auto& own = types[std::string(list) + type["name"].AsText()];
      for (const Data& attribute : type["attributes"].AsList()) own[attribute["name"].AsText()] = attribute["type"].AsText();
    }
  }
  std::set<std::string> objects, events;
  for (const Data& object : log["objects"].AsList()) REQUIRE(objects.insert(object["id"].AsText()).second);
  for (const char* list : {"objects", "events"}) {
    for (const Data& item : log[list].AsList()) {
      if (list[0] == 'e') REQUIRE(events.insert(item["id"].AsText()).second);
      const auto type = types.find((list[0] == 'e' ? "eventTypes" : "objectTypes") + item["type"].AsText());
      REQUIRE(type != types.end());
      for (const Data& attribute : item["attributes"].AsList()) {
        const std::string& declared = type->second[attribute["name"].AsText()];
        INFO(ToJson(item) << " " << declared);
        const Data& value = attribute["value"];
        REQUIRE((declared == "boolean"   ? value.is_bool()
                 : declared == "integer" ? value.is_number() && value.AsNumber().ToInteger().has_value()
                 : declared == "float"   ? value.is_number()
                                         : (declared == "string" || declared == "time") && value.is_text()));
        REQUIRE((declared != "time" || Instant::Parse(value.AsText())));
      }
      for (const Data& relation : item["relationships"].AsList()) {
        INFO(ToJson(item));
        REQUIRE(objects.contains(relation["objectId"].AsText()));
        REQUIRE_FALSE(relation["qualifier"].AsText().empty());
      }
    }
  }
}

}  // namespace

TEST_CASE("a dossier as XES is valid and reads back as it was") {
  const std::string xes = Xes({Sample(), {}});
  REQUIRE(Valid(xes));
  const ReadBack back = Read(xes, {{"concept:name", "lifecycle:transition"},
                                   {"draft_recorded+complete", "drafting+start", "drafting+complete", "dossier_closed+complete"},
                                   {"org:resource", "data.pages", "data.cost", "juece:late_confirmed_by"},
                                   {"juece:title", "fact.technical", "juece:status", "juece:closed_at"}});
  CHECK(back.findings.empty());
  REQUIRE(back.traces.size() == 1);
  const LogTrace& trace = back.traces.front();
  CHECK(trace.id == "2024-0001");
  CHECK(trace.attributes[0] == "道路 <一期> & \"二期\"");
  CHECK(trace.attributes[1] == "true");
  CHECK(trace.attributes[2] == "closed");
  CHECK(trace.attributes[3] == "2024-03-08T09:00:00+08:00");
  REQUIRE(trace.events.size() == 8);
  CHECK(trace.events[2].activity == 1);
  CHECK(trace.events[4].activity == 0);
  CHECK(trace.events[4].unix_ms == At("2024-03-05T09:00:00.500+08:00").unix_ms());
  CHECK(trace.events[6].activity == 2);
  CHECK(trace.events[7].activity == 3);
  const auto value = [&](std::size_t key) { return trace.texts.at(static_cast<std::size_t>(trace.ValueOf(4, key, 4))); };
  CHECK(value(0) == "李四");
  CHECK(value(1) == "12");
  CHECK(value(2) == "12.5");
  CHECK(value(3) == "赵六");
}

TEST_CASE("a dossier as OCEL has its people, steps, materials and deadlines as objects") {
  const std::string text = Ocel({Sample()}, {Sample()});
  const auto log = ParseJson(text);
  REQUIRE(log);
  CheckWhole(*log);
  std::multiset<std::string> types;
  for (const Data& object : (*log)["objects"].AsList()) types.insert(object["type"].AsText());
  CHECK(types == std::multiset<std::string>{"dossier", "step", "material", "deadline", "person", "person", "person", "person", "role", "organ"});
  const auto related = [&](std::size_t event) {
    std::set<std::string> found;
    for (const Data& relation : (*log)["events"].AsList().at(event)["relationships"].AsList()) {
      found.insert(relation["qualifier"].AsText() + " " + relation["objectId"].AsText());
    }
    return found;
  };
  CHECK((*log)["events"].AsList()[4]["type"].AsText() == "draft_recorded");
  CHECK(related(4) == std::set<std::string>{"dossier dossier:2024-0001", "step step:2024-0001/drafting", "submitted material:2024-0001/M1",
                                            "performed_by person:李四", "on_behalf_of person:张三", "late_confirmed_by person:赵六",
                                            "in_role role:undertaking_unit"});
  CHECK(related(5).contains("examined material:2024-0001/M1"));
  CHECK(related(3).contains("deadline deadline:2024-0001/drafting/1/time"));
}

TEST_CASE("a personal value is exported as its commitment only") {
  for (const std::string& text : {Xes({Sample()}), Ocel({Sample()}, {Sample()})}) {
    CHECK(text.find(kSecret) == std::string::npos);
    CHECK(text.find("sm3:c0ffee") != std::string::npos);
    CHECK(text.find("data.contact.commitment") != std::string::npos);
  }
}

TEST_CASE("events that a dossier gains while it is exported are left out, and links lead to exported dossiers only") {
  std::vector<Event> before = Sample();
  before[0].body = [&] {
    DossierOpened opened = std::get<DossierOpened>(before[0].body);
    opened.linked_from = "2020-0009";
    return opened;
  }();
  std::vector<Event> after = before;
  after.push_back(Make(9, "2024-03-09T09:00:00+08:00", {"新人", "auditor", ""}, DossierLinked{"2024-0002", "adjusted-by", ""}));
  const auto log = ParseJson(Ocel({before}, {after}));
  REQUIRE(log);
  CheckWhole(*log);
  CHECK((*log)["events"].AsList().size() == 8);
}

TEST_CASE("values of several kinds under one name become texts, and sums of one kind stay numbers") {
  const auto with = [](std::int64_t position, Data value) {
    return Make(position, "2024-03-01T09:00:00+08:00", {"张三", "r", ""},
                ActionRecorded{"s", 1, "a", "e", Data::OfMembers({{"mixed", value}, {"amount", position == 1 ? Data(1) : Data(*Decimal::Parse("1.5"))}}), {}});
  };
  const std::vector<Event> events = {with(1, 7), with(2, "seven")};
  const auto log = ParseJson(Ocel({events}, {events}));
  REQUIRE(log);
  CheckWhole(*log);
  const auto value = [&](const char* name) {
    for (const Data& attribute : (*log)["events"].AsList()[0]["attributes"].AsList()) {
      if (attribute["name"].AsText() == name) return attribute["value"];
    }
    return Data();
  };
  CHECK(value("data.mixed") == Data("7"));
  CHECK(value("data.amount") == Data(1));
}

TEST_CASE("whatever is recorded can be exported") {
  CHECK(rc::check([] {
    std::vector<Event> events;
    for (std::int64_t i = 0; i < 6; ++i) events.push_back(test::AnyEvent(test::AnyType(), i + 1));
    const std::string xes = Xes({events});
    RC_ASSERT(Valid(xes));
    LogSelection selection;
    for (const Event& event : events) selection.activities.push_back(AsXml(ExportEvent(event).activity));
    const auto traces = Read(xes, selection).traces;
    RC_ASSERT(traces.size() == 1U);
    RC_ASSERT(traces[0].events.size() == events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
      const LogEvent& event = traces[0].events[i];
      RC_ASSERT(event.unix_ms == events[i].occurred_at.unix_ms());
      RC_ASSERT(event.activity != kOtherActivity);
      RC_ASSERT(selection.activities[static_cast<std::size_t>(event.activity)] == selection.activities[i]);
    }
    const auto log = ParseJson(Ocel({events}, {events}));
    RC_ASSERT(static_cast<bool>(log));
    CheckWhole(*log);
  }));
}

TEST_CASE("a payload nested deeper than readers follow is exported as text") {
  Data deep = 1;
  for (int i = 0; i < 60; ++i) deep = Data(Data::List{deep});
  std::vector<Event> events = Sample();
  std::get<ActionRecorded>(events[4].body).data.Set("deep", deep);
  const std::string xes = Xes({events});
  CHECK(Valid(xes));
  CHECK(Read(xes, {}).traces.size() == 1);
}
