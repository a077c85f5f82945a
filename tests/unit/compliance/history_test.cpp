// Dossiers of the engine, closed and running, and what late registration, correction and early ends mean for a verdict.
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

// The history that the engine would hold of a record: one stored event for each.
class History {
 public:
  explicit History(const Data& record) {
    Add("2025-05-01", DossierOpened{.title = record["title"].AsText(), .organ = record["organ"].AsText()});
    for (const Member& fact : record["facts"].AsMap()) {
      Add("2025-05-01", FactSet{fact.name, fact.value, "first"});
    }
    for (const Data& entry : record["events"].AsList()) {
      Event& event = Add(entry["date"].AsText(), ActionRecorded{.step = "s", .event = entry["event"].AsText(), .data = entry["data"]});
      event.actor = {entry["actor"].AsText(), entry["role"].AsText(), ""};
      for (const Data& material : entry["materials"].AsList()) {
        std::get<ActionRecorded>(event.body).materials.push_back({.kind = material["kind"].AsText(), .digest = material["digest"].AsText()});
      }
    }
  }

  Event& Add(const std::string& day, EventBody body) {
    Event event;
    event.dossier = "2025-1";
    event.position = static_cast<std::int64_t>(events_.size()) + 1;
    const auto date = Date::Parse(day);
    REQUIRE(date.has_value());
    // Minutes apart, so that events of one day keep their order.
    const Instant start = Instant::AtStartOf(*date, kChinaOffsetMinutes);
    event.occurred_at = Instant(start.unix_ms() + event.position * 60000, kChinaOffsetMinutes);
    event.recorded_at = event.occurred_at;
    event.body = std::move(body);
    events_.push_back(std::move(event));
    return events_.back();
  }

  Event& Of(const std::string& name) {
    for (Event& event : events_) {
      const auto* action = std::get_if<ActionRecorded>(&event.body);
      if (action != nullptr && action->event == name) {
        return event;
      }
    }
    FAIL("no " << name);
    return events_.front();
  }

  [[nodiscard]] ReviewReport Review(const ReviewOptions& options = {}) const {
    const Law& law = Law::Get();
    return juece::Review(*law.book, *law.statutes, *law.calendar, SubjectFromEvents(events_), options);
  }

 private:
  std::vector<Event> events_;
};

Data HistoryBase(const std::string& edits = "{}") { return Edit(ReadJson(Source("tests/golden/rules/base.json")), *ParseJson(edits)); }

Verdict VerdictOf(const ReviewReport& report, std::string_view rule) { return RuleOf(report, rule).verdict; }

constexpr const char* kUntilLegality = R"({"drop":["bundle_submitted","bundle_checked","meeting_convened","deliberation_held",
  "party_reported","party_replied","congress_reported","decision_issued","execution_assigned","decision_published",
  "decision_interpreted","dossier_archived","execution_inspected","execution_reported","problem_reported","execution_suspended",
  "adjustment_decided","evaluation_decided","evaluation_commissioned","evaluation_reported"]})";

}  // namespace

TEST_CASE("a closed dossier and the record of the same matter get the same verdicts") {
  History history(HistoryBase());
  history.Add("2026-03-11", DossierClosed{"completed", "completed"});
  const ReviewReport live = history.Review();
  const ReviewReport record = Law::Get().Review(HistoryBase());
  for (const RuleReport& rule : record.rules) {
    INFO(rule.id << "\n" << Explain(RuleOf(live, rule.id).findings));
    CHECK(ToString(VerdictOf(live, rule.id)) == ToString(rule.verdict));
  }
  CHECK(live.whole);
  CHECK(live.title == "合成样例:道路工程");
}

TEST_CASE("in a running dossier what has not come yet is not shown, and nothing is violated") {
  const ReviewReport report = History(HistoryBase(kUntilLegality)).Review();
  for (const RuleReport& rule : report.rules) {
    INFO(rule.id << "\n" << Explain(rule.findings));
    CHECK(rule.verdict != Verdict::kViolated);
  }
  CHECK(VerdictOf(report, "deliberated") == Verdict::kNotShown);
  CHECK(VerdictOf(report, "published") == Verdict::kNotShown);
  CHECK(VerdictOf(report, "opinions-heard") == Verdict::kSatisfied);
  CHECK(report.verdict == OverallVerdict::kNotShown);
}

TEST_CASE("in a running dossier a passed gate makes an absence a violation") {
  const ReviewReport report = History(HistoryBase(R"({"drop":["legality_opinion_issued","party_reported"]})")).Review();
  CHECK(VerdictOf(report, "legality-reviewed") == Verdict::kViolated);
  CHECK(VerdictOf(report, "party-reported") == Verdict::kViolated);
  CHECK(report.verdict == OverallVerdict::kViolated);
}

