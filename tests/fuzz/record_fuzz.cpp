// Any bytes as a record: refused with findings, or reviewed without surprise. Promises held: a refusal names an error; a subject
// without events in a partial record violates nothing; the same input gives the same report.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "calendar/work_calendar.h"
#include "compliance/review.h"
#include "compliance/rulebook.h"
#include "compliance/subject.h"
#include "law/statute.h"

namespace {

using juece::Data;
using juece::Finding;

constexpr const char* kWords = R"(<vocabulary xmlns="urn:juece:vocabulary:1" id="v" version="1"><facts>
<fact id="technical" type="boolean" zh="t" en="t"/></facts>
<event name="consultation_opened" zh="a" en="a"><member name="until" type="date" zh="u" en="u"/>
<member name="reason" type="text" zh="r" en="r"/><member name="list" type="list" zh="l" en="l"><item name="signed" type="boolean"/></member></event>
<event name="consultation_closed" zh="b" en="b"/><event name="review" zh="c" en="c"><member name="digest" type="text" zh="d" en="d"/></event>
</vocabulary>)";

constexpr const char* kRules = R"(<rulebook xmlns="urn:juece:rulebook:1" id="r" version="1" title-zh="r" title-en="r">
<rule id="order" article="S:1" severity="error" title-zh="x" title-en="x"><applies when="technical"/>
<occurs event="review" which="last" where='digest != ""' before="consultation_closed"/></rule>
<rule id="after" article="S:1" severity="error" title-zh="x" title-en="x"><occurs event="consultation_closed" after="consultation_opened"/></rule>
<rule id="period" article="S:1" severity="warning" title-zh="x" title-en="x"><period kind="minimum" amount="30" unit="calendar-days"
from="consultation_opened" to="consultation_closed" planned="until" soft="true" reason-in="consultation_opened/reason"/>
<period kind="limit" amount="9" unit="working-days" from="consultation_opened" to="consultation_closed"/></rule>
<rule id="data" article="S:1" severity="error" title-zh="x" title-en="x"><data event="consultation_opened" list="list" holds="signed = true"/>
<any-of><never event="review"/><material event="review" kinds="D1"/></any-of><disjoint left="review/@actor" right="consultation_opened/@actor"/>
<fresh before="consultation_closed" review="review" changes="consultation_opened" kind="D204" digest="digest"/></rule></rulebook>)";

struct Law {
  std::shared_ptr<const juece::Vocabulary> words;
  std::shared_ptr<const juece::Rulebook> rules;
  std::shared_ptr<const juece::WorkCalendar> calendar = std::make_shared<juece::WorkCalendar>();
  juece::StatuteBook statutes;
};

const Law& Read() {
  static const Law law = [] {
    Law made;
    std::vector<Finding> findings;
    made.words = juece::Vocabulary::Read(kWords, "words", findings);
    made.rules = made.words == nullptr ? nullptr : juece::Rulebook::Read(kRules, "rules", made.words, findings);
    if (made.rules == nullptr) {
      std::abort();
    }
    juece::Statute statute;
    statute.id = "S";
    statute.in_force_from = *juece::Date::Parse("2019-09-01");
    made.statutes.Add(std::move(statute));
    return made;
  }();
  return law;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto record = juece::ParseJson({reinterpret_cast<const char*>(bytes), size});
  if (!record) {
    return 0;
  }
  const Law& law = Read();
  std::vector<Finding> findings;
  const auto subject = juece::SubjectFromRecord(*record, *law.words, "fuzz", findings);
  if (!subject) {
    if (!juece::HasError(findings)) {
      std::abort();
    }
    return 0;
  }
  const auto report = juece::Review(*law.rules, law.statutes, *law.calendar, *subject);
  const auto again = juece::Review(*law.rules, law.statutes, *law.calendar, *subject);
  const bool same = juece::ToJson(ToData(report, juece::Language::kChinese)) == juece::ToJson(ToData(again, juece::Language::kChinese));
  const bool blank = subject->events.empty() && subject->knowledge == juece::Knowledge::kPartial;
  if (!same || (blank && report.Count(juece::Verdict::kViolated) > 0)) {
    std::abort();
  }
  return 0;
}
