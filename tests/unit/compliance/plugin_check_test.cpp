// <plugin>: a rule check of a plugin judges each event; what could not be judged is not shown, never satisfied.
#include <algorithm>

#include "compliance/describe.h"
#include "compliance/plugin_check.h"
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

std::shared_ptr<const Rulebook> PluginBook(const std::string& check, std::vector<Finding>& findings) {
  return Rulebook::Read("<rulebook xmlns=\"urn:juece:rulebook:1\" id=\"r\" version=\"1\" title-zh=\"r\" title-en=\"r\"><rule id=\"r\" article=\"R713:33\" "
                        "severity=\"error\" title-zh=\"r\" title-en=\"r\">" + check + "</rule></rulebook>", "r.xml", Law::Get().words, findings);
}

std::shared_ptr<const Rulebook> PluginBook(const std::string& check) {
  std::vector<Finding> findings;
  auto book = PluginBook(check, findings);
  INFO(Explain(findings));
  REQUIRE(book != nullptr);
  return book;
}

// Answers by the number in the data: 1 satisfied, 2 violated, 3 not applicable, 4 fails; remembers what it was shown.
struct Numbers : RuleChecks {
  Result<PluginVerdict> Judge(const std::string& check, const Data& configuration, const Data& subject) override {
    shown.push_back(subject);
    configurations.push_back(configuration);
    if (check != "numbers") return Status::NotFound({"没有", "there is none"});
    switch (subject["event"]["data"]["number"].AsText().back() - '0') {
      case 1: return PluginVerdict{Verdict::kSatisfied, {"好", "good"}};
      case 2: return PluginVerdict{Verdict::kViolated, {"坏", "bad"}};
      case 3: return PluginVerdict{Verdict::kNotApplicable, {"无关", "beside the point"}};
      default: return Status::Unavailable({"崩溃", "it crashed"});
    }
  }
  std::vector<Data> shown;
  std::vector<Data> configurations;
};

Subject Issued(const std::vector<std::string>& numbers, Knowledge knowledge = Knowledge::kWhole) {
  Subject subject;
  subject.knowledge = knowledge;
  subject.organ = "某市人民政府";
  subject.facts["technical"] = true;
  Date day = *Date::Parse("2025-06-02");
  for (const std::string& number : numbers) {
    SubjectEvent event;
    event.event = "decision_issued";
    event.step = "issue";
    event.id = "/events/" + std::to_string(subject.events.size());
    event.date = DateRange{day, day};
    event.data = Data::OfMembers({{"number", number}});
    subject.events.push_back(std::move(event));
    subject.last = day;
    day = day.PlusDays(1);
  }
  return subject;
}

RuleReport JudgedByPlugin(const Rulebook& book, const Subject& subject, RuleChecks* checks) {
  ReviewOptions options;
  options.checks = checks;
  return Review(book, *Law::Get().statutes, *Law::Get().calendar, subject, options).rules.front();
}

bool Says(const RuleReport& rule, const std::string& code, const std::string& words) {
  return std::any_of(rule.findings.begin(), rule.findings.end(), [&](const Finding& finding) {
    return finding.code == code && finding.message.en.find(words) != std::string::npos;
  });
}

const char* const kCheck = "<plugin check=\"numbers\" event=\"decision_issued\">{\"member\": \"number\"}</plugin>";

}  // namespace

TEST_CASE("a rule check of a plugin judges each event, and the worst verdict counts", "[compliance]") {
  const auto book = PluginBook(kCheck);
  Numbers checks;
  CHECK(JudgedByPlugin(*book, Issued({"1"}), &checks).verdict == Verdict::kSatisfied);
  CHECK(JudgedByPlugin(*book, Issued({"1", "2"}), &checks).verdict == Verdict::kViolated);
  CHECK(JudgedByPlugin(*book, Issued({"3"}), &checks).verdict == Verdict::kNotApplicable);
  CHECK(JudgedByPlugin(*book, Issued({}), &checks).verdict == Verdict::kNotApplicable);
  const RuleReport violated = JudgedByPlugin(*book, Issued({"2"}), &checks);
  CHECK(Says(violated, "check-numbers", ": bad"));
  CHECK(checks.configurations.back() == *ParseJson(R"({"member":"number"})"));
}

