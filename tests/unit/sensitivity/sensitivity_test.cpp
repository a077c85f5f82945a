// Which edits there are of a matter, what each does, and how what they change is told.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "base/json.h"
#include "sensitivity/sensitivity.h"
#include "support/places.h"

using namespace juece;  // NOLINT: a test file

namespace {

std::string Source(const std::string& path) { return SourceDir() + "/" + path; }

struct Law {
  std::shared_ptr<const Vocabulary> words;
  std::shared_ptr<const StatuteBook> statutes;
  std::shared_ptr<const WorkCalendar> calendar;
};

const Law& Get() {
  static const Law law = [] {
    std::vector<Finding> findings;
    Law read{Vocabulary::ReadFile(Source("workflows/rulebooks/vocabulary.xml"), findings),
             StatuteBook::ReadDirectory(Source("workflows/statutes"), findings), WorkCalendar::ReadFile(Source("workflows/calendars/cn.xml"), findings)};
    REQUIRE(read.words != nullptr);
    REQUIRE(read.calendar != nullptr);
    return read;
  }();
  return law;
}

// A consultation of 35 days, and the hearing material of one participant.
Subject Matter() {
  const auto record = ParseJson(R"({"title":"x","complete":true,"facts":{"technical":true},"events":[
    {"event":"consultation_opened","date":"2025-06-02","actor":"李","role":"undertaking_unit","materials":[{"kind":"D302","digest":"sha256:a"}],
     "data":{"until":"2025-07-07","channels":["website","paper"],"draft_published":true}},
    {"event":"hearing_materials_served","date":"2025-06-20","actor":"王","role":"government_office",
     "data":{"receipts":[{"participant":"甲","delivered_on":"2025-06-19"}]}}]})");
  REQUIRE(record.has_value());
  std::vector<Finding> findings;
  auto subject = SubjectFromRecord(*record, *Get().words, "m", findings);
  REQUIRE(subject.has_value());
  return *subject;
}

std::vector<SubjectEdit> Edits(const Subject& subject) { return EditsOf(subject, *Get().words, *Get().statutes, *Get().calendar); }

