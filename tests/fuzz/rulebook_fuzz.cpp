// Any bytes as a rulebook: refused with an error, or rules that review any subject without surprise, twice alike.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "calendar/work_calendar.h"
#include "compliance/review.h"
#include "compliance/rulebook.h"
#include "compliance/subject.h"
#include "law/statute.h"

namespace {

using juece::Finding;

// The words that corpus/rulebook uses.
constexpr const char* kWords = R"(<vocabulary xmlns="urn:juece:vocabulary:1" id="v" version="1"><facts>
<fact id="technical" type="boolean" zh="t" en="t"/><fact id="cost" type="number" zh="c" en="c"/></facts>
<event name="consultation_opened" zh="a" en="a"><member name="until" type="date" zh="u" en="u"/>
<member name="reason" type="text" zh="r" en="r"/><member name="list" type="list" zh="l" en="l"><item name="signed" type="boolean"/></member></event>
<event name="consultation_closed" zh="b" en="b"/><event name="review" zh="c" en="c"><member name="digest" type="text" zh="d" en="d"/></event>
</vocabulary>)";

constexpr const char* kRecord = R"({"title":"t","organ":"o","level":"city","statutes":["S"],"complete":true,"facts":{"technical":true,"cost":3},"events":[
{"step":"a","event":"consultation_opened","date":"2024-03-01","data":{"until":"2024-04-02","reason":"r","list":[{"signed":true},{"signed":false}]},"actor":"甲"},
{"step":"b","event":"review","date":"2024-03","data":{"digest":"sm3:1"},"actor":"乙"},
{"step":"a","event":"consultation_closed","date":"2024-04-03"},{"step":"b","event":"review","date":"2024-04-04","data":{"digest":"sm3:2"}}]})";

struct Matter {
  std::shared_ptr<const juece::Vocabulary> words;
  std::vector<juece::Subject> subjects;
  juece::WorkCalendar calendar;
  juece::StatuteBook statutes;
};

const Matter& Given() {
  static const Matter matter = [] {
    Matter made;
    std::vector<Finding> findings;
    made.words = juece::Vocabulary::Read(kWords, "words", findings);
    if (made.words == nullptr) std::abort();
    auto record = juece::ParseJson(kRecord);
    for (const bool complete : {true, false}) {
      record->Set("complete", complete);
      auto subject = juece::SubjectFromRecord(*record, *made.words, "record", findings);
      if (!subject) std::abort();
      made.subjects.push_back(*std::move(subject));
    }
    juece::Statute statute;
    statute.id = "S";
    statute.articles = 9;
    statute.in_force_from = *juece::Date::Parse("2019-09-01");
    made.statutes.Add(std::move(statute));
    return made;
  }();
  return matter;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Matter& given = Given();
  std::vector<Finding> findings;
  const auto rules = juece::Rulebook::Read(std::string(reinterpret_cast<const char*>(data), size), "fuzz", given.words, findings);
  if ((rules == nullptr) != juece::HasError(findings)) std::abort();
  for (const Finding& finding : findings) (void)juece::ToText(finding, juece::Language::kChinese);
  if (rules == nullptr) return 0;
  for (const juece::Subject& subject : given.subjects) {
    const auto report = juece::Review(*rules, given.statutes, given.calendar, subject);
    const auto again = juece::Review(*rules, given.statutes, given.calendar, subject);
    if (juece::ToJson(ToData(report, juece::Language::kChinese)) != juece::ToJson(ToData(again, juece::Language::kChinese))) std::abort();
  }
  return 0;
}