TEST_CASE("what could not be judged is not shown", "[compliance]") {
  Numbers checks;
  const RuleReport failed = JudgedByPlugin(*PluginBook(kCheck), Issued({"4"}), &checks);
  CHECK(failed.verdict == Verdict::kNotShown);
  CHECK(Says(failed, "check-failed", "it crashed"));
  const auto other = PluginBook("<plugin check=\"nobody\" event=\"decision_issued\"/>");
  CHECK(Says(JudgedByPlugin(*other, Issued({"1"}), &checks), "check-not-installed", "nobody"));
  const RuleReport without = JudgedByPlugin(*PluginBook(kCheck), Issued({"1"}), nullptr);
  CHECK(without.verdict == Verdict::kNotShown);
  CHECK(Says(without, "check-not-installed", "no plugins"));
}

TEST_CASE("a check is shown the event, the others, the facts, and how much absence means", "[compliance]") {
  Numbers checks;
  (void)JudgedByPlugin(*PluginBook(kCheck), Issued({"1", "1"}, Knowledge::kPartial), &checks);
  REQUIRE(checks.shown.size() == 2);
  const Data& shown = checks.shown.back();
  CHECK(shown["event"]["id"].AsText() == "/events/1");
  CHECK(shown["event"]["date"].AsText() == "2025-06-03");
  CHECK(shown["events"].AsList().size() == 2);
  CHECK(shown["facts"]["technical"].AsBool());
  CHECK(shown["knowledge"].AsText() == "partial");
  CHECK(shown["organ"].AsText() == "某市人民政府");
}

TEST_CASE("a guard limits what a check judges, and an open guard can violate nothing", "[compliance]") {
  const auto book = PluginBook("<plugin check=\"numbers\" event=\"decision_issued\" where=\"signer = &quot;甲&quot;\"/>");
  Numbers checks;
  Subject subject = Issued({"2"}, Knowledge::kPartial);
  CHECK(JudgedByPlugin(*book, subject, &checks).verdict == Verdict::kNotShown);  // nobody says who signed
  subject.events.front().data.Set("signer", "乙");
  CHECK(JudgedByPlugin(*book, subject, &checks).verdict != Verdict::kViolated);
  subject.events.front().data.Set("signer", "甲");
  CHECK(JudgedByPlugin(*book, subject, &checks).verdict == Verdict::kViolated);
}

TEST_CASE("while the matter runs a check decides nothing for ever", "[compliance]") {
  Numbers checks;
  const RuleReport rule = JudgedByPlugin(*PluginBook(kCheck), Issued({"1"}, Knowledge::kSoFar), &checks);
  CHECK(rule.verdict == Verdict::kSatisfied);
  REQUIRE(rule.State());
  CHECK(*rule.State() == RunningState::kSatisfiedSoFar);
}

TEST_CASE("a <plugin> that says nothing sensible is refused when it is read", "[compliance]") {
  for (const auto& [xml, code] : {std::pair<const char*, const char*>{"<plugin event=\"decision_issued\"/>", "bad-configuration"},
                                  {"<plugin check=\"numbers\"/>", "bad-configuration"},
                                  {"<plugin check=\"numbers\" event=\"no_such_event\"/>", "unknown-reference"},
                                  {"<plugin check=\"numbers\" event=\"decision_issued\">{</plugin>", "bad-configuration"},
                                  {"<plugin check=\"numbers\" event=\"decision_issued\">[1]</plugin>", "bad-configuration"},
                                  {"<plugin check=\"numbers\" event=\"decision_issued\" when=\"true\"/>", "unknown-element"}}) {
    INFO(xml);
    std::vector<Finding> findings;
    CHECK(PluginBook(xml, findings) == nullptr);
    REQUIRE_FALSE(findings.empty());
    CHECK(findings.front().code == code);
  }
  CHECK(Describe(PluginBook(kCheck)->rules().front(), *Law::Get().words).en.find("the rule check `numbers`") != std::string::npos);
}
