// Every exception that a rule names takes effect in some example, and the trace says what was considered.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

std::vector<std::shared_ptr<const Rulebook>> AllBooks() {
  std::vector<std::string> files{Source("workflows/rulebooks/cn-713.xml"), Source("workflows/rulebooks/cn-procedures.xml")};
  for (const auto& entry : std::filesystem::directory_iterator(Source("workflows/rulebooks/local"))) files.push_back(entry.path().string());
  std::vector<std::shared_ptr<const Rulebook>> books;
  for (const std::string& file : files) {
    std::vector<Finding> findings;
    books.push_back(Rulebook::ReadFile(file, Law::Get().words, findings));
    INFO(Explain(findings));
    REQUIRE(books.back() != nullptr);
  }
  return books;
}

struct Named {
  const Rulebook* book = nullptr;
  const Rule* rule = nullptr;
};

Named Find(const std::vector<std::shared_ptr<const Rulebook>>& books, const std::string& rule) {
  for (const auto& book : books) {
    if (const Rule* found = book->Find(rule)) return {book.get(), found};
  }
  FAIL("no rule " << rule);
  return {};
}

Data BaseOf(const std::string& name) {
  return name.starts_with("sample:") ? RecordOfSample(name.substr(7)) : ReadJson(Source("tests/golden/rules/" + name + ".json"));
}

// Whether the record shows an event that says something under this member.
bool Shows(const Data& record, const std::string& place) {
  const std::string event = place.substr(0, place.find('/'));
  const std::string member = place.substr(place.find('/') + 1);
  const auto& events = record["events"].AsList();
  return std::any_of(events.begin(), events.end(), [&](const Data& one) {
    const Data& value = one["data"][member];
    const bool empty = value.is_null() || (value.is_text() && value.AsText().empty()) || (value.is_bool() && !value.AsBool());
    return one["event"].AsText() == event && !empty;
  });
}

bool TakesEffect(const ExceptionRef& ref, const Data& record) {
  const Statute& statute = *Law::Get().statutes->Find(ref.statute);
  std::map<std::string, Data> values;
  for (const std::string& fact : statute.FindException(ref.id)->effect.facts()) {
    const auto place = statute.recorded.find(fact);
    values[fact] = place == statute.recorded.end() ? record["facts"][fact] : Data(Shows(record, place->second));
  }
  return statute.FindException(ref.id)->effect.Evaluate([&](std::string_view fact) { return &values[std::string(fact)]; }) == Truth::kTrue;
}

ReviewReport Judge(const Rulebook& book, const Data& record) {
  std::vector<Finding> findings;
  const auto subject = SubjectFromRecord(record, *Law::Get().words, "record", findings);
  INFO(Explain(findings));
  REQUIRE(subject.has_value());
  return Review(book, *Law::Get().statutes, *Law::Get().calendar, *subject);
}

bool Has(const RuleReport& rule, std::string_view code) {
  return std::any_of(rule.findings.begin(), rule.findings.end(), [&](const Finding& finding) { return finding.code == code; });
}

}  // namespace

TEST_CASE("every exception that a rule names takes effect in an example, and none is left without one") {
  const auto books = AllBooks();
  std::set<std::string> named;
  for (const auto& book : books) {
    for (const Rule& rule : book->rules()) {
      for (const ExceptionRef& ref : rule.except) named.insert(ref.ToString());
      for (const ExceptionRef& ref : rule.judges) named.insert(ref.ToString());
    }
  }
  const Data cases = ReadJson(Source("tests/golden/rules/exceptions.json"));
  for (const Data& one : cases.AsList()) {
    const ExceptionRef ref = *ExceptionRef::Parse(one["exception"].AsText());
    const Named found = Find(books, one["rule"].AsText());
    const Data record = Edit(BaseOf(one["base"].AsText()), one["edits"]);
    const RuleReport report = RuleOf(Judge(*found.book, record), found.rule->id);
    INFO(ref.ToString() << " " << found.rule->id << "\n" << Explain(report.findings));
    REQUIRE(Law::Get().statutes->Find(ref) != nullptr);
    CHECK(TakesEffect(ref, record));
    CHECK(ToString(report.verdict) == one["expect"].AsText());
    const bool except = std::find(found.rule->except.begin(), found.rule->except.end(), ref) != found.rule->except.end();
    CHECK(Has(report, "excepted") == except);
    named.erase(ref.ToString());
  }
  for (const std::string& name : named) {
    INFO("no example makes it apply: " << name);
    CHECK(false);
  }
}

TEST_CASE("an exception that is not taken is in the trace, with the reason") {
  const Data base = BaseOf("base");
  const RuleReport heard = RuleOf(Law::Get().Review(base), "opinions-heard");
  CHECK(heard.verdict == Verdict::kSatisfied);
  REQUIRE(Has(heard, "exception-not-taken"));
  CHECK(heard.findings.back().message.en == "The exception of R713:14-1 was considered and not applied (\"A matter that is lawfully not public is not put "
                                            "to the public\"): Lawfully not public: no");
  const RuleReport taken = RuleOf(Law::Get().Review(Edit(base, *ParseJson(R"({"facts": {"lawfully_undisclosed": true}})"))), "opinions-heard");
  CHECK(taken.verdict == Verdict::kNotApplicable);
  REQUIRE(taken.findings.size() == 1);
  CHECK(taken.findings[0].message.zh == "依 R713:14-1 的例外(除外)不适用:依法不予公开的事项,不向公众听取意见(依法不予公开:是)");
  // A rule that does not apply for its own reason does not speak of exceptions.
  const RuleReport none = RuleOf(Law::Get().Review(Edit(base, *ParseJson(R"({"facts": {"may_cause_harm": false, "risk_already_evaluated": true}})"))),
                                 "risk-assessed");
  CHECK(none.verdict == Verdict::kNotApplicable);
  CHECK(Has(none, "does-not-apply"));
  // Unknown, it leaves the rule open.
  const RuleReport open = RuleOf(Law::Get().Review(Edit(base, *ParseJson(R"({"facts": {"risk_already_evaluated": null}})"))), "risk-assessed");
  CHECK(open.verdict == Verdict::kNotShown);
  CHECK(Has(open, "fact-unknown"));
}

