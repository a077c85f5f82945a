#include <catch2/catch.hpp>

#include "base/json.h"
#include "projection/deadline_list.h"
#include "projection/dossier_list.h"
#include "projection/task_list.h"

namespace juece {
namespace {

// The events of one dossier, numbered; each is delivered twice, and the whole once more at the end.
class Stream {
 public:
  explicit Stream(std::string dossier) : dossier_(std::move(dossier)) {}
  Stream& operator<<(EventBody body) {
    Event event;
    event.dossier = dossier_;
    event.position = static_cast<std::int64_t>(events_.size()) + 1;
    event.occurred_at = Instant(1709254800000 + event.position * 60000, kChinaOffsetMinutes);
    event.recorded_at = event.occurred_at;
    event.body = std::move(body);
    events_.push_back(std::move(event));
    return *this;
  }
  void DeliverTwiceTo(Projection& projection) const {
    for (const Event& event : events_) {
      CHECK(projection.Consume(event));
      CHECK(projection.Consume(event));
    }
    for (const Event& event : events_) CHECK(projection.Consume(event));
    CHECK(projection.position(dossier_) == static_cast<std::int64_t>(events_.size()));
  }
  [[nodiscard]] const std::vector<Event>& events() const { return events_; }

 private:
  std::string dossier_;
  std::vector<Event> events_;
};

DossierOpened Opened(std::string title) {
  DossierOpened opened;
  opened.procedure = "cn.major-decision";
  opened.title = std::move(title);
  opened.organ = "某市人民政府";
  return opened;
}

TaskOpened Task(std::string id, std::string role) {
  return {std::move(id), "drafting", 1, "complete_draft", {std::move(role)}, {"完成草案", "Complete the draft"}};
}

}  // namespace

TEST_CASE("the list of dossiers shows each once, with its state and open steps") {
  DossierList list;
  Stream one("2024-0001");
  one << Opened("公交票价") << StepEntered{"initiation"} << StepLeft{"initiation", 1, "started"}
      << StepEntered{"drafting"} << StepEntered{"risk"} << StepCancelled{"risk"} << DossierPaused{};
  Stream two("2024-0002");
  two << Opened("规划") << StepEntered{"drafting"} << DossierClosed{"completed", "completed"};
  one.DeliverTwiceTo(list);
  two.DeliverTwiceTo(list);
  CHECK(ToJson(list.ToData()) ==
        R"([{"dossier":"2024-0001","title":"公交票价","organ":"某市人民政府","procedure":"cn.major-decision",)"
        R"("state":"paused","outcome":"","steps":["drafting"],"opened_at":"2024-03-01T09:01:00+08:00",)"
        R"("updated_at":"2024-03-01T09:07:00+08:00","version":7},)"
        R"({"dossier":"2024-0002","title":"规划","organ":"某市人民政府","procedure":"cn.major-decision",)"
        R"("state":"closed","outcome":"completed","steps":[],"opened_at":"2024-03-01T09:01:00+08:00",)"
        R"("updated_at":"2024-03-01T09:03:00+08:00","version":3}])");
  for (const auto& [body, state] : std::vector<std::pair<EventBody, std::string>>{
           {DossierResumed{}, "running"}, {DossierWithdrawn{}, "withdrawn"}}) {
    one << body;
    one.DeliverTwiceTo(list);
    CHECK(list.ToData().AsList()[0]["state"].AsText() == state);
  }
}

TEST_CASE("the list of tasks shows what is open, for a role") {
  TaskList list;
  Stream one("2024-0001");
  one << Opened("a") << Task("t1", "undertaking_unit") << Task("t2", "expert") << Task("t3", "expert")
      << TaskClosed{"t2", "done"};
  one.DeliverTwiceTo(list);
  CHECK(ToJson(list.ToData(Language::kEnglish, "undertaking_unit")) ==
        R"([{"task":"t1","dossier":"2024-0001","title":"Complete the draft","step":"drafting",)"
        R"("action":"complete_draft","roles":["undertaking_unit"],"opened_at":"2024-03-01T09:02:00+08:00"}])");
  CHECK(list.ToData(Language::kChinese).AsList().size() == 2);
  CHECK(list.ToData(Language::kChinese, "expert").AsList()[0]["title"].AsText() == "完成草案");
  CHECK(list.ToData(Language::kChinese, "auditor").AsList().empty());
  one << DossierTerminated{"organ", "no longer needed"};
  one.DeliverTwiceTo(list);
  CHECK(list.ToData(Language::kChinese).AsList().empty());
}

TEST_CASE("the list of deadlines shows each with its date, or that it has none yet") {
  DeadlineList list;
  DeadlineStarted known{"d1", "public_participation", 1, "consultation", "minimum"};
  known.unit = "calendar-days";
  known.article = "R713:15";
  known.due = Date::FromYmd(2024, 4, 2);
  DeadlineStarted unknown = known;
  unknown.deadline = "d2";
  unknown.due.reset();
  Stream one("2024-0001");
  one << Opened("a") << known << unknown;
  one.DeliverTwiceTo(list);
  CHECK(ToJson(list.ToData()) ==
        R"([{"dossier":"2024-0001","deadline":"d1","step":"public_participation","kind":"minimum",)"
        R"("due":"2024-04-02","unit":"calendar-days","article":"R713:15","state":"running"},)"
        R"({"dossier":"2024-0001","deadline":"d2","step":"public_participation","kind":"minimum",)"
        R"("due":null,"unit":"calendar-days","article":"R713:15","state":"not_computable"}])");
  one << DeadlineComputed{"d2", *Date::FromYmd(2027, 1, 4), "2"} << DeadlineMissed{"d2"}
      << DeadlineMet{"d2"} << DeadlineMet{"d1"} << DeadlineCancelled{"d9"};
  one.DeliverTwiceTo(list);
  const Data rows = list.ToData("2024-0001");
  CHECK(rows.AsList()[0]["state"].AsText() == "met");
  CHECK(rows.AsList()[1]["state"].AsText() == "missed");
  CHECK(rows.AsList()[1]["due"].AsText() == "2027-01-04");
  CHECK(list.ToData("2024-0002").AsList().empty());
}

TEST_CASE("a gap is refused, so that the reader starts again from where the table stands") {
  Stream one("2024-0001");
  one << Opened("a") << StepEntered{"x"} << StepEntered{"y"};
  DossierList list;
  CHECK(list.Consume(one.events()[0]));
  CHECK_FALSE(list.Consume(one.events()[2]));
  CHECK(list.position("2024-0001") == 1);
  CHECK(list.Consume(one.events()[1]));
  CHECK(list.Consume(one.events()[2]));
  CHECK(list.ToData().AsList()[0]["version"].AsInteger() == 3);
}

}  // namespace juece