TEST_CASE("duties after an early end never arise") {
  History history(HistoryBase(kUntilLegality));
  history.Add("2025-08-30", DossierTerminated{"市政府", "规划调整"});
  const ReviewReport report = history.Review();
  CHECK(VerdictOf(report, "deliberated") == Verdict::kNotApplicable);
  CHECK(VerdictOf(report, "published") == Verdict::kNotApplicable);
  CHECK(VerdictOf(report, "archived") == Verdict::kNotApplicable);
  CHECK(VerdictOf(report, "legality-reviewed") == Verdict::kNotApplicable);
}

TEST_CASE("late registration without a document does not show that anything was in time") {
  History history(HistoryBase());
  history.Of("party_reported").late = LateRegistration{"漏记", "办公室主任"};
  std::get<ActionRecorded>(history.Of("party_reported").body).materials.clear();
  CHECK(VerdictOf(history.Review(), "party-reported") == Verdict::kNotShown);
  CHECK(RuleOf(history.Review(), "party-reported").findings.front().code == "late-registration");
  std::get<ActionRecorded>(history.Of("party_reported").body).materials.push_back({.kind = "D809", .digest = "sha256:x"});
  CHECK(VerdictOf(history.Review(), "party-reported") == Verdict::kSatisfied);
}

TEST_CASE("a corrected entry is judged by what supersedes it, and both are evidence") {
  History history(HistoryBase(R"({"data":{"deliberation_held":{"kind":"other"}}})"));
  const Event& meeting = history.Of("deliberation_held");
  const std::int64_t position = meeting.position;
  Data corrected = std::get<ActionRecorded>(meeting.body).data;
  CHECK(VerdictOf(history.Review(), "deliberated") == Verdict::kViolated);
  corrected.Set("kind", "standing");
  const std::int64_t correction = history.Add("2025-09-20", EntryCorrected{position, corrected, "市政府", "笔误"}).position;
  const ReviewReport report = history.Review();
  CHECK(VerdictOf(report, "deliberated") == Verdict::kSatisfied);
  const auto& evidence = RuleOf(report, "deliberated").findings.front().evidence;
  CHECK(std::find(evidence.begin(), evidence.end(), std::to_string(correction)) != evidence.end());
}

TEST_CASE("the digest that a review was bound to is what counts as examined") {
  History history(HistoryBase(R"({"drop":["adjustment_confirmed","draft_adjusted"],"data":{"legality_opinion_issued":{"conclusion":"lawful"},
    "bundle_submitted":{"draft_digest":"sha256:d1"}},"unset":{"legality_opinion_issued":["draft_digest"]}})"));
  CHECK(VerdictOf(history.Review(), "legality-fresh") == Verdict::kSatisfied);
  History swapped(HistoryBase(R"({"drop":["adjustment_confirmed","draft_adjusted"],"data":{"legality_opinion_issued":{"conclusion":"lawful"},
    "bundle_submitted":{"draft_digest":"sha256:zz"}}})"));
  CHECK(VerdictOf(swapped.Review(), "legality-fresh") == Verdict::kViolated);
}

TEST_CASE("as of an earlier day, later events are not known and nothing counts as whole") {
  ReviewOptions options;
  options.as_of = Date::Parse("2025-08-15");
  const ReviewReport report = Law::Get().Review(HistoryBase(), options);
  CHECK(report.as_of == "2025-08-15");
  CHECK_FALSE(report.whole);
  CHECK(VerdictOf(report, "deliberated") == Verdict::kNotShown);
  CHECK(VerdictOf(report, "opinions-heard") == Verdict::kSatisfied);
  CHECK(report.Count(Verdict::kViolated) == 0);
}

TEST_CASE("imprecise dates are judged by their bounds") {
  const auto verdict = [](const std::string& from, const std::string& until) {
    const std::string edits = R"({"complete":false,"date":{"consultation_opened":")" + from + R"(","consultation_closed":")" + until +
                              R"("},"data":{"consultation_opened":{"until":")" + until + R"("}}})";
    return VerdictOf(Law::Get().Review(HistoryBase(edits)), "consultation-30-days");
  };
  CHECK(verdict("2025-05", "2025-07") == Verdict::kSatisfied);      // at least 31 days whatever the days are
  CHECK(verdict("2025-06", "2025-07") == Verdict::kNotShown);       // 1 to 60
  CHECK(verdict("2025-06-11", "2025-06-30") == Verdict::kNotShown); // short, and whether a reason was stated is not known
  CHECK(verdict("2025-06-01", "2025-07-01") == Verdict::kSatisfied);
  CHECK(verdict("2025-06-02", "2025-07-01") == Verdict::kNotShown); // 29 or 30
}