namespace {

// Two versions of one clause; `governs` says how the version is picked.
StatuteBook TwoVersions(const std::string& governs) {
  std::vector<Finding> findings;
  auto statute = ReadStatute(R"(<statute xmlns="urn:juece:statute:1" id="R713" version="1" title-zh="试" title-en="T" number-zh="一" number-en="1"
      in-force="2020-01-01" articles="9" complete="false" text-not-held-zh="无" text-not-held-en="none">)" + governs + R"(
    <clause article="1" kind="duty" from="2020-01-01" to="2025-07-14" version="2019-12-01" digest="" zh="旧" en="Old"><none zh="无" en="n"/></clause>
    <clause article="1" kind="duty" from="2025-07-15" version="2025-05-01" digest="" zh="新" en="New"><none zh="无" en="n"/></clause></statute>)",
                             "T.xml", findings);
  INFO(Explain(findings));
  REQUIRE(statute);
  StatuteBook book;
  book.Add(std::move(*statute));
  return book;
}

RuleReport JudgeText(const StatuteBook& statutes, const std::string& text, const Data& record) {
  std::vector<Finding> findings;
  const auto book = Rulebook::Read(R"(<rulebook xmlns="urn:juece:rulebook:1" id="t" version="1" title-zh="试" title-en="T">
      <rule id="r" article="R713:1" severity="error" title-zh="题" title-en="Title" )" + text + R"(>
      <occurs event="legality_opinion_issued" before="deliberation_held"/></rule></rulebook>)", "t.xml", Law::Get().words, findings);
  INFO(Explain(findings));
  REQUIRE(book != nullptr);
  const auto subject = SubjectFromRecord(record, *Law::Get().words, "record", findings);
  REQUIRE(subject.has_value());
  return Review(*book, statutes, *Law::Get().calendar, *subject).rules.front();
}

}  // namespace

TEST_CASE("each act is judged by the text of its own day, and the trace names text, event and day") {
  const StatuteBook statutes = TwoVersions(R"(<governs from="2020-01-01" picked-by="act" ground="R713:9" zh="逐个" en="Each act"/>)");
  const Data record = BaseOf("base");  // deliberated on 2025-08-25
  const RuleReport now = JudgeText(statutes, "", record);
  CHECK(now.verdict == Verdict::kSatisfied);
  CHECK(now.law.version == "2025-05-01");
  CHECK(now.law.from == "2025-07-15");
  CHECK(now.law.picked_by == "act");
  CHECK(now.law.ground == std::vector<std::string>{"R713:9"});
  REQUIRE(now.law.events.size() == 1);
  CHECK(now.law.events[0].event == "deliberation_held");
  CHECK(now.law.events[0].date == "2025-08-25");
  const RuleReport old = JudgeText(statutes, R"(text="2019-12-01")", record);
  CHECK(old.verdict == Verdict::kNotApplicable);
  CHECK(old.law.version == "2019-12-01");
  CHECK(old.law.to == "2025-07-14");
  CHECK(old.law.events.empty());
  CHECK(JudgeText(statutes, R"(text="2001-01-01")", record).verdict == Verdict::kNotShown);
}

TEST_CASE("where one event picks the version for the whole matter, its day decides, and nothing else") {
  const StatuteBook statutes = TwoVersions(R"(<governs from="2020-01-01" picked-by="initiation_decided" ground="R713:9" zh="启动时" en="At the start"/>)");
  const Data record = BaseOf("base");  // started on 2025-05-15, deliberated on 2025-08-25
  CHECK(JudgeText(statutes, "", record).verdict == Verdict::kNotApplicable);
  const RuleReport old = JudgeText(statutes, R"(text="2019-12-01")", record);
  CHECK(old.verdict == Verdict::kSatisfied);
  REQUIRE(old.law.events.size() == 1);
  CHECK(old.law.events[0].event == "initiation_decided");
  CHECK(old.law.events[0].date == "2025-05-15");
  const Data unknown = Edit(record, *ParseJson(R"({"drop": ["initiation_decided"]})"));
  const RuleReport open = JudgeText(statutes, "", unknown);
  CHECK(open.verdict == Verdict::kNotShown);
  CHECK(Has(open, "version-not-shown"));
  const Data vague = Edit(record, *ParseJson(R"({"date": {"initiation_decided": "2025-07"}})"));
  CHECK(JudgeText(statutes, "", vague).verdict == Verdict::kNotShown);
}

TEST_CASE("every rule of a review names the text that it was judged by") {
  for (const RuleReport& rule : Law::Get().Review(BaseOf("base")).rules) {
    INFO(rule.id);
    CHECK_FALSE(rule.law.version.empty());
    CHECK_FALSE(rule.law.from.empty());
    CHECK_FALSE(rule.law.facts_from.empty());
    CHECK_FALSE(rule.law.picked_by.empty());
    CHECK_FALSE(rule.law.reading.zh.empty());
    for (const AppliedLaw::Picked& one : rule.law.events) CHECK_FALSE(one.date.empty());
  }
}