const SubjectEdit* Find(const std::vector<SubjectEdit>& edits, EditKind kind, std::size_t event, const std::string& member, const Data& value = {}) {
  for (const SubjectEdit& edit : edits) {
    if (edit.kind == kind && edit.event == event && edit.member == member && (value.is_null() || edit.value == value)) return &edit;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("each thing that a record can say is edited, once each way") {
  const Subject subject = Matter();
  const std::vector<SubjectEdit> edits = Edits(subject);
  CHECK(Find(edits, EditKind::kDropEvent, 0, "") != nullptr);
  CHECK(Find(edits, EditKind::kDropEvent, 1, "") != nullptr);
  CHECK(Find(edits, EditKind::kChangeActor, 0, "", "王") != nullptr);
  CHECK(Find(edits, EditKind::kChangeRole, 0, "", "government_office") != nullptr);
  CHECK(Find(edits, EditKind::kRemoveMember, 0, "/until") != nullptr);
  CHECK(Find(edits, EditKind::kBlankMember, 0, "/channels") != nullptr);
  CHECK(Find(edits, EditKind::kChangeMember, 0, "/draft_published", false) != nullptr);
  CHECK(Find(edits, EditKind::kChangeMember, 0, "/about", "catalogue") != nullptr);  // what could have been said
  CHECK(Find(edits, EditKind::kDropItem, 0, "/channels") != nullptr);
  CHECK(Find(edits, EditKind::kSwapItems, 0, "/channels") != nullptr);
  CHECK(Find(edits, EditKind::kRemoveMember, 1, "/receipts/0/delivered_on") != nullptr);
  CHECK(Find(edits, EditKind::kChangeMember, 1, "/receipts/0/participant", "李") != nullptr);  // another party of the matter
  CHECK(Find(edits, EditKind::kDropMaterial, 0, "D302") != nullptr);
  CHECK(Find(edits, EditKind::kChangeDigest, 0, "D302") != nullptr);
  CHECK(Find(edits, EditKind::kRegisterBare, 1, "") != nullptr);
  CHECK(Find(edits, EditKind::kRemoveFact, 0, "technical") != nullptr);
  CHECK(Find(edits, EditKind::kChangeFact, 0, "technical", false) != nullptr);
  std::set<std::string> seen;
  for (const SubjectEdit& edit : edits) {
    const std::string id = std::string(ToString(edit.kind)) + " " + std::to_string(edit.event) + edit.member + " " + std::to_string(edit.item) + ToJson(edit.value);
    INFO(id);
    CHECK(seen.insert(id).second);
  }
}

TEST_CASE("days move one past each other day, and around the ends of the statutes' periods") {
  const std::vector<SubjectEdit> edits = Edits(Matter());
  // 30 days from the opening end on 2025-07-02; a closing would be tried there, and the opening 30 days before what is told to close.
  CHECK(Find(edits, EditKind::kMoveDate, 0, "", "2025-06-21") != nullptr);
  CHECK(Find(edits, EditKind::kMoveDate, 1, "", "2025-06-01") != nullptr);
  CHECK(Find(edits, EditKind::kChangeMember, 0, "/until", "2025-06-18") != nullptr);
  for (const char* day : {"2025-07-01", "2025-07-02", "2025-07-03"}) {
    INFO(day);
    Subject closing = Matter();
    closing.events[1].event = "consultation_closed";
    CHECK(Find(Edits(closing), EditKind::kMoveDate, 1, "", day) != nullptr);
  }
}

TEST_CASE("an edit changes what it says and nothing else") {
  const Subject subject = Matter();
  const std::vector<SubjectEdit> edits = Edits(subject);
  const auto edited = [&](EditKind kind, std::size_t event, const std::string& member, const Data& value = {}) {
    const SubjectEdit* edit = Find(edits, kind, event, member, value);
    REQUIRE(edit != nullptr);
    return Edited(subject, *edit);
  };
  CHECK(edited(EditKind::kDropEvent, 0, "").events.size() == 1);
  CHECK(edited(EditKind::kMoveDate, 0, "", "2025-06-21").events[0].date->ToString() == "2025-06-21");
  CHECK_FALSE(edited(EditKind::kRemoveMember, 1, "/receipts/0/delivered_on").events[1].data.At("/receipts/0")->Has("delivered_on"));
  CHECK(edited(EditKind::kBlankMember, 0, "/until").events[0].data.Find("until")->is_null());
  CHECK(edited(EditKind::kSwapItems, 0, "/channels").events[0].data["channels"].AsList()[0].AsText() == "paper");
  CHECK(edited(EditKind::kDropMaterial, 0, "D302").events[0].materials.empty());
  CHECK(edited(EditKind::kRegisterBare, 0, "").events[0].materials.empty());
  CHECK(edited(EditKind::kRegisterLate, 0, "").events[0].late.has_value());
  CHECK(edited(EditKind::kRemoveFact, 0, "technical").facts.empty());
  for (const SubjectEdit& edit : edits) {
    const Subject after = Edited(subject, edit);
    for (std::size_t i = 0; i < after.events.size() && edit.kind != EditKind::kDropEvent; ++i) {
      if (edit.OfEvent() && i == edit.event) continue;
      CHECK((after.events[i].data == subject.events[i].data && after.events[i].date == subject.events[i].date && after.events[i].actor == subject.events[i].actor));
    }
  }
}

TEST_CASE("what a verdict rests on is told by rule, and what changes nothing is told too") {
  const Subject subject = Matter();
  // A rule that wants a consultation, and one that nothing can change.
  const SubjectJudge judge = [](const Subject& matter) {
    const bool consulted = std::any_of(matter.events.begin(), matter.events.end(), [](const SubjectEvent& e) { return e.event == "consultation_opened"; });
    ReviewReport report;
    report.rules = {{"consulted", "R713:15-1", Severity::kError, {"征求意见", "Consulted"}, consulted ? Verdict::kSatisfied : Verdict::kViolated, {}},
                    {"always", "R713:1", Severity::kNote, {"总是", "Always"}, Verdict::kSatisfied, {}}};
    return report;
  };
  std::size_t told = 0;
  const SensitivityReport report = Probe(subject, *Get().words, *Get().statutes, *Get().calendar, judge, [&](std::size_t done, std::size_t) { told = done; });
  CHECK(told == report.edits.size());
  REQUIRE(report.rules.size() == 2);
  REQUIRE(report.rules[0].changes.size() == 1);
  CHECK(report.rules[0].changes.front().now == Verdict::kViolated);
  CHECK(report.rules[1].changes.empty());
  CHECK(report.unnoticed.size() == report.edits.size() - 1);
  const Data data = ToData(report, subject, Language::kEnglish);
  CHECK(data["noticed"].AsInteger() == 1);
  const Data& first = data["rules"].AsList()[0];
  CHECK(first["rests_on"].AsList()[0]["event"].AsText() == "consultation_opened");
  CHECK(first["rests_on"].AsList()[0]["verdict"].AsText() == "violated");
  const std::string zh = ToText(report, subject, *Get().words, Language::kChinese);
  CHECK(zh.find("“向社会公开征求意见”(2025-06-02)没有这件事 → 违反") != std::string::npos);
  const std::string en = ToText(report, subject, *Get().words, Language::kEnglish);
  CHECK(en.find("R713:15-1 Consulted [Satisfied]") != std::string::npos);
  CHECK(en.find("Edits that change no verdict, by event") != std::string::npos);
}