TEST_CASE("a shorter consultation is good with a stated reason, and violated where none is known to be stated") {
  const auto verdict = [](const std::string& reason) {
    const std::string edits = R"({"date":{"consultation_closed":"2025-06-20"},"data":{"consultation_opened":{"until":"2025-06-20",
      "reason_for_shortening":)" + reason + "}}}";
    return VerdictOf(Law::Get().Review(HistoryBase(edits)), "consultation-30-days");
  };
  CHECK(verdict("\"汛期紧急\"") == Verdict::kSatisfied);
  CHECK(verdict("null") == Verdict::kViolated);
  CHECK(verdict("\"  \"") == Verdict::kViolated);
}

TEST_CASE("an extension moves the planned last day") {
  const std::string edits = R"({"drop":["consultation_closed"],"data":{"consultation_opened":{"until":"2025-06-20"}},
    "append":[{"event":"consultation_extended","date":"2025-06-18","data":{"until":"2025-07-14","reason":"意见较多"}}]})";
  CHECK(VerdictOf(Law::Get().Review(HistoryBase(edits)), "consultation-30-days") == Verdict::kSatisfied);
}

TEST_CASE("a statute binds what happened while it was in force, day by day") {
  const auto verdict = [](const std::string& day) {
    const std::string edits = R"({"drop":["fair_competition_concluded","execution_assigned","decision_published"],
      "date":{"decision_issued":")" + day + R"("}})";
    return VerdictOf(Law::Get().Review(HistoryBase(edits)), "fair-competition-before-issue");
  };
  CHECK(verdict("2024-07-31") == Verdict::kNotApplicable);
  CHECK(verdict("2024-08-01") == Verdict::kViolated);
  CHECK(verdict("2024-07-31/2024-08-01") == Verdict::kNotShown);
}

TEST_CASE("an expert opinion counts as written unless the record says otherwise") {
  const auto verdict = [](const std::string& data) {
    return VerdictOf(Law::Get().Review(HistoryBase(R"({"data":{"expert_opinion_given":)" + data + R"(},"unset":{"expert_opinion_given":["written"]}})")),
                     "expert-opinion-signed");
  };
  CHECK(verdict(R"({"signed":false})") == Verdict::kViolated);
  CHECK(verdict(R"({"signed":true})") == Verdict::kSatisfied);
}

TEST_CASE("a submission that was taken back before the meeting is not judged, the one that was discussed is") {
  const std::string returned = R"({"append":[{"event":"bundle_submitted","date":"2025-07-01","data":{"items":[]}}]})";
  const ReviewReport report = Law::Get().Review(HistoryBase(returned));
  CHECK(VerdictOf(report, "legality-reviewed") == Verdict::kSatisfied);
  CHECK(VerdictOf(report, "bundle-has-legality") == Verdict::kSatisfied);
  const std::string discussed = R"({"append":[{"event":"bundle_submitted","date":"2025-07-01","data":{"items":[]}},
    {"event":"deliberation_held","date":"2025-07-02","data":{"kind":"standing","outcome":"deferred"}}]})";
  const ReviewReport early = Law::Get().Review(HistoryBase(discussed));
  CHECK(VerdictOf(early, "legality-reviewed") == Verdict::kViolated);
  CHECK(VerdictOf(early, "bundle-has-legality") == Verdict::kViolated);
}

TEST_CASE("a review is counted from the last receipt before it, in whatever order they are told") {
  const auto verdict = [](const std::string& second) {
    const std::string edits = R"({"drop":["adjustment_confirmed"],"append":[{"event":"legality_materials_received","date":")" + second + R"("}]})";
    return VerdictOf(Law::Get().Review(HistoryBase(edits)), "legality-7-working-days");
  };
  CHECK(verdict("2025-07-25") == Verdict::kSatisfied);  // told last, but the earlier one
  CHECK(verdict("2025-08-12") == Verdict::kViolated);   // two days before the opinion
}

TEST_CASE("a short first review whose adjustment was confirmed later is not called a violation") {
  const std::string early = R"({"date":{"legality_opinion_issued":"2025-08-05","counsel_opinion_given":"2025-08-04"}%s})";
  const auto verdict = [&](const std::string& more) {
    std::string edits = early;
    return VerdictOf(Law::Get().Review(HistoryBase(edits.replace(edits.find("%s"), 2, more))), "legality-7-working-days");
  };
  CHECK(verdict("") == Verdict::kNotShown);
  CHECK(verdict(R"(,"drop":["adjustment_confirmed"])") == Verdict::kViolated);
}
